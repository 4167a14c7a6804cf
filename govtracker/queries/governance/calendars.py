"""Business calendars as the rules count in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from govtracker.database import carried, db, writing
from govtracker.models import BusinessCalendar as CalendarRow
from govtracker.models import CalendarDay, Organisation
from govtracker.rules.governance import business_calendar
from govtracker.rules.governance.business_calendar import BusinessCalendar

YEARS_AHEAD = 2  # public holidays stand for this year and the next two
OFFICE_HOURS = {str(weekday): [[9 * 60, 17 * 60]] for weekday in range(5)}


def of_organisation(organisation_id: int) -> BusinessCalendar:
    """When that company works; Monday to Friday 09:00–17:00 in its own zone where it keeps no calendar.

    A transaction reads it once: it is asked for at every step of a clock (see `reread`).
    """
    if not writing():
        return _read(organisation_id)
    known: dict[int, BusinessCalendar] = carried().setdefault("calendars", {})
    if organisation_id not in known:
        known[organisation_id] = _read(organisation_id)
    return known[organisation_id]


def reread(organisation_id: int) -> None:
    """Its calendar has changed in this transaction."""
    carried().get("calendars", {}).pop(organisation_id, None)


def stored(organisation_id: int) -> CalendarRow | None:
    """The calendar a company keeps, if it keeps one."""
    return db.session.scalar(select(CalendarRow).where(CalendarRow.organisation_id == organisation_id))


def to_renew(at: datetime) -> list[int]:
    """The calendars whose public holidays do not reach as far ahead as they should (whole years, UTC)."""
    return list(
        db.session.scalars(
            select(CalendarRow.id)
            .where(CalendarRow.country != "", CalendarRow.public_until < at.year + YEARS_AHEAD)
            .order_by(CalendarRow.id)
        )
    )


def by_id(calendar_id: int) -> CalendarRow:
    """A calendar, for the worker."""
    return db.session.get_one(CalendarRow, calendar_id)


def of_organisations(organisation_ids: Collection[int]) -> dict[int, BusinessCalendar]:
    """When each of these companies works, by id."""
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.zone.label("own_zone"),
            CalendarRow.zone,
            CalendarRow.hours,
            CalendarDay.day,
            CalendarDay.name,
            CalendarDay.hours.label("own_hours"),
        )
        .join(CalendarRow, CalendarRow.organisation_id == Organisation.id, isouter=True)
        .join(CalendarDay, CalendarDay.calendar_id == CalendarRow.id, isouter=True)
        .where(Organisation.id.in_(organisation_ids))
        .order_by(Organisation.id)
    ).all()
    return {organisation_id: _calendar(list(group)) for organisation_id, group in groupby(rows, key=lambda row: row.id)}


def _read(organisation_id: int) -> BusinessCalendar:
    return of_organisations([organisation_id])[organisation_id]


def _calendar(rows: Sequence[Row[Any]]) -> BusinessCalendar:
    """The calendar of one company from its rows, one a closed day."""
    first = rows[0]
    if first.hours is None:
        return business_calendar.from_values(first.own_zone, OFFICE_HOURS)
    closed = {row.day: row.name for row in rows if row.day is not None}
    opened = {row.day: row.own_hours for row in rows if row.own_hours}
    return business_calendar.from_values(first.zone, first.hours, closed, opened)
