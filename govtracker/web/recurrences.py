"""Whether an issue comes again, in words, and the problems it is suggested to belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from govtracker.models import Issue
from govtracker.queries.issues.tie_parts import MOST_SEEN
from govtracker.queries.issues.ties import Tied, Ties
from govtracker.rules import keys
from govtracker.rules.issues import recurrence
from govtracker.rules.issues.recurrence import Candidate, Facts, Sign, Suggestion
from govtracker.web.filters import record_number


@dataclass(frozen=True)
class Suggested:
    """A problem that is suggested, its number, and why it is."""

    problem: Tied
    number: str
    why: str


@dataclass(frozen=True)
class Again:
    """What the page of an issue says of its recurrence.

    `seen` are issues of its kind before it, `causes` the numbers a new problem would begin with; `held` is the issue
    whose solution has failed.
    """

    reasons: Sequence[str]
    suggested: Sequence[Suggested]
    seen: Sequence[Tied]
    causes: Sequence[str]
    held: Tied | None


def of_issue(issue: Issue, ties: Ties) -> Again | None:
    """What is suggested; None where nothing is, or somebody has settled it."""
    found = Facts(len(ties.seen), issue.reopened_after_days, ties.held is not None)
    reasons = [_reason(sign, found, issue, ties) for sign in recurrence.signs(found)]
    suggested = [] if ties.problems else _suggested(issue, ties)
    settled = None in ties.dismissed or (ties.problems and ties.held is None)
    if settled or not (reasons or suggested):
        return None
    seen = ties.seen if recurrence.comes_again(len(ties.seen)) else []
    causes = [record_number(issue), *(record_number(row) for row in seen)]
    return Again(reasons, suggested, seen, causes, ties.held)


def _suggested(issue: Issue, ties: Ties) -> list[Suggested]:
    wanted = {problem.id: problem for problem in ties.open_problems if problem.id not in ties.dismissed}
    candidates = [Candidate(one.id, one.title, same_kind=_same_kind(issue, one)) for one in wanted.values()]
    found = recurrence.suggestions(issue.title, candidates)
    return [Suggested(wanted[one.problem_id], record_number(wanted[one.problem_id]), _why(one)) for one in found]


def _same_kind(issue: Issue, problem: Tied) -> bool:
    return bool(issue.category) and (problem.area_id, problem.said.casefold()) == (
        issue.area_id,
        issue.category.casefold(),
    )


def _why(one: Suggestion) -> str:
    return "same area and category" if one.same_kind else f"its title is {one.likeness} % alike"


def _reason(sign: Sign, found: Facts, issue: Issue, ties: Ties) -> str:
    if sign is Sign.OFTEN:
        times = f"{found.seen_before + 1} times"
        often = times if found.seen_before < MOST_SEEN else f"{times} or more"
        return f"{issue.category} in {issue.area.name} has come up {often} in {recurrence.WINDOW.days} days."
    if sign is Sign.REOPENED:
        days = found.reopened_after_days
        return f"It was reopened {days} day{'' if days == 1 else 's'} after it had been resolved."
    assert ties.held is not None
    key = keys.issue_key(issue.relationship.key, ties.held.number, ties.held.audience)
    return f"{key} was the same kind of issue and judged solved for good: its corrective action seems to have failed."
