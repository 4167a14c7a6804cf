"""Standings: what the bands of the overall score are called, where they begin, and what follows from each."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.performance import standing_bands as asked
from govtracker.services.performance import standing_bands
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.standings import WORDS, Standings

bp = Blueprint("standings", __name__)


@bp.get("/administration/standings")
@requires(Permission.ADMINISTER)
def edit(viewer: Viewer) -> Page:
    """The bands as a form."""
    form = Standings(formdata=None)
    form.open(_stored())
    return page("standings/edit.html", form=form)


@bp.post("/administration/standings")
@requires(Permission.ADMINISTER)
def update(viewer: Viewer) -> Page | Response:
    """Use them from now on."""
    form, stored = Standings(), _stored()
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _saved(form, {**stored, **values}, viewer)):
        flash("Saved: scorecards shared from now on are judged by these bands.", "good")
        return see_other(url_for("standings.edit"))
    return page("standings/edit.html", form=form, status=422)


def _saved(form: Standings, values: dict[str, Any], viewer: Viewer) -> None:
    standing_bands.save(form.named(values), form.following(values), by=viewer, at=clock.now())


def _stored() -> dict[str, Any]:
    following = asked.consequences()
    return {
        name: value
        for band in asked.in_use()
        for name, value in (
            (f"{band.standing.value}_name", band.called),
            (f"{band.standing.value}_floor", band.low),
            *((f"{band.standing.value}_{kind.value}", kind in following.get(band.standing, ())) for kind in WORDS),
        )
    }
