"""The business calendars of the demonstration's companies, with their countries' public holidays."""

from collections.abc import Mapping
from typing import Any

import holidays

from govtracker.database import db
from govtracker.demonstration.people import CASCADE, COMPANIES, IN_HOUSE, MERIDIAN, NORTHGATE, Cast, Company
from govtracker.models import BusinessCalendar, CalendarDay
from govtracker.queries import claims
from govtracker.services import events

YEARS_AHEAD = 1
LANGUAGE = "en_US"


def write(cast: Cast) -> None:
    """A calendar for each company that works in the story."""
    for company in COMPANIES:
        if company.name in HOURS:
            _calendar(company, cast)


def _calendar(company: Company, cast: Cast) -> None:
    calendar = BusinessCalendar(
        organisation_id=cast.companies[company.name].id,
        name=f"Working hours of {company.name}",
        zone=company.zone,
        country=company.country,
        hours=HOURS[company.name],
    )
    db.session.add(calendar)
    events.record(calendar, "calendar_added", by=None, at=cast.story.founded_at(1))
    db.session.flush()
    years = range(cast.story.founded_on.year, cast.story.today.year + YEARS_AHEAD + 1)
    closed = holidays.country_holidays(company.country, subdiv=company.region, years=years, language=LANGUAGE)
    claims.insert_rows(
        CalendarDay, [{"calendar_id": calendar.id, "day": day, "name": name} for day, name in sorted(closed.items())]
    )


def _weekdays(opens: int, closes: int) -> dict[str, list[list[int]]]:
    """Monday to Friday from one full hour to another."""
    return {str(weekday): [[opens * 60, closes * 60]] for weekday in range(5)}


HOURS: Mapping[str, dict[str, Any]] = {
    NORTHGATE: _weekdays(9, 17),
    MERIDIAN: _weekdays(8, 17) | {"5": [[8 * 60, 12 * 60]]},
    CASCADE: _weekdays(8, 16),
    IN_HOUSE: _weekdays(8, 18),
}
