"""The mail that says an issue has reached a level: what is wrong, who has to answer by when, what happens otherwise."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Side, Trigger
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Issue, Notification, Rung
from govtracker.queries.reviews import notices
from govtracker.rules.governance import escalation
from govtracker.rules.governance.escalation import Ladder, Level


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """The mail of one level to one of its people; None when they may not see the issue any more."""
    notice = told[0]
    issue = notices.issue(viewer, notice.subject_id)
    side = viewer.side_in(issue.place) if issue else None
    if issue is None or side is None:
        return None
    rung = notices.rung(
        issue, round_number=notice.facts.get("round", issue.round), level=notice.facts.get("level", issue.level)
    )
    return _content(issue, rung, side, notice, viewer) if rung else None


def _content(issue: Issue, rung: Rung, side: Side, notice: Notification, viewer: Viewer) -> Content:
    company, waited_on = company_of(issue, side), company_of(issue, rung.waiting_on)
    since = notice.facts.get("since")
    return Content(
        subject=f"[{issue.key}] {issue.title}",
        template="escalation",
        thread=f"issue:{issue.id}",
        list_name=issue.relationship.key,
        quotes=[(issue.relationship_id, issue.audience)],
        preheader=f"Level {rung.position}, {rung.level.tier.value}: waiting on {waited_on}",
        why=f"You get this because {issue.key} has reached level {rung.position} of its escalation path, "
        f"where you stand for {company}. Escalations cannot be switched off.",
        due_at=datetime.fromisoformat(since) if since else None,
        values={
            "issue": issue,
            "rung": rung,
            "url": links.issue(issue),
            "reason": REASONS[rung.trigger].format(waited_on=waited_on),
            "asked": rung.acknowledged_at is None and allowed(viewer, Permission.ACKNOWLEDGE, rung),
            "waited_on": waited_on,
            "otherwise": escalation.otherwise(ladder(rung), rung.position),
        },
    )


def company_of(issue: Issue, side: Side) -> str:
    """The name of the company on that side of the issue."""
    return issue.relationship.client.name if side is Side.CLIENT else issue.relationship.supplier.name


def ladder(rung: Rung) -> Ladder:
    """The path the rung belongs to, as rules know it."""
    return tuple(
        Level(level.position, level.tier, level.response_minutes, level.resolution_minutes)
        for level in rung.level.path.levels
    )


REASONS: Mapping[Trigger, str] = {
    Trigger.OPENED: "It was opened and waits for {waited_on}.",
    Trigger.NOT_ACKNOWLEDGED: "{waited_on} did not acknowledge it in time.",
    Trigger.NOT_RESOLVED: "It was not resolved in time; {waited_on} has to move.",
    Trigger.SEVERITY_RAISED: "Its severity was raised; {waited_on} has to move.",
    Trigger.BY_HAND: "It was escalated by hand; {waited_on} has to move.",
    Trigger.REOPENED: "It was reopened; {waited_on} has to move.",
    Trigger.STEPPED_DOWN: "It was given back to this level; {waited_on} has to move.",
    Trigger.SILENT: "{waited_on} acknowledged it and has been silent since; it has to be acknowledged again.",
    Trigger.NOBODY_THERE: "Nobody could be told at the level below; {waited_on} has to move.",
}
