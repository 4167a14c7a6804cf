"""How a customer fares across suppliers: why an issue is still open, what comes again, how long resolving takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from govtracker.enums import Side
from govtracker.rules import durations
from govtracker.rules.issues import recurrence
from govtracker.rules.words import counted


@dataclass(frozen=True)
class Figures:
    """What one supplier's function did for a customer in a span, and in the one of the same length before.

    `minutes` are business minutes of the supplier, summed over what was resolved.
    """

    company: str
    area: str
    open: int
    resolved: int
    minutes: int
    within: int
    judged: int
    resolved_before: int = 0
    minutes_before: int = 0

    @property
    def mean(self) -> int | None:
        """Mean time to resolve, in business minutes; None where nothing was resolved."""
        return self.minutes // self.resolved if self.resolved else None

    @property
    def mean_before(self) -> int | None:
        """The same of the span before."""
        return self.minutes_before // self.resolved_before if self.resolved_before else None

    @property
    def is_current(self) -> bool:
        """Whether there is anything of today: open, or resolved in the span."""
        return bool(self.open or self.resolved)

    @property
    def said(self) -> str:
        """The mean time in words."""
        return "nothing resolved" if self.mean is None else durations.words(self.mean)

    @property
    def said_before(self) -> str:
        """The one before in words, "" where nothing was resolved then."""
        return "" if self.mean_before is None else f"{durations.words(self.mean_before)} in the 90 days before"


@dataclass(frozen=True)
class Recurring:
    """Issues of a customer that say the same category, the newest first, whichever supplier they are with."""

    category: str
    issues: Sequence[Any]
    reopened: int

    @property
    def companies(self) -> list[str]:
        """The suppliers they are with."""
        return sorted({row.supplier for row in self.issues})

    @property
    def why(self) -> str:
        """What shows that it comes again."""
        often = f"{counted(len(self.issues), 'issue')} in {recurrence.WINDOW.days} days"
        return f"{often}, {self.reopened} reopened" if self.reopened else often

    @property
    def understood(self) -> Any | None:
        """The newest issue whose full context is written, None where it is not of any."""
        return next((row for row in self.issues if row.why_it_occurred and row.what_was_done), None)


def why_open(issue: Any, companies: Mapping[Side, str], *, today: date) -> list[str]:
    """Why an issue is still open, in words, what matters most first; `companies` are the two sides by name."""
    said = [f"waiting on {companies[Side(issue.waiting_on)]}"]
    if issue.is_exhausted:
        said.append("the escalation path is exhausted")
    elif issue.level > 1:
        said.append(f"escalated to level {issue.level}")
    if issue.status == "open":
        said.append("not acknowledged yet")
    if issue.due_on < today:
        said.append(f"{counted((today - issue.due_on).days, 'day')} late")
    if issue.handovers > 1:
        said.append(f"handed over {issue.handovers} times")
    if issue.reopenings:
        said.append(f"reopened {counted(issue.reopenings, 'time')}")
    return said


def recurring(rows: Iterable[Any]) -> list[Recurring]:
    """What comes again among the issues of the window, the most frequent first; rows come the newest first.

    It comes again where one category was said as often as the rule of recurrences asks, or an issue was reopened.
    """
    by_category: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_category[row.category.casefold()].append(row)
    found = []
    for issues in by_category.values():
        reopened = sum(1 for row in issues if row.reopenings)
        if issues[0].category and (len(issues) >= recurrence.TIMES or reopened):
            found.append(Recurring(issues[0].category, issues, reopened))
    return sorted(found, key=lambda one: (-len(one.issues), one.category.casefold()))


def together(rows: Sequence[Figures]) -> Figures:
    """All suppliers and functions as one."""
    names = ("open", "resolved", "minutes", "within", "judged", "resolved_before", "minutes_before")
    return Figures("", "", **{name: sum(getattr(row, name) for row in rows) for name in names})


def by_support(cells: Iterable[Any]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The suppliers by name, and of each support type what was measured of each supplier; both in the rows' order."""
    rows: dict[str, dict[str, Any]] = {}
    for cell in cells:
        rows.setdefault(cell.support, {})[cell.company] = cell
    return sorted({company for row in rows.values() for company in row}), rows
