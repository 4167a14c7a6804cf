"""The operations supervisor's mail: what is open with their customers, what comes again, what became of what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Notification
from govtracker.queries.partnership import opportunities, supervision
from govtracker.rules import keys, wall_time
from govtracker.rules.partnership import supervision as rules
from govtracker.rules.partnership.supervision import Recurring
from govtracker.rules.words import counted, label

MOST_ISSUES, MOST_RECURRING, MOST_MOVED = 8, 5, 6
WEEK = timedelta(days=7)
UNKNOWN = "Nobody has said yet why it occurs and what was done."


@dataclass(frozen=True)
class Line:
    """An open issue: its customer, what people call it, why it is open."""

    customer: str
    name: str
    why: str
    url: str


@dataclass(frozen=True)
class Again:
    """What comes again: with whom, how often, and what is understood of it; `url` is that of its newest issue."""

    category: str
    why: str
    customers: Sequence[str]
    companies: Sequence[str]
    understood: str
    url: str


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What the person supervises at this moment; None where nothing is open, comes again or has moved."""
    own = replace(viewer, roles=frozenset())  # what they supervise, and not all that they might read besides
    found, again = supervision.issues(own, None, at=at)
    moved = opportunities.moved_since(own, at - WEEK)
    if not (found.issues or again or moved):
        return None
    today = wall_time.local(at, viewer.zone).date()
    shown, shown_moves = found.issues[:MOST_ISSUES], moved[:MOST_MOVED]
    said = [counted(found.count, "open issue")] if found.count else []
    said += [f"{counted(len(again), 'matter')} that come{'s' if len(again) == 1 else ''} again"] if again else []
    said += [f"{counted(len(moved), 'opportunity', many='opportunities')} answered"] if moved else []
    heading = f"Your customers: {', '.join(said)}"
    return Content(
        subject=heading,
        template="supervision",
        list_name=MailKind.SUPERVISION.value,
        quotes=[(row.relationship_id, row.audience) for row in [*shown, *_quoted(again)]],
        told={"issue": [row.id for row in [*shown, *_quoted(again)]], "opportunity": [row.id for row in shown_moves]},
        preheader="; ".join(f"{row.customer}: {row.title}" for row in shown[:2]),
        why="You get this by your schedule, because you are operations supervisor of a customer of your company.",
        due_at=datetime.fromisoformat(told[0].facts["due_at"]),
        values={
            "heading": heading,
            "issues": [_line(row, rules.why_open(row, _companies(row), today=today)) for row in shown],
            "more": found.count - len(shown),
            "again": [_again(one) for one in again[:MOST_RECURRING]],
            "moved": [(row.account, row.title, label(row.status).lower(), row.outcome) for row in shown_moves],
            "customers": links.to("/supervision"),
            "opportunities": links.to("/opportunities"),
            "schedule": links.to("/supervision/mail"),
        },
    )


def _line(row: Any, why: Sequence[str]) -> Line:
    number = keys.number(row.number, row.audience)
    return Line(row.customer, f"{row.relationship_key}-{number} {row.title}", ", ".join(why), _url(row))


def _url(row: Any) -> str:
    return links.to(f"/supervision/issues/{row.relationship_key}/{keys.number(row.number, row.audience)}")


def _again(one: Recurring) -> Again:
    newest, known = one.issues[0], one.understood
    return Again(
        one.category,
        one.why,
        sorted({row.customer for row in one.issues}),
        one.companies,
        f"{known.why_it_occurred} What was done: {known.what_was_done}" if known else UNKNOWN,
        _url(newest),
    )


def _companies(row: Any) -> dict[Side, str]:
    return {Side.CLIENT: row.client, Side.SUPPLIER: row.supplier}


def _quoted(again: Sequence[Recurring]) -> list[Any]:
    return [row for one in again[:MOST_RECURRING] for row in one.issues]
