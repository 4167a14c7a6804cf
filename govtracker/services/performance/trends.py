"""Trends: a new baseline from a period on, and looking for new signals in what was measured."""

from collections.abc import Mapping, Sequence
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
from govtracker.queries.performance.trends import Place
from govtracker.rules import periods
from govtracker.rules.performance import trend_words
from govtracker.rules.performance.measuring import Measure
from govtracker.rules.performance.trend import Signal, Trend
from govtracker.rules.periods import Period
from govtracker.services import Refused, events

FRESH = timedelta(days=100)  # a signal that came about longer ago is history, and nobody is told of it

LATER = timedelta(hours=1)
SIGNAL = ("kpi_id", "rule", "bearing", "first_on")


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
    """Look at the trends of what was measured anew in a relationship and its scopes; each new concern is told once."""
    relation = asked.relationship(relationship_id)
    measures = with_trend_due(relationship_id, at)
    kpi_ids = [measure.kpi_id for measure in measures]
    read = asked.everywhere(relation, kpi_ids, last=periods.containing(at.date()))
    known: dict[Place, list[Any]] = {place: [] for place in read}
    for row in asked.signals(kpi_ids):
        known.setdefault((row.kpi_id, row.scope_id), []).append(row)
    fresh = {place: _fresh(trend, known[place]) for place, trend in read.items()}
    _keep([_row(relation, place, read[place], signal, at) for place in fresh for signal in fresh[place]])
    claims.update_rows(TrendSignal, [row for place, trend in read.items() for row in _going_on(trend, known[place])])
    news = {place: [one for one in fresh[place] if _is_news(one, trend, at)] for place, trend in read.items()}
    if any(news.values()):
        _tell(relation, measures, read, news, at)
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


def _keep(rows: Sequence[dict[str, Any]]) -> None:
    """Signals that are new, of the whole relationship and of its scopes."""
    whole, parts = ([row for row in rows if (row["scope_id"] is None) is whole] for whole in (True, False))
    claims.insert_missing(TrendSignal, whole, unique=SIGNAL, where="scope_id IS NULL")
    claims.insert_missing(TrendSignal, parts, unique=[SIGNAL[0], "scope_id", *SIGNAL[1:]])


def _row(relation: Relation, place: Place, trend: Trend, signal: Signal, at: datetime) -> dict[str, Any]:
    first_on, shown_on, last_on = _days(trend, signal)
    return {
        "kpi_id": place[0],
        "scope_id": place[1],
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


def _tell(
    relation: Relation,
    measures: Sequence[Measure],
    read: Mapping[Place, Trend],
    news: Mapping[Place, Sequence[Signal]],
    at: datetime,
) -> None:
    """Say what is new of each KPI, of the whole before its scopes: one notice a place."""
    names = asked.scope_names(relation.id)
    for measure in measures:
        places = [place for place, found in news.items() if place[0] == measure.kpi_id and found]
        kpi = criteria.kpi_with_code(relation.id, measure.code) if places else None
        if kpi is None:
            continue
        owner = asked.data_owner(relation, kpi.id, on=at.date())
        for place in places:
            trend, found = read[place], news[place]
            words = " ".join(trend_words.signal(trend, one) for one in found)
            signal = f"{found[0].rule}:{_days(trend, found[0])[0].isoformat()}"
            trend_messages.concern(kpi, signal, words, scope=(place[1], names[place[1]]), owner=owner, at=at)
