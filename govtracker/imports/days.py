"""Days and instants as files write them: which way round a table has them, and what each cell says."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from govtracker.imports.months import NAMES

DAY_FIRST: Final = "day"
MONTH_FIRST: Final = "month"
ISO: Final = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII)
PLAIN: Final = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})", re.ASCII
)
NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})\.?[ -](?P<name>[A-Za-z]{3,9})\.?,?[ -](?P<year>\d{4}|\d{2})"
    r"|(?P<name2>[A-Za-z]{3,9})\.? (?P<day2>\d{1,2}),? (?P<year2>\d{4}|\d{2})",
    re.ASCII,
)
CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(:(?P<second>\d{2})(\.\d+)?)? ?(?P<half>[AaPp])?\.?([Mm]\.?)?", re.ASCII
)
PARTS: Final = re.compile(r"(?P<day>\S.*?)(?:(?:T|,? +)(?P<clock>\d{1,2}:\d{2}.*))?")
CENTURY: Final = 70  # 69 is 2069, 70 is 1970
WRITE: Final = "Write year, month and day, such as 2026-10-31."


class BadDay(ValueError):
    """A cell that names no day, or two; its text is the sentence shown to the person."""


def order(texts: Iterable[str]) -> str:
    """Which way round a column of days is written, by the days that can be read in one way alone; "" if none tells.

    Where some say day first and some month first, nothing is said either.
    """
    said = set()
    for text in texts:
        found = PLAIN.fullmatch(_parts(text)[0])
        if (found and found["mark"] == ".") or (found and int(found["first"]) > 12 >= int(found["second"])):
            said.add(DAY_FIRST)
        elif found and int(found["second"]) > 12 >= int(found["first"]):
            said.add(MONTH_FIRST)
    return said.pop() if len(said) == 1 else ""


def pattern(texts: Iterable[str], which: str) -> str:
    """How a column of days is written, in the words of spreadsheets: dd.mm.yyyy; "" where nothing is."""
    for text in texts:
        day = _parts(text)[0]
        found = PLAIN.fullmatch(day)
        if ISO.fullmatch(day):
            return "yyyy-mm-dd"
        if found:
            ends = ("mm", "dd") if which == MONTH_FIRST and found["mark"] != "." else ("dd", "mm")
            return found["mark"].join([*ends, "y" * len(found["year"])])
        if NAMED.fullmatch(day):
            return "days with the month's name"
    return ""


def read(text: str, which: str = "") -> date:
    """The day a cell names, times of day left out; raises BadDay. `which` is DAY_FIRST, MONTH_FIRST or "" (unknown)."""
    return _day(_parts(text)[0], which)


def instant(text: str, which: str = "") -> datetime:
    """The wall time a cell names, midnight where it names only a day; raises BadDay."""
    day, clock = _parts(text)
    return datetime.combine(_day(day, which), _clock(clock) if clock else time())


def _parts(text: str) -> tuple[str, str]:
    found = PARTS.fullmatch(text.strip())
    return (found["day"], found["clock"] or "") if found else ("", "")


def _day(text: str, which: str) -> date:
    if not text:
        raise BadDay(f"The date is missing. {WRITE}")
    iso, plain, named = ISO.fullmatch(text), PLAIN.fullmatch(text), NAMED.fullmatch(text)
    if iso:
        return _there(text, int(iso["year"]), int(iso["month"]), int(iso["day"]))
    if plain:
        first, second = int(plain["first"]), int(plain["second"])
        day, month = (first, second) if _is_day_first(text, plain, which) else (second, first)
        return _there(text, _year(plain["year"]), month, day)
    if named:
        return _there(
            text, _year(named["year"] or named["year2"]), _month(text, named), int(named["day"] or named["day2"])
        )
    raise BadDay(f"“{text[:40]}” is not a date. {WRITE}")


def _is_day_first(text: str, found: re.Match[str], which: str) -> bool:
    first, second = int(found["first"]), int(found["second"])
    if found["mark"] == "." or first > 12:
        return True
    if second > 12:
        return False
    if which or first == second:
        return which != MONTH_FIRST
    raise BadDay(f"“{text}” has two readings: say above whether the day or the month comes first. {WRITE}")


def _month(text: str, found: re.Match[str]) -> int:
    number = NAMES.get((found["name"] or found["name2"])[:3].lower())
    if number is None:
        raise BadDay(f"“{text[:40]}” is not a date. {WRITE}")
    return number


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < CENTURY else 1900)


def _there(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDay(f"There is no day “{text}”. {WRITE}") from None


def _clock(text: str) -> time:
    found = CLOCK.fullmatch(text.strip().removesuffix("Z").strip())
    if found is None:
        raise BadDay(f"“{text[:40]}” is not a time of day. Write hours and minutes, such as 14:05.")
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise BadDay(f"“{text[:40]}” is not a time of day.")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise BadDay(f"There is no time “{text[:40]}”.") from None
