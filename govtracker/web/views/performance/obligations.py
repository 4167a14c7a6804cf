"""The client's obligations: what both sides have agreed, what is due, and that it was given."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Obligation, ObligationOccurrence, Relationship
from govtracker.queries import find
from govtracker.queries.performance import contracts
from govtracker.queries.performance import obligations as asked
from govtracker.rules.performance import obligations as rules
from govtracker.rules.performance.obligations import Timing
from govtracker.services.performance import obligations
from govtracker.web import addresses, client_parts
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.obligations import Contest, Met, Proposal

bp = Blueprint("obligations", __name__)


@bp.get("/r/<key>/obligations")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """What the client owes, what is open of it, and how punctual both sides are."""
    today = clock.today(relationship.client.zone)
    found = asked.listed(viewer, relationship.id, **addresses.cursors(), today=today)
    client, supplier = client_parts.punctuality(viewer, relationship)
    return page(
        "obligations/index.html",
        relationship=relationship,
        rows=[(row, rules.in_words(Timing(row.rrule, row.starts_on, row.zone, row.lead_days))) for row in found.rows],
        open_days=client_parts.days(asked.still_open(viewer, relationship.id), today),
        client=client,
        supplier=supplier,
        around=addresses.around(found),
    )


@bp.get("/r/<key>/obligations/new")
@requires(Permission.EDIT_OBLIGATION, subject=find.relationship)
def new(relationship: Relationship, viewer: Viewer) -> Page:
    """A blank obligation."""
    return page("obligations/new.html", relationship=relationship, form=_form(relationship))


@bp.post("/r/<key>/obligations")
@requires(Permission.EDIT_OBLIGATION, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Put it before the other side."""
    form = _form(relationship)
    url = form.create(viewer, lambda: _url(obligations.propose(relationship, form.new, by=viewer, at=clock.now())))
    return see_other(url) if url else page("obligations/new.html", relationship=relationship, form=form, status=422)


@bp.get("/r/<key>/obligations/<int:obligation_id>")
@requires(Permission.VIEW, subject=asked.one)
def show(obligation: Obligation, viewer: Viewer) -> Page:
    """One obligation with its due days, newest first."""
    found = asked.days(viewer, obligation, **addresses.cursors())
    return page(
        "obligations/show.html",
        relationship=obligation.relationship,
        obligation=obligation,
        timing=rules.in_words(obligations.timing(obligation)),
        days=client_parts.days(found.rows, clock.today(obligation.zone)),
        holder=dict(asked.seats(obligation.relationship_id, clock.today("UTC"))).get(obligation.owner_seat_id),
        around=addresses.around(found),
    )


@bp.post("/r/<key>/obligations/<int:obligation_id>/agreement")
@requires(Permission.ANSWER_ACROSS, subject=asked.one)
def agree(obligation: Obligation, viewer: Viewer) -> Response:
    """Agree: from now on it counts."""
    obligations.agree(obligation, by=viewer, at=clock.now())
    return see_other(_url(obligation))


@bp.post("/r/<key>/obligations/<int:obligation_id>/end")
@requires(Permission.EDIT_OBLIGATION, subject=asked.one)
def end(obligation: Obligation, viewer: Viewer) -> Response:
    """It is due no more."""
    obligations.end(obligation, by=viewer, at=clock.now())
    return see_other(_url(obligation))


@bp.get("/r/<key>/obligations/due/<int:occurrence_id>")
@requires(Permission.VIEW, subject=asked.occurrence)
def due(occurrence: ObligationOccurrence, viewer: Viewer) -> Page:
    """One due day: given, confirmed or contested."""
    return _due(occurrence)


@bp.post("/r/<key>/obligations/due/<int:occurrence_id>/meeting")
@requires(Permission.MEET_OBLIGATION, subject=asked.occurrence)
def meet(occurrence: ObligationOccurrence, viewer: Viewer) -> Page | Response:
    """The client has given it."""
    form = Met()
    note, why = form.note.data or "", form.late_reason.data or ""
    if not form.did(lambda: obligations.meet(occurrence, form.day, note, why, by=viewer, at=clock.now())):
        return _due(occurrence, met=form, status=422)
    flash("Marked as met; the supplier confirms it.", "good")
    return see_other(_url(occurrence.obligation))


@bp.post("/r/<key>/obligations/due/<int:occurrence_id>/confirmation")
@requires(Permission.JUDGE_OBLIGATION, subject=asked.occurrence)
def confirm(occurrence: ObligationOccurrence, viewer: Viewer) -> Page | Response:
    """The supplier has it."""
    form = Form()
    if not form.did(lambda: obligations.confirm(occurrence, by=viewer, at=clock.now())):
        return _due(occurrence, refused=form.general, status=422)
    return see_other(_url(occurrence.obligation))


@bp.post("/r/<key>/obligations/due/<int:occurrence_id>/contest")
@requires(Permission.JUDGE_OBLIGATION, subject=asked.occurrence)
def contest(occurrence: ObligationOccurrence, viewer: Viewer) -> Page | Response:
    """The supplier does not have it."""
    form = Contest()
    if not form.did(lambda: obligations.contest(occurrence, form.reason.data or "", by=viewer, at=clock.now())):
        return _due(occurrence, contest=form, refused=form.general, status=422)
    return see_other(_url(occurrence.obligation))


def _due(
    occurrence: ObligationOccurrence,
    *,
    met: Met | None = None,
    contest: Contest | None = None,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> Page:
    """The page of a due day; forms that are given were refused."""
    today = clock.today(occurrence.obligation.zone)
    contested = occurrence.contested_at is not None
    return page(
        "obligations/due.html",
        status=status,
        relationship=occurrence.relationship,
        occurrence=occurrence,
        state=rules.state(occurrence.due_on, occurrence.met_on, is_contested=contested, today=today),
        met_form=met or Met(formdata=None, data={"met_on": today}),
        contest_form=contest or Contest(formdata=None),
        refused=refused,
    )


def _form(relationship: Relationship) -> Proposal:
    form = Proposal()
    form.owner_seat_id.choices = options(asked.seats(relationship.id, clock.today("UTC")))
    kpis = [(kpi_id, f"{code} · {name}") for kpi_id, code, name in contracts.kpis(relationship.id)]
    form.kpi_id.choices = options([("", "–"), *kpis])
    return form


def _url(obligation: Obligation) -> str:
    return url_for("obligations.show", key=obligation.relationship.key, obligation_id=obligation.id)
