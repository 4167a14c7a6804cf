"""Business calendars: zone, weekly hours, public holidays for three years, and days of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Running
from govtracker.models import BusinessCalendar, CalendarDay, Organisation
from govtracker.queries.governance import calendars
from govtracker.queries.governance.calendars import YEARS_AHEAD
from govtracker.rules.governance import business_calendar
from govtracker.rules.governance.business_calendar import Span
from govtracker.rules.governance.own_days import OwnDay
from govtracker.services import Refused, events
from govtracker.services.governance import public_holidays, recomputing
from govtracker.services.governance.public_holidays import LONGEST_NAME
from govtracker.services.reviews import review_planning

FURTHEST_YEARS = 10
WORTH_NAMING = 20


@dataclass(frozen=True)
class CalendarFacts:
    """What an administrator fills in: weekday (0 Monday) → spans in minutes of the day, and days of one's own."""

    zone: str
    hours: Mapping[int, tuple[Span, ...]]
    country: str = ""
    own_days: Mapping[date, OwnDay] = field(default_factory=dict)
    subdivision: str = ""


def save(
    organisation_id: int,
    facts: CalendarFacts,
    *,
    by: Viewer | None,
    at: datetime,
    today: date,
    running: Running | None = None,
) -> BusinessCalendar:
    """Set when a company works. Days of years before this one stay: what was counted with them stands.

    Whoever changes it says what becomes of escalations that run: they keep the instants they have until their next
    step, or are counted anew. Reviews that shift with it move.
    """
    days = _days(facts, today)
    checked = laid_out(facts, today=today)
    before = calendars.of_organisation(organisation_id)
    row = calendars.stored(organisation_id)
    if row is None:
        row = BusinessCalendar(organisation_id=organisation_id, name="Working hours", zone="", hours={})
        db.session.add(row)
    events.change(
        row,
        "calendar_set",
        by=by,
        at=at,
        zone=facts.zone,
        country=facts.country,
        subdivision=facts.subdivision if facts.country else "",
        hours=business_calendar.hours_values(checked),
    )
    row.public_until = today.year + YEARS_AHEAD if facts.country else 0
    _keep_days(row, days, by=by, at=at, today=today)
    calendars.reread(organisation_id)
    if calendars.of_organisation(organisation_id) != before:
        _reach_running(organisation_id, running, by=by, at=at)
        review_planning.lay_anew_of(organisation_id, at=at)
    return row


def begin(
    organisation: Organisation,
    hours: Mapping[int, tuple[Span, ...]],
    *,
    by: Viewer | None,
    at: datetime,
    today: date,
) -> None:
    """A calendar for a company that keeps none yet, in its zone, without holidays: its administrator adds them."""
    if calendars.stored(organisation.id) is None:
        save(organisation.id, CalendarFacts(organisation.zone, hours), by=by, at=at, today=today, running=Running.KEEP)


def laid_out(facts: CalendarFacts, *, today: date) -> business_calendar.BusinessCalendar:
    """The calendar as it would be, from this year on; refuses what `save` refuses."""
    days = _days(facts, today)
    closed = {day: own.name for day, own in days.items()}
    opened = {day: own.hours for day, own in days.items() if own.hours}
    calendar = business_calendar.BusinessCalendar(facts.zone, dict(facts.hours), closed, opened)
    try:
        business_calendar.validate(calendar)
    except ValueError as refusal:
        raise Refused(str(refusal), "zone" if "time zone" in str(refusal) else "") from None
    return calendar


def renew(calendar_id: int, at: datetime) -> None:
    """Add the public holidays of the years that have come within reach; days that stand there already are left."""
    row = calendars.by_id(calendar_id)
    furthest = at.year + YEARS_AHEAD
    years = range(max(row.public_until + 1, at.year), furthest + 1)
    known = {day.day for day in row.days}
    public = public_holidays.of_years(row.country, row.subdivision, years)
    row.days.extend(CalendarDay(day=day, name=name) for day, name in public.items() if day not in known)
    events.change(row, "public_holidays_added", by=None, at=at, public_until=furthest)
    calendars.reread(row.organisation_id)
    review_planning.lay_anew_of(row.organisation_id, at=at)


def own_days(row: BusinessCalendar, *, today: date) -> dict[date, OwnDay]:
    """The days on which a company works otherwise than its public holidays say, from this year on."""
    public = public_holidays.of_years(row.country, row.subdivision, _years(today))
    return {
        day.day: _own_day(day)
        for day in row.days
        if day.day.year >= today.year and (day.hours or day.day not in public)
    }


def _reach_running(organisation_id: int, running: Running | None, *, by: Viewer | None, at: datetime) -> None:
    if running is None and recomputing.running_in(organisation_id):
        raise Refused("Say what becomes of the escalations that run now.", "running")
    if by is not None and running is Running.APPLY:
        recomputing.apply_calendar(organisation_id, by=by, at=at)


def _days(facts: CalendarFacts, today: date) -> dict[date, OwnDay]:
    """Public holidays and own days; of a day that is both, one's own word counts."""
    beyond = today.year + FURTHEST_YEARS
    for day in facts.own_days:
        if not today.year <= day.year <= beyond:
            raise Refused(
                f"{day.isoformat()}: days lie between {today.year} and {beyond}; earlier ones stay.", "own_days"
            )
    public = public_holidays.of_years(facts.country, facts.subdivision if facts.country else "", _years(today))
    own = {day: OwnDay(own.name[:LONGEST_NAME], own.hours) for day, own in facts.own_days.items()}
    return {**{day: OwnDay(name) for day, name in public.items()}, **own}


def _years(today: date) -> range:
    return range(today.year, today.year + YEARS_AHEAD + 1)


def _keep_days(
    row: BusinessCalendar, days: Mapping[date, OwnDay], *, by: Viewer | None, at: datetime, today: date
) -> None:
    """Let exactly these days stand from this year on."""
    was = {day.day: _own_day(day) for day in row.days if day.day.year >= today.year}
    if was == days:
        return
    row.days = [day for day in row.days if day.day.year < today.year]
    db.session.flush()
    row.days.extend(
        CalendarDay(day=day, name=own.name, hours=[list(span) for span in own.hours] or None)
        for day, own in sorted(days.items())
    )
    events.record(row, "calendar_days_set", by=by, at=at, changes=_told(was, days))


def _told(was: Mapping[date, OwnDay], days: Mapping[date, OwnDay]) -> dict[str, list[Any]]:
    """What changed, day by day, or how many days there are where that would be a long list."""
    changed = [day for day in sorted({*was, *days}) if was.get(day) != days.get(day)]
    if len(changed) > WORTH_NAMING:
        return {"days": [len(was), len(days)]}
    return {day.isoformat(): [_named(was.get(day)), _named(days.get(day))] for day in changed}


def _named(own: OwnDay | None) -> str | None:
    return None if own is None else f"{own.name}{', hours of its own' if own.hours else ''}"


def _own_day(row: CalendarDay) -> OwnDay:
    return OwnDay(row.name, tuple((int(start), int(end)) for start, end in row.hours or ()))
