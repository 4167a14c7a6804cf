"""Rounds of the pulse: who is asked, their sheets while it is open, and what stays when it is closed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import Side, Tier
from govtracker.models.people import Person
from govtracker.models.pulse import PulseSet
from govtracker.models.relationship import FunctionalArea, Relationship


class PulseRound(Base):
    """One round: everybody who is asked rates the statements of `pulse_set` before `closes_at`, once.

    `seed` goes into the marks of its sheets and is forgotten on closing. From then on it says how many were asked and
    answered, and how the structure stood: of `pairs` so many `healthy_pairs`, `spoc_share` in percent.
    """

    __tablename__ = "pulse_round"
    __table_args__ = (
        UniqueConstraint("relationship_id", "number"),
        Index("uq_pulse_round_open", "relationship_id", unique=True, **only("closed_at IS NULL")),
        Index("ix_pulse_round_due", "closes_at", "id", **only("closed_at IS NULL")),
        CheckConstraint("closes_at > opened_at", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    set_id: Mapped[int] = mapped_column(ForeignKey("pulse_set.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closes_at: Mapped[datetime]
    remind_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    seed: Mapped[str] = mapped_column(String(64))
    client_asked: Mapped[int] = mapped_column(default=0)
    client_answered: Mapped[int] = mapped_column(default=0)
    supplier_asked: Mapped[int] = mapped_column(default=0)
    supplier_answered: Mapped[int] = mapped_column(default=0)
    pairs: Mapped[int | None]
    healthy_pairs: Mapped[int | None]
    spoc_share: Mapped[Decimal | None]
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    pulse_set: Mapped[PulseSet] = link(lazy="joined", innerjoin=True)

    @property
    def is_open(self) -> bool:
        """Not closed; whether it still takes sheets, `closes_at` says."""
        return self.closed_at is None

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Relationship pulse, round {self.number}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class PulseAsked(Base):
    """Somebody who is asked in a round, with the side and tier they are asked on, and the area they lead.

    Whether they have answered is for the rate and the reminder alone, and forgotten when the round closes; when they
    did, nobody keeps.
    """

    __tablename__ = "pulse_asked"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index("ix_pulse_asked_waiting", "person_id", "round_id", **only("NOT has_answered", sqlite="has_answered = 0")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    has_answered: Mapped[bool] = mapped_column(default=False)


class PulseSheet(Base):
    """What somebody answered while the round is open; `id` is a keyed hash of round and person, so it may be changed.

    No order, no time and no name stand on it, unless somebody put theirs to it. It goes when the round closes.
    """

    __tablename__ = "pulse_sheet"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it off the class

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    ratings: Mapped[list[Any]]
    comments: Mapped[list[Any]]
    named_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    named_area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))


class PulseResult(Base):
    """How many answered a statement, and the sum of their points: of a side, or of one of its tiers.

    Only what may be shown is written when a round closes; nothing else is kept.
    """

    __tablename__ = "pulse_result"
    __table_args__ = (
        CheckConstraint("answers >= 3 AND points BETWEEN answers AND 5 * answers", name="many"),
        Index("ix_pulse_result_round", "round_id", "statement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("pulse_statement.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    tier: Mapped[Tier | None] = mapped_column(choice(Tier, "tier"))
    answers: Mapped[int]
    points: Mapped[int]


class PulseComment(Base):
    """What somebody of a side wrote to a statement, in no order of theirs."""

    __tablename__ = "pulse_comment"
    __table_args__ = (Index("ix_pulse_comment_round", "round_id", "statement_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("pulse_statement.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    text: Mapped[str] = mapped_column(Text)


class PulsePairAnswer(Base):
    """The ratings of one of two counterparts who both put their names to them."""

    __tablename__ = "pulse_pair_answer"
    __table_args__ = (UniqueConstraint("round_id", "area_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("pulse_round.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("functional_area.id"))
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ratings: Mapped[list[Any]]
    person: Mapped[Person] = link(lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea] = link(lazy="joined", innerjoin=True)
