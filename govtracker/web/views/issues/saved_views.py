"""Views of lists: keep one, change it, open a list with it, take it away."""

from urllib.parse import parse_qsl

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Audience, ListName
from govtracker.models import Relationship, SavedView
from govtracker.queries import find
from govtracker.queries.issues import saved_views as asked
from govtracker.services.issues import saved_views
from govtracker.web import lists
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import saved_views as forms
from govtracker.web.forms.choices import audiences, offer, options

bp = Blueprint("saved_views", __name__)
LIST = "<any(issues, actions, raid, portfolio):name>"


@bp.get(f"/views/new/{LIST}")
@requires(Permission.OWN)
def new_everywhere(viewer: Viewer, name: str) -> Page:
    """What the list over all relationships shows, to be kept under a name."""
    return _new(ListName(name), None, viewer, _new_form(None, viewer))


@bp.get(f"/r/<key>/views/new/{LIST}")
@requires(Permission.VIEW, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer, name: str) -> Page:
    """What the list of a relationship shows, to be kept under a name."""
    return _new(ListName(name), relationship, viewer, _new_form(relationship, viewer))


@bp.post(f"/views/{LIST}")
@requires(Permission.OWN)
def create_everywhere(viewer: Viewer, name: str) -> Page | Response:
    """Keep a view of the list over all relationships."""
    return _create(ListName(name), None, viewer)


@bp.post(f"/r/<key>/views/{LIST}")
@requires(Permission.VIEW, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer, name: str) -> Page | Response:
    """Keep a view of the list of a relationship; sharing it asks for more."""
    return _create(ListName(name), relationship, viewer)


@bp.get("/views/<int:view_id>")
@requires(Permission.OWN, subject=asked.own)
def edit_own(view: SavedView, viewer: Viewer) -> Page:
    """A view of one's own as a form."""
    return _edit(view)


@bp.get("/r/<key>/views/<int:view_id>")
@requires(Permission.EDIT_VIEW, subject=asked.shared)
def edit(view: SavedView, viewer: Viewer) -> Page:
    """A shared view as a form."""
    return _edit(view)


@bp.post("/views/<int:view_id>")
@requires(Permission.OWN, subject=asked.own)
def update_own(view: SavedView, viewer: Viewer) -> Page | Response:
    """Change a view of one's own."""
    return _update(view, viewer)


@bp.post("/r/<key>/views/<int:view_id>")
@requires(Permission.EDIT_VIEW, subject=asked.shared)
def update(view: SavedView, viewer: Viewer) -> Page | Response:
    """Change a shared view for everybody it is offered to."""
    return _update(view, viewer)


@bp.post("/views/<int:view_id>/removal")
@requires(Permission.OWN, subject=asked.own)
def remove_own(view: SavedView, viewer: Viewer) -> Response:
    """Take a view of one's own away."""
    return _remove(view, viewer)


@bp.post("/r/<key>/views/<int:view_id>/removal")
@requires(Permission.EDIT_VIEW, subject=asked.shared)
def remove(view: SavedView, viewer: Viewer) -> Response:
    """Take a shared view away from everybody."""
    return _remove(view, viewer)


@bp.post("/views/<int:view_id>/default")
@requires(Permission.OWN, subject=asked.own)
def open_with_own(view: SavedView, viewer: Viewer) -> Response:
    """Let the list open with a view of one's own, or no longer."""
    return _open_with(view, viewer)


@bp.post("/r/<key>/views/<int:view_id>/default")
@requires(Permission.VIEW, subject=asked.shared)
def open_with(view: SavedView, viewer: Viewer) -> Response:
    """Let the list open with a shared view, for oneself."""
    return _open_with(view, viewer)


def _create(name: ListName, relationship: Relationship | None, viewer: Viewer) -> Page | Response:
    form = _new_form(relationship, viewer)
    url = form.create(viewer, lambda: _kept(name, relationship, viewer, form))
    return see_other(url) if url else _new(name, relationship, viewer, form, status=422)


def _kept(name: ListName, relationship: Relationship | None, viewer: Viewer, form: forms.NewView) -> str:
    new = saved_views.NewView(
        list_name=name,
        name=form.name.data or "",
        query=lists.kept(name, dict(parse_qsl(form.query.data or ""))),
        audience=Audience(form.audience.data) if form.audience.data else None,
    )
    view = saved_views.save(relationship, new, by=viewer, at=clock.now())
    if form.opens.data:
        saved_views.open_with(view, wanted=True, by=viewer)
    return _url(view)


def _new(
    name: ListName, relationship: Relationship | None, viewer: Viewer, form: forms.NewView, *, status: int = 200
) -> Page:
    back = lists.address(name, relationship, form.query.data or "")
    return page("saved_views/new.html", list_name=name, relationship=relationship, form=form, back=back, status=status)


def _new_form(relationship: Relationship | None, viewer: Viewer) -> forms.NewView:
    form = forms.NewView(data={"query": request.query_string.decode(errors="replace")})
    shareable = relationship is not None and allowed(viewer, Permission.SHARE_VIEW, relationship)
    others = audiences(relationship, viewer, within=Audience.SHARED) if relationship and shareable else []
    offer(form.audience, [*options([("", "only I")]), *others])
    return form


def _edit(view: SavedView) -> Page:
    form = forms.EditView()
    form.open({"name": view.name})
    form.query.data = lists.kept(view.list_name, request.args.to_dict())
    return _changing(view, form)


def _update(view: SavedView, viewer: Viewer) -> Page | Response:
    form = forms.EditView()
    values = form.merged({"name": view.name}) if form.validate() else None
    if values is not None and form.did(lambda: _changed(view, values, form, viewer)):
        return see_other(_url(view))
    return _changing(view, form, status=422)


def _changed(view: SavedView, values: dict[str, str], form: forms.EditView, viewer: Viewer) -> None:
    query = lists.kept(view.list_name, dict(parse_qsl(form.query.data or ""))) if form.take.data else None
    saved_views.change(view, name=values.get("name", view.name), query=query, by=viewer, at=clock.now())


def _changing(view: SavedView, form: forms.EditView, *, status: int = 200) -> Page:
    differs = bool(form.query.data) and form.query.data != view.query
    return page("saved_views/edit.html", view=view, form=form, differs=differs, back=_url(view), status=status)


def _remove(view: SavedView, viewer: Viewer) -> Response:
    name, back = view.name, lists.address(view.list_name, view.relationship, view=lists.STANDARD)
    saved_views.remove(view, by=viewer, at=clock.now())
    flash(f"“{name}” is gone; the list itself is as it was.", "good")
    return see_other(back)


def _open_with(view: SavedView, viewer: Viewer) -> Response:
    saved_views.open_with(view, wanted=bool(request.form.get("wanted")), by=viewer)
    return see_other(_url(view))


def _url(view: SavedView) -> str:
    """The list as the view shows it."""
    return lists.address(view.list_name, view.relationship, view.query, view=view.id)
