"""Views of lists: what a person asked of one, kept under a name, and which of them a list opens with."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice
from govtracker.enums import Audience, ListName
from govtracker.models.people import Person
from govtracker.models.relationship import Relationship


class SavedView(Base):
    """A query string of a list under a name. Without an audience it is its owner's alone.

    Without a relationship it is one of the list over all relationships; a shared one always belongs to one.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        Index("ix_saved_view_owner", "owner_id", "list_name"),
        Index("ix_saved_view_shared", "relationship_id", "list_name", "audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_name: Mapped[ListName] = mapped_column(choice(ListName, "list_name"))
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience | None] = mapped_column(choice(Audience, "audience"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship | None] = link(lazy="joined")
    owner: Mapped[Person] = link(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def place(self) -> Place:
        """Where a shared one belongs."""
        assert self.relationship is not None
        assert self.audience is not None
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of a shared one."""
        return Stance(self.place, owner_id=self.owner_id)


class DefaultView(Base):
    """The view a list opens with for a person."""

    __tablename__ = "default_view"
    __table_args__ = (UniqueConstraint("person_id", "view_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    view_id: Mapped[int] = mapped_column(ForeignKey("saved_view.id"), index=True)
