"""Views of lists: which ones a person is offered, which one a list opens with, and one of them to change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ListName
from govtracker.models import DefaultView, Relationship, SavedView
from govtracker.queries import find, visible


def offered(viewer: Viewer, list_name: ListName, relationship_id: int | None) -> Sequence[Row[*tuple[Any, ...]]]:
    """The person's own views of a list and those shared with them, by name, with `is_default` for this person.

    In a relationship's list also the person's own views of the list over all relationships.
    """
    own = and_(SavedView.owner_id == viewer.person_id, SavedView.audience.is_(None), _of_place(relationship_id))
    shared = and_(SavedView.relationship_id == relationship_id, visible.saved_views(viewer))
    return db.session.execute(
        select(
            SavedView.id,
            SavedView.name,
            SavedView.query,
            SavedView.audience,
            SavedView.owner_id,
            SavedView.relationship_id,
            DefaultView.id.is_not(None).label("is_default"),
        )
        .outerjoin(DefaultView, and_(DefaultView.view_id == SavedView.id, DefaultView.person_id == viewer.person_id))
        .where(SavedView.list_name == list_name, own if relationship_id is None else or_(own, shared))
        .order_by(func.lower(SavedView.name), SavedView.id)
    ).all()


def own(viewer: Viewer, view_id: int) -> SavedView:
    """A view that is the person's alone."""
    mine = and_(SavedView.owner_id == viewer.person_id, SavedView.audience.is_(None))
    return find.one(select(SavedView).where(SavedView.id == view_id, mine))


def shared(viewer: Viewer, key: str, view_id: int) -> SavedView:
    """A view that stands in relationship `key` for more than one person."""
    return find.one(
        select(SavedView)
        .join(SavedView.relationship)
        .where(Relationship.key == key.upper(), SavedView.id == view_id)
        .where(SavedView.audience.is_not(None), visible.saved_views(viewer))
    )


def is_default(viewer: Viewer, view_id: int) -> bool:
    """Whether a list opens with this view for the person."""
    return _default(DefaultView.view_id == view_id, viewer) is not None


def defaults_beside(viewer: Viewer, view: SavedView) -> Sequence[DefaultView]:
    """What makes the person's list open with a view, in the place where `view` is one."""
    return db.session.scalars(
        select(DefaultView)
        .join(SavedView, SavedView.id == DefaultView.view_id)
        .where(DefaultView.person_id == viewer.person_id, SavedView.list_name == view.list_name)
        .where(SavedView.relationship_id.is_not_distinct_from(view.relationship_id))
    ).all()


def defaults_of(view: SavedView) -> Sequence[DefaultView]:
    """Everybody for whom the list opens with this view."""
    return db.session.scalars(select(DefaultView).where(DefaultView.view_id == view.id)).all()


def how_many(viewer: Viewer, list_name: ListName) -> int:
    """How many views of a list the person keeps."""
    mine = (SavedView.owner_id == viewer.person_id, SavedView.list_name == list_name)
    return db.session.scalar(select(func.count()).select_from(SavedView).where(*mine)) or 0


def _of_place(relationship_id: int | None) -> ColumnElement[bool]:
    everywhere = SavedView.relationship_id.is_(None)
    return everywhere if relationship_id is None else or_(everywhere, SavedView.relationship_id == relationship_id)


def _default(condition: ColumnElement[bool], viewer: Viewer) -> int | None:
    return db.session.scalar(
        select(DefaultView.id).where(DefaultView.person_id == viewer.person_id, condition).limit(1)
    )
