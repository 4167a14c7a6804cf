"""Periods of a forum and the days of its meetings in words: where a review went, and to which period it belongs."""

import re
from datetime import date

from govtracker.rules.date_words import MONTHS, long_day, ordinal, short_day

MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def named(period_key: str) -> str:
    """2026-12 → "December 2026", 2026-W53 → "week 53 of 2026", 2026-Q4 → "the 4th quarter of 2026"."""
    if found := WEEK.fullmatch(period_key):
        return f"week {int(found[2])} of {found[1]}"
    if found := QUARTER.fullmatch(period_key):
        return f"the {ordinal(int(found[2]))} quarter of {found[1]}"
    if found := MONTH.fullmatch(period_key):
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return long_day(date.fromisoformat(period_key)) if "-" in period_key else period_key


def shifted(nominal_on: date, local_on: date, because: str, period_key: str) -> str:
    """ "Thu 31 Dec → Mon 4 Jan, because it is New Year’s Eve at Meridian; still belongs to December 2026"."""
    way = f"{short_day(nominal_on)} → {short_day(local_on)}"
    return f"{way}, because {because}; still belongs to {named(period_key)}"
