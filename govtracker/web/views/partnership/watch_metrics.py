"""What is watched beside a programme, and what becomes of the damage it finds."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import CollateralAlert, Programme, WatchMetric
from govtracker.queries import history, owners
from govtracker.queries.partnership import programmes
from govtracker.queries.partnership import watch_metrics as asked
from govtracker.queries.performance import contracts
from govtracker.services.partnership import alerts, watch_metrics
from govtracker.web import watch_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import programmes as forms
from govtracker.web.forms.choices import areas, options

bp = Blueprint("watch_metrics", __name__)
OF_PROGRAMME = "/r/<key>/value/programmes/<int:programme_id>/watch-metrics"
METRIC = "/r/<key>/value/watch-metrics/<int:metric_id>"
ALERT = "/r/<key>/value/alerts/<int:alert_id>"


@bp.get(f"{OF_PROGRAMME}/new")
@requires(Permission.EDIT_VALUE, subject=programmes.one)
def new(programme: Programme, viewer: Viewer) -> Page:
    """A blank watch metric."""
    return page("watch_metrics/new.html", programme=programme, form=_form(programme))


@bp.post(OF_PROGRAMME)
@requires(Permission.EDIT_VALUE, subject=programmes.one)
def create(programme: Programme, viewer: Viewer) -> Page | Response:
    """Watch it from now on."""
    form = _form(programme)
    url = form.create(viewer, lambda: _url(watch_metrics.add(programme, form.facts, by=viewer, at=clock.now())))
    return see_other(url) if url else page("watch_metrics/new.html", programme=programme, form=form, status=422)


@bp.get(METRIC)
@requires(Permission.VIEW, subject=asked.one)
def show(metric: WatchMetric, viewer: Viewer) -> Page:
    """Its months beside its baseline, and its alerts."""
    return _show(metric, viewer, forms.Month(formdata=None))


@bp.post(f"{METRIC}/months")
@requires(Permission.EDIT_VALUE, subject=asked.one)
def enter(metric: WatchMetric, viewer: Viewer) -> Page | Response:
    """What it was in a month."""
    form = forms.Month()
    url = form.create(viewer, lambda: _entered(metric, form, viewer))
    return see_other(url) if url else _show(metric, viewer, form, status=422)


@bp.post(f"{METRIC}/end")
@requires(Permission.COMMIT_VALUE, subject=asked.one)
def end(metric: WatchMetric, viewer: Viewer) -> Response:
    """It is watched no more."""
    watch_metrics.end(metric, by=viewer, at=clock.now())
    return see_other(_url(metric))


@bp.get(ALERT)
@requires(Permission.VIEW, subject=asked.alert)
def alert(alert: CollateralAlert, viewer: Viewer) -> Page:
    """What was damaged, and what is made of it."""
    return _alert(alert, viewer)


@bp.post(f"{ALERT}/acceptance")
@requires(Permission.COMMIT_VALUE, subject=asked.alert)
def accept(alert: CollateralAlert, viewer: Viewer) -> Page | Response:
    """It is accepted, because…"""
    form = forms.Reason()
    if form.did(lambda: alerts.accept(alert, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_alert_url(alert))
    return _alert(alert, viewer, accepting=form, status=422)


@bp.post(f"{ALERT}/issue")
@requires(Permission.LOG_ISSUE, subject=asked.alert)
def open_issue(alert: CollateralAlert, viewer: Viewer) -> Page | Response:
    """Log an issue from it."""
    form = _issue_form(alert)
    url = form.create(viewer, lambda: _logged(alert, form, viewer))
    return see_other(url) if url else _alert(alert, viewer, issue=form, status=422)


@bp.post(f"{ALERT}/action")
@requires(Permission.ADD_ACTION, subject=asked.alert)
def open_action(alert: CollateralAlert, viewer: Viewer) -> Page | Response:
    """Add an action from it."""
    form = _action_form(alert)
    url = form.create(viewer, lambda: _added(alert, form, viewer))
    return see_other(url) if url else _alert(alert, viewer, action=form, status=422)


def _show(metric: WatchMetric, viewer: Viewer, form: forms.Month, *, status: int = 200) -> Page:
    watched = watch_pages.one(metric)
    return page(
        "watch_metrics/show.html",
        status=status,
        metric=metric,
        watched=watched,
        form=form,
        notes=asked.notes(metric.id),
        alerts=asked.alerts_of(viewer, [metric.id]),
    )


def _alert(
    found: CollateralAlert,
    viewer: Viewer,
    *,
    accepting: forms.Reason | None = None,
    issue: forms.AlertIssue | None = None,
    action: forms.AlertAction | None = None,
    status: int = 200,
) -> Page:
    return page(
        "watch_metrics/alert.html",
        status=status,
        alert=found,
        words=alerts.words(found),
        corrected=watch_pages.corrected(found),
        events=history.of_subject(viewer, found),
        accepting=accepting or forms.Reason(formdata=None),
        issue=issue or _issue_form(found, blank=True),
        action=action or _action_form(found, blank=True),
    )


def _entered(metric: WatchMetric, form: forms.Month, viewer: Viewer) -> str:
    assert form.value.data is not None
    watch_metrics.enter(metric, form.month, form.value.data, form.note.data or "", by=viewer, at=clock.now())
    return _url(metric)


def _logged(found: CollateralAlert, form: forms.AlertIssue, viewer: Viewer) -> str:
    alerts.open_issue(found, form.area_id.data, by=viewer, at=clock.now())
    return _alert_url(found)


def _added(found: CollateralAlert, form: forms.AlertAction, viewer: Viewer) -> str:
    title, owner_id, due_on = form.title.data or "", form.owner_id.data, form.due_on.data
    assert due_on is not None
    moment: dict[str, Any] = {"by": viewer, "at": clock.now(), "today": clock.today(viewer.zone)}
    alerts.open_action(found, title, owner_id, due_on, **moment)
    return _alert_url(found)


def _issue_form(found: CollateralAlert, *, blank: bool = False) -> forms.AlertIssue:
    form = forms.AlertIssue(formdata=None) if blank else forms.AlertIssue()
    form.area_id.choices = options(areas(found.relationship))
    return form


def _action_form(found: CollateralAlert, *, blank: bool = False) -> forms.AlertAction:
    form = forms.AlertAction(formdata=None) if blank else forms.AlertAction()
    form.owner_id.choices = options(owners.choices(found.relationship, on=clock.today("UTC")))
    return form


def _form(programme: Programme) -> forms.NewWatch:
    form = forms.NewWatch()
    kpis = [(kpi_id, f"{code} · {name}") for kpi_id, code, name in contracts.kpis(programme.relationship_id)]
    form.kpi_id.choices = options([("", "none: a figure of its own"), *kpis])
    return form


def _url(metric: WatchMetric) -> str:
    return url_for("watch_metrics.show", key=metric.relationship.key, metric_id=metric.id)


def _alert_url(found: CollateralAlert) -> str:
    return url_for("watch_metrics.alert", key=found.relationship.key, alert_id=found.id)
