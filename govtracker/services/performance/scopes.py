"""Scopes: added, renamed, offered no more."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ScopeKind, Side
from govtracker.models import CustomerSegment, Relationship, ScorecardScope, SupportType
from govtracker.queries.performance import client_catalogues as catalogues
from govtracker.queries.performance import scopes as asked
from govtracker.services import Refused, events

LONGEST = 80


def add(relationship: Relationship, kind: ScopeKind, name: str, *, by: Viewer | None, at: datetime) -> ScorecardScope:
    """A part of the relationship that is measured by itself; refuses a name that is taken, beside "name"."""
    if kind is ScopeKind.SEGMENT_SUPPORT:
        raise Refused("Choose the segment and the support type from your catalogues.", "kind")
    name = _checked(relationship.id, name)
    scope = ScorecardScope(relationship=relationship, kind=kind, name=name)
    db.session.add(scope)
    events.record(scope, "scope_added", by=by, at=at, changes={"name": [None, name], "kind": [None, kind]})
    return scope


def add_support(
    relationship: Relationship, segment_id: int, type_id: int, *, by: Viewer, at: datetime
) -> ScorecardScope:
    """A type of support for a customer segment, measured by itself from now on; both stand in the client's catalogues.

    Only the client's side names it. Refuses what is retired and what is measured by itself already, beside "type_id".
    """
    if by.side_in(relationship.place()) is not Side.CLIENT:
        raise Refused("The client's side says which support for which segment is measured by itself.")
    segment = catalogues.entry(CustomerSegment, relationship.client_id, segment_id)
    support = catalogues.entry(SupportType, relationship.client_id, type_id)
    for one, field in ((segment, "segment_id"), (support, "type_id")):
        if one.retired_at is not None:
            raise Refused(f"{one.name} is retired.", field)
    if catalogues.cell(relationship.id, segment_id, type_id) is not None:
        raise Refused(f"{support.name} for {segment.name} is measured by itself already.", "type_id")
    name = _free(relationship.id, f"{segment.name[: LONGEST // 2 - 1]} · {support.name[: LONGEST // 2 - 2]}")
    scope = ScorecardScope(
        relationship=relationship,
        kind=ScopeKind.SEGMENT_SUPPORT,
        name=name,
        segment_id=segment_id,
        support_type_id=type_id,
    )
    db.session.add(scope)
    told = {"name": [None, name], "kind": [None, scope.kind]}
    events.record(scope, "scope_added", by=by, at=at, changes=told)
    return scope


def edit(
    scope: ScorecardScope, kind: ScopeKind, name: str, *, is_offered: bool, by: Viewer | None, at: datetime
) -> None:
    """Another name or kind, or offered no more: what was measured of it stays and goes on counting."""
    if (kind is ScopeKind.SEGMENT_SUPPORT) != (scope.segment_id is not None):
        raise Refused("What is support for a segment stays so, and nothing else becomes it.", "kind")
    name = _checked(scope.relationship_id, name, own=scope.id)
    events.change(scope, "scope_changed", by=by, at=at, kind=kind, name=name, is_offered=is_offered)


def _free(relationship_id: int, name: str) -> str:
    """The name, with a number behind it where another part has it."""
    names = (name, *(f"{name[: LONGEST - 4]} {number}" for number in range(2, 100)))
    return next((one for one in names if asked.called(relationship_id, one) is None), name)


def _checked(relationship_id: int, name: str, *, own: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter a name.", "name")
    if asked.called(relationship_id, name) not in (None, own):
        raise Refused("There is one of that name already.", "name")
    return name
