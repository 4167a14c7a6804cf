"""What needs a manager in one relationship, line by line: escalations, red KPIs, vacant seats, what is overdue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govtracker.enums import Audience, Unit
from govtracker.mail import links
from govtracker.queries.performance.scorecards import RedKpi
from govtracker.queries.reviews.review_mail import Facts, Vacancy
from govtracker.rules import date_words, keys
from govtracker.rules.performance import explanation
from govtracker.rules.reviews import attention

MOST = 3
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Line:
    """One thing: its name, what is to be said of it (with an instant between `words` and `after`), where it leads."""

    name: str
    words: str
    url: str
    at: datetime | None = None
    after: str = ""
    audience: Audience = Audience.SHARED


def needing(facts: Facts, seats: Collection[int], *, today: date) -> tuple[list[Line], int]:
    """The two or three lines that matter most, and how many more there are but for overdue actions, counted apart.

    `seats` are those the reader holds or acts for: what waits for them comes first.
    """
    climbed = [_escalation(row, facts, seats) for row in _own_first(facts.climbed, seats)]
    reds = [_red(kpi, facts) for kpi in facts.reds]
    vacancies = [_vacancy(vacancy, facts, today) for vacancy in facts.vacancies]
    overdue = [_overdue(facts, today)] if facts.oldest_overdue is not None else []
    around = [Line(name=f"{_short(one.title)}:", words=one.words, url=links.to(one.path)) for one in facts.around]
    shown = attention.picked([climbed, reds, around, vacancies, overdue], most=MOST)
    others = [*climbed, *reds, *around, *vacancies]
    return shown, len([line for line in others if line not in shown])


def _own_first(rows: Collection[Any], seats: Collection[int]) -> list[Any]:
    return sorted(rows, key=lambda row: (not _waits_for(row, seats), not _reaches(row, seats)))


def _waits_for(row: Any, seats: Collection[int]) -> bool:
    return row.answering_seat_id in seats and row.acknowledged_at is None


def _reaches(row: Any, seats: Collection[int]) -> bool:
    return row.climb_at is not None and bool({row.client_seat_id, row.supplier_seat_id} & set(seats))


def _escalation(row: Any, facts: Facts, seats: Collection[int]) -> Line:
    company = facts.companies[row.waiting_on]
    words, at, after = f"{company} has to move", None, ""
    otherwise = f" if {company} does not answer" if row.acknowledged_at is None else " if it is not resolved"
    if _waits_for(row, seats):
        words, at = "waits for your answer", row.response_due_at
        words += ", by" if at else ""
    elif row.is_exhausted:
        words = f"has reached the top of its path; {company} has to move"
    elif _reaches(row, seats):
        words, at, after = "reaches you", row.climb_at, otherwise
    elif row.climb_at is not None and row.client_seat_id is not None:
        words, at, after = f"climbs to level {row.level + 1}", row.climb_at, otherwise
    return Line(
        name=keys.issue_key(facts.key, row.number, row.audience),
        url=links.to(f"/r/{facts.key}/issues/{keys.number(row.number, row.audience)}"),
        words=f"{_short(row.title)} ({row.severity.value}, level {row.level}): {words}",
        at=at,
        after=after,
        audience=row.audience,
    )


def _red(kpi: RedKpi, facts: Facts) -> Line:
    assert facts.score is not None
    value = explanation.measured(kpi.value, Unit(kpi.unit), label=kpi.unit_label, decimals=kpi.decimals)
    again = f" for the {date_words.ordinal(kpi.months)} month" if kpi.months > 1 else ""
    return Line(
        name=kpi.name,
        url=links.to(f"/r/{facts.key}/scorecards/{facts.score.period_on:%Y-%m}"),
        words=f"red{again}: {value} (minimum {explanation.figure(kpi.minimum, kpi.decimals)})",
    )


def _vacancy(vacancy: Vacancy, facts: Facts, today: date) -> Line:
    since = ""
    if vacancy.since:
        day = date_words.day_and_month(vacancy.since)
        since = f" since {day}" + (f" {vacancy.since.year}" if vacancy.since.year != today.year else "")
    return Line(
        name=f"{vacancy.area} seat" if vacancy.area else "SPOC seat",
        url=links.to(f"/r/{facts.key}/structure"),
        words=f"vacant at {facts.companies[vacancy.side]}{since}",
    )


def _overdue(facts: Facts, today: date) -> Line:
    row: Any = facts.oldest_overdue
    days = (today - row.due_on).days
    return Line(
        name=keys.action_key(facts.key, row.number, row.audience),
        url=links.to(f"/r/{facts.key}/actions/{keys.number(row.number, row.audience)}"),
        words=f"{_short(row.title)}: {days} day{'' if days == 1 else 's'} late, {row.owner}",
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
