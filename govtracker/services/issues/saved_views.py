"""Views of lists: kept under a name, shared, changed, opened by default, taken away."""

from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Permission, Stance, Viewer, allowed
from govtracker.database import db
from govtracker.enums import Audience, ListName
from govtracker.models import DefaultView, Relationship, SavedView
from govtracker.queries import viewers
from govtracker.queries.issues import saved_views
from govtracker.services import Refused, events

LONGEST_NAME = 80
LONGEST_QUERY = 1000
MOST = 50  # of one list and person


@dataclass(frozen=True)
class NewView:
    """What a person keeps: a query string of a list, for themselves (no audience) or for others as well."""

    list_name: ListName
    name: str
    query: str
    audience: Audience | None = None


def save(relationship: Relationship | None, new: NewView, *, by: Viewer, at: datetime) -> SavedView:
    """Keep it; only what belongs to a relationship can be shared, and only by who may write there."""
    if new.audience is not None:
        _require_sharing(relationship, new.audience, by)
    if saved_views.how_many(by, new.list_name) >= MOST:
        raise Refused(f"You keep {MOST} views of this list already. Take one away first.", "name")
    view = SavedView(
        list_name=new.list_name,
        relationship_id=relationship.id if relationship else None,
        relationship=relationship,
        audience=new.audience,
        owner_id=by.person_id,
        name=_name(new.name),
        query=_query(new.query),
        created_at=at,
        updated_at=at,
    )
    db.session.add(view)
    db.session.flush()
    _record(view, "view_saved", [None, view.name], by=by, at=at)
    return view


def change(view: SavedView, *, name: str, query: str | None, by: Viewer, at: datetime) -> None:
    """Another name, and where `query` is given, other things to show."""
    before = view.name
    view.name, view.updated_at = _name(name), at
    if query is not None:
        view.query = _query(query)
    _record(view, "view_changed", [before, view.name], by=by, at=at)


def remove(view: SavedView, *, by: Viewer, at: datetime) -> None:
    """Take it away; lists that opened with it open as they are."""
    for default in saved_views.defaults_of(view):
        db.session.delete(default)
    _record(view, "view_removed", [view.name, None], by=by, at=at)
    db.session.flush()
    db.session.delete(view)


def open_with(view: SavedView, *, wanted: bool, by: Viewer) -> None:
    """Let the list open with this view for the person, or no longer; with one at most in each place."""
    standing = {default.view_id: default for default in saved_views.defaults_beside(by, view)}
    for view_id, default in standing.items():
        if (not wanted and view_id == view.id) or (wanted and view_id != view.id):
            db.session.delete(default)
    if wanted and view.id not in standing:
        db.session.add(DefaultView(person_id=by.person_id, view_id=view.id))


def _require_sharing(relationship: Relationship | None, audience: Audience, by: Viewer) -> None:
    if relationship is None:
        raise Refused("A view over all relationships is yours alone. Share one of a relationship.", "audience")
    stance = Stance(relationship.place(audience))
    if not allowed(by, Permission.SHARE_VIEW, stance):
        raise Refused("Choose who sees it: you alone, your company, or both companies.", "audience")


def _record(view: SavedView, action: str, names: list[str | None], *, by: Viewer, at: datetime) -> None:
    """What is shared is on record where it is shared; what is one's own, on one's own."""
    subject = view if view.audience is not None else viewers.oneself(by)
    events.record(subject, action, by=by, at=at, changes={"view": names})


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refused("Give the view a name.", "name")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Use at most {LONGEST_NAME} characters.", "name")
    return name


def _query(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        raise Refused("This asks for more than a view can hold. Take some of it out.", "name")
    return text
