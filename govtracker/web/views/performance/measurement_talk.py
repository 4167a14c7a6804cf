"""What both sides settle about a measurement: consent that it does not apply, and disputes of its value."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Kpi, Measurement
from govtracker.queries.performance import measurement_talk as talk
from govtracker.queries.performance import measurements as asked
from govtracker.services.performance import consents, value_disputes
from govtracker.web import measurement_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, see_other
from govtracker.web.forms import measurements as forms
from govtracker.web.forms.base import Form

bp = Blueprint("measurement_talk", __name__)


@bp.post("/r/<key>/measurements/<code>/<period>/consent")
@requires(Permission.AGREE_SCORECARD, subject=asked.measure)
def answer(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Consent that it does not apply, or refuse."""
    form = forms.Answer()

    def said(measurement: Measurement) -> None:
        is_given = form.given.data == "yes"
        consents.answer(measurement, form.words.data or "", given=is_given, by=viewer, at=clock.now())

    return _done(kpi, viewer, period, form, "answer", said)


@bp.post("/r/<key>/measurements/<code>/<period>/dispute")
@requires(Permission.ENTER_MEASUREMENT, subject=asked.measure)
def dispute(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Say that it is another value."""
    form = forms.Dispute()

    def said(measurement: Measurement) -> None:
        value_disputes.dispute(measurement, form.claimed, form.reason.data or "", by=viewer, at=clock.now())

    return _done(kpi, viewer, period, form, "disputing", said)


@bp.post("/r/<key>/measurements/<code>/<period>/settlement")
@requires(Permission.ENTER_MEASUREMENT, subject=asked.measure)
def give_way(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Let the other side's value stand."""
    form = forms.GivingWay()

    def said(measurement: Measurement) -> None:
        value_disputes.give_way(measurement, form.words.data or "", by=viewer, at=clock.now())

    return _done(kpi, viewer, period, form, "giving_way", said)


def _done(
    kpi: Kpi, viewer: Viewer, period: str, form: Form, name: str, deed: Callable[[Measurement], None]
) -> Page | Response:
    where = measurement_pages.place(kpi, viewer, period)
    measurement = talk.measurement(measurement_pages.row_id(kpi, where))
    if form.did(lambda: deed(measurement)):
        return see_other(where.url(kpi))
    whole = forms.Whole(formdata=None)
    whole.open(measurement_pages.stored(kpi, where))
    return measurement_pages.show(kpi, where, viewer, whole, status=422, **{name: form})
