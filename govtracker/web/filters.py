"""How values read on a page: numbers with their decimals, enums as words; times are in moments."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from flask import Flask
from markupsafe import Markup

from govtracker.enums import Unit
from govtracker.rules import date_words, durations, keys, rich_text
from govtracker.rules import money as amounts
from govtracker.rules.governance import cadence_words, period_words
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.issues import repetition as repetitions
from govtracker.rules.issues import risks
from govtracker.rules.issues.repetition import Series
from govtracker.rules.performance import explanation
from govtracker.rules.words import label

LOCALE = "en_GB"
SIZES = (("GB", 1024**3), ("MB", 1024**2), ("kB", 1024), ("bytes", 1))


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (
        number,
        signed,
        money,
        minor_units,
        share,
        label,
        percent,
        record_number,
        cadence,
        placed,
        repetition,
        likelihood,
        impact,
        exposure,
        measured,
        ordinal,
        initials,
        markdown,
        file_size,
        duration,
    ):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["exact"] = explanation.figure


def number(value: Decimal | int | None, decimals: int = 1) -> str:
    """A figure rounded half-even for display only; a dash where there is none."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    return f"{rounded:,}"


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


def placed(review: Any) -> str:
    """Where a review went that was shifted: “Thu 31 Dec → Mon 4 Jan, because …; still belongs to December 2026”."""
    return period_words.shifted(review.nominal_on, review.local_on, review.shifted_because, review.period_key)


def repetition(series: Any) -> str:
    """How an action comes again, of a series or a row of one: “every month on the 15th, on fixed days”."""
    rule = Series(series.repetition, series.rrule, series.starts_on, series.zone)
    return repetitions.in_words(rule)


def likelihood(level: int) -> str:
    """How likely a risk is, 1-5 in words."""
    return risks.LIKELIHOODS[level]


def impact(level: int) -> str:
    """How bad a risk would be, 1-5 in words."""
    return risks.IMPACTS[level]


def exposure(score: int) -> str:
    """The band a risk's score lies in."""
    return risks.exposure(score).value


def measured(value: Decimal, kpi: Any) -> str:
    """A KPI's value with its decimals and its unit, so that a column lines up: 58.0 %, 4.50 EUR."""
    return number(value, kpi.decimals) + explanation.suffix(Unit(kpi.unit), kpi.unit_label)


def markdown(text: str, names: tuple[str, ...] = ()) -> Markup:
    """What somebody wrote in Markdown, as HTML that is safe; `names` are called in it."""
    return Markup(rich_text.html(text, names))  # noqa: S704  # an allow-list has cleaned it


def file_size(size: int) -> str:
    """Bytes as people say them: 640 bytes, 12.3 kB, 25 MB."""
    unit, bytes_of = next(one for one in SIZES if size >= one[1] or one[1] == 1)
    return f"{number(Decimal(size) / bytes_of, 0 if size % bytes_of == 0 else 1)} {unit}"


def duration(minutes: int) -> str:
    """Business minutes as people read them: 2 d, 4 h, 30 min."""
    return durations.words(minutes)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    return date_words.ordinal(number)


def initials(name: str) -> str:
    """Up to two letters that stand for a person."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def money(minor: int | None, currency: str = "EUR") -> str:
    """Whole minor units as an amount: 4000000 → 40,000.00 EUR."""
    return "–" if minor is None else amounts.said(minor, currency)


def minor_units(minor: Decimal | int, currency: str) -> str:
    """Minor units of a currency as an amount, what is smaller rounded: 200000 of EUR → 2,000.00 EUR."""
    return amounts.shown(int(Decimal(minor).to_integral_value(ROUND_HALF_EVEN)), currency)


def share(value: Decimal) -> str:
    """A percentage with the decimals it has: 12.5 %, 40 %."""
    return f"{explanation.figure(value)} %"
