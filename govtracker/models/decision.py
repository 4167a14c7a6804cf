"""Decisions: what was decided, by whose authority, and why."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, DecisionStatus, Side
from govtracker.models.criteria import Kpi
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.review import Review, Topic
from govtracker.models.risk import Risk
from govtracker.models.seat import Seat
from govtracker.rules import keys


class Decision(Base):
    """A decision by the authority of `seat`; `amount` is in minor units of `currency`.

    While it is open (proposed or waiting) `waits_at_id` is the seat that has to decide, by `due_on`; `goes_up_because`
    says why that is not the seat it was made in. One that `is_minuted` counts when both chairs have agreed the minutes
    it was born in. Once decided `due_on` is the day it was decided on. `owner_id` is
    whoever has to decide or has decided.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("relationship_id", "audience", "number"),
        CheckConstraint("amount IS NULL OR (amount >= 0 AND length(currency) = 3)", name="money"),
        CheckConstraint("(status IN ('proposed', 'waiting')) = (waits_at_id IS NOT NULL)", name="waits_somewhere"),
        Index("ix_decision_list_due", "relationship_id", "is_open", "due_on", "id"),
        Index("ix_decision_list_opened", "relationship_id", "is_open", "created_at", "id"),
        Index("ix_decision_log", "relationship_id", "due_on", "id"),
        Index("ix_decision_waits", "waits_at_id", "due_on", "id", **only("waits_at_id IS NOT NULL")),
        Index("ix_decision_owner", "owner_id", "is_open", "due_on", "id"),
        Index("ix_decision_issue", "issue_id", **only("issue_id IS NOT NULL")),
        Index("ix_decision_review", "review_id", **only("review_id IS NOT NULL")),
        Index("ix_decision_risk", "risk_id", **only("risk_id IS NOT NULL")),
        Index("ix_decision_kpi", "kpi_id", "id", **only("kpi_id IS NOT NULL")),
        Index("ix_decision_replaces", "replaces_id", **only("replaces_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_side: Mapped[Side] = mapped_column(choice(Side, "owner_side"))
    due_on: Mapped[date]
    status: Mapped[DecisionStatus] = mapped_column(choice(DecisionStatus, "status"))
    is_open: Mapped[bool]
    waits_at_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    goes_up_because: Mapped[str] = mapped_column(Text, default="")
    is_minuted: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruling: Mapped[str] = mapped_column(Text, default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = link(foreign_keys=owner_id, lazy="joined", innerjoin=True)
    seat: Mapped[Seat] = link(foreign_keys=seat_id)
    waits_at: Mapped[Seat | None] = link(foreign_keys=waits_at_id)
    area: Mapped[FunctionalArea | None] = link()
    decided_by: Mapped[Person | None] = link(foreign_keys=decided_by_id)
    recorded_by: Mapped[Person] = link(foreign_keys=recorded_by_id)
    replaces: Mapped["Decision | None"] = link(foreign_keys=replaces_id, remote_side="Decision.id")
    issue: Mapped[Issue | None] = link()
    review: Mapped[Review | None] = link()
    topic: Mapped[Topic | None] = link()
    risk: Mapped[Risk | None] = link()
    kpi: Mapped[Kpi | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER-D5."""
        return keys.decision_key(self.relationship.key, self.number, self.audience)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the seat it waits at answers."""
        return Stance(
            self.place,
            side=self.owner_side,
            area_id=self.area_id,
            owner_id=self.owner_id,
            owner_side=self.owner_side,
            raised_by_id=self.recorded_by_id,
            answering_seats=frozenset({self.waits_at_id} if self.waits_at_id else ()),
        )
