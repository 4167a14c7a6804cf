"""Mails about issues: who is told when one is opened, climbs or is given to someone."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Issue, Rung


def opened(rung: Rung, recipients: Iterable[int | None], *, at: datetime) -> None:
    """The people of the first level: who has to answer a new issue, and the counterpart."""
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=rung.issue,
        dedupe=_occurrence(rung),
        facts={"event": "opened", **_facts(rung)},
        at=at,
    )


def escalated(rung: Rung, recipients: Iterable[int | None], *, since: datetime, at: datetime) -> None:
    """The people of a level, of both sides, at once; `since` (UTC) is when it was due: long ago after an outage."""
    notices.leave(
        MailKind.ESCALATION,
        recipients,
        subject=rung.issue,
        dedupe=_occurrence(rung),
        facts={"event": "escalated", "since": since.isoformat(), **_facts(rung)},
        at=at,
    )


def assigned(issue: Issue, *, by_name: str, at: datetime) -> None:
    """The new owner of an issue."""
    notices.leave(
        MailKind.ASSIGNMENT,
        [issue.owner_id],
        subject=issue,
        dedupe=f"issue:{issue.id}:owner:{issue.owner_id}:at:{at.isoformat()}",
        facts={"event": "assigned", "by": by_name},
        at=at,
    )


def _occurrence(rung: Rung) -> str:
    return f"issue:{rung.issue.id}:round:{rung.round}:level:{rung.position}"


def _facts(rung: Rung) -> dict[str, str | int | None]:
    return {
        "round": rung.round,
        "level": rung.position,
        "tier": rung.level.tier.value,
        "trigger": rung.trigger.value,
        "reason": rung.reason,
        "gap": rung.gap,
        "waiting_on": rung.waiting_on.value,
        "told_at": rung.told_at.isoformat(),
        "response_due_at": rung.response_due_at.isoformat() if rung.response_due_at else None,
        "resolution_due_at": rung.resolution_due_at.isoformat() if rung.resolution_due_at else None,
    }
