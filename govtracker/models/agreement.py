"""What counts once both sides have signed it: the columns every kind of it keeps."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.enums import ProposalState, Side
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship
from govtracker.rules.governance import versions


class Agreement:
    """When each side signed, and who did it for that side."""

    client_agreed_at: Mapped[datetime | None]
    client_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supplier_agreed_at: Mapped[datetime | None]
    supplier_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @declared_attr
    @classmethod
    def client_agreed_by(cls) -> Mapped[Person | None]:
        """Who signed for the client."""
        return link(Person, foreign_keys=f"{cls.__name__}.client_agreed_by_id")

    @declared_attr
    @classmethod
    def supplier_agreed_by(cls) -> Mapped[Person | None]:
        """Who signed for the supplier."""
        return link(Person, foreign_keys=f"{cls.__name__}.supplier_agreed_by_id")

    def agreed_at(self, side: Side) -> datetime | None:
        """When a side signed (UTC)."""
        return self.client_agreed_at if side is Side.CLIENT else self.supplier_agreed_at

    def sign(self, side: Side, person_id: int, at: datetime) -> None:
        """Somebody signs for a side."""
        for name, value in signature(side, person_id, at).items():
            setattr(self, name, value)

    def unsign(self, *sides: Side) -> None:
        """These sides' words do not count any more."""
        for name in unsigned(*sides):
            setattr(self, name, None)

    @property
    def silent_sides(self) -> list[Side]:
        """The sides whose word is missing."""
        return [side for side in Side if self.agreed_at(side) is None]


def signature(side: Side, person_id: int, at: datetime) -> dict[str, Any]:
    """The columns of a side's signature, as they become."""
    return {f"{side.value}_agreed_at": at, f"{side.value}_agreed_by_id": person_id}


def unsigned(*sides: Side) -> dict[str, Any]:
    """The columns of these sides' signatures, without any."""
    return {f"{side.value}_agreed_{what}": None for side in sides for what in ("at", "by_id")}


class Proposal(Agreement):
    """One of several versions: proposed by a side, in force with both words, then superseded; or laid aside.

    `remind_at` is when a silent side is reminded the next time (UTC).
    """

    if TYPE_CHECKING:
        __tablename__: str
        relationship_id: Mapped[int]
        relationship: Mapped[Relationship]
        proposed_by_id: Mapped[Any]
        proposed_by: Mapped[Any]

    proposed_because: Mapped[str] = mapped_column(Text, default="")
    in_force_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]
    laid_aside_at: Mapped[datetime | None]
    laid_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    laid_aside_because: Mapped[str] = mapped_column(Text, default="")
    remind_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)

    @declared_attr
    @classmethod
    def laid_aside_by(cls) -> Mapped[Person | None]:
        """Who laid it aside."""
        return link(Person, foreign_keys=f"{cls.__name__}.laid_aside_by_id")

    @property
    def state(self) -> ProposalState:
        """Where it stands between the two sides."""
        return versions.state(self.in_force_at, self.superseded_at, self.laid_aside_at)

    @property
    def is_proposed(self) -> bool:
        """Waits for somebody's word."""
        return self.state is ProposalState.PROPOSED

    @property
    def is_in_force(self) -> bool:
        """Both sides go by it."""
        return self.state is ProposalState.IN_FORCE

    @property
    def proposing_side(self) -> Side:
        """The side it comes from."""
        assert self.proposed_by is not None  # what nobody proposed was in force from the start
        return Side.CLIENT if self.proposed_by.organisation_id == self.relationship.client_id else Side.SUPPLIER
