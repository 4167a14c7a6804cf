"""What people talk about: the kinds of records that carry comments, files and watchers, and how rows point at them."""

from dataclasses import dataclass

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.models.action import Action
from govtracker.models.issue import Issue

Subject = Issue | Action


@dataclass(frozen=True)
class Kind:
    """One kind of record: `name` as in its column (issue_id), its table and its notices; `path` as in its address."""

    name: str
    path: str
    model: type[Subject]


KINDS = (Kind("issue", "issues", Issue), Kind("action", "actions", Action))


class OnSubject:
    """Columns of a row that stands under exactly one record; a new kind of record adds its column and link here."""

    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))

    @declared_attr
    @classmethod
    def issue(cls) -> Mapped[Issue | None]:
        """The issue it stands under."""
        return link(Issue)

    @declared_attr
    @classmethod
    def action(cls) -> Mapped[Action | None]:
        """The action it stands under."""
        return link(Action)

    @property
    def subject(self) -> Subject:
        """The record it stands under."""
        found: Subject = next(
            getattr(self, kind.name) for kind in KINDS if getattr(self, f"{kind.name}_id") is not None
        )
        return found


def kind_of(subject: Subject) -> Kind:
    """The kind of a record."""
    return next(kind for kind in KINDS if isinstance(subject, kind.model))


def pointing_at(subject: Subject) -> dict[str, int]:
    """The column of a row that stands under `subject`, with its value."""
    return {f"{kind_of(subject).name}_id": subject.id}
