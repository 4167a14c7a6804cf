"""The business calendars of the demonstration's companies, with their countries' public holidays."""

from collections.abc import Mapping

from govtracker.demonstration.names import CASCADE, COMPANIES, IN_HOUSE, MERIDIAN, NORTHGATE
from govtracker.demonstration.people import Cast
from govtracker.rules.governance.business_calendar import Span
from govtracker.services.governance import calendars
from govtracker.services.governance.calendars import CalendarFacts


def write(cast: Cast) -> None:
    """A calendar for each company that works in the story; holidays from its first year to two years ahead."""
    for company in COMPANIES:
        if company.name in HOURS:
            facts = CalendarFacts(company.zone, HOURS[company.name], company.country)
            for today in (cast.story.founded_on, cast.story.today):
                at = cast.story.founded_at(1)
                calendars.save(cast.companies[company.name].id, facts, by=None, at=at, today=today)


def _weekdays(opens: int, closes: int) -> dict[int, tuple[Span, ...]]:
    """Monday to Friday from one full hour to another."""
    return dict.fromkeys(range(5), ((opens * 60, closes * 60),))


HOURS: Mapping[str, Mapping[int, tuple[Span, ...]]] = {
    NORTHGATE: _weekdays(9, 17),
    MERIDIAN: _weekdays(8, 17),
    CASCADE: _weekdays(8, 16),
    IN_HOUSE: _weekdays(8, 18),
}
