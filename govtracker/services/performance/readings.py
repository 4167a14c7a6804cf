"""Readings: the values of days, taken in bulk and rolled up into the months they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.enums import Aggregation, MeasurementState, Side
from govtracker.models import Reading, Relationship
from govtracker.queries import claims
from govtracker.queries.performance import held, measurement_talk, roll_ups
from govtracker.queries.performance import measurements as months
from govtracker.queries.performance import readings as asked
from govtracker.queries.performance.measurements import Key, Stored
from govtracker.queries.performance.readings import Day, Figures, Stretch
from govtracker.rules import periods
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.services import events
from govtracker.services.performance import measurements, value_disputes
from govtracker.services.performance.measurements import Given, Taken


@dataclass(frozen=True)
class Daily:
    """What someone says of a KPI for a day, of the whole relationship or of one `scope`; it has been checked."""

    measure: Measure
    day: date
    figures: Figures
    scope: int = 0

    @property
    def key(self) -> Day:
        """The KPI, the day and the scope."""
        return Day(self.measure.kpi_id, self.day, self.scope)

    @property
    def month(self) -> Key:
        """The month it is rolled up into."""
        return Key(self.measure.kpi_id, self.day.replace(day=1), self.scope)


@dataclass(frozen=True)
class TakenDays:
    """What became of days; `changed` with what stood there before."""

    new: tuple[Daily, ...] = ()
    changed: tuple[tuple[Daily, Figures], ...] = ()
    unchanged: int = 0

    @property
    def months(self) -> dict[Key, Measure]:
        """The months whose days are others now."""
        return {one.month: one.measure for one in (*self.new, *(one for one, _ in self.changed))}


def compare(given: Sequence[Daily], before: dict[Day, Figures]) -> TakenDays:
    """What would become of these days, each given once, where `before` stands."""
    new = tuple(one for one in given if one.key not in before)
    known = ((one, before[one.key]) for one in given if one.key in before)
    changed = tuple((one, old) for one, old in known if one.figures != old)
    return TakenDays(new, changed, len(given) - len(new) - len(changed))


def take(given: Sequence[Daily], *, before: dict[Day, Figures]) -> TakenDays:
    """Write days that were checked already, each given once, in one statement; their months are rolled up apart."""
    taken = compare(given, before)
    rows = [_row(one) for one in (*taken.new, *(one for one, _ in taken.changed))]
    claims.upsert_rows(Reading, rows, unique=("kpi_id", "day", "scope"))
    return taken


def roll_up(
    relationship: Relationship,
    touched: dict[Key, Measure],
    *,
    reason: str,
    by: Viewer | None,
    at: datetime,
    today: date,
) -> Taken:
    """Make the measurements of these months anew from their days; a month without any is missing.

    `today` is the local day where months are counted: the running month is provisional. A month that someone entered by
    hand stays; one that is disputed does, too, unless the side whose days made it corrects it so. What a month said
    before is kept with the reason. A fixed number of statements; no event is recorded.
    """
    if not touched:
        return Taken()
    stretches = {key: _stretch(key) for key in touched}
    sums = asked.together(list(stretches.values()))
    given = [_given(key, measure, sums.get(stretches[key]), today) for key, measure in touched.items()]
    before = months.stored([one.key for one in given])
    if by and _settle(given, before, reason or roll_ups.ANEW, side=by.side_in(relationship.place()), by=by, at=at):
        before = months.stored([one.key for one in given])
    kept = by_hand(before)
    known = [one for one in given if one.entry.state is not MeasurementState.MISSING or one.key in before]
    wanted = [one for one in known if one.key not in kept]
    agreed = held.within(relationship.id, *measurements.span(given)).agreed()
    return measurements.take(
        relationship, wanted, before=before, reason=reason or roll_ups.ANEW, by=by, at=at, agreed=agreed
    )


def by_hand(before: dict[Key, Stored]) -> set[Key]:
    """The months someone entered by hand: no days are rolled up over them."""
    return {
        key for key, one in before.items() if not one.is_rolled_up and one.entry.state is not MeasurementState.MISSING
    }


def objection(measure: Measure, figures: Figures) -> str | None:
    """Why a day cannot be rolled up from these figures, as a sentence; None where it can."""
    if measure.aggregation is Aggregation.RATIO and figures.denominator is None:
        return "A day of a ratio needs its numerator and denominator: ratios of days cannot be put together without."
    weight = figures.n if measure.aggregation is Aggregation.MEAN and figures.n else 1
    sizes = (abs(one) for one in (figures.value, figures.numerator, figures.denominator) if one is not None)
    if any(one * weight >= MOST for one in sizes):
        return "This is too large for a day: at most ten digits before the decimal point, times its number of cases."
    return None


def close_months(relationship_id: int, at: datetime) -> None:
    """What was rolled up of months that are over now is provisional no more."""
    relationship = months.relationship_to_compute(relationship_id)
    local = at.astimezone(measurements.zone(relationship)).date()
    closed = roll_ups.close(relationship_id, before=local.replace(day=1))
    if closed:
        events.record(relationship, "months_closed", by=None, at=at, changes={"values": [None, closed]})


def _settle(
    given: Sequence[Given], before: dict[Key, Stored], reason: str, *, side: Side | None, by: Viewer, at: datetime
) -> bool:
    """Settle the disputes of months that come to something else by now, where the other side disputes them."""
    rolled_up = ((one, before[one.key]) for one in given if one.key in before and before[one.key].is_rolled_up)
    disputed = {old.id: one.entry for one, old in rolled_up if old.entry.state is MeasurementState.DISPUTED}
    corrected = [
        one.measurement_id
        for one in (measurement_talk.open_disputes(list(disputed)) if disputed else ())
        if one.disputed_side is not side and not value_disputes.is_recorded(one, disputed[one.measurement_id])
    ]
    for measurement_id in corrected:
        value_disputes.settle_by_correction(measurement_id, reason, by=by, at=at)
    return bool(corrected)


def _stretch(key: Key) -> Stretch:
    month = periods.containing(key.month)
    return Stretch(key.kpi_id, key.scope, month.first_day, month.last_day)


def _given(key: Key, measure: Measure, sums: Any, today: date) -> Given:
    month = periods.containing(key.month)
    if sums is None:
        return Given(measure, month, measurements.MISSING, scope=key.scope)
    state = MeasurementState.MEASURED if month.last_day < today else MeasurementState.PROVISIONAL
    entry = Entry(state, sums.value, sums.numerator, sums.denominator, sums.n)
    return Given(measure, month, entry, asked.ROLLED_UP, scope=key.scope, is_rolled_up=True)


def _row(one: Daily) -> dict[str, Any]:
    return {"kpi_id": one.measure.kpi_id, "day": one.day, "scope": one.scope, **vars(one.figures)}


MOST: Final = Decimal(10) ** 10
