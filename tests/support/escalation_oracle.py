"""An independent judge of escalations: counts business time its own way, and looks for what must never be.

It reads facts (who was asked when, which pauses there were, who was told) and shares no arithmetic with the product:
hours are summed day by day from the stored calendar. What it finds is a list of sentences, by invariant.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from govtracker.database import db
from govtracker.enums import Side, Trigger
from govtracker.models import (
    Absence,
    BusinessCalendar,
    ClockPause,
    EscalationLevel,
    Issue,
    IssueClock,
    Notification,
    Rung,
    Tenure,
)

NOTHING = timedelta()
TELLING = ("opened", "escalated")


@dataclass(frozen=True)
class Verdict:
    """What was found, each a sentence; all of them empty where everything is as it must be."""

    twice: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    to_late_person: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()

    @property
    def everything(self) -> tuple[str, ...]:
        """All sentences."""
        return self.twice + self.lost + self.to_late_person + self.parked


def judge(at: datetime, *, uncounted: frozenset[int] = frozenset()) -> Verdict:
    """Everything that is wrong once a sweep has been made at `at`.

    `uncounted` are issues whose calendar changed while a clock ran: what they spent before cannot be counted anew.
    """
    db.session.expire_all()
    rows = list(db.session.scalars(select(Issue).where(Issue.escalation_path_id.is_not(None))))
    return Verdict(
        twice=(*_climbed_twice(), *_told_twice()),
        lost=tuple(sentence for issue in rows for sentence in _lost(issue, at, counted=issue.id not in uncounted)),
        to_late_person=tuple(_to_late_person()),
        parked=tuple(f"{issue.key} is parked" for issue in rows if issue.climb_failures),
    )


def business_time(start: datetime, end: datetime, organisation_id: int) -> timedelta:
    """How much of [start, end) (UTC) an organisation works, summed over its local days."""
    if end <= start:
        return NOTHING
    calendar = db.session.scalars(
        select(BusinessCalendar).where(BusinessCalendar.organisation_id == organisation_id)
    ).one()
    zone, own = ZoneInfo(calendar.zone), {day.day: day.hours or [] for day in calendar.days}
    day, total = start.astimezone(zone).date(), NOTHING
    while day <= end.astimezone(zone).date():
        for opens, closes in own.get(day, calendar.hours.get(str(day.weekday()), [])):
            first, last = (_instant(day, minute, zone) for minute in (opens, closes))
            total += max(min(last, end) - max(first, start), NOTHING)
        day += timedelta(days=1)
    return total


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a wall there shows that minute of the day."""
    days, rest = divmod(minute, 24 * 60)
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=days)
    return wall.replace(hour=rest // 60, minute=rest % 60).astimezone(UTC)


def _climbed_twice() -> Iterator[str]:
    reached = Counter(map(tuple, db.session.execute(select(Rung.issue_id, Rung.round, Rung.position))))
    return (
        f"issue {issue} reached level {level} of round {r} {n} times"
        for (issue, r, level), n in reached.items()
        if n > 1
    )


def _told_twice() -> Iterator[str]:
    notices = db.session.scalars(select(Notification).where(Notification.subject_type == "issue"))
    told = Counter(
        (one.subject_id, one.facts["round"], one.facts["level"], one.recipient_id)
        for one in notices
        if one.facts["event"] in TELLING
    )
    return (
        f"person {who} was told {n} times of level {level}, round {r} of issue {issue}"
        for (issue, r, level, who), n in told.items()
        if n > 1
    )


def _to_late_person() -> Iterator[str]:
    """Whoever had to answer a lower level of a round is never told for a higher one of it."""
    rungs = db.session.scalars(select(Rung).order_by(Rung.issue_id, Rung.round, Rung.position)).all()
    told: dict[tuple[int, int, int], set[int]] = {}
    for notice in db.session.scalars(select(Notification).where(Notification.subject_type == "issue")):
        if notice.facts["event"] in TELLING:
            place = (notice.subject_id or 0, notice.facts["round"], notice.facts["level"])
            told.setdefault(place, set()).add(notice.recipient_id)
    late: dict[tuple[int, int], set[int]] = {}
    for rung in rungs:
        asked = late.setdefault((rung.issue_id, rung.round), set())
        for person_id in asked & told.get((rung.issue_id, rung.round, rung.position), set()):
            yield f"issue {rung.issue_id}: person {person_id} was late below level {rung.position} and told for it"
        asked |= _asked(rung)


def _asked(rung: Rung) -> set[int]:
    """Who had to answer a rung: by the structure of the day it was told, not by what the product says of it."""
    if rung.collapsed or (rung.trigger is Trigger.NOBODY_THERE and rung.unreachable):
        return set()
    day = rung.told_at.astimezone(UTC).date()
    seat_id = rung.level.seat_id(rung.waiting_on)
    holder = db.session.scalar(
        select(Tenure.person_id).where(
            Tenure.seat_id == seat_id, Tenure.from_on <= day, or_(Tenure.to_on.is_(None), Tenure.to_on >= day)
        )
    )
    away = select(Absence.id).where(Absence.person_id == holder, Absence.from_on <= day, Absence.to_on >= day)
    if holder is None or db.session.scalar(away):
        return {rung.answering_person_id} if rung.answering_person_id else set()
    return {holder}


def _lost(issue: Issue, at: datetime, *, counted: bool) -> Iterator[str]:
    """A deadline that passed without anything, or a clock that nothing looks at any more."""
    if not issue.is_open:
        if issue.next_at is not None:
            yield f"{issue.key} is {issue.status.value} and still looked at"
        return
    if issue.next_at is not None and issue.next_at <= at:
        yield f"{issue.key} was due at {issue.next_at} and not looked at by {at}"
    rung = db.session.scalars(select(Rung).where(Rung.issue_id == issue.id, Rung.is_current)).one_or_none()
    if rung is None:
        yield f"{issue.key} is open and stands at no level"
        return
    if issue.held_until is not None:
        if issue.held_until <= at:
            yield f"{issue.key} was held until {issue.held_until} and still is"
        return
    if issue.is_exhausted:
        return
    if issue.next_at is None:
        yield f"{issue.key} runs and is never looked at again"
    if counted:
        yield from _overdue(issue, rung, at)


def _overdue(issue: Issue, rung: Rung, at: datetime) -> Iterator[str]:
    side = issue.waiting_on
    company = issue.relationship.company(side).id
    clock = db.session.scalars(
        select(IssueClock).where(
            IssueClock.issue_id == issue.id, IssueClock.round == issue.round, IssueClock.side == side
        )
    ).one()
    if clock.running_since is None:
        yield f"{issue.key} waits on {side.value}, whose clock stands still"
        return
    levels = db.session.scalars(
        select(EscalationLevel)
        .where(EscalationLevel.path_id == issue.escalation_path_id)
        .order_by(EscalationLevel.position)
    ).all()
    top = len(levels)
    asked = levels[min(rung.position, top) - 1]  # a path that became shorter asks what its top asks
    answering = business_time(max(rung.told_at, clock.running_since), at, company) + clock.response_spent
    late_answer = rung.acknowledged_at is None and answering >= timedelta(minutes=asked.response_minutes)
    spent = clock.carried + sum(
        (business_time(start, end, company) for start, end in _running(clock, side, at)), NOTHING
    )
    budget = clock.budget_minutes
    late_result = budget is not None and spent >= timedelta(minutes=budget)
    if not (late_answer or late_result):
        return
    if rung.position < top:
        yield f"{issue.key} should have left level {rung.position} by {at}: answer {answering}, spent {spent}"
    elif not rung.reminders:
        yield f"{issue.key} stands at the last level, its time is up, and nobody was reminded by {at}"


def _running(clock: IssueClock, side: Side, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The times the clock of a side ran in its round: since it was first asked, without its pauses."""
    if clock.started_at is None:
        return
    start: datetime = clock.started_at
    for pause in _pauses(clock, side):
        yield start, pause.from_at
        if pause.to_at is None:
            return
        start = max(start, pause.to_at)
    yield start, at


def _pauses(clock: IssueClock, side: Side) -> Sequence[ClockPause]:
    return db.session.scalars(
        select(ClockPause)
        .where(ClockPause.issue_id == clock.issue_id, ClockPause.round == clock.round, ClockPause.side == side)
        .order_by(ClockPause.from_at, ClockPause.id)
    ).all()
