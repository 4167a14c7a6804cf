"""Scorecards: one relationship, one period, frozen when it is shared; and what followed from their standing."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Audience, ConsequenceKind, PeriodKind, ScorecardStatus, Side, Standing
from govtracker.models.agreement import Agreement
from govtracker.models.criteria import CriteriaSet
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.models.scorecard_scope import ScorecardScope
from govtracker.rules.words import label

PERIOD = ("relationship_id", "period_kind", "period_on")
CURRENT, WHOLE = "is_current = 1", "scope_id IS NULL"


class Scorecard(Agreement, Base):
    """A scorecard from the moment it is shared; a draft is computed and not stored.

    `snapshot` is canonical JSON, `digest` its SHA-256 in hex; the scores beside it serve lists.

    One row of a period, and of a scope or the whole relationship (None), is current: an amendment is a row of its own
    that becomes current when both sides have signed it, and `amends` leads to the one before. `next_at` is when the
    worker looks at an answer that is missing.
    """

    __tablename__ = "scorecard"
    __table_args__ = (
        UniqueConstraint("relationship_id", "number"),
        Index(
            "uq_scorecard_whole",
            *PERIOD,
            unique=True,
            **only(f"is_current AND {WHOLE}", sqlite=f"{CURRENT} AND {WHOLE}"),
        ),
        Index("uq_scorecard_scope", *PERIOD, "scope_id", unique=True, **only("is_current", sqlite=CURRENT)),
        Index("uq_scorecard_amends", "amends_id", unique=True, **only("amends_id IS NOT NULL")),
        Index("ix_scorecard_status", "relationship_id", "status"),
        Index("ix_scorecard_next", "next_at", "id", **only("next_at IS NOT NULL")),
        Index("ix_scorecard_reds_due", "reds_due_at", "id", **only("reds_due_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"), default=Audience.SHARED)
    title: Mapped[str] = mapped_column(String(120), default="")
    period_kind: Mapped[PeriodKind] = mapped_column(choice(PeriodKind, "period_kind"), default=PeriodKind.MONTH)
    period_key: Mapped[str] = mapped_column(String(16))
    period_on: Mapped[date]
    ends_on: Mapped[date]
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard_scope.id"))
    is_current: Mapped[bool] = mapped_column(default=True)
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("scorecard.id"))
    amendment_reason: Mapped[str] = mapped_column(Text, default="")
    criteria_set_id: Mapped[int] = mapped_column(ForeignKey("criteria_set.id"))
    status: Mapped[ScorecardStatus] = mapped_column(choice(ScorecardStatus, "status"))
    snapshot: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    overall: Mapped[Decimal | None]
    coverage: Mapped[Decimal]
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    standing_name: Mapped[str] = mapped_column(String(40), default="")
    experience: Mapped[Decimal | None]
    cost: Mapped[Decimal | None]
    revenue: Mapped[Decimal | None]
    red_count: Mapped[int] = mapped_column(default=0)
    reds_due_at: Mapped[datetime | None]  # when it is looked at what is red once more
    shared_at: Mapped[datetime]
    shared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer_due_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    sponsor_told_at: Mapped[datetime | None]
    disputed_at: Mapped[datetime | None]
    disputed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    disputed_side: Mapped[Side | None] = mapped_column(choice(Side, "disputed_side"))
    dispute_reason: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    criteria_set: Mapped[CriteriaSet] = link()
    shared_by: Mapped[Person] = link(foreign_keys=shared_by_id)
    disputed_by: Mapped[Person | None] = link(foreign_keys=disputed_by_id)
    scope: Mapped[ScorecardScope | None] = link()
    amends: Mapped["Scorecard | None"] = link(foreign_keys=amends_id, remote_side="Scorecard.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER scorecard 2026-10."""
        return f"{self.relationship.key} scorecard {self.period_key}"

    @property
    def standing_called(self) -> str:
        """What its standing is called in the bands it was judged by."""
        return self.standing_name or label(self.standing)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place)


class ScorecardConsequence(Base):
    """What followed from an agreed scorecard, once each: the plan, or the review, it was done to."""

    __tablename__ = "scorecard_consequence"
    __table_args__ = (
        UniqueConstraint("scorecard_id", "kind"),
        Index("ix_scorecard_consequence_plan", "plan_id", **only("plan_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scorecard_id: Mapped[int] = mapped_column(ForeignKey("scorecard.id"))
    kind: Mapped[ConsequenceKind] = mapped_column(choice(ConsequenceKind, "kind"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("improvement_plan.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    said: Mapped[str] = mapped_column(Text, default="")
    happened_at: Mapped[datetime]
