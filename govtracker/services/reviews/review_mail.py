"""The review mail of managers: who gets it, by which schedule, and letting the one that is due be written."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import MailSchedule, Notification, Person
from govtracker.queries import claims, viewers
from govtracker.queries.reviews import mail_schedules, review_mail
from govtracker.rules import wall_time
from govtracker.rules.reviews import mail_times
from govtracker.rules.reviews.mail_times import MailTimes
from govtracker.services import Refused, events
from govtracker.services.reviews import mail_preferences

KIND = MailKind.REVIEW_MAIL
MONDAY = 0
MORNING = time(7, 30)


def begin(people: Sequence[Person], *, at: datetime, kind: MailKind = KIND) -> None:
    """Give each of these people the mail of that kind as managers have it at first: on Mondays at half past seven."""
    rows = []
    for person in people:
        times = MailTimes("weekly", MONDAY, 1, MORNING, person.zone)
        rows.append({"person_id": person.id, "kind": kind, **vars(times), "next_at": _next(times, after=at)})
    claims.insert_missing(MailSchedule, rows, unique=["person_id", "kind"])


def sponsors_due(at: datetime) -> Sequence[int]:
    """Sponsors who have not been given the review mail yet."""
    return review_mail.sponsors_without_schedule(at.astimezone(UTC).date())


def begin_with(person_id: int, at: datetime) -> None:
    """Give one sponsor the review mail."""
    begin([viewers.person(person_id)], at=at)
    events.record(mail_schedules.of_person(person_id, KIND), "review_mail_begun", by=None, at=at)


def due(at: datetime) -> Sequence[int]:
    """The schedules of review mails that are due."""
    return mail_schedules.due(KIND, at)


def leave(schedule_id: int, at: datetime) -> None:
    """Let the review mail that is due be written, of the latest period alone where several were missed; plan the next.

    Each period of a schedule has one mail, whatever becomes of the schedule meanwhile.
    """
    schedule = mail_schedules.schedule(schedule_id)
    if schedule.next_at is None or schedule.next_at > at:
        return
    times, at_last = times_of(schedule), schedule.next_at
    while (following := _next(times, after=at_last)) <= at:
        at_last = following
    period = mail_times.period_key(times, at_last)
    if period != schedule.last_period:
        facts = {"period": period, "due_at": at_last.isoformat()}
        notices.leave(
            schedule.kind, [schedule.person_id], subject=schedule, dedupe=f"period:{period}", facts=facts, at=at
        )
        schedule.last_period, schedule.last_sent_at = period, at
    schedule.next_at = following


def put_off(schedule_id: int, at: datetime) -> None:
    """Leave a mail out that cannot be left, and plan the next."""
    schedule = mail_schedules.schedule(schedule_id)
    schedule.next_at = _next(times_of(schedule), after=at)


def subscribe(viewer: Viewer, times: MailTimes, *, at: datetime, chosen: Collection[int] = ()) -> None:
    """Let the review mail come to the person by these times from now on; refuses an unknown zone, an impossible day.

    It tells of the relationships `chosen`; where none is, or just those it tells of by itself, of the ones they answer
    for, whichever these come to be.
    """
    following = first(times, after=at)
    schedule = mail_schedules.of_person(viewer.person_id, KIND)
    if schedule is None:
        begin([viewers.oneself(viewer)], at=at)
        schedule = mail_schedules.of_person(viewer.person_id, KIND)
    assert schedule is not None
    by_itself = {row.id for row in review_mail.told_of(viewer, ())}
    wanted = {row.id for row in review_mail.told_of(viewer, chosen)}
    kept = [] if wanted == by_itself else sorted(wanted)
    if events.change(schedule, "review_mail_scheduled", by=viewer, at=at, chosen=kept, **vars(times)):
        schedule.next_at = following
    mail_preferences.subscribe(viewer.person_id, KIND, by=viewer, at=at)


def first(times: MailTimes, *, after: datetime) -> datetime:
    """When the first mail by these times comes; refuses an unknown zone, an impossible day."""
    try:
        wall_time.zone(times.zone)
    except ValueError as fault:
        raise Refused(str(fault), "zone") from None
    try:
        return _next(times, after=after)
    except ValueError as fault:
        raise Refused(str(fault), "frequency") from None


def stop(viewer: Viewer, *, at: datetime) -> None:
    """No more review mail; the times are kept for when the person wants it again."""
    mail_preferences.unsubscribe(viewer.person_id, KIND, by=viewer, at=at)


def send_now(viewer: Viewer, *, at: datetime, kind: MailKind = KIND) -> None:
    """One such mail outside of any schedule, because the person asked for it."""
    if kind in mail_schedules.unwanted(viewer.person_id):
        raise Refused("You have stopped this mail: let it come again first.")
    person = viewers.oneself(viewer)
    notices.leave(kind, [person.id], subject=person, dedupe=f"asked:{at.isoformat()}", facts=_asked(at), at=at)


def sample(viewer: Viewer, *, at: datetime, kind: MailKind = KIND) -> Notification:
    """What `send_now` would leave, kept nowhere: for looking at the mail beforehand."""
    facts: dict[str, Any] = _asked(at)
    return Notification(kind=kind, recipient_id=viewer.person_id, facts=facts, due_at=at, attempts=0)


def times_of(schedule: MailSchedule) -> MailTimes:
    """When it comes."""
    return MailTimes(schedule.frequency, schedule.weekday, schedule.day, schedule.local_time, schedule.zone)


def _asked(at: datetime) -> dict[str, Any]:
    return {"sample": True, "due_at": at.isoformat()}


def _next(times: MailTimes, *, after: datetime) -> datetime:
    return mail_times.next_mail(times, after=after)
