"""The full context of an issue or a problem: why it occurred, what was done, why it will not recur."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.models import Issue, Problem
from govtracker.rules import keys
from govtracker.rules.issues import closing, five_whys
from govtracker.rules.issues.closing import ActionFacts, ClosingFacts
from govtracker.rules.issues.five_whys import Why
from govtracker.services import Refused, events
from govtracker.services.issues import issue_fields

Subject = Issue | Problem
LONGEST_QUESTION = 300


@dataclass(frozen=True, kw_only=True)
class Context:
    """The three sentences, the category of the root cause and the chain of whys that leads to it."""

    why_it_occurred: str
    what_was_done: str
    why_not_again: str
    root_cause_id: int | None
    five_whys: tuple[Why, ...] = ()


def of(subject: Subject) -> Context:
    """The full context as it stands."""
    return Context(
        why_it_occurred=subject.why_it_occurred,
        what_was_done=subject.what_was_done,
        why_not_again=subject.why_not_again,
        root_cause_id=subject.root_cause_id,
        five_whys=five_whys.read(subject.five_whys),
    )


def write(subject: Subject, context: Context, *, by: Viewer, at: datetime) -> None:
    """Keep what is known so far; the caller brings the words it is found by up to date."""
    if events.change(subject, "context_written", by=by, at=at, **stored(subject, context)):
        subject.updated_at = at


def said(context: Context) -> dict[str, str]:
    """The sentences as they are stored; refuses what is too long."""
    texts = {name: value for name, value in vars(context).items() if name in issue_fields.LONGEST}
    return issue_fields.texts(texts)


def stored(subject: Subject, context: Context) -> dict[str, Any]:
    """The context as it is stored; refuses a category that is not in use and a chain that is too long."""
    cause = issue_fields.root_cause(context.root_cause_id, kept=subject.root_cause_id)
    return {**said(context), "root_cause": cause, "five_whys": _chain(context.five_whys)}


def closing_gaps(subject: Subject, context: Context, actions: Sequence[Any]) -> list[tuple[str, str]]:
    """What stands between the subject and closing, as (field, sentence).

    `context` is what is about to be stored, `actions` the rows of its actions as queries.actions gives them: what one
    side keeps to itself neither opens nor bars a shared gate.
    """
    counted = [row for row in actions if row.audience is subject.audience]
    return closing.gaps(
        ClosingFacts(
            severity=subject.severity if isinstance(subject, Issue) else None,
            has_root_cause=context.root_cause_id is not None,
            five_whys=context.five_whys,
            actions=[ActionFacts(_key(row), row.type, row.status) for row in counted],
            imported=isinstance(subject, Issue) and bool(subject.source),
            **said(context),
        )
    )


def _chain(chain: Sequence[Why]) -> list[dict[str, str]]:
    kept = five_whys.read([asdict(why) for why in chain])
    if len(kept) > five_whys.MOST:
        raise Refused(f"A chain holds at most {five_whys.MOST} whys.", "five_whys")
    for why in kept:
        issue_fields.text("five_whys", why.question, longest=LONGEST_QUESTION)
        issue_fields.text("five_whys", why.answer, longest=issue_fields.LONGEST_TEXT)
    return [asdict(why) for why in kept]


def _key(row: Any) -> str:
    return keys.action_key(row.relationship_key, row.number, row.audience)
