"""What the page of a scorecard shows: one period in words and figures, who has signed, and what may be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from govtracker.access import Viewer
from govtracker.charts import gauges, sparkline, weight_bar
from govtracker.enums import MeasurementState, Pillar, Rag, ScorecardStatus, Standing
from govtracker.models import Relationship
from govtracker.queries.issues import actions
from govtracker.queries.performance import consequences
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.queries.performance.scorecard_months import Shown
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules.performance import card_periods, comparison, explanation, rolling_score, snapshot, standings
from govtracker.rules.performance import criteria as criteria_rules
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.periods import Period
from govtracker.web import pictures
from govtracker.web.measurement_grid import local_today

PILLARS = {pillar: criteria_rules.pillar_name(pillar) for pillar in Pillar}
LARGE_GAP = 5  # points between the mean and the geometric mean


def of(shown: Shown, viewer: Viewer) -> dict[str, Any]:
    """All the template of one scorecard needs."""
    relationship, own, stored = shown.slot.relationship, shown.snapshot, shown.stored
    reds = [found.criterion.id for found in own.result.criteria if found.rag is Rag.RED]
    scale = sparkline.shared_scale(shown.lines.values())
    has_chain = stored is not None and (stored.amends_id is not None or stored.has_amendment)
    chain = rows.chain(viewer, stored) if has_chain else []
    ids = [one.id for one in chain] or ([stored.id] if stored else [])
    is_final = stored is not None and stored.status in (ScorecardStatus.AGREED, ScorecardStatus.AMENDED)
    return {
        "relationship": relationship,
        "month": shown.period,
        "shown": shown,
        "own": own,
        "result": own.result,
        "address": address(shown),
        "movement": standings.movement(own.result.overall, shown.previous.result.overall if shown.previous else None),
        "pillars": [_pillar(own, found) for found in own.result.pillars],
        "bar": weight_bar.parts(own.pillar_weights),
        "names": PILLARS,
        "explained": {found.criterion.id: explanation.explain(found) for found in own.result.criteria},
        "answers": actions.of_kpis(viewer, reds) if stored is None or stored.is_current else {},
        "lines": {kpi: sparkline.draw(values, scale) for kpi, values in shown.lines.items()},
        "is_over": shown.period.last_day < local_today(relationship),
        "is_month": card_periods.kind_of(shown.period) == "month",
        "missing": [found.criterion for found in own.result.criteria if is_missing(found)],
        "own_signature": _signature(shown, relationship, viewer),
        "gap": LARGE_GAP,
        "dark": comparison.went_dark(shown.previous, own),
        "chain": chain,
        "amends": next((one for one in chain if stored and one.id == stored.amends_id), None),
        "amended_by": next((one for one in chain if stored and one.amends_id == stored.id), None),
        "followed": consequences.of_cards(viewer, ids) if is_final or has_chain else [],
        "would_be_digest": snapshot.digest(snapshot.write(shown.would_be)) if shown.would_be else "",
        "broken_after": _broken_after(shown),
        "gauges": _gauges(own),
        "last_month": card_periods.months(shown.period)[-1],
    }


def address(shown: Shown) -> dict[str, Any]:
    """The parts of its address: its period, or its number where it is not the current one of its period."""
    key, stored = shown.slot.relationship.key, shown.stored
    if stored is not None and not stored.is_current:
        return {"key": key, "period": stored.number}
    return address_of(shown.slot)


def address_of(slot: Slot) -> dict[str, Any]:
    """The parts of the address of the current scorecard of a period."""
    return {"key": slot.relationship.key, "period": slot.period.key, "scope": slot.scope_id}


def url_of(slot: Slot) -> str:
    """The page of the current scorecard of a period."""
    return url_for("scorecards.show", **address_of(slot))


def listed(slot: Slot, row: Any) -> Mapping[str, Any]:
    """A period of the list, from a shared scorecard's row or from the snapshot of a draft."""
    is_draft, three = not hasattr(row, "digest"), standings.THREE
    return {
        "month": slot.period,
        "url": url_of(slot),
        "status": "draft" if is_draft else row.status,
        "standing": row.standing,
        "standing_name": row.standing_name,
        "overall": row.result.overall if is_draft else row.overall,
        "coverage": row.result.coverage if is_draft else row.coverage,
        "scores": [row.result.pillar_score(one) if is_draft else getattr(row, one.value) for one in three],
    }


def rolling(found: Sequence[tuple[Period, Any]]) -> Mapping[str, Any]:
    """The periods of a list, newest first, in one figure; `versions` of the criteria they were shared with.

    Only what was shared and has a standing counts: a draft may still change, and so will what is disputed. A period
    that lacks keeps its place, so that what is old weighs little.
    """
    counted = {period: row for period, row in found if hasattr(row, "digest") and _stands(row)}
    places = card_periods.up_to(max(counted), rolling_score.PERIODS)[::-1] if counted else []
    scores = [counted[period].overall if period in counted else None for period in places]
    return {
        "score": rolling_score.rolling(scores, rolling_score.linear()),
        "periods": len(counted),
        "versions": sorted({row.criteria_version for row in counted.values()}),
    }


def _stands(row: Any) -> bool:
    is_judged = row.overall is not None and row.standing is not Standing.INSUFFICIENT_DATA
    return is_judged and row.status is not ScorecardStatus.DISPUTED


def is_missing(found: CriterionResult) -> bool:
    """Whether a criterion was expected and has no score."""
    return found.score is None and found.criterion.state is not MeasurementState.NOT_APPLICABLE


def _pillar(own: Any, found: Any) -> dict[str, Any]:
    """A pillar's card: its score, its share, and the floor the corridor sets for it."""
    corridor = own.corridor
    floors = {one: getattr(corridor, f"{one.value}_floor") for one in standings.THREE} if corridor else {}
    floor = floors.get(found.pillar)
    is_under = None if floor is None or found.score is None else found.score < floor
    return {
        "name": PILLARS[found.pillar],
        "score": found.score,
        "share": found.share,
        "floor": floor,
        "under": is_under,
    }


def _gauges(own: Any) -> pictures.Inline | None:
    """The three needles in their corridor; None where none of them was measured."""
    scores = {pillar: own.result.pillar_score(pillar) for pillar in standings.THREE}
    if own.corridor is None or not any(score is not None for score in scores.values()):
        return None
    needles = gauges.of(scores, own.corridor)
    return pictures.inline(lambda look, size: gauges.picture(needles, own.zone, look=look, size=size))


def _signature(shown: Shown, relationship: Relationship, viewer: Viewer) -> Any:
    """When the viewer's side signed a shared scorecard, or None."""
    side = viewer.side_in(relationship.place())
    if shown.stored is None or side is None or shown.stored.status is ScorecardStatus.DISPUTED:
        return None
    return getattr(shown.stored, f"{side.value}_agreed_at")  # a row, not a Scorecard


def _broken_after(shown: Shown) -> list[str]:
    """The versions of the criteria that earlier periods of the lines were shared with, where they differ."""
    own = shown.snapshot.criteria_version
    found = {version for version in shown.versions.values() if version != own}
    return [str(version) for version in sorted(found)]
