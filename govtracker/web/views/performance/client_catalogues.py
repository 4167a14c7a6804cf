"""The catalogue of one's own company as a client: customer segments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CustomerSegment
from govtracker.queries.performance import client_catalogues as asked
from govtracker.services.performance import client_catalogues
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.client_catalogues import Entry, NewEntry

bp = Blueprint("client_catalogues", __name__)


@dataclass(frozen=True)
class Kind:
    """One catalogue: what it is called, what one entry is, and what it is for."""

    slug: str
    model: Any
    title: str
    one: str
    lead: str


KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "segments",
            CustomerSegment,
            "Customer segments",
            "customer segment",
            "the groups of customers you serve differently, because of what they are worth or what they need",
        ),
    )
}
ROOT = "/organisation/<any(segments):kind>"


@bp.get(ROOT)
@requires(Permission.EDIT_SOURCING)
def index(viewer: Viewer, kind: str) -> Page:
    """A catalogue in its order, and a form for one entry more."""
    return _index(KINDS[kind], NewEntry(formdata=None), viewer)


@bp.post(ROOT)
@requires(Permission.EDIT_SOURCING)
def create(viewer: Viewer, kind: str) -> Page | Response:
    """One entry more."""
    form = NewEntry()

    def add() -> str:
        name, model = form.name.data or "", KINDS[kind].model
        client_catalogues.add(model, viewer.organisation_id, name, by=viewer, at=clock.now())
        return url_for("client_catalogues.index", kind=kind)

    url = form.create(viewer, add)
    return see_other(url) if url else _index(KINDS[kind], form, viewer, status=422)


@bp.get(f"{ROOT}/<int:entry_id>")
@requires(Permission.EDIT_SOURCING)
def edit(viewer: Viewer, kind: str, entry_id: int) -> Page:
    """One entry as a form."""
    one, form = asked.entry(KINDS[kind].model, viewer.organisation_id, entry_id), Entry(formdata=None)
    form.open({"name": one.name})
    return page("client_catalogues/edit.html", kind=KINDS[kind], one=one, form=form)


@bp.post(f"{ROOT}/<int:entry_id>")
@requires(Permission.EDIT_SOURCING)
def update(viewer: Viewer, kind: str, entry_id: int) -> Page | Response:
    """Give it another name."""
    one, form = asked.entry(KINDS[kind].model, viewer.organisation_id, entry_id), Entry()
    values = form.merged({"name": one.name}) if form.validate() else None
    if values is None or not form.did(
        lambda: client_catalogues.rename(one, values.get("name", one.name), by=viewer, at=clock.now())
    ):
        return page("client_catalogues/edit.html", kind=KINDS[kind], one=one, form=form, status=422)
    return see_other(url_for("client_catalogues.index", kind=kind))


@bp.post(f"{ROOT}/<int:entry_id>/retirement")
@requires(Permission.EDIT_SOURCING)
def retire(viewer: Viewer, kind: str, entry_id: int) -> Response:
    """Offer it no more, or again."""
    one = asked.entry(KINDS[kind].model, viewer.organisation_id, entry_id)
    deed = client_catalogues.restore if one.retired_at else client_catalogues.retire
    deed(one, by=viewer, at=clock.now())
    return see_other(url_for("client_catalogues.index", kind=kind))


def _index(kind: Kind, form: NewEntry, viewer: Viewer, *, status: int = 200) -> Page:
    entries = asked.entries(kind.model, viewer.organisation_id)
    return page("client_catalogues/index.html", kind=kind, entries=entries, form=form, status=status)
