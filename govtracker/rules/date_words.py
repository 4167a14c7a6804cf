"""Days, months and small numbers in plain English, whatever the machine's locale."""

from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def day_and_month(day: date) -> str:
    """ "25 Dec"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def short_day(day: date) -> str:
    """ "Fri 25 Dec"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day_and_month(day)}"


def long_day(day: date) -> str:
    """ "25 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_words(number: int) -> str:
    """ "four"; in digits above twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
