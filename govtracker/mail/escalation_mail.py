"""Mails about an issue's escalation: told, handed over, warned, reminded, grown old; who has to move, and by when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from govtracker.access import Permission, Viewer, allowed
from govtracker.enums import Severity, Side, Trigger
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Issue, Notification, Rung
from govtracker.queries.reviews import notices
from govtracker.rules import rich_text
from govtracker.rules.governance import escalation
from govtracker.rules.governance.course import Deadline
from govtracker.rules.governance.escalation import Ladder, Level


@dataclass(frozen=True)
class About:
    """What a mail is about, for one reader: the level, their company, and the one that has to move."""

    issue: Issue
    rung: Rung
    viewer: Viewer
    facts: Mapping[str, object]
    company: str
    waited_on: str

    @property
    def asked(self) -> bool:
        """Whether the reader may give the answer that is waited for."""
        return self.rung.acknowledged_at is None and allowed(self.viewer, Permission.ACKNOWLEDGE, self.rung)


@dataclass(frozen=True)
class Said:
    """What a mail says: headline, one sentence and somebody's words, why this reader, what is asked by when.

    `deed` is acknowledge or resolve, "" where nothing is asked; `by` is when (UTC), `late` where that is over.
    """

    headline: str
    sentence: str
    why: str
    quote: str = ""
    preheader: str = ""
    deed: str = "acknowledge"
    by: datetime | None = None
    asked: bool = False
    late: bool = False


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """The mail of one thing to one of its people; None when they may not see the issue any more, or it is over."""
    notice = told[0]
    issue = notices.issue(viewer, notice.subject_id)
    side = viewer.side_in(issue.place) if issue else None
    if issue is None or side is None:
        return None
    rung = notices.rung(
        issue, round_number=notice.facts.get("round", issue.round), level=notice.facts.get("level", issue.level)
    )
    if rung is None:
        return None
    waited_on = company_of(issue, rung.waiting_on)
    about = About(issue, rung, viewer, notice.facts, company_of(issue, side), waited_on)
    said = SPEAKERS.get(notice.facts.get("event", ""), _told)(about)
    return _content(about, said, notice) if said else None


def _content(about: About, said: Said, notice: Notification) -> Content:
    said = replace(said, quote=rich_text.plain(said.quote, LONGEST_QUOTE))
    issue, rung, since = about.issue, about.rung, notice.facts.get("since")
    return Content(
        subject=f"[{issue.key}] {issue.title}",
        template="escalation",
        thread=f"issue:{issue.id}",
        list_name=issue.relationship.key,
        quotes=[(issue.relationship_id, issue.audience)],
        preheader=said.preheader or said.sentence,
        why=f"You get this because {said.why}. Escalations cannot be switched off.",
        due_at=datetime.fromisoformat(since) if since else None,
        disturbs=issue.severity is Severity.CRITICAL,
        values={
            "issue": issue,
            "rung": rung,
            "said": said,
            "url": links.issue(issue),
            "waited_on": about.waited_on,
            "otherwise": escalation.otherwise(ladder(rung), rung.position),
        },
    )


def _told(about: About) -> Said:
    """A level is told."""
    issue, rung, company = about.issue, about.rung, about.company
    headline = HEADLINES.get(rung.trigger, "{key} has reached level {level}")
    stands = "stands at" if rung.trigger in HEADLINES else "has reached"
    return Said(
        headline=headline.format(key=issue.key, level=rung.position),
        sentence=REASONS[rung.trigger].format(waited_on=about.waited_on),
        quote=rung.reason,
        preheader=f"Level {rung.position}, {rung.level.tier.value}: waiting on {about.waited_on}",
        why=f"{issue.key} {stands} level {rung.position} of its escalation path, where you stand for {company}",
        by=rung.response_due_at,
        asked=about.asked,
    )


def _handed_over(about: About) -> Said | None:
    """The other side asks this one; nothing is left to say once it has been handed on."""
    issue, rung = about.issue, about.rung
    if about.facts.get("waiting_on") != rung.waiting_on.value or not issue.is_open:
        return None
    part = f"answer at level {rung.position} of its escalation path" if about.asked else "do the work"
    return Said(
        headline=f"{issue.key} waits for {about.waited_on} now",
        sentence=f"{about.facts.get('by_name', 'The other side')} handed it over and asks:",
        quote=str(about.facts.get("asked", "")),
        why=f"{issue.key} was handed over to {about.waited_on}, for which you {part}",
        by=rung.response_due_at,
        asked=about.asked,
    )


def _warned(about: About) -> Said | None:
    """The time of the level is nearly up; nothing is left to say once it was answered, passed or handed on."""
    rung, facts = about.rung, about.facts
    resolving = facts.get("deadline") == Deadline.RESOLUTION
    due = rung.resolution_due_at if resolving else rung.response_due_at
    answered = rung.acknowledged_at is not None and not resolving
    if not rung.is_current or answered or due is None or facts.get("waiting_on") != rung.waiting_on.value:
        return None
    deed = "resolve" if resolving else "acknowledge"
    return Said(
        headline=f"{about.issue.key} has to be {DONE[deed]} soon",
        sentence=f"The time of level {rung.position} is nearly up.",
        why=f"{about.issue.key} waits for {about.waited_on}, and you answer for it at level {rung.position} or own it",
        deed=deed,
        by=due,
        asked=True,
    )


def _reminded(about: About) -> Said | None:
    """The time of the last level is up."""
    rung, facts = about.rung, about.facts
    late_by = Trigger(str(facts.get("late_by", Trigger.NOT_ACKNOWLEDGED.value)))
    resolving = late_by is Trigger.NOT_RESOLVED
    if not rung.is_current or not about.issue.is_open or (rung.acknowledged_at is not None and not resolving):
        return None
    return Said(
        headline=f"{about.issue.key} still waits for {about.waited_on}",
        sentence=f"{REASONS[late_by].format(waited_on=about.waited_on)} "
        f"This is reminder {facts.get('number')} of {facts.get('of')}; there is no level above.",
        why=f"{about.issue.key} stands at the last level of its escalation path, where you stand for {about.company}",
        deed="resolve" if resolving else "acknowledge",
        by=rung.resolution_due_at if resolving else rung.response_due_at,
        asked=about.asked or (resolving and rung.acknowledged_by_id == about.viewer.person_id),
        late=True,
    )


def _grown_old(about: About) -> Said | None:
    """It has been open for longer than agreed."""
    issue = about.issue
    if not issue.is_open:
        return None
    days = about.facts.get("days")
    handed = f" It has been handed over {issue.handovers} times." if issue.handovers > 1 else ""
    return Said(
        headline=f"{issue.key} has been open for {days} working day{'' if days == 1 else 's'}",
        sentence=f"It waits on {company_of(issue, issue.waiting_on)} at level {issue.level}.{handed} "
        "This clock never pauses, and you hear of it once.",
        why=f"you speak for {about.company} in {issue.relationship.key}, and {issue.key} has grown old",
        deed="",
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


LONGEST_QUOTE = 600
SPEAKERS: Mapping[object, Callable[[About], Said | None]] = {
    "handed_over": _handed_over,
    "warned": _warned,
    "reminded": _reminded,
    "grown_old": _grown_old,
}
DONE = {"acknowledge": "acknowledged", "resolve": "resolved"}
HEADLINES: Mapping[Trigger, str] = {
    Trigger.SILENT: "{key} has to be acknowledged again",
    Trigger.STEPPED_DOWN: "{key} is back at level {level}",
}
REASONS: Mapping[Trigger, str] = {
    Trigger.OPENED: "It was opened and waits for {waited_on}.",
    Trigger.NOT_ACKNOWLEDGED: "{waited_on} did not acknowledge it in time.",
    Trigger.NOT_RESOLVED: "It was not resolved in time; {waited_on} has to move.",
    Trigger.SEVERITY_RAISED: "Its severity was raised; {waited_on} has to move.",
    Trigger.BY_HAND: "It was escalated by hand; {waited_on} has to move.",
    Trigger.REOPENED: "It was reopened; {waited_on} has to move.",
    Trigger.STEPPED_DOWN: "It was given back to this level; {waited_on} has to move.",
    Trigger.SILENT: "{waited_on} acknowledged it and has been silent since.",
    Trigger.NOBODY_THERE: "Nobody could be told at the level below; {waited_on} has to move.",
}
