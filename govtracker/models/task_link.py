"""Links by which somebody who does not sign in does one task: what was given to whom by whom, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, LinkEnding, Side, TaskKind
from govtracker.models.action import Action
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class TaskLink(Base):
    """One task for one person of one side: an action, or the values of the month that begins on `period_on`.

    `token_hash` is the SHA-256 of the secret in its address. The secret is kept nowhere: who has both `seed` and the
    installation's key can make it again, which is how the mail that brings it comes by it.
    """

    __tablename__ = "task_link"
    __table_args__ = (
        CheckConstraint("(action_id IS NULL) <> (period_on IS NULL)", name="one_task"),
        CheckConstraint("audience <> 'shared'", name="one_side"),
        Index("ix_task_link_list", "relationship_id", "audience", "id"),
        Index("ix_task_link_action", "action_id", "id", **only("action_id IS NOT NULL")),
        Index("ix_task_link_open", "person_id", "id", **only("ended_at IS NULL")),
        Index("ix_task_link_expires", "expires_at", "id", **only("ended_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    kind: Mapped[TaskKind] = mapped_column(choice(TaskKind, "kind"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    period_on: Mapped[date | None]
    is_single_use: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    uses: Mapped[int] = mapped_column(default=0)
    last_used_at: Mapped[datetime | None]
    last_used_from: Mapped[str] = mapped_column(String(45), default="")  # a network address without its last part
    ended_at: Mapped[datetime | None]
    ending: Mapped[LinkEnding | None] = mapped_column(choice(LinkEnding, "ending"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    person: Mapped[Person] = link(foreign_keys=person_id, lazy="joined", innerjoin=True)
    given_by: Mapped[Person] = link(foreign_keys=given_by_id, lazy="joined", innerjoin=True)
    action: Mapped[Action | None] = link()

    @property
    def side(self) -> Side:
        """The side that gave it, and for which alone it exists."""
        return Side(self.audience.value)

    @property
    def title(self) -> str:
        """What the history calls it: its task; whose it is stands beside, where names can be erased."""
        return self.action.key if self.action else f"{self.relationship.key} {self.period_on:%Y-%m}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place(self.audience), owner_id=self.person_id, owner_side=self.side)
