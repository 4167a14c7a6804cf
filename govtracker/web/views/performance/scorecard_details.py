"""Behind a scorecard: a score down to its measurements, two periods side by side, and the scorecard on paper."""

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from govtracker.access import Permission, Viewer
from govtracker.documents import scorecard_pdf
from govtracker.models import Relationship
from govtracker.queries import NotFound, find
from govtracker.queries.performance import scorecard_months as asked
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.queries.performance import traces
from govtracker.rules import periods
from govtracker.rules.performance import card_periods, comparison, explanation
from govtracker.rules.periods import Period
from govtracker.web import scorecard_pages, scorecard_papers
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("scorecard_details", __name__)
OFFERED = 24


@bp.get("/r/<key>/scorecards/<period>.pdf")
@requires(Permission.VIEW, subject=find.relationship)
def pdf(relationship: Relationship, viewer: Viewer, period: str) -> Response:
    """The scorecard on paper, with its digest and signatures."""
    shown = asked.shown(viewer, relationship, period, request.args.get("scope"))
    if shown is None:
        raise NotFound
    name = f"{relationship.key}-scorecard-{shown.slot.period.key}.pdf"
    made = BytesIO(scorecard_pdf.write(scorecard_papers.of(shown)))
    return send_file(made, mimetype="application/pdf", download_name=name)


@bp.get("/r/<key>/scorecards/<period>/explanation/<int:kpi_id>")
@requires(Permission.VIEW, subject=find.relationship)
def explain(relationship: Relationship, viewer: Viewer, period: str, kpi_id: int) -> Page:
    """One score, from the measurements to its share of the whole."""
    shown = asked.shown(viewer, relationship, period, request.args.get("scope"))
    found = next((one for one in shown.snapshot.result.criteria if one.criterion.id == kpi_id), None) if shown else None
    if shown is None or found is None:
        raise NotFound
    slot = shown.slot
    first, last = slot.period.first_day, slot.period.last_day
    return page(
        "scorecards/explanation.html",
        relationship=relationship,
        shown=shown,
        month=slot.period,
        found=found,
        address=scorecard_pages.address(shown),
        explained=explanation.explain(found),
        figure=explanation.figure,
        traces=traces.of_kpi(viewer, kpi_id, first, last, scope_id=slot.scope_id),
    )


@bp.get("/r/<key>/scorecards/<period>/comparison")
@requires(Permission.VIEW, subject=find.relationship)
def compare(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """A period beside another one (`with`; the one before it where none is named)."""
    slot = rows.slot(viewer, relationship, period, request.args.get("scope"))
    other = _other(relationship, slot.period, request.args.get("with"))
    now, before = asked.pair(viewer, slot, other)
    return page(
        "scorecards/comparison.html",
        relationship=relationship,
        slot=slot,
        month=slot.period,
        other=other,
        later=now,
        earlier=before,
        found=comparison.compare(before, now) if before and now else None,
        names=scorecard_pages.PILLARS,
        offered=_offered(slot.period, other),
    )


def _other(relationship: Relationship, period: Period, key: str | None) -> Period:
    """The period to compare with: of the same kind; raises NotFound."""
    try:
        other = rows.parsed(key, relationship.fiscal_year_start) if key else period.previous()
    except periods.BadPeriod:
        raise NotFound from None
    if card_periods.kind_of(other) is not card_periods.kind_of(period):
        raise NotFound
    return other


def _offered(period: Period, other: Period) -> list[tuple[str, Any]]:
    """The periods to choose from, the newest first."""
    earlier = [one for one in card_periods.up_to(period, OFFERED)[::-1] if one != period]
    return [(one.key, one.name) for one in ([] if other in earlier else [other]) + earlier]
