"""Relationships: the unit of governance, and the functional areas each needs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice
from govtracker.enums import Audience, Side, Stage, SupplierCategory
from govtracker.models.people import Organisation


class FunctionalArea(Base):
    """One area: IT, quality, finance… One that a relationship named for itself is offered to no other.

    A retired one is offered to nobody, and stays where it is used.
    """

    __tablename__ = "functional_area"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    is_offered: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[datetime | None]


class Relationship(Base):
    """One client and one supplier. `key` prefixes the numbers of its records.

    A pair without contact for `dormant_after_days` is dormant; SPOCs who make more than `spoc_share_limit` percent of
    the contacts have collapsed it back into a bow-tie. Its fiscal year begins with the month `fiscal_year_start`.
    A side has `answer_days` working days to answer a scorecard.
    """

    __tablename__ = "relationship"
    __table_args__ = (
        CheckConstraint("client_id <> supplier_id", name="two_companies"),
        CheckConstraint("fiscal_year_start BETWEEN 1 AND 12", name="fiscal_year_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(6), unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), default=Stage.WORKING_TOGETHER)
    category: Mapped[SupplierCategory] = mapped_column(
        choice(SupplierCategory, "category"), default=SupplierCategory.TACTICAL
    )
    purpose: Mapped[str] = mapped_column(Text, default="")
    dormant_after_days: Mapped[int] = mapped_column(default=30)
    spoc_share_limit: Mapped[int] = mapped_column(default=50)
    fiscal_year_start: Mapped[int] = mapped_column(default=1)
    answer_days: Mapped[int] = mapped_column(default=10)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    client: Mapped[Organisation] = link(foreign_keys=client_id, lazy="joined", innerjoin=True)
    supplier: Mapped[Organisation] = link(foreign_keys=supplier_id, lazy="joined", innerjoin=True)
    areas: Mapped[list["RelationshipArea"]] = link(order_by="RelationshipArea.position")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    def place(self, audience: Audience = Audience.SHARED) -> Place:
        """Where a record of this relationship belongs."""
        return Place(self.id, self.client_id, self.supplier_id, audience)

    def company(self, side: Side | Audience | str) -> Organisation:
        """The organisation on a side, given as the side or as the audience or word of the same name."""
        return self.client if side == Side.CLIENT.value else self.supplier

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place())


class RelationshipArea(Base):
    """A functional area this relationship needs."""

    __tablename__ = "relationship_area"
    __table_args__ = (UniqueConstraint("relationship_id", "area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("functional_area.id"))
    position: Mapped[int] = mapped_column(default=0)
    area: Mapped[FunctionalArea] = link(lazy="joined", innerjoin=True)
