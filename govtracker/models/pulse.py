"""The relationship pulse: its statements in the versions both sides agreed to, and how often who is asked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice, only
from govtracker.enums import PulseSetStatus, PulseTheme, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.rules.partnership import pulse_catalogue

EVERY_MONTHS, WINDOW_DAYS, ASKED_EVERY = 3, 14, 2


class PulseSet(Base):
    """One version of the statements, as one side proposed it; it never changes, another proposal is another version."""

    __tablename__ = "pulse_set"
    __table_args__ = (
        UniqueConstraint("relationship_id", "number"),
        Index("uq_pulse_set_agreed", "relationship_id", unique=True, **only("status = 'agreed'")),
        Index("uq_pulse_set_proposed", "relationship_id", unique=True, **only("status = 'proposed'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    status: Mapped[PulseSetStatus] = mapped_column(choice(PulseSetStatus, "status"))
    proposed_side: Mapped[Side] = mapped_column(choice(Side, "proposed_side"))
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    statements: Mapped[list["PulseStatement"]] = link(order_by="PulseStatement.position", lazy="selectin")
    proposed_by: Mapped[Person] = link(foreign_keys=proposed_by_id)
    agreed_by: Mapped[Person | None] = link(foreign_keys=agreed_by_id)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Statements of the pulse, version {self.number}"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it: the side across from the one that proposed it agrees."""
        return Stance(self.relationship.place(), side=self.proposed_side.other)


class PulseStatement(Base):
    """One statement of a version, in the words each side reads."""

    __tablename__ = "pulse_statement"
    __table_args__ = (UniqueConstraint("set_id", "theme"), UniqueConstraint("set_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("pulse_set.id"))
    position: Mapped[int]
    theme: Mapped[PulseTheme] = mapped_column(choice(PulseTheme, "theme"))
    client_words: Mapped[str] = mapped_column(String(200))
    supplier_words: Mapped[str] = mapped_column(String(200))
    pulse_set: Mapped[PulseSet] = link(back_populates="statements")

    @property
    def called(self) -> str:
        """What people call it."""
        return pulse_catalogue.called(self.theme)

    def words(self, side: Side) -> str:
        """What that side reads."""
        return self.client_words if side is Side.CLIENT else self.supplier_words

    @property
    def relationship_id(self) -> int:
        """The relationship it belongs to."""
        return self.pulse_set.relationship_id

    @property
    def relationship(self) -> Relationship:
        """The same as a record."""
        return self.pulse_set.relationship

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())


class PulsePlan(Base):
    """How often a relationship is asked, and who: `next_on` (the client's day) opens the next round by itself.

    A round is open for `window_days`; each person is asked at least every `asked_every` rounds.
    """

    __tablename__ = "pulse_plan"
    __table_args__ = (
        UniqueConstraint("relationship_id"),
        CheckConstraint(
            "every_months BETWEEN 1 AND 12 AND window_days BETWEEN 3 AND 60 AND asked_every BETWEEN 1 AND 4",
            name="bounds",
        ),
        CheckConstraint("asks_strategic OR asks_tactical OR asks_operational", name="asks_somebody"),
        Index("ix_pulse_plan_next", "next_on", **only("next_on IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    every_months: Mapped[int] = mapped_column(default=EVERY_MONTHS)
    window_days: Mapped[int] = mapped_column(default=WINDOW_DAYS)
    asked_every: Mapped[int] = mapped_column(default=ASKED_EVERY)
    asks_strategic: Mapped[bool] = mapped_column(default=True)
    asks_tactical: Mapped[bool] = mapped_column(default=True)
    asks_operational: Mapped[bool] = mapped_column(default=True)
    next_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def title(self) -> str:
        """What people call it."""
        return "Plan of the pulse"

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.relationship.place())
