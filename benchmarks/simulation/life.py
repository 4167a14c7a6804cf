"""A world lived through under a fake clock: ticks at every due instant but in outages, deeds and words between."""

import sys
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import ScalarSelect, func, select, text, update

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
OF_REVIEWS = ("settle-invitations", "remind-of-invitations", "tell-of-packs")  # every few minutes, in truth
CLEARED_EVERY = 500  # ticks
DUE: tuple[tuple[tuple[str, ...], Any, Any], ...] = (  # by what a job is due, the job before it first
    (("plan-reviews",), Forum.plan_at, Forum.plan_at.is_not(None)),
    (("reviews-due",), Review.step_at, Review.step_at.is_not(None)),
    (
        ("review-mail", "pass-over-digests", "digest"),
        MailSchedule.next_at,
        MailSchedule.next_at.is_not(None),
    ),
    (("render-notices",), Notification.due_at, text("notification.told_at IS NULL")),
    (("send",), OutboxMail.not_before, text("outbox_mail.state = 'queued'")),
)
EVERY_TICK = ("begin-review-mail", *(name for names, *_ in DUE for name in names))


class Life:
    """Lives a script through in the database of the application in whose context it runs.

    A tick comes at every due instant, at each of `moments`, and after `longest` at the latest.
    """

    def __init__(
        self, script: Script, rows: Rows, moments: Sequence[datetime], *, longest: timedelta = 6 * HOUR
    ) -> None:
        self.script, self.rows, self.longest = script, rows, longest
        self.now = script.begins
        self.ticks = 0
        self.runs: Counter[str] = Counter()
        self.failed = 0
        self._happenings = sorted(self._all_happenings(), key=lambda one: one[0])
        self._jobs = [job for job in jobs.JOBS if job.name in (*EVERY_TICK, *OF_REVIEWS)]
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
        """Everything that is due; at full hours and moments every job looks, whatever the caches say."""
        self.ticks += 1
        if self._is_moment(at):
            packs.let_be_ready()
            self._run([job.name for job in self._jobs], at)
            packs.let_be_ready()
            self._run(OF_REVIEWS, at)
        while due := [name for names, instant in self._caches() if instant and instant <= at for name in names]:
            if not self._run(due, at):
                break
        if self.ticks - self._cleared >= CLEARED_EVERY:
            self._cleared = self.ticks
            self._clear()
            print(f"· {at:%Y-%m-%d}, {self.ticks:,} ticks, {dict(self.runs)}", file=sys.stderr, flush=True)

    def _run(self, names: Collection[str], at: datetime) -> int:
        """How many items were done."""
        done = 0
        for job in self._jobs:
            if job.name in names and job.due(at):
                ran = jobs.run(job, at=at)
                self.runs[job.name] += ran.done
                self.failed += ran.failed
                done += ran.done
        db.session.rollback()
        return done

    def _caches(self) -> list[tuple[tuple[str, ...], datetime | None]]:
        """When something is due next, by the jobs that do it."""
        found = db.session.execute(EARLIEST).one()
        db.session.rollback()
        return [(names, instant) for (names, *_), instant in zip(DUE, found, strict=True)]

    def _next(self, at: datetime) -> datetime:
        """The next instant at which something is due."""
        hour = at.replace(minute=0, second=0, microsecond=0) + self.longest
        due = [instant for _, instant in self._caches() if instant is not None]
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


def _earliest(column: Any, where: Any) -> ScalarSelect[Any]:
    return select(func.min(column)).where(where).scalar_subquery()


EARLIEST = select(*(_earliest(column, where) for _, column, where in DUE))
