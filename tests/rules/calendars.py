"""Calendars and instants the tests of business time choose from."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from govtracker.rules.governance.business_calendar import ALWAYS_OPEN, BusinessCalendar

NINE_TO_FIVE = ((540, 1020),)
HOLIDAYS = {
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 26): "Boxing Day",
    date(2027, 1, 1): "New Year’s Day",
}
OFFICE = BusinessCalendar("Europe/Berlin", dict.fromkeys(range(5), NINE_TO_FIVE), HOLIDAYS)
NIGHT = BusinessCalendar("Europe/Berlin", dict.fromkeys(range(5), ((1320, 1800),)), HOLIDAYS)
LUNCH = BusinessCalendar("America/New_York", dict.fromkeys(range(6), ((480, 720), (780, 1440))))
ALL_DAY_SAMOA = BusinessCalendar("Pacific/Apia", dict.fromkeys(range(7), ((0, 1440),)))
NEWFOUNDLAND = BusinessCalendar("America/St_Johns", dict.fromkeys(range(7), ((0, 90), (1300, 1440))))
OWN_DAYS = BusinessCalendar(
    "Asia/Kolkata",
    {0: ((600, 900),), 3: ((600, 1500),)},
    {date(2026, 12, 24): "Year end"},
    {date(2026, 12, 24): ((600, 660),), date(2026, 12, 27): ((1380, 1500),)},
)
CALENDARS = [ALWAYS_OPEN, OFFICE, NIGHT, LUNCH, ALL_DAY_SAMOA, NEWFOUNDLAND, OWN_DAYS]

calendars = st.sampled_from(CALENDARS)


def during(first: str, last: str) -> st.SearchStrategy[datetime]:
    """UTC instants from one ISO day to another."""
    return st.datetimes(datetime.fromisoformat(first), datetime.fromisoformat(last), timezones=st.just(UTC))


instants = st.one_of(
    during("2024-01-01", "2030-01-01"),
    during("2026-03-27", "2026-03-31"),  # summer time begins in Berlin
    during("2026-10-23", "2026-10-28"),  # and ends
    during("2026-12-20", "2027-01-05"),  # holidays
    during("2011-12-28", "2012-01-02"),  # Samoa has no 30 December
    during("2010-11-05", "2010-11-09"),  # clocks go back over midnight in Newfoundland
    during("2028-02-27", "2028-03-02"),  # leap day
)
amounts = st.one_of(st.integers(0, 600), st.integers(0, 20_000))


def at(text: str) -> datetime:
    """An instant in UTC from ISO text with or without an offset."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
