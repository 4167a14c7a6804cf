"""A world lived through under a fake clock: ticks at every due instant but in outages, deeds and words between."""

import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from benchmarks.simulation import packs
from benchmarks.simulation.script import Deed, Script, Word
from benchmarks.simulation.world import Rows
from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import notices, transport
from govtracker.mail.transport import Route
from govtracker.models import Forum, Issue, MailSchedule, Notification, OutboxMail, Person, Review, Tenure
from govtracker.queries import viewers
from govtracker.services.governance import forum_pauses
from govtracker.services.reviews import mail_preferences, review_course

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
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
OF_REVIEWS = ("settle-invitations", "remind-of-invitations", "tell-of-packs")  # every few minutes, in truth
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

    def __init__(self, script: Script, rows: Rows, moments: Sequence[datetime]) -> None:
        self.script, self.rows = script, rows
        self.now = script.begins
        self.ticks = 0
        self.runs: Counter[str] = Counter()
        self.failed = 0
        self._happenings = sorted(self._all_happenings(), key=lambda one: one[0])
        self._jobs = [job for job in jobs.JOBS if job.name in EVERY_TICK]
        self._rarely = [job for job in jobs.JOBS if job.name in (*EVERY_TICK, *OF_REVIEWS)]
        self._moments = deque(sorted({*moments, *(deed.at + MINUTE for deed in script.deeds)}))
        self._cleared = 0
        self._somebody = next(one.number for one in script.people if one.leaves_at is None)

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

    def _tick(self, at: datetime) -> None:
        self.ticks += 1
        for job in self._rarely if self._is_moment(at) else self._jobs:
            if job.name == "tell-of-packs":
                packs.let_be_ready()
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
        """The next instant at which something is due; three hours are never passed over."""
        found = db.session.execute(select(*(_earliest(column, where) for column, where in CACHES))).one()
        db.session.rollback()
        hour = at.replace(hour=at.hour // 3 * 3, minute=0, second=0, microsecond=0) + 3 * HOUR
        due: list[datetime] = [one for one in found if one is not None]
        return max(min([hour, *due, *list(self._moments)[:1]]), at + TICK)

    def _is_moment(self, at: datetime) -> bool:
        """Whether it is a full hour, or something may be said of a review now."""
        passed = False
        while self._moments and self._moments[0] <= at:
            self._moments.popleft()
            passed = True
        return passed or at.minute == at.second == 0

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
        for deed in self.script.deeds:
            yield deed.at, deed

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
            case Deed():
                self._decide(what)
            case ("leaves", int(number)):
                person_id = self.rows.people[number]
                held = update(Tenure).where(Tenure.person_id == person_id, Tenure.to_on.is_(None))
                db.session.execute(held.values(to_on=at.date()).execution_options(synchronize_session=False))
                gone = update(Person).where(Person.id == person_id).values(is_active=False)
                db.session.execute(gone.execution_options(synchronize_session=False))
            case ("refuses", int(number), str(kind)):
                mail_preferences.unsubscribe(self.rows.people[number], MailKind(kind), by=None, at=at)

    def _decide(self, deed: Deed) -> None:
        """What a chair decides about a forum or one of its reviews."""
        by = viewers.viewer(self.rows.people[self._somebody], today=deed.at.date())
        forum_id = self.rows.bodies[deed.body]
        assert by is not None
        if deed.what == "pause":
            assert deed.day
            forum_pauses.pause(db.session.get_one(Forum, forum_id), deed.day, "So it is.", by=by, at=deed.at)
            return
        own = select(Review).where(Review.forum_id == forum_id, Review.period_key == deed.period)
        review = db.session.scalars(own).one()
        if deed.what == "move":
            assert deed.day
            assert deed.wall
            review_course.move(review, deed.day, deed.wall, "So it is.", by=by, at=deed.at)
        else:
            end = {"cancel": review_course.cancel, "skip": review_course.skip}[deed.what]
            end(review, "So it is.", by=by, at=deed.at)


def _earliest(column: Any, where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.min(column)).where(where).scalar_subquery()
