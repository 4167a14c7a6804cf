"""The recurrence rules a cadence may have (a plain part of RFC 5545), read and refused in sentences."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"[+-]?\d{1,4}")
EVERY_MONTH_HAS = 28  # days
EVERY_MONTH_REPEATS = 4  # times each day of the week


class Frequency(StrEnum):
    """How often; more often than daily is no cadence."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True)
class Rule:
    """A rule that was read. `days` are (which of the month, 0 for every; weekday 0-6), `until` is a local day."""

    frequency: Frequency
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    position: int | None = None
    count: int | None = None
    until: date | None = None

    @property
    def once_a_period(self) -> bool:
        """Whether each week, month or year of the rule has a single day."""
        return self.position is not None or (len(self.days) <= 1 and len(self.month_days) <= 1)


def parse(text: str) -> Rule:
    """The rule of an RRULE text such as FREQ=MONTHLY;BYDAY=1TU; ValueError with a sentence for one we do not keep."""
    parts = _parts(text)
    frequency = _frequency(parts.pop("FREQ", ""))
    values = {name: READERS[name](value) for name, value in parts.items()}
    rule = Rule(frequency, **values)
    for check in (_check_parts_fit, _check_days, _check_month_days, _check_position):
        check(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in filter(None, text.strip().upper().removeprefix("RRULE:").split(";")):
        name, _, value = part.partition("=")
        if name != "FREQ" and name not in FIELDS:
            raise ValueError(f"“{name[:20]}” is not understood in a cadence.")
        if FIELDS.get(name, name) in parts:
            raise ValueError(f"{name} stands twice in the cadence.")
        parts[FIELDS.get(name, name)] = value
    return parts


def _frequency(value: str) -> Frequency:
    if value in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise ValueError("A forum meets at most once a day.")
    if value not in Frequency.__members__:
        raise ValueError("A cadence says how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    return Frequency(value)


def _check_parts_fit(rule: Rule) -> None:
    monthly = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    if not monthly and (rule.month_days or rule.months or rule.position is not None):
        raise ValueError("BYMONTHDAY, BYMONTH and BYSETPOS go with FREQ=MONTHLY or YEARLY.")
    if rule.frequency is Frequency.DAILY and rule.days:
        raise ValueError("For certain days of the week use FREQ=WEEKLY.")
    if rule.frequency is Frequency.MONTHLY and rule.months and rule.interval > 1:
        raise ValueError("Choose either INTERVAL or BYMONTH.")
    fewest = 1 if rule.days or rule.month_days else 0
    if rule.frequency is Frequency.YEARLY and not fewest <= len(rule.months) <= 1:
        raise ValueError("A yearly rule names one month (BYMONTH); for several months use FREQ=MONTHLY.")
    if rule.count is not None and rule.until is not None:
        raise ValueError("Choose either COUNT or UNTIL.")
    if rule.days and rule.month_days:
        raise ValueError("Choose either BYDAY or BYMONTHDAY.")


def _check_days(rule: Rule) -> None:
    numbered = [which for which, _ in rule.days if which]
    if rule.frequency is Frequency.WEEKLY or rule.position is not None:
        if numbered:
            raise ValueError("Here the days of the week stand without a number, like BYDAY=MO,WE.")
    elif len(numbered) < len(rule.days):
        raise ValueError(
            "Say which one of the month, like BYDAY=1TU for the first Tuesday or -1FR for the last Friday."
        )
    if any(abs(which) > EVERY_MONTH_REPEATS for which in numbered):
        raise ValueError("Not every month has a fifth one; for the last use -1, like BYDAY=-1FR.")


def _check_month_days(rule: Rule) -> None:
    if any(day == 0 or day > 31 or day < -EVERY_MONTH_HAS for day in rule.month_days):
        raise ValueError("A day of the month is 1 to 31, or -1 for the last day down to -28.")
    if len(rule.month_days) > 1 and max(rule.month_days) > EVERY_MONTH_HAS:
        raise ValueError("With several days of the month none may lie after the 28th; use -1 for the last day.")


def _check_position(rule: Rule) -> None:
    if rule.position is None:
        return
    if not rule.days:
        raise ValueError("BYSETPOS goes with BYDAY, like BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1 for the first weekday.")
    if rule.position == 0 or abs(rule.position) > EVERY_MONTH_REPEATS * len(rule.days):
        raise ValueError("Not every month has that many of these days (BYSETPOS).")


def _numbers(name: str, lowest: int, highest: int) -> Callable[[str], tuple[int, ...]]:
    def read(value: str) -> tuple[int, ...]:
        texts = value.split(",")
        if not all(NUMBER.fullmatch(text) and lowest <= int(text) <= highest for text in texts):
            raise ValueError(f"{name}={value[:20]} is not understood: it takes {lowest} to {highest}.")
        return tuple(sorted({int(text) for text in texts}))

    return read


def _number(name: str, lowest: int, highest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if "," in value:
            raise ValueError(f"{name} takes one number.")
        return _numbers(name, lowest, highest)(value)[0]

    return read


def _days(value: str) -> tuple[tuple[int, int], ...]:
    found = [BY_DAY.fullmatch(text) for text in value.split(",")]
    days = {(int(match[1] or 0), DAY_CODES.index(match[2])) for match in found if match is not None}
    if None in found or any(match is not None and match[1] and int(match[1]) == 0 for match in found):
        raise ValueError(f"BYDAY={value[:20]} is not understood: the days are {', '.join(DAY_CODES)}.")
    return tuple(sorted(days, key=lambda day: (day[0] < 0, day)))


def _until(value: str) -> date:
    try:
        if re.fullmatch(r"\d{8}", value):
            return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        pass
    raise ValueError("UNTIL takes the last day, like UNTIL=20271231.")


FIELDS: Mapping[str, str] = {
    "INTERVAL": "interval",
    "BYDAY": "days",
    "BYMONTHDAY": "month_days",
    "BYMONTH": "months",
    "BYSETPOS": "position",
    "COUNT": "count",
    "UNTIL": "until",
}

READERS: Mapping[str, Callable[[str], Any]] = {
    "interval": _number("INTERVAL", 1, 999),
    "days": _days,
    "month_days": _numbers("BYMONTHDAY", -31, 31),
    "months": _numbers("BYMONTH", 1, 12),
    "position": _number("BYSETPOS", -31, 31),
    "count": _number("COUNT", 1, 999),
    "until": _until,
}
