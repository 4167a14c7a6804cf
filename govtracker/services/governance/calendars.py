"""Business calendars: zone, weekly hours, a country's holidays for three years, and days of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import holidays

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import BusinessCalendar, CalendarDay
from govtracker.queries.governance import calendars
from govtracker.rules.governance import business_calendar
from govtracker.rules.governance.business_calendar import Span
from govtracker.services import Refused, events

YEARS = 3
LONGEST_NAME = 120


@dataclass(frozen=True)
class CalendarFacts:
    """What an administrator fills in: weekday (0 Monday) → spans in minutes of the day, own days with their names."""

    zone: str
    hours: Mapping[int, tuple[Span, ...]]
    country: str = ""
    own_days: Mapping[date, str] | None = None


def save(
    organisation_id: int, facts: CalendarFacts, *, by: Viewer | None, at: datetime, today: date
) -> BusinessCalendar:
    """Set when a company works. Days of years before this one stay: what was counted with them stands.

    Clocks that run keep the instants they have; the next step is counted in the new calendar.
    """
    public = public_holidays(facts.country, first_year=today.year)
    closed = {**public, **{day: name.strip()[:LONGEST_NAME] for day, name in (facts.own_days or {}).items()}}
    checked = business_calendar.BusinessCalendar(facts.zone, dict(facts.hours), closed)
    try:
        business_calendar.validate(checked)
    except ValueError as refusal:
        raise Refused(str(refusal), "zone" if "time zone" in str(refusal) else "") from None
    row = calendars.stored(organisation_id)
    if row is None:
        row = BusinessCalendar(organisation_id=organisation_id, name="Working hours", zone="", hours={})
        db.session.add(row)
    was = {day.day: day.name for day in row.days if day.day.year >= today.year}
    events.change(
        row,
        "calendar_set",
        by=by,
        at=at,
        zone=facts.zone,
        country=facts.country,
        hours=business_calendar.hours_values(checked),
    )
    if was != closed:
        _close(row, closed, today)
        events.record(row, "closed_days_set", by=by, at=at, changes={"closed days": [len(was), len(closed)]})
    calendars.reread(organisation_id)
    return row


def public_holidays(country: str, *, first_year: int) -> dict[date, str]:
    """The public holidays of a country (ISO 3166-1, two letters; "" has none) for three years, with English names."""
    if not country:
        return {}
    if country not in countries():
        raise Refused("No public holidays are known for this country.", "country")
    years = range(first_year, first_year + YEARS)
    language = "en_US" if "en_US" in holidays.country_holidays(country).supported_languages else None
    found = holidays.country_holidays(country, years=years, language=language)
    return {day: str(name)[:LONGEST_NAME] for day, name in sorted(found.items())}


def countries() -> list[str]:
    """The countries whose public holidays are known, by their two letters."""
    return sorted(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2)


def own_days(row: BusinessCalendar, *, today: date) -> dict[date, str]:
    """The days a company closes beyond its country's holidays, from this year on."""
    public = public_holidays(row.country, first_year=today.year)
    return {day.day: day.name for day in row.days if day.day.year >= today.year and day.day not in public}


def _close(row: BusinessCalendar, closed: Mapping[date, str], today: date) -> None:
    row.days = [day for day in row.days if day.day.year < today.year]
    db.session.flush()
    row.days.extend(CalendarDay(day=day, name=name) for day, name in sorted(closed.items()))
