"""Mails about issues: who is told when one is opened, climbs, is handed over, is late, or is given to someone."""

from collections.abc import Iterable
from datetime import datetime

from govtracker.enums import MailKind, Trigger
from govtracker.mail import notices
from govtracker.models import ClockPause, Issue, Rung
from govtracker.rules.governance.course import Deadline


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


def handed_over(rung: Rung, recipients: Iterable[int | None], pause: ClockPause, *, by_name: str, at: datetime) -> None:
    """Who has to move now: the level's seat on the side asked, and whoever does the work there."""
    notices.leave(
        MailKind.ESCALATION,
        recipients,
        subject=rung.issue,
        dedupe=f"issue:{rung.issue.id}:handover:{pause.id}",
        facts={"event": "handed_over", "by_name": by_name, "asked": pause.said, **_facts(rung)},
        at=at,
    )


def warned(rung: Rung, recipients: Iterable[int | None], *, deadline: Deadline, due_at: datetime, at: datetime) -> None:
    """Who has to answer or resolve it before long; once a level, side and deadline."""
    notices.leave(
        MailKind.ESCALATION,
        recipients,
        subject=rung.issue,
        dedupe=f"{_occurrence(rung)}:{rung.waiting_on.value}:warning:{deadline.value}",
        facts={"event": "warned", "deadline": deadline.value, "due_at": due_at.isoformat(), **_facts(rung)},
        at=at,
    )


def reminded(
    rung: Rung, recipients: Iterable[int | None], *, number: int, of: int, trigger: Trigger, at: datetime
) -> None:
    """The people of the last level, whose time is up: the `number`th reminder `of` so many."""
    notices.leave(
        MailKind.ESCALATION,
        recipients,
        subject=rung.issue,
        dedupe=f"{_occurrence(rung)}:reminder:{at.isoformat()}",
        facts={"event": "reminded", "number": number, "of": of, "late_by": trigger.value, **_facts(rung)},
        at=at,
    )


def grown_old(issue: Issue, recipients: Iterable[int | None], *, days: int, at: datetime) -> None:
    """Both SPOCs: it has been open for `days` working days."""
    notices.leave(
        MailKind.ESCALATION,
        recipients,
        subject=issue,
        dedupe=f"issue:{issue.id}:old:{issue.aging_since.isoformat() if issue.aging_since else ''}",
        facts={"event": "grown_old", "days": days},
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
