"""What mail a person gets and when: the digest's mornings, and the kinds they do not want."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import MailSchedule, Person, Unsubscription
from govtracker.queries import claims, viewers
from govtracker.queries.reviews import mail_schedules
from govtracker.rules import wall_time
from govtracker.rules.reviews import mail_times, mailing, quiet_hours
from govtracker.rules.reviews.quiet_hours import Quiet
from govtracker.services import Refused, events

MORNING = time(7, 30)
WORKING_DAYS = "01234"


def begin_digests(people: Sequence[Person], *, at: datetime) -> None:
    """Give each of these people the digest as everybody has it at first; they need their ids."""
    claims.insert_missing(
        MailSchedule,
        [
            {
                "person_id": person.id,
                "kind": MailKind.DIGEST,
                "frequency": "daily",
                "weekday": 0,
                "day": 1,
                "working_days": WORKING_DAYS,
                "local_time": MORNING,
                "zone": person.zone,
                "next_at": mail_times.next_digest(MORNING, person.zone, _days(WORKING_DAYS), after=at),
                "last_period": "",
            }
            for person in people
        ],
        unique=["person_id", "kind"],
    )


def end_digests(person_ids: Sequence[int]) -> None:
    """Take away the mail schedules of people who are being taken back."""
    mail_schedules.end(person_ids)


def digests_due(at: datetime) -> Sequence[int]:
    """The schedules of digests that are due."""
    return mail_schedules.due(MailKind.DIGEST, at)


def leave_digest(schedule_id: int, at: datetime) -> None:
    """Let a digest that is due be written, the latest alone where several were missed, and plan the next."""
    schedule = mail_schedules.schedule(schedule_id)
    if schedule.next_at is None or schedule.next_at > at:
        return
    due = schedule.next_at
    while (following := _next(schedule, after=due)) <= at:
        due = following
    day = wall_time.local(due, schedule.zone).date().isoformat()
    if day > schedule.last_period:
        notices.leave(
            MailKind.DIGEST,
            [schedule.person_id],
            subject=schedule,
            dedupe=f"day:{day}",
            facts={"day": day, "zone": schedule.zone, "due_at": due.isoformat()},
            at=at,
            due_at=mailing.due_at(MailKind.DIGEST, due),
        )
        schedule.last_period, schedule.last_sent_at = day, at
    schedule.next_at = following


def put_off_digest(schedule_id: int, at: datetime) -> None:
    """Leave a digest out that cannot be left, and plan the next."""
    schedule = mail_schedules.schedule(schedule_id)
    schedule.next_at = _next(schedule, after=at)


def set_digest(viewer: Viewer, *, local_time: time, working_days: Sequence[int], zone: str, at: datetime) -> None:
    """Let the person's digest come at that wall time of their zone on those days (0 is Monday)."""
    days = "".join(str(day) for day in sorted(set(working_days)))
    if not days:
        raise Refused("Choose at least one working day.", "day_0")
    schedule = mail_schedules.of_person(viewer.person_id, MailKind.DIGEST)
    if schedule is None:
        begin_digests([viewers.oneself(viewer)], at=at)
        schedule = mail_schedules.of_person(viewer.person_id, MailKind.DIGEST)
    assert schedule is not None
    changed = events.change(
        schedule, "digest_changed", by=viewer, at=at, local_time=local_time, working_days=days, zone=zone
    )
    if changed:
        schedule.next_at = _next(schedule, after=at)


def set_quiet(viewer: Viewer, begins: time | None, ends: time | None, days: Collection[int], *, at: datetime) -> None:
    """Let mail wait each day from `begins` to `ends` on the person's wall, and all through `days` (0 is Monday)."""
    if (begins is None) != (ends is None):
        raise Refused("Write both times of your quiet hours, or neither.", "quiet_to" if begins else "quiet_from")
    if not quiet_hours.leaves_room(Quiet(viewer.zone, begins, ends, frozenset(days))):
        raise Refused("Quiet hours have to leave some time for mail.", "quiet_to")
    digits = "".join(str(day) for day in sorted(set(days)))
    person = viewers.oneself(viewer)
    events.change(person, "quiet_set", by=viewer, at=at, quiet_from=begins, quiet_to=ends, quiet_days=digits)


def want(viewer: Viewer, wanted: Mapping[MailKind, bool], *, at: datetime) -> None:
    """Send the person the kinds of mail they want and no others."""
    for kind, is_wanted in wanted.items():
        change = subscribe if is_wanted else unsubscribe
        change(viewer.person_id, kind, by=viewer, at=at)


def unsubscribe(person_id: int, kind: MailKind, *, by: Viewer | None, at: datetime) -> None:
    """Send the person no more mail of that kind. `by` is None where they used the link in a mail."""
    made = claims.insert_missing(
        Unsubscription, [{"person_id": person_id, "kind": kind, "since_at": at}], unique=["person_id", "kind"]
    )
    if made:
        events.record(
            None, "unsubscribed", by=by, at=at, changes={kind.value: [True, False]}, reason=f"person {person_id}"
        )


def subscribe(person_id: int, kind: MailKind, *, by: Viewer | None, at: datetime) -> None:
    """Send the person mail of that kind again."""
    found = mail_schedules.unwanted(person_id).get(kind)
    if found:
        db.session.delete(found)
        events.record(
            None, "subscribed", by=by, at=at, changes={kind.value: [False, True]}, reason=f"person {person_id}"
        )


def _record(what: str, person_id: int, kind: MailKind, *, by: Viewer | None, at: datetime) -> None:
    wanted = what == "subscribed"
    events.record(
        None, what, by=by, at=at, changes={"person": [person_id, person_id], kind.value: [not wanted, wanted]}
    )


def _next(schedule: MailSchedule, *, after: datetime) -> datetime:
    return mail_times.next_digest(schedule.local_time, schedule.zone, _days(schedule.working_days), after=after)


def _days(digits: str) -> list[int]:
    return [int(digit) for digit in digits]
