"""The digest: what stands for a person this morning, in one mail a day at most; none when nothing stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import Audience, MailKind, ReviewStatus
from govtracker.mail import links
from govtracker.mail.values import Content, Quote
from govtracker.models import Notification, Subject
from govtracker.queries.governance import escalation
from govtracker.queries.issues import actions, work
from govtracker.queries.reviews import mail_schedules, notices
from govtracker.rules import date_words, keys, wall_time

AHEAD = timedelta(days=7)
SHOWN = 7  # of each of six sorts and the few pulses: what is longer, mail programs cut off


@dataclass(frozen=True)
class Line:
    """One thing that stands. `late` is said with a word; `note` says the rest; `answer_by` is an instant."""

    relationship_key: str
    audience: Audience
    key: str
    title: str
    url: str
    note: str = ""
    late: str = ""
    answer_by: datetime | None = None


@dataclass(frozen=True)
class Section:
    """Lines of one sort; `counted` names them in the subject line ("2 to acknowledge")."""

    title: str
    counted: str
    lines: Sequence[Line]

    @property
    def shown(self) -> Sequence[Line]:
        """The first of them."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> str:
        """How many are not shown; "" for none."""
        more = len(self.lines) - SHOWN
        return f"{more}{self._and_on}" if more > 0 else ""

    @property
    def count(self) -> str:
        """How many there are, and of what."""
        return self.counted.format(f"{len(self.lines)}{self._and_on}")

    @property
    def _and_on(self) -> str:
        return "+" if len(self.lines) >= work.SHOWN else ""  # nobody has looked further


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What stands for the person, but for relationships a review mail of this day has told them of; and what is new."""
    planned_in = str(told[0].facts.get("zone", viewer.zone))  # where a schedule's days differ from its reader's
    if mail_schedules.is_told(MailKind.DIGEST, viewer.person_id, since=_midnight(at, planned_in)):
        return None
    today = wall_time.local(at, viewer.zone).date()
    covered = mail_schedules.quoted(MailKind.REVIEW_MAIL, viewer.person_id, since=_midnight(at, viewer.zone))
    standing, news = _sections(viewer, today, at), Section("What you watch", "{} with news", _watched(told, viewer))
    sections = [*standing, news]
    ids = mail_schedules.ids_of(line.relationship_key for section in sections for line in section.lines)
    told_already = {key for key, relationship_id in ids.items() if relationship_id in covered}
    sections = [kept for kept in (*(_without(section, told_already) for section in standing), news) if kept.lines]
    if not sections:
        return None
    counted = [section.count for section in sections]
    return Content(
        subject=f"Today: {date_words.listed(counted)}",
        template="digest",
        list_name=MailKind.DIGEST.value,
        quotes=_quotes(sections, ids),
        preheader="; ".join(line.title for line in sections[0].shown[:3]),
        why="You get this on the mornings of your working days when something waits for you.",
        due_at=datetime.fromisoformat(told[0].facts["due_at"]),
        values={"sections": sections, "day": today},
    )


def _midnight(at: datetime, zone: str) -> datetime:
    return wall_time.on(wall_time.local(at, zone).date(), time(), zone)


def _sections(viewer: Viewer, today: date, at: datetime) -> list[Section]:
    to_acknowledge = [_awaited(row) for row in escalation.awaiting(viewer, today=today)]
    known = {line.key for line in to_acknowledge}
    waiting = [_waiting(row, today) for row in work.waiting(viewer, on_own_side=True, today=today)]
    reviews = work.to_prepare(viewer, at=at)
    asked_of = work.to_agree(viewer)
    to_agree = [_to_agree(row) for row in asked_of if not row.closes_at]
    minutes = [_minutes(row) for row in reviews if row.status is ReviewStatus.HELD]
    asked = [_to_prepare(row, today) for row in reviews if row.asked and row.status is not ReviewStatus.HELD]
    return [
        Section("Needs your acknowledgement", "{} to acknowledge", to_acknowledge),
        Section("Your actions", "{} of your actions", [_action(row, today) for row in _pressing(viewer, today)]),
        Section("Waiting on your side", "{} waiting on your side", [line for line in waiting if line.key not in known]),
        Section(
            "Needs your agreement",
            "{} to agree",
            [*to_agree, *minutes],
        ),
        Section("Pulses to answer", "{} to answer", [_pulse(row) for row in asked_of if row.closes_at]),
        Section("Reviews to prepare", "{} to prepare", asked),
    ]


def _pressing(viewer: Viewer, today: date) -> list[Any]:
    return [row for row in actions.mine(viewer, today=today) if row.due_on <= today + AHEAD]


def _awaited(row: escalation.Awaiting) -> Line:
    return Line(
        relationship_key=row.relationship_key,
        audience=row.audience,
        key=f"{row.relationship_key}-{row.number}",
        title=row.title,
        url=links.to(f"/r/{row.relationship_key}/issues/{row.number}"),
        note=f"{row.severity.value}, level {row.level}",
        answer_by=row.response_due_at,
    )


def _waiting(row: Any, today: date) -> Line:
    number = keys.number(row.number, row.audience)
    return Line(
        relationship_key=row.relationship_key,
        audience=row.audience,
        key=keys.issue_key(row.relationship_key, row.number, row.audience),
        title=row.title,
        url=links.to(f"/r/{row.relationship_key}/issues/{number}"),
        note=f"{row.severity.value}, due {date_words.short_day(row.due_on)}",
        late=_late(row.due_on, today),
    )


def _action(row: Any, today: date) -> Line:
    number = keys.number(row.number, row.audience)
    return Line(
        relationship_key=row.relationship_key,
        audience=row.audience,
        key=keys.action_key(row.relationship_key, row.number, row.audience),
        title=row.title,
        url=links.to(f"/r/{row.relationship_key}/actions/{number}"),
        note=f"due {date_words.short_day(row.due_on)}",
        late=_late(row.due_on, today),
    )


def _to_agree(row: Any) -> Line:
    """A scorecard, proposed criteria or an escalation path, each with the page where one says yes or no."""
    if row.period_on:
        title, path = row.name, f"scorecards/{row.path_id}"
    elif row.path_id:
        title, path = f"Escalation path “{row.name}”, version {row.version}", f"escalation-paths/{row.path_id}"
    else:
        title, path = f"{row.name}, version {row.version}", "criteria"
    return Line(
        relationship_key=row.relationship_key,
        audience=Audience.SHARED,
        key=row.relationship_key,
        title=title,
        url=links.to(f"/r/{row.relationship_key}/{path}"),
    )


def _pulse(row: Any) -> Line:
    return Line(
        relationship_key=row.relationship_key,
        audience=Audience.SHARED,
        key=row.relationship_key,
        title=f"{row.name}, round {row.path_id}",
        url=links.to(f"/r/{row.relationship_key}/pulse/{row.path_id}/answer"),
        answer_by=row.closes_at,
    )


def _minutes(row: Any) -> Line:
    return _review(row, "agreement", f"Minutes of {row.forum}, {row.period_key}")


def _to_prepare(row: Any, today: date) -> Line:
    things = "1 thing" if row.asked == 1 else f"{row.asked} things"
    asked = f"{things} by {date_words.short_day(row.asked_by)}"
    return _review(row, "preparation", f"{row.forum}, {row.period_key}", note=asked, late=_late(row.asked_by, today))


def _review(row: Any, page: str, title: str, *, note: str = "", late: str = "") -> Line:
    return Line(
        relationship_key=row.relationship_key,
        audience=Audience.SHARED,
        key=row.relationship_key,
        title=title,
        url=links.to(f"/r/{row.relationship_key}/reviews/{row.id}/{page}"),
        note=note,
        late=late,
    )


def _watched(told: Sequence[Notification], viewer: Viewer) -> list[Line]:
    """A line for each record the person watches and of which there is something to tell."""
    news = [one for one in told if one.kind is MailKind.WATCHED]
    about = notices.talked_of(viewer, news)
    told_of: dict[str, tuple[Subject, list[Notification]]] = {}
    for one in news:
        if one.id in about:
            told_of.setdefault(about[one.id].key, (about[one.id], []))[1].append(one)
    return [
        Line(
            relationship_key=subject.relationship.key,
            audience=next((one.audience for one in ones if one.audience is not Audience.SHARED), subject.audience),
            key=subject.key,
            title=subject.title,
            url=links.subject(subject),
            note=_news(ones),
        )
        for subject, ones in told_of.values()
    ]


def _news(told: Sequence[Notification]) -> str:
    """What happened to one record: "2 comments by Ben Cruz and Priya Nair; now resolved"."""
    said = [one for one in told if one.facts["event"] == "said"]
    moves = [str(one.facts["to"]).replace("_", " ") for one in told if one.facts["event"] == "moved"]
    names = sorted({str(one.facts["by_name"]) for one in said})
    count = "1 comment" if len(said) == 1 else f"{len(said)} comments"
    return "; ".join(
        [*([f"{count} by {date_words.listed(names)}"] if said else []), *(f"now {to}" for to in moves[-1:])]
    )


def _late(due_on: date, today: date) -> str:
    days = (today - due_on).days
    return "" if days <= 0 else "1 day late" if days == 1 else f"{days} days late"


def _without(section: Section, relationship_keys: set[str]) -> Section:
    lines = [line for line in section.lines if line.relationship_key not in relationship_keys]
    return Section(section.title, section.counted, lines)


def _quotes(sections: Sequence[Section], ids: dict[str, int]) -> list[Quote]:
    return [(ids[line.relationship_key], line.audience) for section in sections for line in section.lines]
