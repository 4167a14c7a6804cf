"""A world lived through under a fake clock: ticks at every due instant but in outages, deeds and words between."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from benchmarks.simulation.script import Script, Sent, Word
from benchmarks.simulation.world import Rows
from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import notices, transport
from govtracker.mail.transport import Route
from govtracker.models import Forum, Issue, MailSchedule, Notification, OutboxMail, Person, Review, Tenure
from govtracker.services.reviews import mail_preferences

HOUR = timedelta(hours=1)
TICK = timedelta(seconds=5)
EVERY_TICK = (
    "plan-reviews",
    "reviews-due",
    "begin-review-mail",
    "review-mail",
    "pass-over-digests",
    "digest",
    "render-notices",
    "send",
)
CLEARED_EVERY = 500  # ticks
CACHES: tuple[tuple[Any, ColumnElement[bool]], ...] = (
    (MailSchedule.next_at, MailSchedule.next_at.is_not(None)),
    (Forum.plan_at, Forum.plan_at.is_not(None)),
    (Review.step_at, Review.step_at.is_not(None)),
    (Notification.due_at, Notification.told_at.is_(None)),
    (OutboxMail.not_before, OutboxMail.state == MailState.QUEUED),
)


class Life:
    """Lives a script through in the database of the application in whose context it runs."""

    def __init__(self, script: Script, rows: Rows) -> None:
        self.script, self.rows = script, rows
        self.now = script.begins
        self.ticks = 0
        self.runs: Counter[str] = Counter()
        self.failed = 0
        self._happenings = sorted(self._all_happenings(), key=lambda one: one[0])
        self._jobs = [jobs.job_named(name) for name in EVERY_TICK]
        self._cleared = 0

    def live(self) -> None:
        """From the first instant to the last."""
        with ExitStack() as stack:
            stack.enter_context(patch.object(clock, "real_now", lambda: self.now))
            stack.enter_context(patch.object(transport, "route", lambda: Route(None)))
            at = self.script.begins
            while at < self.script.ends:
                self._happen(until=at)
                self.now = at
                self._tick(at)
                at = self._up(self._next(at))

    def sent(self) -> list[Sent]:
        """Every mail that left, sorted."""
        number = {id_: number for number, id_ in self.rows.people.items()}
        forum = {id_: number for number, id_ in self.rows.bodies.items()}
        first = (
            select(Notification.mail_id, func.max(Notification.id).label("notice_id"))
            .where(Notification.mail_id.is_not(None))
            .group_by(Notification.mail_id)
            .subquery()
        )
        found = db.session.execute(
            select(
                OutboxMail.recipient_id,
                OutboxMail.kind,
                OutboxMail.sent_at,
                Notification.facts,
                Review.forum_id,
                Review.period_key,
            )
            .join(first, first.c.mail_id == OutboxMail.id)
            .join(Notification, Notification.id == first.c.notice_id)
            .outerjoin(Review, (Notification.subject_type == "review") & (Notification.subject_id == Review.id))
            .where(OutboxMail.state == MailState.SENT)
        )
        return sorted(
            Sent(
                number[row.recipient_id],
                row.kind.value,
                f"{forum[row.forum_id]}/{row.period_key}/{_word(row.facts)}" if row.forum_id else "",
                row.sent_at,
            )
            for row in found
        )

    def _tick(self, at: datetime) -> None:
        self.ticks += 1
        for job in self._jobs:
            if job.due(at):
                ran = jobs.run(job, at=at)
                self.runs[job.name] += ran.done
                self.failed += ran.failed
        db.session.rollback()
        if self.ticks - self._cleared >= CLEARED_EVERY:
            self._cleared = self.ticks
            self._clear()
            print(f"· {at:%Y-%m-%d}, {self.ticks:,} ticks, {dict(self.runs)}", file=sys.stderr, flush=True)

    def _next(self, at: datetime) -> datetime:
        """The next instant at which something is due; an hour is never passed over."""
        found = db.session.execute(select(*(_earliest(column, where) for column, where in CACHES))).one()
        db.session.rollback()
        hour = at.replace(minute=0, second=0, microsecond=0) + HOUR
        due: list[datetime] = [one for one in found if one is not None]
        return max(min([hour, *due]), at + TICK)

    def _up(self, at: datetime) -> datetime:
        return next((ends for begins, ends in self.script.outages if begins <= at < ends), at)

    def _clear(self) -> None:
        """What left need not be kept whole: a disk is small."""
        with database.transaction():
            left = update(OutboxMail).where(OutboxMail.state == MailState.SENT, func.length(OutboxMail.raw) > 0)
            db.session.execute(left.values(raw=b"").execution_options(synchronize_session=False))

    def _all_happenings(self) -> Iterator[tuple[datetime, object]]:
        for word in self.script.words:
            yield word.at, word
        for person in self.script.people:
            if person.leaves_at:
                yield person.leaves_at, ("leaves", person.number)
            for kind, at in person.refuses.items():
                yield at, ("refuses", person.number, kind)

    def _happen(self, *, until: datetime) -> None:
        words: list[Word] = []
        while self._happenings and self._happenings[0][0] <= until:
            at, what = self._happenings.pop(0)
            self.now = at
            if isinstance(what, Word):
                words.append(what)
            else:
                self._say(words)
                words = []
                with database.transaction():
                    self._do(what, at)
        self._say(words)
        db.session.remove()

    def _say(self, words: list[Word]) -> None:
        if not words:
            return
        with database.transaction():
            ids = {self.rows.issues[word.relationship] for word in words}
            issues = {issue.id: issue for issue in db.session.scalars(select(Issue).where(Issue.id.in_(ids)))}
            for word in words:
                person = self.rows.people[word.person]
                notices.leave(
                    MailKind.WATCHED,
                    [person],
                    subject=issues[self.rows.issues[word.relationship]],
                    dedupe=f"{word.relationship}:{word.at.isoformat()}",
                    facts={
                        "event": "moved",
                        "to": "closed",
                        "by": person if word.own_deed else None,
                        "by_name": "Somebody",
                    },
                    at=word.at,
                )

    def _do(self, what: object, at: datetime) -> None:
        match what:
            case ("leaves", int(number)):
                person_id = self.rows.people[number]
                held = update(Tenure).where(Tenure.person_id == person_id, Tenure.to_on.is_(None))
                db.session.execute(held.values(to_on=at.date()).execution_options(synchronize_session=False))
                gone = update(Person).where(Person.id == person_id).values(is_active=False)
                db.session.execute(gone.execution_options(synchronize_session=False))
            case ("refuses", int(number), str(kind)):
                mail_preferences.unsubscribe(self.rows.people[number], MailKind(kind), by=None, at=at)


def _earliest(column: Any, where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.min(column)).where(where).scalar_subquery()


def _word(facts: dict[str, object]) -> str:
    return "cancelled" if "cancelled" in facts else "moved" if facts.get("moved_from") else "asked"
