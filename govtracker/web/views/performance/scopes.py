"""The services, sites and segments of a relationship that have scorecards of their own."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ScopeKind
from govtracker.models import Relationship, ScorecardScope
from govtracker.queries import find
from govtracker.queries.performance import scopes as asked
from govtracker.services.performance import scopes
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.scopes import EditScope, NewScope

bp = Blueprint("scopes", __name__)


@bp.get("/r/<key>/scopes")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """All of them, and a form for one more."""
    return _index(relationship, viewer, NewScope(formdata=None))


@bp.post("/r/<key>/scopes")
@requires(Permission.EDIT_CRITERIA, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Add one."""
    form = NewScope()

    def add() -> str:
        kind = ScopeKind(form.kind.data)
        scopes.add(relationship, kind, form.name.data or "", by=viewer, at=clock.now())
        return url_for("scopes.index", key=relationship.key)

    url = form.create(viewer, add)
    return see_other(url) if url else _index(relationship, viewer, form, status=422)


@bp.get("/r/<key>/scopes/<int:scope_id>")
@requires(Permission.EDIT_CRITERIA, subject=asked.one)
def edit(scope: ScorecardScope, viewer: Viewer) -> Page:
    """One as a form."""
    form = EditScope(formdata=None)
    form.hold_to(scope.kind)
    form.open(_stored(scope))
    return page("scopes/edit.html", relationship=scope.relationship, scope=scope, form=form)


@bp.post("/r/<key>/scopes/<int:scope_id>")
@requires(Permission.EDIT_CRITERIA, subject=asked.one)
def update(scope: ScorecardScope, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = EditScope(), _stored(scope)
    form.hold_to(scope.kind)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _edited(scope, {**stored, **values}, viewer)):
        return see_other(url_for("scopes.index", key=scope.relationship.key))
    return page("scopes/edit.html", relationship=scope.relationship, scope=scope, form=form, status=422)


def _index(relationship: Relationship, viewer: Viewer, form: NewScope, *, status: int = 200) -> Page:
    rows = asked.listed(viewer, relationship.id)
    return page("scopes/index.html", relationship=relationship, rows=rows, form=form, status=status)


def _stored(scope: ScorecardScope) -> dict[str, Any]:
    return {"name": scope.name, "kind": scope.kind.value, "is_offered": scope.is_offered}


def _edited(scope: ScorecardScope, values: dict[str, Any], viewer: Viewer) -> None:
    kind, offered = ScopeKind(values["kind"]), bool(values["is_offered"])
    scopes.edit(scope, kind, values["name"], is_offered=offered, by=viewer, at=clock.now())
