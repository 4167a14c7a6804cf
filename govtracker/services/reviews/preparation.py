"""Preparing a review: what each person has to do before its figures freeze, and what a side notes for itself."""

from collections.abc import Iterable
from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PreparationKind, ReviewStatus
from govtracker.mail import preparation_messages
from govtracker.models import PreparationNote, PreparationTask, Review
from govtracker.queries import claims
from govtracker.queries.reviews import preparing, reviews
from govtracker.queries.reviews.preparing import Wanted
from govtracker.rules import periods, wall_time
from govtracker.services import Refused, events
from govtracker.services.reviews import topics

LONGEST = 4000


def begin(review: Review, *, at: datetime) -> None:
    """What returns by itself and what was left over come onto the agenda, and people are told what to prepare."""
    events.change(review, "preparation_began", by=None, at=at, status=ReviewStatus.IN_PREPARATION)
    topics.return_standing(review, at=at)
    topics.take_over(review, at=at)
    follow_up(review, at=at)


def follow(review_id: int, at: datetime) -> None:
    """Look again, for the worker."""
    preparing.followed(review_id, at)
    follow_up(reviews.to_be_stepped(review_id), at=at)


def follow_up(review: Review, *, at: datetime) -> None:
    """Ask for what has come up since, and see what has been done; after the freeze nothing more is asked for."""
    if review.scheduled_at <= at:
        return
    db.session.flush()
    today = wall_time.local(at, review.zone or review.forum.zone).date()
    wanted = preparing.of_review(review, month=_month(review, today), today=today)
    _settle(review, wanted, at=at)
    if review.frozen_at is None or review.freeze_at is None:
        _ask(review, wanted, today, at=at)


def end(review: Review) -> None:
    """It is over, or will not be: what nobody has done for it is asked for no more."""
    db.session.flush()
    preparing.end_open(review.id)


def tick(task: PreparationTask, *, by: Viewer, at: datetime) -> None:
    """Somebody says that it is done; what the application can see for itself is not for saying."""
    if task.kind is not PreparationKind.TOPIC:
        raise Refused("This is done as soon as it stands there: nobody has to say so.")
    if task.done_at is not None:
        raise Refused("This is done already.")
    events.change(task, "preparation_done", by=by, at=at, done_at=at, done_by_id=by.person_id)


def note(review: Review, body: str, *, by: Viewer, at: datetime) -> PreparationNote:
    """A note for one's own side alone."""
    side = by.side_in(review.relationship.place())
    if side is None:
        raise Refused("Only somebody of one of the two sides can keep a note.")
    if not body.strip():
        raise Refused("Write down what your side should keep in mind.", "body")
    if len(body) > LONGEST:
        raise Refused(f"Use at most {LONGEST} characters.", "body")
    found = PreparationNote(
        review_id=review.id,
        review=review,
        relationship_id=review.relationship_id,
        relationship=review.relationship,
        audience=Audience(side.value),
        body=body.strip(),
        author_id=by.person_id,
        written_at=at,
    )
    db.session.add(found)
    events.record(found, "preparation_noted", by=by, at=at)
    return found


def remove_note(found: PreparationNote, *, by: Viewer, at: datetime) -> None:
    """Whoever wrote it takes it away."""
    events.record(found, "preparation_note_removed", by=by, at=at)
    db.session.delete(found)


def _month(review: Review, today: date) -> date:
    """The last month that is over when the figures freeze: its scorecard is talked about."""
    frozen_on = (
        wall_time.local(review.freeze_at, review.zone or review.forum.zone).date() if review.freeze_at else today
    )
    return periods.containing(frozen_on).previous().first_day


def _settle(review: Review, wanted: Iterable[Wanted], *, at: datetime) -> None:
    """What is wanted no more is done; what somebody else has to do now, or for a nearer review, is asked there."""
    is_nearest = preparing.is_nearest(review)
    still = {(one.kind, one.subject_id, one.person_id) for one in wanted}
    subjects = {(one.kind, one.subject_id, one.side) for one in wanted}
    for task in preparing.tasks(review.id):
        if task.done_at is not None or (task.kind, task.subject_id, task.person_id) in still:
            continue
        if (task.kind, task.subject_id, task.side) in subjects or task.kind is PreparationKind.TOPIC or not is_nearest:
            events.record(task, "preparation_withdrawn", by=None, at=at)
            db.session.delete(task)
        else:
            events.change(task, "preparation_done", by=None, at=at, done_at=at)


def _ask(review: Review, wanted: Iterable[Wanted], today: date, *, at: datetime) -> None:
    frozen_on = wall_time.local(review.freeze_at or review.scheduled_at, review.zone or review.forum.zone).date()
    rows = [
        {
            "review_id": review.id,
            "relationship_id": review.relationship_id,
            "kind": one.kind,
            "subject_id": one.subject_id,
            "person_id": one.person_id,
            "side": one.side,
            "title": one.title[:300],
            "due_on": max(frozen_on, today),
            "created_at": at,
        }
        for one in wanted
        if one.person_id is not None
    ]
    unique = ["review_id", "kind", "subject_id", "person_id"]
    made = set(claims.insert_missing(PreparationTask, rows, unique=unique))
    if made:
        events.record(review, "preparation_asked", by=None, at=at, changes={"tasks": [None, len(made)]})
        preparation_messages.asked(review, [task for task in preparing.tasks(review.id) if task.id in made], at=at)
