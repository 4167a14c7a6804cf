"""Programmes of value assurance: what both sides want to achieve, and how far it is."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Programme, Relationship
from govtracker.queries import find, history
from govtracker.queries.partnership import benefits, figures, watch_metrics
from govtracker.queries.partnership import programmes as asked
from govtracker.queries.performance import contracts
from govtracker.services.partnership import programmes
from govtracker.web import benefit_pages, watch_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import programmes as forms
from govtracker.web.forms.choices import options

bp = Blueprint("programmes", __name__)
PROGRAMMES = "/r/<key>/value/programmes"
PROGRAMME = f"{PROGRAMMES}/<int:programme_id>"


@bp.get(f"{PROGRAMMES}/new")
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank programme."""
    return page("programmes/new.html", relationship=relationship, form=_offered(forms.NewProgramme(), relationship))


@bp.post(PROGRAMMES)
@requires(Permission.EDIT_VALUE, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Begin it."""
    form = _offered(forms.NewProgramme(), relationship)
    url = form.create(viewer, lambda: _url(_begun(relationship, form, viewer)))
    return see_other(url) if url else page("programmes/new.html", relationship=relationship, form=form, status=422)


@bp.get(PROGRAMME)
@requires(Permission.VIEW, subject=asked.one)
def show(programme: Programme, viewer: Viewer) -> Page:
    """Its benefits against what was committed, what was lost beside them, and what it may damage."""
    return _show(programme, viewer)


@bp.get(f"{PROGRAMME}/edit")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def edit(programme: Programme, viewer: Viewer) -> Page:
    """The programme as a form."""
    form = _offered(forms.EditProgramme(), programme.relationship)
    form.open(_stored(programme))
    return page("programmes/edit.html", programme=programme, form=form)


@bp.post(PROGRAMME)
@requires(Permission.EDIT_VALUE, subject=asked.one)
def update(programme: Programme, viewer: Viewer) -> Page | Response:
    """Store what was changed."""
    form, stored = _offered(forms.EditProgramme(), programme.relationship), _stored(programme)
    values = form.merged(stored) if form.validate() else None
    if values is not None:
        facts = forms.programme({**stored, **values})
        if form.did(lambda: programmes.edit(programme, facts, by=viewer, at=clock.now())):
            return see_other(_url(programme))
    return page("programmes/edit.html", programme=programme, form=form, status=422)


@bp.post(f"{PROGRAMME}/end")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def end(programme: Programme, viewer: Viewer) -> Page | Response:
    """It is over."""
    form = forms.Reason()
    if form.did(lambda: programmes.end(programme, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url(programme))
    return _show(programme, viewer, form, status=422)


def _show(programme: Programme, viewer: Viewer, form: forms.Reason | None = None, *, status: int = 200) -> Page:
    last, since = benefit_pages.running(programme), watch_pages.since(programme)
    rows, metrics = benefits.of_programme(viewer, programme.id), watch_metrics.of_programme(programme.id)
    months = figures.together(rows, metrics, since=since, last=last.first_day)
    found = benefit_pages.shown(rows, months.benefits, last=last)
    return page(
        "programmes/show.html",
        status=status,
        programme=programme,
        form=form or forms.Reason(formdata=None),
        kpis=asked.kpis(programme.id),
        benefits=found,
        balances=benefit_pages.balances(found, programme),
        watched=[watch_pages.watched(one, months.metrics[one.id]) for one in metrics],
        alerts=watch_metrics.alerts_beside(viewer, programme.id),
        events=history.of_subject(viewer, programme),
    )


def _begun(relationship: Relationship, form: forms.NewProgramme, viewer: Viewer) -> Programme:
    return programmes.begin(relationship, forms.programme(form.typed), by=viewer, at=clock.now())


def _stored(programme: Programme) -> dict[str, Any]:
    own = {name: getattr(programme, name) for name in ("title", "objective", "from_on", "to_on")}
    return {**own, "kpi_ids": sorted(kpi.id for kpi in asked.kpis(programme.id))}


def _offered(form: Any, relationship: Relationship) -> Any:
    kpis = [(kpi_id, f"{code} · {name}") for kpi_id, code, name in contracts.kpis(relationship.id)]
    form.kpi_ids.choices = options(kpis)
    return form


def _url(programme: Programme) -> str:
    return url_for("programmes.show", key=programme.relationship.key, programme_id=programme.id)
