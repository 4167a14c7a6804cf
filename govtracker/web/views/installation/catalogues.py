"""The catalogues of the installation: functional areas, issue categories, root causes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import FunctionalArea, IssueCategory, RootCause
from govtracker.queries.installation import catalogues as asked
from govtracker.services.installation import catalogues
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.administration import Entry, NewEntry

bp = Blueprint("catalogues", __name__)


@dataclass(frozen=True)
class Kind:
    """One catalogue: what it is called, what one entry is, and what becomes of a changed one."""

    slug: str
    model: Any
    title: str
    one: str
    lead: str
    renaming: str


KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "areas",
            FunctionalArea,
            "Functional areas",
            "functional area",
            "what new relationships, and those that add an area, choose from",
            "Every relationship with this area sees the new name.",
        ),
        Kind(
            "categories",
            IssueCategory,
            "Issue categories",
            "issue category",
            "what an issue is about; recurrences are counted by area and category",
            "Issues keep the word they were given: rename a category only to mend its spelling early.",
        ),
        Kind(
            "root-causes",
            RootCause,
            "Root causes",
            "root cause",
            "why issues occurred, chosen when they are closed",
            "Every issue closed with this cause shows the new name.",
        ),
    )
}
ROOT = "/administration/<any(areas,categories,'root-causes'):kind>"


@bp.get(ROOT)
@requires(Permission.ADMINISTER)
def index(viewer: Viewer, kind: str) -> Page:
    """A catalogue in its order."""
    return _index(KINDS[kind], NewEntry(formdata=None))


@bp.post(ROOT)
@requires(Permission.ADMINISTER)
def create(viewer: Viewer, kind: str) -> Page | Response:
    """One entry more."""
    form = NewEntry()

    def add() -> str:
        one = catalogues.add(KINDS[kind].model, form.name.data or "", by=viewer, at=clock.now())
        if form.is_client_side.data and isinstance(one, RootCause):
            catalogues.blame(one, client_side=True, by=viewer, at=clock.now())
        return url_for("catalogues.index", kind=kind)

    url = form.create(viewer, add)
    return see_other(url) if url else _index(KINDS[kind], form, status=422)


@bp.get(f"{ROOT}/<int:entry_id>")
@requires(Permission.ADMINISTER)
def edit(viewer: Viewer, kind: str, entry_id: int) -> Page:
    """One entry."""
    one, form = asked.entry(KINDS[kind].model, entry_id), Entry(formdata=None)
    form.open(_stored(one))
    return _edit(KINDS[kind], one, form)


@bp.post(f"{ROOT}/<int:entry_id>")
@requires(Permission.ADMINISTER)
def update(viewer: Viewer, kind: str, entry_id: int) -> Page | Response:
    """Give it another name."""
    one, form = asked.entry(KINDS[kind].model, entry_id), Entry()
    values = form.merged(_stored(one)) if form.validate() else None
    if values is None or not form.did(lambda: _change(one, {**_stored(one), **values}, viewer)):
        return _edit(KINDS[kind], one, form, status=422)
    return see_other(url_for("catalogues.index", kind=kind))


@bp.post(f"{ROOT}/<int:entry_id>/place")
@requires(Permission.ADMINISTER)
def move(viewer: Viewer, kind: str, entry_id: int) -> Response:
    """One place up or down."""
    one = asked.entry(KINDS[kind].model, entry_id)
    catalogues.move(one, -1 if request.form.get("to") == "up" else 1, by=viewer, at=clock.now())
    return see_other(url_for("catalogues.index", kind=kind))


@bp.post(f"{ROOT}/<int:entry_id>/retirement")
@requires(Permission.ADMINISTER)
def retire(viewer: Viewer, kind: str, entry_id: int) -> Response:
    """Offer it no more, or again."""
    one = asked.entry(KINDS[kind].model, entry_id)
    deed = catalogues.restore if one.retired_at else catalogues.retire
    deed(one, by=viewer, at=clock.now())
    return see_other(url_for("catalogues.edit", kind=kind, entry_id=one.id))


@bp.post(f"{ROOT}/<int:entry_id>/removal")
@requires(Permission.ADMINISTER)
def remove(viewer: Viewer, kind: str, entry_id: int) -> Response:
    """Delete what nothing has ever named."""
    one = asked.entry(KINDS[kind].model, entry_id)
    catalogues.remove(one, by=viewer, at=clock.now())
    flash(f"{one.name} is deleted.", "good")
    return see_other(url_for("catalogues.index", kind=kind))


def _index(kind: Kind, form: NewEntry, *, status: int = 200) -> Page:
    return page("catalogues/index.html", kind=kind, entries=asked.entries(kind.model), form=form, status=status)


def _edit(kind: Kind, one: Any, form: Entry, *, status: int = 200) -> Page:
    return page("catalogues/edit.html", kind=kind, one=one, used=asked.is_used(one), form=form, status=status)


def _stored(one: Any) -> dict[str, Any]:
    flag = {"is_client_side": one.is_client_side} if isinstance(one, RootCause) else {}
    return {"name": one.name, **flag}


def _change(one: Any, values: dict[str, Any], viewer: Viewer) -> None:
    catalogues.rename(one, values["name"], by=viewer, at=clock.now())
    if isinstance(one, RootCause):
        catalogues.blame(one, client_side=values["is_client_side"], by=viewer, at=clock.now())
