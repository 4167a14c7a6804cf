"""A draft of the success criteria: its weights, and what is taken out of it."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Pillar
from govtracker.models import CriteriaSet
from govtracker.queries.performance import criteria as versions
from govtracker.services.performance import criteria, kpis
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import criteria as forms
from govtracker.web.views.performance.criteria import facts, what_if_words

bp = Blueprint("drafts", __name__)


@bp.get("/r/<key>/criteria/draft")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def show(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """The draft; what is proposed already is only read."""
    if draft.is_proposed:
        return see_other(url_for("criteria.show", key=draft.relationship.key, version=draft.version))
    form = forms.Weights(formdata=None)
    form.open(_weights(draft))
    return _show(draft, form, viewer)


@bp.post("/r/<key>/criteria/draft")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def weigh(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """Store pillar weights and corridor."""
    form, stored = forms.Weights(), _weights(draft)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _weigh(draft, {**stored, **values}, viewer)):
        return see_other(_url(draft))
    return _show(draft, form, viewer, status=422)


@bp.post("/r/<key>/criteria/draft/kpis/<code>/removal")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def remove(draft: CriteriaSet, viewer: Viewer, code: str) -> Response:
    """Take a KPI out."""
    kpis.remove(draft, code, by=viewer, at=clock.now())
    return see_other(_url(draft))


def _show(draft: CriteriaSet, form: forms.Weights, viewer: Viewer, *, status: int = 200) -> Page:
    current = versions.in_force(draft.relationship_id)
    content = versions.contents([one for one in (draft, current) if one])
    return page(
        "criteria/draft.html",
        relationship=draft.relationship,
        draft=draft,
        form=form,
        what_if=what_if_words(draft.relationship, viewer, content[current.id], content[draft.id]) if current else [],
        status=status,
        **facts(content[draft.id]),
    )


def _weigh(draft: CriteriaSet, values: dict[str, Any], viewer: Viewer) -> None:
    criteria.weigh(draft, forms.weights(values), forms.corridor(values), by=viewer, at=clock.now())


def _weights(draft: CriteriaSet) -> dict[str, Any]:
    weights = {pillar.value: None for pillar in Pillar} | {one.pillar.value: one.weight for one in draft.pillars}
    return weights | vars(criteria.corridor(draft))


def _url(draft: CriteriaSet) -> str:
    return url_for("drafts.show", key=draft.relationship.key)
