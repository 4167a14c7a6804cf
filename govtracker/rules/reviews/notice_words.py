"""What a notice says in one line of a person's list, and which kinds of notices people tell apart."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from govtracker.enums import MailKind

KEPT = timedelta(days=180)  # a notice stands in the list so long; what it tells of stays where it is
# they bring together what is told elsewhere
GATHERING = frozenset({MailKind.DIGEST, MailKind.REVIEW_MAIL, MailKind.SUPERVISION})
Facts = Mapping[str, Any]


class Sort(StrEnum):
    """What people tell apart in their list of notices."""

    ESCALATIONS = "escalations"
    TO_ME = "to_me"
    WATCHED = "watched"
    REVIEWS = "reviews"


def kinds_of(sort: Sort) -> frozenset[MailKind]:
    """The kinds of mail that are of one sort."""
    return KINDS[sort]


def said(kind: MailKind, subject: str, facts: Facts) -> str:
    """The line of a notice about a `subject` ("issue", "comment"), which is named before it."""
    event = str(facts.get("event", ""))
    speak = OF_EVENTS.get(event) or OF_KINDS.get(kind)
    if speak is not None and not (kind is MailKind.ASSIGNMENT and "words" in facts):
        return speak(facts)
    return str(facts.get("words") or OWNED.get(subject, "There is news of it."))


def by_whom(facts: Facts) -> str:
    """Who did it, by name; "" where the system did."""
    name = facts.get("by_name") or facts.get("by")
    return name if isinstance(name, str) else ""


def _moved(facts: Facts) -> str:
    return f"It is {str(facts.get('to', '')).replace('_', ' ')} now."


def _escalated(facts: Facts) -> str:
    return f"It has reached level {facts.get('level')} of its escalation path."


def _handed_over(facts: Facts) -> str:
    return f"{by_whom(facts) or 'The other side'} handed it over and asks: {facts.get('asked', '')}"


def _grown_old(facts: Facts) -> str:
    days = facts.get("days")
    return f"It has been open for {days} working day{'' if days == 1 else 's'}."


def _invited(facts: Facts) -> str:
    if "cancelled" in facts:
        return f"It will not take place. {facts['cancelled']}"
    return "It has a new time." if facts.get("moved_from") else "You are asked to it."


OF_EVENTS: Mapping[str, Callable[[Facts], str]] = {
    "opened": lambda facts: "It was opened and waits to be acknowledged.",
    "mentioned": lambda facts: f"{by_whom(facts)} called you by name.",
    "said": lambda facts: f"{by_whom(facts)} commented.",
    "moved": _moved,
    "escalated": _escalated,
    "handed_over": _handed_over,
    "warned": lambda facts: f"The time of level {facts.get('level')} is nearly up.",
    "reminded": lambda facts: f"It still waits: reminder {facts.get('number')} of {facts.get('of')}.",
    "grown_old": _grown_old,
}
OF_KINDS: Mapping[MailKind, Callable[[Facts], str]] = {
    MailKind.REVIEW_INVITATION: _invited,
    MailKind.REVIEW_PACK: lambda facts: "Its review pack is ready.",
    MailKind.REVIEW_OUTCOME: lambda facts: "Both chairs have agreed what was decided.",
}
OWNED: Mapping[str, str] = {
    "issue": "You own this issue now.",
    "action": "You own this action now.",
    "problem": "You own this problem now.",
    "risk": "You own this risk now.",
}
APART: Mapping[Sort, frozenset[MailKind]] = {
    Sort.ESCALATIONS: frozenset({MailKind.ESCALATION}),
    Sort.TO_ME: frozenset(
        {MailKind.ASSIGNMENT, MailKind.TASK_LINK, MailKind.JOINING, MailKind.ACCOUNT, MailKind.FORMER_ADDRESS}
    ),
    Sort.WATCHED: frozenset({MailKind.WATCHED}),
}
KINDS: Mapping[Sort, frozenset[MailKind]] = {
    **APART,
    Sort.REVIEWS: frozenset(MailKind) - GATHERING - frozenset().union(*APART.values()),
}
