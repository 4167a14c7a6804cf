"""The incentive ledger as its page shows it: entries with their arithmetic, the balance and why it was red."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import EntryKind
from govtracker.queries.performance import incentives, miss_causes
from govtracker.queries.performance.miss_causes import NOTHING, Cause
from govtracker.rules import periods
from govtracker.rules.performance import incentive_words


@dataclass(frozen=True)
class Entry:
    """A row of the ledger; `balance` is what all entries up to it come to, in minor units of its currency."""

    row: Any
    balance: int
    arithmetic: str
    because: str
    cause: Cause


@dataclass(frozen=True)
class Month:
    """The entries of a month that stand on this page, and what all of the month's come to, by currency."""

    name: str
    key: str
    entries: Sequence[Entry]
    sums: dict[str, int]


def months(viewer: Viewer, relationship_id: int, rows: Sequence[Any]) -> list[Month]:
    """The rows of a page, newest first, under their months."""
    if not rows:
        return []
    balances = incentives.balance_at(viewer, relationship_id, rows[0])
    credited = {(row.period_on, row.kpi_id) for row in rows if row.kind is EntryKind.CREDIT}
    causes = miss_causes.of_reds(viewer, relationship_id, credited)
    by_month: dict[date, list[Entry]] = {}
    for row in rows:
        cause = causes.get((row.period_on, row.kpi_id), NOTHING) if row.kind is EntryKind.CREDIT else NOTHING
        said = incentive_words.arithmetic(row.kind, row.amount, row.currency, row.basis, row.source_on)
        entry = Entry(row, balances[row.currency], said, incentive_words.because(row.basis), cause)
        by_month.setdefault(row.period_on, []).append(entry)
        balances[row.currency] -= row.amount
    sums = incentives.month_sums(viewer, relationship_id, by_month)
    return [_month(month, entries, sums) for month, entries in by_month.items()]


def _month(month: date, entries: Sequence[Entry], sums: dict[tuple[date, str], int]) -> Month:
    period = periods.containing(month)
    own = {currency: amount for (of, currency), amount in sums.items() if of == month}
    return Month(period.name, period.key, entries, own)
