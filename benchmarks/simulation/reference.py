"""A naive reference: who must get which mail when, by loops over days; it knows nothing of how the product does it."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from benchmarks.simulation.script import (
    DIGEST,
    INVITATION,
    ORDER,
    PACK,
    REVIEW_MAIL,
    SLACK,
    Body,
    Deed,
    Expected,
    MailPlan,
    Rhythm,
    Script,
    Somebody,
    Word,
)
from benchmarks.simulation.wall import DAY, day_of, days, instant, quiet_over

LASTS = {PACK: 3 * DAY, REVIEW_MAIL: 3 * DAY, DIGEST: timedelta(hours=12)}  # an invitation is always sent
FRESH = 8 * DAY  # older word is left to the list of notices
INVITED, REMINDED = 14 * DAY, 3 * DAY  # before the review begins
GATHER = timedelta(minutes=5)
WORDS = {"move": "moved", "leave": "other", "cancel": "cancelled", "skip": "cancelled", "pause": "cancelled"}


@dataclass
class Meeting:
    """One review of a forum: whose period it is, when it begins, when it will not."""

    body: Body
    period: str
    nominal: date
    day: date
    at: datetime


@dataclass(frozen=True)
class Said:
    """What is said of a review at an instant, and when it is planned for by then."""

    at: datetime
    word: str
    planned: datetime


def expected(script: Script) -> list[Expected]:
    """Every mail that must leave, sorted."""
    everybody = {one.number: one for one in script.people}
    mails = list(_of_bodies(script, everybody))
    for person in script.people:
        mails += _of_person(script, person)
    return sorted(mails)


def is_on(rhythm: Rhythm, day: date, starts_on: date) -> bool:
    """Whether a forum meets by its rhythm on that day."""
    last = calendar.monthrange(day.year, day.month)[1]
    if rhythm.kind == "weekly":
        week = (day - timedelta(days=day.weekday()) - (starts_on - timedelta(days=starts_on.weekday()))).days // 7
        return day.weekday() == rhythm.weekday and week % rhythm.every == 0
    months = (day.year - starts_on.year) * 12 + day.month - starts_on.month
    if rhythm.kind == "nth":
        place = (day.day - 1) // 7 + 1 if rhythm.nth > 0 else -((last - day.day) // 7 + 1)
        return day.weekday() == rhythm.weekday and place == rhythm.nth and months % rhythm.every == 0
    if rhythm.kind == "yearly":
        return day.month == rhythm.month and day.day == min(rhythm.day, last)
    step = 3 if rhythm.kind == "quarterly" else rhythm.every
    return day.day == min(rhythm.day, last) and months % step == 0


def period_of(rhythm: Rhythm, day: date) -> str:
    """The name of the period: 2026-W48, 2026-11, 2026-Q4 or 2026."""
    year, week, _ = day.isocalendar()
    return {
        "weekly": f"{year}-W{week:02}",
        "nth": f"{day:%Y-%m}",
        "monthly": f"{day:%Y-%m}",
        "quarterly": f"{day.year}-Q{(day.month + 2) // 3}",
        "yearly": f"{day.year}",
    }[rhythm.kind]


def meetings(script: Script, body: Body) -> list[Meeting]:
    """The reviews of a forum, a period each, shifted off the days on which a side does not work."""
    found = []
    for day in days(body.starts_on, script.ends.date() + 120 * DAY):
        if is_on(body.rhythm, day, body.starts_on):
            on = _shifted(script, body, day)
            at = instant(on, body.wall, body.zone)
            if at > script.begins:
                found.append(Meeting(body, period_of(body.rhythm, day), day, on, at))
    return found


def _shifted(script: Script, body: Body, day: date) -> date:
    bond = next(one for one in script.bonds if one.number == body.relationship)
    sides = [one for one in script.companies if one.number in (bond.client, bond.supplier)]
    step = {"none": 0, "next": 1, "previous": -1}[body.shift]
    while step and any(day.weekday() not in one.weekdays or day in one.holidays for one in sides):
        day += step * DAY
    return day


def up(script: Script, at: datetime) -> datetime:
    """The first instant from `at` on at which somebody ticks."""
    for begins, ends in script.outages:
        if begins <= at < ends:
            return ends
    return at


def leaves(script: Script, person: Somebody, kind: str, due: datetime) -> datetime | None:
    """When a mail due then leaves: after outages and quiet; None where it is not worth sending by then.

    A digest's window begins when it was due, any other's when the quiet of that moment is over; that of a review mail
    when somebody ticks again, for the one of the latest period is sent however long the outage was.
    """
    ready = up(script, due) if kind == REVIEW_MAIL else due
    begins = ready if kind == DIGEST else quiet_over(person.quiet, person.zone, ready)
    at = up(script, due)
    while (later := up(script, quiet_over(person.quiet, person.zone, at))) != at:
        at = later
    lasts = LASTS.get(kind)
    if lasts is not None and at > begins + lasts:
        return None
    if person.leaves_at is not None and at >= person.leaves_at:
        return None
    if kind in person.refuses and at >= person.refuses[kind]:
        return None
    return at


def moments(script: Script) -> list[datetime]:
    """Every instant at which something is said of a review, sorted: a worker looks far more often than this."""
    return sorted(
        {said.at for body in script.bodies for one in meetings(script, body) for said in _course(script, one)}
    )


def _of_bodies(script: Script, everybody: dict[int, Somebody]) -> Iterator[Expected]:
    for body in script.bodies:
        for meeting in meetings(script, body):
            course = _course(script, meeting)
            for number in body.members:
                yield from _told(script, everybody[number], meeting, course)


def _course(script: Script, meeting: Meeting) -> list[Said]:
    """What is said of a review to its people, in order of time: asked, moved, other, cancelled, reminder, pack."""
    said: list[Said] = []
    since, planned = script.begins, meeting.at
    for deed in sorted(_deeds(script, meeting), key=lambda one: one.at):
        said += _before(script, meeting, planned, since, deed.at, said)
        invited = any(one.word != PACK for one in said) and deed.at < planned
        if deed.what == "move":
            day, wall = deed.day or meeting.day, deed.wall or meeting.body.wall
            since, planned = deed.at, instant(day, wall, meeting.body.zone)
        if invited:
            said.append(Said(deed.at, WORDS[deed.what], planned))
        if WORDS[deed.what] == "cancelled":
            return said
    return said + _before(script, meeting, planned, since, planned, said)


def _deeds(script: Script, meeting: Meeting) -> Iterator[Deed]:
    """What people do about a review; of one who leaves, the calendars of the others are told."""
    body = meeting.body
    for deed in script.deeds:
        paused = deed.what == "pause" and deed.day is not None and meeting.day < deed.day
        if deed.body == body.number and deed.at < meeting.at and (paused or deed.period == meeting.period):
            yield deed
    for person in script.people:
        if person.number in body.members and person.leaves_at is not None:
            yield Deed(up(script, person.leaves_at), "leave", body.number)


def _before(
    script: Script, meeting: Meeting, planned: datetime, since: datetime, until: datetime, said: list[Said]
) -> list[Said]:
    """What the clock says of a review planned for then, until the next deed."""
    over = min(until, planned)
    known = {one.word for one in said if one.planned == planned}
    words = [one.at for one in said if one.word not in (PACK, "reminder")]
    found = []
    if not words and (asked := up(script, max(planned - INVITED, since))) < over:
        words = [asked]
        found.append(Said(asked, "asked", planned))
    if words and "reminder" not in known:
        found.append(Said(up(script, max(planned - REMINDED, words[-1] + DAY)), "reminder", planned))
    if PACK not in known:
        found.append(Said(up(script, max(planned - meeting.body.pack_days * DAY, since)), PACK, planned))
    return sorted((one for one in found if one.at < over), key=lambda one: one.at)


def _told(script: Script, person: Somebody, meeting: Meeting, course: list[Said]) -> Iterator[Expected]:
    """The mails one of its people gets: the pack singly, the rest gathered while it waits."""
    about = f"{meeting.body.number}/{meeting.period}"
    for said in course:
        overtaken = [one.at for one in course if one.word in ("moved", "cancelled") and one.at > said.at]
        at = leaves(script, person, PACK, said.at)
        if said.word == PACK and at is not None and at < min([said.planned, *overtaken]):
            yield from _one(script, person, PACK, f"{about}/{PACK}", said.at)
    waiting = [said for said in course if said.word != PACK]
    while waiting:
        due = waiting[0].at + GATHER
        at = leaves(script, person, INVITATION, due)
        together = [said for said in waiting if said.at <= (at or due)]
        waiting = waiting[len(together) :]
        word = min(together, key=lambda said: ORDER.index(said.word)).word
        if at is not None and (word == "cancelled" or at < together[-1].planned):
            yield from _one(script, person, INVITATION, f"{about}/{word}", due)


def _one(script: Script, person: Somebody, kind: str, about: str, due: datetime) -> Iterator[Expected]:
    at = leaves(script, person, kind, due)
    if at is not None and at + SLACK < script.ends:
        yield Expected(person.number, kind, about, at, at + SLACK)


def _of_person(script: Script, person: Somebody) -> list[Expected]:
    """Their review mails and digests, in order of time."""
    return _review_mails(script, person) + _digests(script, person)


def _review_mails(script: Script, person: Somebody) -> list[Expected]:
    plan = person.review_mail
    if plan is None or not _answered_for(script, person):
        return []
    dues = [instant(day, plan.wall, person.zone) for day in _life(script, person) if _falls_on(plan, day)]
    return [mail for due in _latest_only(script, dues) for mail in _one(script, person, REVIEW_MAIL, "", due)]


def _answered_for(script: Script, person: Somebody) -> set[int]:
    """The relationships their review mail tells of."""
    held = {one.number for one in script.bonds if person.number in one.members}
    chosen = person.review_mail.chosen if person.review_mail else ()
    return held & set(chosen) if chosen else held


def _falls_on(plan: MailPlan, day: date) -> bool:
    if plan.frequency == "weekly":
        return day.weekday() == plan.weekday
    return day.day == min(plan.day, calendar.monthrange(day.year, day.month)[1])


def _life(script: Script, person: Somebody) -> list[date]:
    return days(day_of(script.begins, person.zone), day_of(script.ends, person.zone))


def _latest_only(script: Script, dues: list[datetime]) -> list[datetime]:
    """What was due; of several that were due in one outage, the latest alone."""
    return sorted({up(script, due): due for due in dues if script.begins < due < script.ends}.values())


def _digests(script: Script, person: Somebody) -> list[Expected]:
    """One each working morning on which there is word from others."""
    waiting = [one for one in script.words if one.person == person.number]
    dues = [
        instant(day, person.digest_wall, person.zone)
        for day in _life(script, person)
        if day.weekday() in person.digest_days
    ]
    mails: list[Expected] = []
    for due in _latest_only(script, dues):
        if (
            not any(word.at < due + LASTS[DIGEST] for word in waiting)
            or (at := leaves(script, person, DIGEST, due)) is None
        ):
            continue
        looked = [up(script, due), at]  # what comes between belongs to the next, unless a digest waits already
        news = [_news(waiting, moment) for moment in looked]
        if all(news):
            mails += _one(script, person, DIGEST, "", due)
        taken = at if news[0] else looked[0]
        waiting = [word for word in waiting if word.at > taken]
    return mails


def _news(waiting: list[Word], at: datetime) -> bool:
    """Whether others said something by then, whatever a review mail of that day has told of."""
    return any(one.at <= at < one.at + FRESH and not one.own_deed for one in waiting)
