"""What people talk about: the kinds of records that carry comments, files and watchers, and how rows point at them."""

from dataclasses import dataclass

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.models.action import Action
from govtracker.models.contract import Contract
from govtracker.models.decision import Decision
from govtracker.models.issue import Issue
from govtracker.models.problem import Problem
from govtracker.models.risk import Risk
from govtracker.models.scorecard import Scorecard

Subject = Issue | Action | Decision | Risk | Problem | Scorecard


@dataclass(frozen=True)
class Kind:
    """One kind of record: `name` as in its column (issue_id), its table and its notices; `path` as in its address."""

    name: str
    path: str
    model: type[Subject]


KINDS = (
    Kind("issue", "issues", Issue),
    Kind("action", "actions", Action),
    Kind("decision", "decisions", Decision),
    Kind("risk", "risks", Risk),
    Kind("problem", "problems", Problem),
    Kind("scorecard", "scorecards", Scorecard),
)


class OnSubject:
    """Columns of a row that stands under exactly one record; a new kind of record adds its column and link here."""

    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"))
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    scorecard_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))

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

    @declared_attr
    @classmethod
    def decision(cls) -> Mapped[Decision | None]:
        """The decision it stands under."""
        return link(Decision)

    @declared_attr
    @classmethod
    def risk(cls) -> Mapped[Risk | None]:
        """The risk it stands under."""
        return link(Risk)

    @declared_attr
    @classmethod
    def problem(cls) -> Mapped[Problem | None]:
        """The problem it stands under."""
        return link(Problem)

    @declared_attr
    @classmethod
    def scorecard(cls) -> Mapped[Scorecard | None]:
        """The scorecard it stands under."""
        return link(Scorecard)

    @property
    def subject(self) -> Subject:
        """The record it stands under."""
        found: Subject = next(getattr(self, kind.name) for kind in KINDS if getattr(self, f"{kind.name}_id"))
        return found


def kind_of(subject: object) -> Kind | None:
    """The kind of a record; None for one that nobody talks about."""
    return next((kind for kind in KINDS if isinstance(subject, kind.model)), None)


def pointing_at(subject: Subject | Contract) -> dict[str, int]:
    """The column of a row that stands under `subject`, with its value."""
    return {f"{name_of(subject)}_id": subject.id}


def name_of(subject: Subject | Contract) -> str:
    """What columns and notices call the kind of a record."""
    return subject.__tablename__


def path_of(subject: Subject) -> str:
    """What addresses call the kind of a record."""
    return next(kind.path for kind in KINDS if isinstance(subject, kind.model))
