"""A draft of the success criteria: its weights and its KPIs as forms."""

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
from govtracker.web.views.performance.criteria import facts

bp = Blueprint("drafts", __name__)


@bp.get("/r/<key>/criteria/draft")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def show(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """The draft; what is proposed already is only read."""
    if draft.is_proposed:
        return see_other(url_for("criteria.show", key=draft.relationship.key, version=draft.version))
    form = forms.Weights(formdata=None)
    form.open(_weights(draft))
    return _show(draft, form)


@bp.post("/r/<key>/criteria/draft")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def weigh(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """Store pillar weights and corridor."""
    form, stored = forms.Weights(), _weights(draft)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _weigh(draft, {**stored, **values}, viewer)):
        return see_other(_url(draft))
    return _show(draft, form, status=422)


@bp.get("/r/<key>/criteria/draft/kpis/new")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def new(draft: CriteriaSet, viewer: Viewer) -> Page:
    """A blank KPI."""
    return _kpi(draft, forms.NewKpi())


@bp.post("/r/<key>/criteria/draft/kpis")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def add(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """Add a KPI."""
    form = forms.NewKpi()
    url = form.create(viewer, lambda: _add(draft, form, viewer))
    return see_other(url) if url else _kpi(draft, form, status=422)


@bp.get("/r/<key>/criteria/draft/kpis/<code>")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def edit(draft: CriteriaSet, viewer: Viewer, code: str) -> Page:
    """A KPI as a form."""
    form = forms.EditKpi(formdata=None)
    form.open(forms.stored(kpis.terms_of(kpis.criterion_with_code(draft, code))))
    return _kpi(draft, form, code)


@bp.post("/r/<key>/criteria/draft/kpis/<code>")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def update(draft: CriteriaSet, viewer: Viewer, code: str) -> Page | Response:
    """Store what was changed of a KPI; what others changed meanwhile is kept or shown."""
    form, stored = forms.EditKpi(), forms.stored(kpis.terms_of(kpis.criterion_with_code(draft, code)))
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _change(draft, code, {**stored, **values}, viewer)):
        return see_other(_url(draft))
    return _kpi(draft, form, code, status=422)


@bp.post("/r/<key>/criteria/draft/kpis/<code>/removal")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def remove(draft: CriteriaSet, viewer: Viewer, code: str) -> Response:
    """Take a KPI out."""
    kpis.remove(draft, code, by=viewer, at=clock.now())
    return see_other(_url(draft))


def _show(draft: CriteriaSet, form: forms.Weights, *, status: int = 200) -> Page:
    content = versions.content(draft)
    return page(
        "criteria/draft.html",
        relationship=draft.relationship,
        draft=draft,
        form=form,
        status=status,
        **facts(content),
    )


def _kpi(draft: CriteriaSet, form: Any, code: str = "", *, status: int = 200) -> Page:
    examples, wrong = forms.worked(form)
    settled = bool(code) and versions.is_settled(kpis.criterion_with_code(draft, code).kpi_id)
    return page(
        "criteria/kpi.html",
        relationship=draft.relationship,
        draft=draft,
        form=form,
        code=code.upper(),
        settled=settled,
        examples=examples,
        wrong=wrong,
        status=status,
    )


def _weigh(draft: CriteriaSet, values: dict[str, Any], viewer: Viewer) -> None:
    criteria.weigh(draft, forms.weights(values), forms.corridor(values), by=viewer, at=clock.now())


def _add(draft: CriteriaSet, form: forms.NewKpi, viewer: Viewer) -> str:
    kpis.add(draft, forms.terms(form.data, form.code.data or ""), by=viewer, at=clock.now())
    return _url(draft)


def _change(draft: CriteriaSet, code: str, values: dict[str, Any], viewer: Viewer) -> None:
    kpis.change(draft, code, forms.terms(values, code), by=viewer, at=clock.now())


def _weights(draft: CriteriaSet) -> dict[str, Any]:
    weights = {pillar.value: None for pillar in Pillar} | {one.pillar.value: one.weight for one in draft.pillars}
    return weights | vars(criteria.corridor(draft))


def _url(draft: CriteriaSet) -> str:
    return url_for("drafts.show", key=draft.relationship.key)
