"""How values read on a page: dates in the person's zone, numbers with their decimals, enums as words."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask, g

from govtracker import clock
from govtracker.enums import Unit
from govtracker.rules import cadence_words, date_words, explanation, keys
from govtracker.rules.cadence import Cadence

LOCALE = "en_GB"
WORDS = {
    "spoc": "SPOC",
    "deputy_spoc": "Deputy SPOC",
    "sponsor": "Executive sponsor",
    "client_side": "Client-side cause",
    "experience": "Customer experience",
}


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (
        local_time,
        local_date,
        month,
        relative,
        number,
        signed,
        money,
        label,
        iso,
        zone_name,
        percent,
        record_number,
        cadence,
        measured,
        ordinal,
        initials,
    ):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["exact"] = explanation.figure


def viewer_zone() -> str:
    """The IANA zone of who is looking."""
    viewer = g.get("viewer")
    return viewer.zone if viewer else "UTC"


def local_time(at: datetime, zone: str | None = None) -> str:
    """'Mon 23 Nov 08:40' in the viewer's zone; with the year when it is another one."""
    local = at.astimezone(ZoneInfo(zone or viewer_zone()))
    pattern = "EEE d MMM HH:mm" if local.year == clock.today(zone or viewer_zone()).year else "EEE d MMM y HH:mm"
    return format_datetime(local, pattern, locale=LOCALE)


def local_date(day: date | datetime) -> str:
    """'Mon 23 Nov', with the year when it is another one; an instant is taken in the viewer's zone."""
    if isinstance(day, datetime):
        day = day.astimezone(ZoneInfo(viewer_zone())).date()
    pattern = "EEE d MMM" if day.year == clock.today(viewer_zone()).year else "EEE d MMM y"
    return format_date(day, pattern, locale=LOCALE)


def month(day: date) -> str:
    """'October 2026'."""
    return format_date(day, "MMMM y", locale=LOCALE)


def relative(at: datetime | date) -> str:
    """'in 3 hours', '2 days late': how far away `at` is from now, roughly."""
    if not isinstance(at, datetime):
        days = (at - clock.today(viewer_zone())).days
        return {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days) or _away(abs(days), "day", late=days < 0)
    gap = at - clock.now()
    for size, unit in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if abs(gap) >= size:
            return _away(abs(gap) // size, unit, late=gap < timedelta())
    return "now"


def iso(at: datetime | date) -> str:
    """The exact instant for machines."""
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at.isoformat()


def zone_name(at: datetime, zone: str | None = None) -> str:
    """The zone at that instant: by its name in Europe ('CET'), elsewhere by its offset, for 'PST' stands for two."""
    name = zone or viewer_zone()
    local = at.astimezone(ZoneInfo(name))
    if name == "UTC" or (name.startswith("Europe/") and local.strftime("%Z").isalpha()):
        return local.strftime("%Z")
    hours, minutes = divmod(abs(int((local.utcoffset() or timedelta()).total_seconds())) // 60, 60)
    sign = "-" if (local.utcoffset() or timedelta()) < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def number(value: Decimal | int | None, decimals: int = 1) -> str:
    """A figure rounded half-even for display only; a dash where there is none."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    return str(format_decimal(rounded, format="#,##0." + "0" * decimals if decimals else "#,##0", locale=LOCALE))


def signed(value: Decimal | None, decimals: int = 1) -> str:
    """A movement with its sign: +2.2, −1.9, ±0.0."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + number(abs(value), decimals)


def percent(value: Decimal | None, decimals: int = 0) -> str:
    """A percentage with its sign."""
    return "–" if value is None else f"{number(value, decimals)} %"


def record_number(record: Any) -> str:
    """The number of an issue or action as its address has it: 42, C7; takes a record or (count, audience)."""
    count, audience = record if isinstance(record, tuple) and len(record) == 2 else (record.number, record.audience)
    return keys.number(count, audience)


def cadence(forum: Any) -> str:
    """When a forum meets: “every month on the first Tuesday at 10:00, Europe/Berlin”."""
    return cadence_words.in_words(Cadence(forum.rrule, forum.local_time, forum.zone, forum.starts_on))


def measured(value: Decimal, kpi: Any) -> str:
    """A KPI's value with its unit: 58 %, 4.5 h, 1,200 EUR."""
    return explanation.measured(value, Unit(kpi.unit), label=kpi.unit_label, decimals=kpi.decimals)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    return date_words.ordinal(number)


def initials(name: str) -> str:
    """Up to two letters that stand for a person."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def money(minor: int | None, currency: str = "EUR") -> str:
    """Whole minor units as an amount: 4000000 → 40,000.00 EUR."""
    return "–" if minor is None else f"{number(Decimal(minor) / 100, 2)} {currency}"


def label(word: StrEnum | str | None) -> str:
    """An enum as people say it: functional_lead → Functional lead."""
    if word is None:
        return "–"
    text = str(getattr(word, "value", word))
    return WORDS.get(text, text.replace("_", " ").capitalize())


def _away(count: int, unit: str, *, late: bool) -> str:
    amount = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{amount} ago" if late else f"in {amount}"
