"""Scorecards: how did we do, and do both sides say so?"""

from datetime import timedelta
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.charts import sparkline, weight_bar
from govtracker.enums import MeasurementState, Pillar, Rag, ScorecardStatus
from govtracker.models import Relationship, Scorecard
from govtracker.queries import NotFound, find
from govtracker.queries.issues import actions
from govtracker.queries.performance import scorecard_months as asked
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.queries.performance.scorecard_months import Shown
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.rules.performance import criteria as criteria_rules
from govtracker.rules.performance import explanation, standings
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.periods import Period
from govtracker.services.performance import scorecards
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.scorecards import Dispute
from govtracker.web.measurement_grid import local_today

bp = Blueprint("scorecards", __name__)
A_YEAR = 12
PILLARS = {pillar: criteria_rules.pillar_name(pillar) for pillar in Pillar}


@bp.get("/r/<key>/scorecards")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The months, newest first; `before` (2026-01) leads to earlier ones."""
    last = asked.newest(viewer, relationship.id, up_to=_last_month(request.args.get("before"), relationship).first_day)
    months = asked.listed(viewer, Slot(relationship, last), how_many=A_YEAR) if last else []
    earliest = months[-1][0] if months else None
    earlier = asked.newest(viewer, relationship.id, up_to=earliest.first_day - timedelta(days=1)) if earliest else None
    return page(
        "scorecards/index.html",
        relationship=relationship,
        months=[_listed(month, row) for month, row in months],
        earlier=earliest.key if earliest and earlier else None,
        is_first=not request.args.get("before"),
    )


@bp.get("/r/<key>/scorecards/<period>")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """One month: standing, pillars, criteria, and how every score came about."""
    return _show(relationship, viewer, period, Dispute(formdata=None))


@bp.post("/r/<key>/scorecards/<period>/sharing")
@requires(Permission.SHARE_SCORECARD, subject=find.relationship)
def share(relationship: Relationship, viewer: Viewer, period: str) -> Response:
    """Freeze it and put it before the other side."""
    slot = rows.slot(viewer, relationship, period, request.args.get("scope"))
    scorecards.share(slot, _seen(), by=viewer, at=clock.now(), today=local_today(relationship))
    return see_other(_url(slot))


@bp.post("/r/<key>/scorecards/<period>/agreement")
@requires(Permission.AGREE_SCORECARD, subject=asked.one)
def agree(scorecard: Scorecard, viewer: Viewer) -> Response:
    """Sign what was seen."""
    scorecards.agree(scorecard, _seen(), by=viewer, at=clock.now())
    return see_other(_url_of(scorecard))


@bp.post("/r/<key>/scorecards/<period>/dispute")
@requires(Permission.AGREE_SCORECARD, subject=asked.one)
def dispute(scorecard: Scorecard, viewer: Viewer) -> Page | Response:
    """Send it back to work, with a reason."""
    form = Dispute()
    if form.did(lambda: scorecards.dispute(scorecard, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url_of(scorecard))
    return _show(scorecard.relationship, viewer, str(scorecard.number), form, status=422)


def _show(relationship: Relationship, viewer: Viewer, period: str, form: Dispute, *, status: int = 200) -> Page:
    shown = asked.shown(viewer, relationship, period, request.args.get("scope"))
    if shown is None:
        month = rows.slot(viewer, relationship, period).period
        return page("scorecards/none.html", relationship=relationship, month=month)
    month = shown.period
    own = shown.snapshot
    scale = sparkline.shared_scale(shown.lines.values())
    reds = [found.criterion.id for found in own.result.criteria if found.rag is Rag.RED]
    return page(
        "scorecards/show.html",
        status=status,
        relationship=relationship,
        month=month,
        shown=shown,
        own=own,
        result=own.result,
        movement=_movement(shown),
        pillars=[_pillar(own, found) for found in own.result.pillars],
        bar=weight_bar.parts(own.pillar_weights),
        names=PILLARS,
        explained={found.criterion.id: explanation.explain(found) for found in own.result.criteria},
        answers=actions.of_kpis(viewer, reds),
        lines={kpi: sparkline.draw(values, scale) for kpi, values in shown.lines.items()},
        is_over=month.last_day < local_today(relationship),
        missing=[found.criterion.name for found in own.result.criteria if _is_missing(found)],
        own_signature=_signature(shown, relationship, viewer),
        form=form,
    )


def _listed(month: Period, row: Any) -> dict[str, Any]:
    """A month of the list, from a shared scorecard's row or from the snapshot of a draft."""
    is_draft = not hasattr(row, "digest")
    return {
        "month": month,
        "status": "draft" if is_draft else row.status,
        "standing": row.standing,
        "overall": row.result.overall if is_draft else row.overall,
        "coverage": row.result.coverage if is_draft else row.coverage,
        "scores": [
            row.result.pillar_score(pillar) if is_draft else getattr(row, pillar.value)
            for pillar in (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE)
        ],
    }


def _pillar(own: Any, found: Any) -> dict[str, Any]:
    """A pillar's card: its score, its share, and the floor the corridor sets for it."""
    floors = (
        {}
        if own.corridor is None
        else {
            Pillar.EXPERIENCE: own.corridor.experience_floor,
            Pillar.COST: own.corridor.cost_floor,
            Pillar.REVENUE: own.corridor.revenue_floor,
        }
    )
    floor = floors.get(found.pillar)
    is_under = None if floor is None or found.score is None else found.score < floor
    return {
        "name": PILLARS[found.pillar],
        "score": found.score,
        "share": found.share,
        "floor": floor,
        "under": is_under,
    }


def _is_missing(found: CriterionResult) -> bool:
    return found.score is None and found.criterion.state is not MeasurementState.NOT_APPLICABLE


def _movement(shown: Shown) -> Any:
    before = shown.previous.result.overall if shown.previous else None
    return standings.movement(shown.snapshot.result.overall, before)


def _signature(shown: Shown, relationship: Relationship, viewer: Viewer) -> Any:
    """When the viewer's side signed a shared scorecard, or None."""
    side = viewer.side_in(relationship.place())
    if shown.stored is None or side is None or shown.stored.status is ScorecardStatus.DISPUTED:
        return None
    return getattr(shown.stored, f"{side.value}_agreed_at")


def _seen() -> str:
    """The digest of what the person looked at when they pressed the button."""
    return request.form.get("digest", "")


def _last_month(before: str | None, relationship: Relationship) -> Period:
    """The newest month of the list: this one, or the one before the month the address names."""
    try:
        return periods.parse(before).previous() if before else periods.containing(local_today(relationship))
    except periods.BadPeriod:
        raise NotFound from None


def _url(slot: Slot) -> str:
    return url_for("scorecards.show", key=slot.relationship.key, period=slot.period.key, scope=slot.scope_id)


def _url_of(scorecard: Scorecard) -> str:
    """The page of its period, or of its own where another is current."""
    if not scorecard.is_current:
        return url_for("scorecards.show", key=scorecard.relationship.key, period=scorecard.number)
    return _url(rows.slot_of(scorecard))
