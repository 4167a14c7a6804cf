"""Review packs: asked for at the freeze or by hand, made by the worker for each audience, told of before the review."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from govtracker import database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.documents import review_pack_pdf
from govtracker.enums import Audience, PackStage, Side
from govtracker.mail import review_messages
from govtracker.models import PackFile, Review, ReviewPack
from govtracker.queries import claims
from govtracker.queries.reviews import invitations, packs, reviews
from govtracker.queries.reviews import pack as asked
from govtracker.rules import canonical
from govtracker.rules.reviews import review_pack
from govtracker.rules.reviews.review_pack import Pack
from govtracker.rules.reviews.review_steps import MAY_BE_HELD
from govtracker.services import Refused, events
from govtracker.services.reviews import pack_content

CLAIMED: Final = timedelta(minutes=5)  # longer than any pack takes
PUT_OFF: Final = timedelta(minutes=2)
TRIES: Final = 5


def prepare(review: Review, *, at: datetime) -> None:
    """Let the packs of a review be made, because its figures are frozen."""
    _ask(review, None, at)


def prepare_ahead(review_id: int, at: datetime) -> None:
    """The same before the freeze, where people are told of the pack earlier: with the figures of now."""
    prepare(reviews.to_be_stepped(review_id), at=at)


def make_again(review: Review, *, by: Viewer, at: datetime) -> None:
    """Let the packs be made once more with the figures of now; those made before are kept."""
    if review.status not in MAY_BE_HELD:
        raise Refused("This review is over: its pack stays as it was.")
    if packs.is_being_made(review.id):
        raise Refused("The pack is being made already.")
    _ask(review, by, at)
    events.record(review, "pack_asked_for", by=by, at=at)


def make(pack_id: int, at: datetime) -> None:
    """Make one pack, a transaction for each stage, so that people see how far it is; another worker's is left alone."""
    until = at + CLAIMED
    with database.transaction():
        taken = packs.waiting(pack_id, at)
        if taken is None:
            return
        taken.due_at = taken.claimed_until = until
        taken.stage = PackStage.COLLECTING
    content = _content(pack_id, until, at)
    if content is None or not _reached(pack_id, until, PackStage.WRITING):
        return
    pdf = review_pack_pdf.write(content)
    with database.transaction():
        done = packs.claimed(pack_id, until)
        if done is not None:
            _finish(done, content, pdf, at)


def put_off(pack_id: int, at: datetime) -> None:
    """A pack that could not be made is tried again in a while, and given up in the end, visibly."""
    pack = packs.to_be_put_off(pack_id)
    if pack is None:
        return
    pack.attempts += 1
    pack.claimed_until = None
    given_up = pack.attempts >= TRIES
    pack.stage = PackStage.FAILED if given_up else PackStage.WAITING
    pack.due_at = None if given_up else at + PUT_OFF * pack.attempts


def tell(review_id: int, at: datetime) -> None:
    """Its people: the pack is ready, so many days before the review; once for each time it is planned for."""
    review = reviews.to_be_stepped(review_id)
    if review.pack_told_for == review.scheduled_at:
        return
    review.pack_told_for = review.scheduled_at
    people = invitations.wanted([review_id], on=at.astimezone(UTC).date())[review_id]
    review_messages.pack_ready(review, sorted(people), at=at)


def _ask(review: Review, by: Viewer | None, at: datetime) -> None:
    db.session.flush()
    number = packs.newest_number(review.id) + 1
    rows: list[dict[str, Any]] = [
        {
            "review_id": review.id,
            "relationship_id": review.relationship_id,
            "audience": audience,
            "number": number,
            "stage": PackStage.WAITING,
            "asked_at": at,
            "asked_by_id": by.person_id if by else None,
            "due_at": at,
            "attempts": 0,
            "content": "",
            "digest": "",
            "size": 0,
        }
        for audience in Audience
    ]
    claims.insert_missing(ReviewPack, rows, unique=["review_id", "audience", "number"])


def _content(pack_id: int, until: datetime, at: datetime) -> Pack | None:
    """The value of a pack: asked in one transaction, drawn outside of any; None where another has taken it over."""
    with database.transaction():
        pack = packs.claimed(pack_id, until)
        if pack is None:
            return None
        review, number = pack.review, pack.number
        if pack.audience is not Audience.SHARED:
            side = Side(pack.audience.value)
            return pack_content.addition(review, asked.internal(review, side), side, number=number, at=at)
        facts = asked.shared(review, at=at, as_frozen=pack.asked_by_id is None)
        plain = pack_content.shared(review, facts, number=number, at=at)
        pack.stage = PackStage.DRAWING
    return pack_content.with_drawings(plain, pack_content.drawings(facts))


def _reached(pack_id: int, until: datetime, stage: PackStage) -> bool:
    with database.transaction():
        pack = packs.claimed(pack_id, until)
        if pack is None:
            return False
        pack.stage = stage
    return True


def _finish(pack: ReviewPack, content: Pack, pdf: bytes, at: datetime) -> None:
    pack.content = review_pack.write(content)
    pack.digest, pack.size = canonical.digest_of(pdf), len(pdf)
    pack.stage, pack.made_at = PackStage.READY, at
    pack.due_at = pack.claimed_until = None
    db.session.add(PackFile(pack_id=pack.id, content=pdf))
    events.record(pack.review, "pack_made", by=None, at=at, changes=_told(pack), audience=pack.audience)


def _told(pack: ReviewPack) -> dict[str, list[Any]]:
    return {"edition": [None, pack.number], "digest": [None, pack.digest]}
