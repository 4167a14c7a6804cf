"""The mail that brings somebody the link for their one task."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import Audience
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Notification, TaskLink
from govtracker.queries.installation import task_links as asked
from govtracker.rules import periods, task_links


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """Where the task is done and until when; None when the link leads nowhere any more."""
    link = asked.told(viewer, told[-1].subject_id)
    if link is None or task_links.ending(asked.standing(link, on=at.date()), at):
        return None
    company = link.relationship.company(link.side).name
    label, title, audience = _task(link)
    return Content(
        subject=f"[{label}] {title}",
        template="task_link",
        list_name=link.relationship.key,
        quotes=[(link.relationship_id, audience)],
        preheader=f"{link.given_by.name} asks you to do this; you need not sign in.",
        why=f"You get this because {link.given_by.name} of {company} has given you a link for this one task.",
        values={
            "label": label,
            "title": title,
            "action": link.action,
            "giver": link.given_by.name,
            "until": link.expires_at,
            "url": links.task(link.kind, link.seed),
        },
        worth_until=link.expires_at,
    )


def _task(link: TaskLink) -> tuple[str, str, Audience]:
    """What the task is called, its title, and for whom the words of it exist."""
    if link.action:
        return link.action.key, link.action.title, link.action.audience
    assert link.period_on is not None  # every link has one task
    return link.relationship.key, f"The values of {periods.containing(link.period_on).name}", link.audience
