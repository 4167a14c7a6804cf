"""A measurement says something else by what the two sides have settled: the old value is kept."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MeasurementState
from govtracker.models import Correction, Measurement
from govtracker.queries.performance import held, trends
from govtracker.queries.performance.measurements import Key
from govtracker.rules import periods
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import Entry
from govtracker.services import Refused

FIGURES = ("value", "numerator", "denominator")


def require_open(measurement: Measurement) -> None:
    """Refuse while a shared scorecard holds the value."""
    month = periods.containing(measurement.period_on)
    if _key(measurement) in held.within(measurement.relationship_id, month.first_day, month.first_day):
        raise Refused(measuring.standing_in_the_way(month))


def say(
    measurement: Measurement, state: MeasurementState, figures: Entry | None, reason: str, *, by: Viewer, at: datetime
) -> None:
    """Let it say that, and keep what it said; an agreed scorecard that holds it waits for an amendment."""
    month = measurement.period_on
    agreed = held.within(measurement.relationship_id, month, month).agreed()
    before = {name: getattr(measurement, name) for name in FIGURES}
    after = {name: getattr(figures, name) if figures else None for name in FIGURES}
    if before != after or state is MeasurementState.NOT_APPLICABLE:
        kept = Correction(
            measurement_id=measurement.id,
            state=measurement.state,
            reason=reason,
            corrected_by_id=by.person_id,
            corrected_at=at,
            scorecard_id=held.scorecard_of(_key(measurement), agreed),
            **before,
        )
        db.session.add(kept)
    measurement.state, measurement.n = state, figures.n if figures else None
    measurement.value, measurement.numerator, measurement.denominator = (after[name] for name in FIGURES)
    trends.look_again([measurement.kpi_id], at)


def _key(measurement: Measurement) -> Key:
    return Key(measurement.kpi_id, measurement.period_on, measurement.scope_id or 0)
