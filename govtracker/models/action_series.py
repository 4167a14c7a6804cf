"""Series of actions: what somebody does again and again, and when it comes next."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import ActionType, Audience, Repetition, Side
from govtracker.models.criteria import Kpi
from govtracker.models.people import Person
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.risk import Risk
from govtracker.rules.issues.repetition import Series


class ActionSeries(Base):
    """An action that comes again: an RRULE of due days from `starts_on` in an IANA zone.

    `next_on` is the next due day, `next_at` the instant (UTC) at which its action is made: a cache of the rule, None
    while the series waits for the open action to be done, and when it has ended.
    """

    __tablename__ = "action_series"
    __table_args__ = (
        Index("ix_action_series_next", "next_at", "id", **only("next_at IS NOT NULL")),
        Index("ix_action_series_list", "relationship_id", "title", "id"),
        Index("ix_action_series_owner", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    type: Mapped[ActionType] = mapped_column(choice(ActionType, "type"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_side: Mapped[Side] = mapped_column(choice(Side, "owner_side"))
    consequence: Mapped[str] = mapped_column(String(200))
    repetition: Mapped[Repetition] = mapped_column(choice(Repetition, "repetition"))
    skips_if_open: Mapped[bool] = mapped_column(default=True)
    rrule: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    lead_days: Mapped[int] = mapped_column(default=7)
    next_on: Mapped[date | None]
    next_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = link(foreign_keys=owner_id, lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea | None] = link()
    risk: Mapped[Risk | None] = link()
    kpi: Mapped[Kpi | None] = link()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def rule(self) -> Series:
        """When it comes, as the rules see it."""
        return Series(self.repetition, self.rrule, self.starts_on, self.zone, self.lead_days, self.skips_if_open)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, area_id=self.area_id, owner_id=self.owner_id, owner_side=self.owner_side)
