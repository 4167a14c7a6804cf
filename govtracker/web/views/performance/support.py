"""Support by customer segment and type: where each stands between experience, cost and revenue."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer, allowed
from govtracker.charts import gauges
from govtracker.enums import Pillar, Side
from govtracker.models import CustomerSegment, Relationship, SupportType
from govtracker.queries import NotFound, find
from govtracker.queries.partnership import account_figures, account_revenue
from govtracker.queries.performance import client_catalogues as catalogues
from govtracker.queries.performance import part_revenue, support_matrix
from govtracker.queries.performance.support_matrix import Cell
from govtracker.queries.sourcing import judging
from govtracker.rules import periods
from govtracker.rules.partnership import account_totals
from govtracker.rules.partnership.account_totals import Year
from govtracker.rules.performance import standings
from govtracker.rules.periods import Period
from govtracker.services.performance import scopes
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.scopes import NewSupport
from govtracker.web.measurement_grid import local_today

bp = Blueprint("support", __name__)
FIRST = date(2000, 1, 1)  # nobody kept figures here before


@bp.get("/r/<key>/support")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """Segments down, support types across, for one month (?period=2026-10): the newest one that has figures."""
    return _show(relationship, viewer, _form(relationship, viewer, sent=False))


@bp.post("/r/<key>/support")
@requires(Permission.EDIT_CRITERIA, subject=find.relationship)
def create(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Measure one more cell by itself."""
    form = _form(relationship, viewer, sent=True)
    if form is None:
        raise NotFound
    own = form

    def add() -> str:
        chosen = own.segment_id.data, own.type_id.data
        scopes.add_support(relationship, *chosen, by=viewer, at=clock.now())
        return url_for("support.show", key=relationship.key)

    url = form.create(viewer, add)
    return see_other(url) if url else _show(relationship, viewer, form, status=422)


def _show(relationship: Relationship, viewer: Viewer, form: NewSupport | None, *, status: int = 200) -> Page:
    month = _month(relationship, viewer)
    found = support_matrix.matrix(viewer, relationship, month)
    years = account_figures.of_segments(viewer, found.segments, up_to=month)
    target = judging.of(relationship.client_id).growth_target if years else None
    return page(
        "scorecards/support.html",
        status=status,
        relationship=relationship,
        month=month,
        matrix=found,
        revenue=part_revenue.of_parts(viewer, relationship, month),
        won=account_revenue.of_segments(viewer, found.segments, at=clock.now()),
        cells={place: _said(cell, years.get(place[0], ()), target) for place, cell in found.cells.items()},
        years=years,
        target=target,
        form=form,
        earlier=month.previous().key if month.first_day > FIRST else None,
        later=month.next().key if month.last_day < local_today(relationship) else None,
    )


def _said(cell: Cell, years: Sequence[Year], target: Decimal | None) -> dict[str, Any]:
    """A cell in words: its needles, its zone, how far its scorecard is, and the growth its revenue was taken from.

    Where no revenue is measured it is taken from the growth of the segment's accounts, for those who read these.
    """
    scores, zone, grown = cell.scores, cell.zone, None
    if cell.corridor and target and scores.get(Pillar.REVENUE) is None:
        score = account_totals.score(years, target)
        if score is not None:
            scores, grown = {**scores, Pillar.REVENUE: score}, years[0].growth
            experience, cost = scores[Pillar.EXPERIENCE], scores[Pillar.COST]
            zone = standings.zone(experience, cost, score, cell.corridor)
    needles = gauges.of(scores, cell.corridor) if cell.corridor else ()
    return {"scope_id": cell.scope_id, "needles": needles, "zone": zone, "status": cell.status, "grown": grown}


def _form(relationship: Relationship, viewer: Viewer, *, sent: bool) -> NewSupport | None:
    """The form of whoever names the parts: the client's SPOC, who alone sees the client's catalogues."""
    is_client = viewer.side_in(relationship.place()) is Side.CLIENT
    if not is_client or not allowed(viewer, Permission.EDIT_CRITERIA, relationship.stance):
        return None
    form = NewSupport() if sent else NewSupport(formdata=None)
    client_id = relationship.client_id
    form.offer(catalogues.offered(CustomerSegment, client_id), catalogues.offered(SupportType, client_id))
    return form


def _month(relationship: Relationship, viewer: Viewer) -> Period:
    """The month the address names; raises NotFound."""
    typed = request.args.get("period")
    try:
        named = periods.parse(typed) if typed else None
    except periods.BadPeriod:
        raise NotFound from None
    today = local_today(relationship)
    return named or support_matrix.newest(viewer, relationship.id, up_to=today) or periods.containing(today)
