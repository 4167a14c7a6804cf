"""Rolling days up into the months of many relationships at once, in a fixed number of statements."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, exists, insert, literal, null, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from govtracker.database import db
from govtracker.enums import MeasurementState, ScorecardStatus
from govtracker.models import Correction, Measurement, Scorecard
from govtracker.queries.performance import day_sums
from govtracker.queries.performance.day_sums import FIGURES
from govtracker.queries.performance.readings import ROLLED_UP
from govtracker.rules.periods import Period

ANEW = "Rolled up anew from the daily values."
HELD = (ScorecardStatus.SHARED, ScorecardStatus.UNANSWERED, ScorecardStatus.AGREED)


def roll_up(relationship_ids: Collection[int], month: Period, *, at: datetime) -> None:
    """Make the month's measurements of all these relationships from their days, in four statements.

    A value someone entered by hand stays, one that is disputed, and a month that a shared or agreed scorecard holds.
    What a rolled-up value said before is kept. The month has to be over.
    """
    sums = day_sums.in_month(relationship_ids, month)
    for scoped in (False, True):
        _keep_what_changes(sums, month, scoped=scoped, at=at)
        _write(sums, month, scoped=scoped, at=at)


def to_close(at: datetime) -> Sequence[int]:
    """Relationships with a provisional roll-up of a month that may be over."""
    query = select(Measurement.relationship_id).where(_unclosed(at)).distinct()
    return db.session.scalars(query.order_by(Measurement.relationship_id)).all()


def close(relationship_id: int, *, before: date) -> int:
    """The roll-ups of months that began before that day are provisional no more; how many these were."""
    which = Measurement.relationship_id == relationship_id, Measurement.period_on < before
    closed: Any = db.session.execute(
        update(Measurement)
        .where(*which, Measurement.is_rolled_up, Measurement.state == MeasurementState.PROVISIONAL)
        .values(state=MeasurementState.MEASURED)
        .execution_options(synchronize_session=False)
    )
    return int(closed.rowcount)


def _rolled(sums: Subquery, month: Period, *, scoped: bool) -> Subquery:
    """What the month comes to, of the whole or of the scopes, where no scorecard holds it."""
    holds = (Scorecard.period_on <= month.first_day) & (Scorecard.ends_on >= month.first_day)
    is_held = exists().where(
        Scorecard.relationship_id == sums.c.relationship_id, Scorecard.status.in_(HELD), Scorecard.is_current, holds
    )
    columns = sums.c.kpi_id, sums.c.relationship_id, sums.c.scope, *day_sums.figures(sums)
    return select(*columns).where(sums.c.scope > 0 if scoped else sums.c.scope == 0, ~is_held).subquery("rolled")


def _keep_what_changes(sums: Subquery, month: Period, *, scoped: bool, at: datetime) -> None:
    rolled = _rolled(sums, month, scoped=scoped)
    same_scope = Measurement.scope_id == rolled.c.scope if scoped else Measurement.scope_id.is_(None)
    before = (Measurement.id, Measurement.state, Measurement.value, Measurement.numerator, Measurement.denominator)
    query = (
        select(*before, literal(ANEW), literal(at, Correction.corrected_at.type))
        .join(rolled, (rolled.c.kpi_id == Measurement.kpi_id) & same_scope)
        .where(Measurement.period_on == month.first_day, Measurement.is_rolled_up)
        .where(Measurement.state == MeasurementState.MEASURED, _differs(rolled))
    )
    names = ["measurement_id", "state", "value", "numerator", "denominator", "reason", "corrected_at"]
    db.session.execute(insert(Correction).from_select(names, query))


def _write(sums: Subquery, month: Period, *, scoped: bool, at: datetime) -> None:
    rolled = _rolled(sums, month, scoped=scoped)
    row: dict[str, Any] = {
        "kpi_id": rolled.c.kpi_id,
        "relationship_id": rolled.c.relationship_id,
        "scope_id": rolled.c.scope if scoped else null(),
        "period_on": literal(month.first_day, Measurement.period_on.type),
        "state": literal(MeasurementState.MEASURED, Measurement.state.type),
        **{name: rolled.c[name] for name in FIGURES},
        "is_rolled_up": true(),
        "source": literal(ROLLED_UP),
        "note": literal(""),
        "entered_at": literal(at, Measurement.entered_at.type),
    }
    upsert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = upsert(Measurement).from_select(list(row), select(*row.values()).where(true()))
    new = statement.excluded
    changed = {name: new[name] for name in (*FIGURES, "state", "entered_at")}
    is_settled = Measurement.state != MeasurementState.DISPUTED
    where = and_(Measurement.is_rolled_up, is_settled, or_(_differs(new), Measurement.state != new.state))
    target: dict[str, Any] = {"index_elements": ["kpi_id", "period_on", "scope_id"]}
    if not scoped:
        target = {"index_elements": ["kpi_id", "period_on"], "index_where": Measurement.scope_id.is_(None)}
    db.session.execute(statement.on_conflict_do_update(**target, set_=changed, where=where))


def _differs(after: Any) -> ColumnElement[bool]:
    columns = after.c if isinstance(after, Subquery) else after
    return or_(*(getattr(Measurement, name).is_distinct_from(columns[name]) for name in FIGURES))


def _unclosed(at: datetime) -> ColumnElement[bool]:
    month = at.date().replace(day=1)
    is_provisional = Measurement.state == MeasurementState.PROVISIONAL
    return and_(Measurement.is_rolled_up, is_provisional, Measurement.period_on < month)
