"""KPIs computed from the shared issues, actions and reviews of a relationship."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ComputedKpi, MeasurementState
from govtracker.models import Relationship
from govtracker.queries.performance import computed_figures, held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.computed_figures import Asked, Month, Resolved, Share
from govtracker.queries.performance.measurements import Key, Stored
from govtracker.rules import periods
from govtracker.rules.performance.measuring import Entry, Measure
from govtracker.rules.periods import Period
from govtracker.services.performance import measurements
from govtracker.services.performance.measurements import Given, Taken

Parts = tuple[Decimal, Decimal, int]  # numerator, denominator, and how many were counted
Source = Callable[[Asked], dict[date, Any]]


def compute(relationship: Relationship, months: Sequence[Period], *, by: Viewer | None, at: datetime) -> Taken:
    """Compute the KPIs that the product knows itself for these months; what a shared or agreed scorecard holds stays.

    A month that is not over where the client is stays provisional. Where nothing was counted there is no value.
    """
    measures = asked.computed(relationship.id)
    if not measures:
        return Taken()
    spans = [instants(relationship, month) for month in months]
    given = _given(measures, months, Asked(relationship.id, spans, measurements.zone(relationship), at))
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


def _given(measures: Sequence[Measure], months: Sequence[Period], whose: Asked) -> list[Given]:
    """Each source is asked once, however many KPIs come from it."""
    figures: dict[Source, dict[date, Any]] = {}
    given = []
    for measure in measures:
        assert measure.computed is not None
        source, read, words = COMPUTATIONS[measure.computed]
        if source not in figures:
            figures[source] = source(whose)
        for month in months:
            entry = _entry(read(figures[source][month.first_day]), month, whose.today)
            given.append(Given(measure, month, entry, words))
    return given


def _is_nothing_new(one: Given, before: dict[Key, Stored]) -> bool:
    return one.entry.state is MeasurementState.MISSING and one.key not in before


def _entry(parts: Parts, month: Period, today: date) -> Entry:
    above, below, n = parts
    if not n:
        return Entry(MeasurementState.MISSING)
    state = MeasurementState.MEASURED if today > month.last_day else MeasurementState.PROVISIONAL
    return Entry(state, numerator=above, denominator=below, n=n)


def _within_target(figures: Resolved) -> Parts:
    return Decimal(figures.within_target), Decimal(figures.with_target), figures.with_target


def _hours_to_resolve(figures: Resolved) -> Parts:
    return _six_decimals(Decimal(figures.minutes) / 60), Decimal(figures.timed), figures.timed


def _share(figures: Share) -> Parts:
    return Decimal(figures.met), Decimal(figures.all), figures.all


def _six_decimals(hours: Decimal) -> Decimal:
    return hours.quantize(Decimal("0.000001"))


def instants(relationship: Relationship, month: Period) -> Month:
    """The month, and the instants (UTC) at which it begins and ends where months are counted."""
    there = measurements.zone(relationship)
    begins, ends = (datetime.combine(day, time(), there) for day in (month.first_day, month.next().first_day))
    return Month(month.first_day, begins.astimezone(UTC), ends.astimezone(UTC))


ISSUES, ACTIONS, REVIEWS = "computed from issues", "computed from actions", "computed from reviews"
COMPUTATIONS: dict[ComputedKpi, tuple[Source, Callable[[Any], Parts], str]] = {
    ComputedKpi.RESOLVED_WITHIN_TARGET: (computed_figures.resolved, _within_target, ISSUES),
    ComputedKpi.MEAN_TIME_TO_RESOLVE: (computed_figures.resolved, _hours_to_resolve, ISSUES),
    ComputedKpi.ACKNOWLEDGED_IN_TIME: (computed_figures.acknowledged, _share, ISSUES),
    ComputedKpi.ACTIONS_CLOSED_IN_TIME: (computed_figures.actions_closed, _share, ACTIONS),
    ComputedKpi.EFFECTIVENESS_VERIFIED: (computed_figures.effective, _share, ISSUES),
    ComputedKpi.REVIEWS_HELD_IN_TIME: (computed_figures.reviews_held, _share, REVIEWS),
    ComputedKpi.RECURRING_SHARE: (computed_figures.recurring, _share, ISSUES),
}
