"""KPIs computed from the issues: resolved within target, and mean time to resolve."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.enums import ComputedKpi, MeasurementState
from govtracker.models import Relationship
from govtracker.queries.performance import held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key, Resolved, Stored
from govtracker.rules import periods
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.rules.periods import Period
from govtracker.services.performance import measurements
from govtracker.services.performance.measurements import Given, Taken

COMPUTED_FROM = "computed from issues"


def compute(relationship: Relationship, months: Sequence[Period], *, by: Viewer | None, at: datetime) -> Taken:
    """Compute the KPIs that come from issues for these months; what a shared or agreed scorecard holds stays.

    A month that is not over (see `zone`) is provisional. Where no issue was resolved there is no value.
    """
    measures = asked.computed(relationship.id)
    if not measures:
        return Taken()
    figures = asked.resolved(relationship.id, [instants(relationship, month) for month in months])
    given = [
        Given(measure, month, _computed(measure, figures[month.first_day], month, relationship, at), COMPUTED_FROM)
        for measure in measures
        for month in months
    ]
    holding = held.within(relationship.id, *measurements.span(given))
    agreed = holding.agreed()
    before = asked.stored([one.key for one in given])
    open_ones = (one for one in given if one.key not in holding and not held.scorecard_of(one.key, agreed))
    wanted = [one for one in open_ones if not _is_nothing_new(one, before)]
    taken = measurements.take(
        relationship, wanted, before=before, reason="Computed anew from the issues.", by=by, at=at
    )
    measurements.record_each(taken, reason="", by=by, at=at)
    return taken


def compute_recent(relationship_id: int, at: datetime) -> None:
    """Compute the running month and the one before it."""
    relationship = asked.relationship_to_compute(relationship_id)
    month = periods.containing(at.astimezone(measurements.zone(relationship)).date())
    compute(relationship, [month.previous(), month], by=None, at=at)


def _is_nothing_new(one: Given, before: dict[Key, Stored]) -> bool:
    return one.entry.state is MeasurementState.MISSING and one.key not in before


def _computed(measure: Measure, figures: Resolved, month: Period, relationship: Relationship, at: datetime) -> Entry:
    above, below, n = COMPUTATIONS[measure.computed](figures) if measure.computed else (Decimal(0), Decimal(0), 0)
    if not n:
        return Entry(MeasurementState.MISSING)
    over = at.astimezone(measurements.zone(relationship)).date() > month.last_day
    state = MeasurementState.MEASURED if over else MeasurementState.PROVISIONAL
    return Entry(state, numerator=above, denominator=below, n=n)


def _within_target(figures: Resolved) -> tuple[Decimal, Decimal, int]:
    return Decimal(figures.within_target), Decimal(figures.with_target), figures.with_target


def _hours_to_resolve(figures: Resolved) -> tuple[Decimal, Decimal, int]:
    return _six_decimals(Decimal(figures.minutes) / 60), Decimal(figures.timed), figures.timed


def _six_decimals(hours: Decimal) -> Decimal:
    return hours.quantize(Decimal("0.000001"))


def instants(relationship: Relationship, month: Period) -> tuple[date, datetime, datetime]:
    """The month's first day, and the instants (UTC) at which it begins and ends where months are counted."""
    there = measurements.zone(relationship)
    begins, ends = (datetime.combine(day, time(), there) for day in (month.first_day, month.next().first_day))
    return month.first_day, begins.astimezone(UTC), ends.astimezone(UTC)


COMPUTATIONS = {
    ComputedKpi.RESOLVED_WITHIN_TARGET: _within_target,
    ComputedKpi.MEAN_TIME_TO_RESOLVE: _hours_to_resolve,
}
