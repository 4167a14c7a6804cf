"""Decision rights: which seat has which part in the decisions of a forum."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Stance
from govtracker.database import Base, choice
from govtracker.enums import DecisionPart
from govtracker.models.forum import Forum
from govtracker.models.seat import Seat


class DecisionRight(Base):
    """A decision that a forum's people have to take, and the seats that have a part in it."""

    __tablename__ = "decision_right"
    __table_args__ = (UniqueConstraint("forum_id", "decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    decision: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    forum: Mapped[Forum] = link(lazy="joined", innerjoin=True)
    seats: Mapped[list["DecisionSeat"]] = link(order_by="DecisionSeat.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def title(self) -> str:
        """What people call it."""
        return self.decision

    @property
    def relationship_id(self) -> int:
        """The relationship it belongs to."""
        return self.forum.relationship_id

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return self.forum.stance


class DecisionSeat(Base):
    """The part of a seat in a decision."""

    __tablename__ = "decision_seat"
    __table_args__ = (UniqueConstraint("decision_right_id", "seat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_right_id: Mapped[int] = mapped_column(ForeignKey("decision_right.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    part: Mapped[DecisionPart] = mapped_column(choice(DecisionPart, "part"))
    seat: Mapped[Seat] = link()
