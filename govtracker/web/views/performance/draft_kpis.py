"""Criteria of a draft as forms: KPIs that are measured, and criteria that both sides rate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Side
from govtracker.models import CriteriaSet, Criterion
from govtracker.queries import NotFound
from govtracker.queries.performance import criteria as versions
from govtracker.queries.structure import seats
from govtracker.rules.performance.criteria import Terms
from govtracker.services.performance import kpis
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import criterion as fields
from govtracker.web.forms import kpis as measured
from govtracker.web.forms import rated_criteria as rated
from govtracker.web.measurement_grid import local_today

bp = Blueprint("draft_kpis", __name__)


@dataclass(frozen=True)
class Sort:
    """What differs between criteria that are measured and those that are rated."""

    new: Callable[..., Any]
    edit: Callable[..., Any]
    terms: Callable[[dict[str, Any], str], Terms]
    stored: Callable[[Terms], dict[str, Any]]
    template: str


SORTS = {
    "kpis": Sort(measured.NewKpi, measured.EditKpi, measured.terms, measured.stored, "criteria/kpi.html"),
    "rated": Sort(rated.NewRated, rated.EditRated, rated.terms, rated.stored, "criteria/rated.html"),
}


@bp.get("/r/<key>/criteria/draft/<any(kpis,rated):sort>/new")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def new(draft: CriteriaSet, viewer: Viewer, sort: str) -> Page:
    """A blank criterion."""
    return _page(draft, _offered(SORTS[sort].new(), draft), sort)


@bp.post("/r/<key>/criteria/draft/<any(kpis,rated):sort>")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def add(draft: CriteriaSet, viewer: Viewer, sort: str) -> Page | Response:
    """Add a criterion."""
    form = _offered(SORTS[sort].new(), draft)
    if "redraw" in request.form:
        return _redrawn(draft, form, sort)
    url = form.create(viewer, lambda: _add(draft, form, sort, viewer))
    return see_other(url) if url else _page(draft, form, sort, status=422)


@bp.get("/r/<key>/criteria/draft/<any(kpis,rated):sort>/<code>")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def edit(draft: CriteriaSet, viewer: Viewer, sort: str, code: str) -> Page:
    """A criterion as a form."""
    stored = _stored(draft, sort, code)
    form = _offered(SORTS[sort].edit(formdata=None), draft)
    form.open(stored)
    return _page(draft, form, sort, code)


@bp.post("/r/<key>/criteria/draft/<any(kpis,rated):sort>/<code>")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def update(draft: CriteriaSet, viewer: Viewer, sort: str, code: str) -> Page | Response:
    """Store what was changed of a criterion; what others changed meanwhile is kept or shown."""
    form, stored = _offered(SORTS[sort].edit(), draft), _stored(draft, sort, code)
    if "redraw" in request.form:
        return _redrawn(draft, form, sort, code)
    values = form.merged(stored) if form.validate() else None
    if values is not None and form.did(lambda: _change(draft, code, {**stored, **values}, sort, viewer)):
        return see_other(_url(draft))
    return _page(draft, form, sort, code, status=422)


def _page(draft: CriteriaSet, form: Any, sort: str, code: str = "", *, status: int = 200) -> Page:
    values = {"worked": measured.worked(form)} if sort == "kpis" else {}
    return page(
        SORTS[sort].template,
        relationship=draft.relationship,
        draft=draft,
        form=form,
        sort=sort,
        code=code.upper(),
        settled=bool(code) and versions.is_settled(_criterion(draft, sort, code).kpi_id),
        status=status,
        **values,
    )


def _redrawn(draft: CriteriaSet, form: Any, sort: str, code: str = "") -> Page:
    """What was typed with its curve, stored nowhere: for whoever has no script to draw it while typing."""
    worked = measured.worked(form)
    if worked.field:
        form.refuse(worked.sentence, worked.field)
    return _page(draft, form, sort, code)


def _offered(form: Any, draft: CriteriaSet) -> Any:
    relationship = draft.relationship
    seated = seats.structure_of(relationship.id, local_today(relationship))
    fields.offer_owners(form, seated, {side: relationship.company(side).name for side in Side})
    return form


def _criterion(draft: CriteriaSet, sort: str, code: str) -> Criterion:
    """The criterion of a draft by its code; NotFound for one of the other sort."""
    found = kpis.criterion_with_code(draft, code)
    if bool(found.levels) is not (sort == "rated"):
        raise NotFound
    return found


def _stored(draft: CriteriaSet, sort: str, code: str) -> dict[str, Any]:
    return SORTS[sort].stored(kpis.terms_of(_criterion(draft, sort, code)))


def _add(draft: CriteriaSet, form: Any, sort: str, viewer: Viewer) -> str:
    kpis.add(draft, SORTS[sort].terms(form.data, form.code.data or ""), by=viewer, at=clock.now())
    return _url(draft)


def _change(draft: CriteriaSet, code: str, values: dict[str, Any], sort: str, viewer: Viewer) -> None:
    kpis.change(draft, code, SORTS[sort].terms(values, code), by=viewer, at=clock.now())


def _url(draft: CriteriaSet) -> str:
    return url_for("drafts.show", key=draft.relationship.key)
