"""Trends: a new baseline from a period on, and looking for new signals in what was measured."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Bearing
from govtracker.mail import trend_messages
from govtracker.models import Kpi, TrendBaseline, TrendSignal
from govtracker.models import Relationship as Relation
from govtracker.queries import claims
from govtracker.queries.performance import criteria
from govtracker.queries.performance import trends as asked
from govtracker.queries.performance.measurements import with_trend_due
from govtracker.rules import periods
from govtracker.rules.performance import trend_words
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.performance.trend import Signal, Trend
from govtracker.rules.periods import Period
from govtracker.services import Refused, events

FRESH = timedelta(days=100)  # a signal that came about longer ago is history, and nobody is told of it

LATER = timedelta(hours=1)


def begin_anew(kpi: Kpi, month: Period, reason: str, *, by: Viewer, at: datetime, today: date) -> TrendBaseline:
    """Compare a KPI with itself anew from a month on, because…; Refused with the field that is at fault."""
    if not reason.strip():
        raise Refused("Say what changed. Both sides see it in the picture.", "reason")
    if month.first_day > today:
        raise Refused(f"{month.name} has not begun.", "period")
    made = claims.insert_missing(
        TrendBaseline,
        [
            {
                "kpi_id": kpi.id,
                "relationship_id": kpi.relationship_id,
                "period_on": month.first_day,
                "reason": reason.strip(),
                "set_by_id": by.person_id,
                "set_at": at,
            }
        ],
        unique=["kpi_id", "period_on"],
    )
    if not made:
        raise Refused(f"A baseline begins in {month.name} already.", "period")
    baseline = asked.baseline(by, kpi.relationship.key, kpi.code, month.key)
    told = {"baseline": [None, month.key]}
    events.record(kpi, "baseline_begun", by=by, at=at, changes=told, reason=baseline.reason)
    trend_messages.begun_anew(kpi, baseline, month.name, by=by, at=at)
    asked.look_again([kpi.id], at)
    return baseline


def take_back(kpi: Kpi, baseline: TrendBaseline, *, by: Viewer, at: datetime) -> None:
    """Compare across that month again, as if nothing had begun there."""
    month = periods.containing(baseline.period_on)
    told = {"baseline": [month.key, None]}
    events.record(kpi, "baseline_taken_back", by=by, at=at, changes=told, reason=baseline.reason)
    db.session.delete(baseline)
    asked.look_again([kpi.id], at)


def look(relationship_id: int, at: datetime) -> None:
    """Look at the trends of what was measured anew in a relationship; each new concern is told once."""
    relation = asked.relationship(relationship_id)
    measures = with_trend_due(relationship_id, at)
    kpi_ids = [measure.kpi_id for measure in measures]
    read = asked.trends(None, relation, kpi_ids, last=periods.containing(at.date()))
    known: dict[int, list[Any]] = {kpi_id: [] for kpi_id in kpi_ids}
    for row in asked.signals(kpi_ids):
        known[row.kpi_id].append(row)
    fresh = {kpi_id: _fresh(trend, known[kpi_id]) for kpi_id, trend in read.items()}
    rows = [_row(relation, kpi_id, read[kpi_id], signal, at) for kpi_id in fresh for signal in fresh[kpi_id]]
    claims.insert_missing(TrendSignal, rows, unique=["kpi_id", "rule", "bearing", "first_on"])
    claims.update_rows(TrendSignal, [row for kpi_id, trend in read.items() for row in _going_on(trend, known[kpi_id])])
    for measure in measures:
        news = [one for one in fresh[measure.kpi_id] if _is_news(one, read[measure.kpi_id], at)]
        if news:
            _tell(relation, measure, read[measure.kpi_id], news, at)
    asked.wait_with(kpi_ids, until=None)


def put_off(relationship_id: int, at: datetime) -> None:
    """Look at these trends later; something went wrong."""
    kpi_ids = [measure.kpi_id for measure in with_trend_due(relationship_id, at)]
    asked.wait_with(kpi_ids, until=at + LATER)


def _fresh(trend: Trend, known: Sequence[Any]) -> list[Signal]:
    return [signal for signal in trend.signals if not any(_is_same(row, signal, trend) for row in known)]


def _going_on(trend: Trend, known: Sequence[Any]) -> list[dict[str, Any]]:
    """Signals found before that have gone on since."""
    pairs = [(row, signal) for row in known for signal in trend.signals if _is_same(row, signal, trend)]
    ends = {row.id: max(row.last_on, _days(trend, signal)[2]) for row, signal in pairs}
    return [{"id": row.id, "last_on": ends[row.id]} for row in known if ends.get(row.id, row.last_on) > row.last_on]


def _is_same(row: Any, signal: Signal, trend: Trend) -> bool:
    """Whether a signal was found before: limits that move may let it begin a period earlier or later."""
    first, _, last = _days(trend, signal)
    alike = (row.rule, row.bearing) == (signal.rule, signal.bearing)
    return bool(alike and row.first_on <= last and first <= row.last_on)


def _is_news(signal: Signal, trend: Trend, at: datetime) -> bool:
    """A concern that the newest value has just given away, and that chance does not explain."""
    newest = trend.newest
    if signal.bearing is not Bearing.CONCERN or not signal.alerts or newest is None:
        return False
    return trend.points[signal.shown] == newest and newest.period.last_day > (at - FRESH).date()


def _row(relation: Relation, kpi_id: int, trend: Trend, signal: Signal, at: datetime) -> dict[str, Any]:
    first_on, shown_on, last_on = _days(trend, signal)
    return {
        "kpi_id": kpi_id,
        "relationship_id": relation.id,
        "rule": signal.rule,
        "bearing": signal.bearing,
        "first_on": first_on,
        "shown_on": shown_on,
        "last_on": last_on,
        "found_at": at,
    }


def _days(trend: Trend, signal: Signal) -> tuple[date, date, date]:
    """The first days of the periods in which a signal began, gave itself away, and was last."""
    first, shown, last = (trend.points[place].period.first_day for place in (signal.first, signal.shown, signal.last))
    return first, shown, last


def _tell(relation: Relation, measure: Measure, trend: Trend, news: Sequence[Signal], at: datetime) -> None:
    kpi = criteria.kpi_with_code(relation.id, measure.code)
    if kpi is None:
        return
    owner = asked.data_owner(relation, kpi.id, on=at.date())
    words = " ".join(trend_words.signal(trend, one) for one in news)
    signal = f"{news[0].rule}:{_days(trend, news[0])[0].isoformat()}"
    trend_messages.concern(kpi, signal, words, owner=owner, at=at)
