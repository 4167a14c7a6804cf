"""Scopes: added, renamed, offered no more."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ScopeKind
from govtracker.models import Relationship, ScorecardScope
from govtracker.queries.performance import scopes as asked
from govtracker.services import Refused, events


def add(relationship: Relationship, kind: ScopeKind, name: str, *, by: Viewer | None, at: datetime) -> ScorecardScope:
    """A part of the relationship that is measured by itself; refuses a name that is taken, beside "name"."""
    name = _checked(relationship.id, name)
    scope = ScorecardScope(relationship=relationship, kind=kind, name=name)
    db.session.add(scope)
    events.record(scope, "scope_added", by=by, at=at, changes={"name": [None, name], "kind": [None, kind]})
    return scope


def edit(
    scope: ScorecardScope, kind: ScopeKind, name: str, *, is_offered: bool, by: Viewer | None, at: datetime
) -> None:
    """Another name or kind, or offered no more: what was measured of it stays and goes on counting."""
    name = _checked(scope.relationship_id, name, own=scope.id)
    events.change(scope, "scope_changed", by=by, at=at, kind=kind, name=name, is_offered=is_offered)


def _checked(relationship_id: int, name: str, *, own: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter a name.", "name")
    if asked.called(relationship_id, name) not in (None, own):
        raise Refused("There is one of that name already.", "name")
    return name
