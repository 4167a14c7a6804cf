"""A red KPI one side says the client caused: said, agreed, or not."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import ClientMiss, Relationship
from govtracker.queries import NotFound, find
from govtracker.queries.performance import criteria, miss_causes, obligations
from govtracker.rules import periods
from govtracker.rules.periods import Period
from govtracker.services.performance import client_misses
from govtracker.web import client_parts
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.obligations import Claim, Disagreement

bp = Blueprint("client_misses", __name__)


@bp.get("/r/<key>/scorecards/<period>/client-part")
@requires(Permission.VIEW, subject=find.relationship)
def part(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """What the client owed in a month, and which red KPIs its side caused."""
    month = _month(period)
    found = miss_causes.results(relationship.id, month.first_day)
    return page(
        "obligations/part.html",
        relationship=relationship,
        month=month,
        is_shared=found is not None,
        part=client_parts.of_period(viewer, relationship, month, found or ()),
    )


@bp.get("/r/<key>/scorecards/<period>/misses/<code>/new")
@requires(Permission.CLAIM_MISS, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer, period: str, code: str) -> Page:
    """Say how the client's side caused it."""
    month = _month(period)
    return _new(relationship, month, code, _form(relationship, month, viewer))


@bp.post("/r/<key>/scorecards/<period>/misses/<code>")
@requires(Permission.CLAIM_MISS, subject=find.relationship)
def claim(relationship: Relationship, viewer: Viewer, period: str, code: str) -> Page | Response:
    """Put it before the other side."""
    month = _month(period)
    form = _form(relationship, month, viewer)
    url = form.create(viewer, lambda: _claimed(relationship, month, code, form, viewer))
    return see_other(url) if url else _new(relationship, month, code, form, status=422)


@bp.get("/r/<key>/misses/<int:claim_id>")
@requires(Permission.VIEW, subject=miss_causes.claim)
def show(miss: ClientMiss, viewer: Viewer) -> Page:
    """What one side says, and what the other says to it."""
    return _show(miss, Disagreement(formdata=None))


@bp.post("/r/<key>/misses/<int:claim_id>/acceptance")
@requires(Permission.ANSWER_ACROSS, subject=miss_causes.claim)
def accept(miss: ClientMiss, viewer: Viewer) -> Page | Response:
    """Agree."""
    return _answered(miss, Form(), viewer, accepted=True)


@bp.post("/r/<key>/misses/<int:claim_id>/refusal")
@requires(Permission.ANSWER_ACROSS, subject=miss_causes.claim)
def refuse(miss: ClientMiss, viewer: Viewer) -> Page | Response:
    """Do not agree, because…"""
    return _answered(miss, Disagreement(), viewer, accepted=False)


def _answered(miss: ClientMiss, form: Form, viewer: Viewer, *, accepted: bool) -> Page | Response:
    words = str(form.data.get("answer") or "")
    if form.did(lambda: client_misses.answer(miss, words, accepted=accepted, by=viewer, at=clock.now())):
        return see_other(_card(miss.relationship, periods.containing(miss.period_on)))
    kept = form if isinstance(form, Disagreement) else Disagreement(formdata=None)
    return _show(miss, kept, refused=form.general, status=422)


def _show(miss: ClientMiss, form: Disagreement, *, refused: tuple[str, ...] = (), status: int = 200) -> Page:
    return page(
        "obligations/miss.html",
        status=status,
        relationship=miss.relationship,
        miss=miss,
        month=periods.containing(miss.period_on),
        form=form,
        refused=refused,
    )


def _new(relationship: Relationship, month: Period, code: str, form: Claim, *, status: int = 200) -> Page:
    kpi = criteria.kpi_with_code(relationship.id, code.upper()) or abort(404)
    return page("obligations/new_miss.html", status=status, relationship=relationship, month=month, kpi=kpi, form=form)


def _form(relationship: Relationship, month: Period, viewer: Viewer) -> Claim:
    form = Claim()
    due = obligations.due_between(viewer, relationship.id, month.first_day, month.last_day)
    form.occurrence_id.choices = options(
        [("", "none of them"), *((row.id, f"{row.title}, due {row.due_on:%Y-%m-%d}") for row in due)]
    )
    return form


def _claimed(relationship: Relationship, month: Period, code: str, form: Claim, viewer: Viewer) -> str:
    kpi = criteria.kpi_with_code(relationship.id, code.upper()) or abort(404)
    client_misses.claim(
        relationship,
        kpi,
        month.first_day,
        form.reason.data or "",
        by=viewer,
        at=clock.now(),
        occurrence_id=form.occurrence_id.data,
    )
    return _card(relationship, month)


def _card(relationship: Relationship, month: Period) -> str:
    return f"{url_for('scorecards.show', key=relationship.key, period=month.key)}#client-part"


def _month(period: str) -> Period:
    try:
        return periods.parse(period)
    except periods.BadPeriod:
        raise NotFound from None
