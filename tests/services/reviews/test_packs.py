"""Review packs on both databases: made in the background, one for both sides, an addition for each, told of in time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.documents import review_pack_pdf
from govtracker.enums import Audience, MailKind, PackStage, ReviewStatus
from govtracker.models import Notification, OutboxMail, PackFile, PreparationNote, Review, ReviewPack
from govtracker.queries.reviews import pack as asked
from govtracker.queries.reviews import packs as editions
from govtracker.queries.reviews import reviews
from govtracker.rules.reviews import review_pack
from govtracker.services import Refused
from govtracker.services.reviews import freezing, packs
from tests.services import issue_steps
from tests.support import forums
from tests.support.statements import counted
from tests.support.world import World

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCHEDULED = datetime(2026, 12, 1, 9, tzinfo=UTC)
KEPT = {Audience.CLIENT: "canary of the client", Audience.SUPPLIER: "canary of the supplier"}
ASKS = {Audience.CLIENT: "client_spoc", Audience.SUPPLIER: "supplier_spoc"}


def planned(world: World, *, at: datetime = SCHEDULED) -> int:
    """A review with what both share, and with what each side keeps to itself; its id."""
    for audience, title in KEPT.items():
        issue_steps.raised(world, ASKS[audience], AT - timedelta(days=60), title=title, audience=audience)
    issue_steps.raised(world, "client_spoc", AT - timedelta(days=60), title="Late since October")
    with database.transaction():
        review = forums.review(forums.forum(world), at, ReviewStatus.IN_PREPARATION, step_at=at)
        for audience, body in KEPT.items():
            author_id = world.people[ASKS[audience]]
            place = {"review_id": review.id, "relationship_id": review.relationship_id}
            db.session.add(PreparationNote(**place, audience=audience, body=body, author_id=author_id, written_at=AT))
        packs.prepare(review, at=AT)
        return review.id


def made(review_id: int, audience: Audience, number: int = 1) -> Any:
    db.session.rollback()
    query = select(ReviewPack).where(ReviewPack.review_id == review_id, ReviewPack.audience == audience)
    return db.session.scalars(query.where(ReviewPack.number == number)).one()


def make(at: datetime = AT) -> jobs.Ran:
    return jobs.run(jobs.job_named("make-packs"), at=at)


def printed(pack: ReviewPack) -> str:
    content = db.session.scalars(select(PackFile.content).where(PackFile.pack_id == pack.id)).one()
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_what_a_side_keeps_to_itself_is_in_its_own_addition_and_nowhere_else(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    assert make() == jobs.Ran(3, 0)
    for audience in Audience:
        pack = made(review_id, audience)
        assert (pack.stage, pack.made_at, pack.due_at) == (PackStage.READY, AT, None)
        text = f"{pack.content} {printed(pack)}"
        assert {kept: kept in text for kept in KEPT.values()} == {
            kept: whose is audience for whose, kept in KEPT.items()
        }
    shared = review_pack.read(made(review_id, Audience.SHARED).content)
    assert [line.text for line in shared.sections[0].lines + shared.sections[1].lines] == ["Late since October"]
    assert review_pack.Figure("Topics", "0") in shared.figures


def test_nobody_opens_the_other_sides_addition(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    make()
    seen = {who: [row.audience for row in editions.of_review(world.viewer(who), review_id)] for who in ASKS.values()}
    assert seen == {
        "client_spoc": [Audience.CLIENT, Audience.SHARED],
        "supplier_spoc": [Audience.SHARED, Audience.SUPPLIER],
    }
    assert editions.of_review(world.viewer("other_supplier_spoc"), review_id) == []


def test_made_again_both_editions_are_kept_and_the_newer_is_current(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    viewer = world.viewer("client_spoc")
    with pytest.raises(Refused, match="being made already"), database.transaction():
        packs.make_again(reviews.to_be_stepped(review_id), by=viewer, at=AT)
    make()
    with database.transaction():
        packs.make_again(reviews.to_be_stepped(review_id), by=viewer, at=AT)
    newest = editions.current(viewer, review_id)
    assert newest is not None
    assert newest.number == 1
    make(AT + timedelta(hours=1))
    newest = editions.current(viewer, review_id)
    assert newest is not None
    assert newest.number == 2
    assert made(review_id, Audience.SHARED, 1).stage is PackStage.READY


def test_made_again_it_tells_the_figures_of_now_not_those_of_the_freeze(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    with database.transaction():
        freezing.freeze(reviews.to_be_stepped(review_id), at=AT)
    issue_steps.raised(world, "client_spoc", AT - timedelta(days=50), title="Late since November")
    make()
    with database.transaction():
        packs.make_again(reviews.to_be_stepped(review_id), by=world.viewer("client_spoc"), at=AT)
    make()
    late = []
    for number in (1, 2):
        shared = review_pack.read(made(review_id, Audience.SHARED, number).content)
        late.append([line.text for line in shared.sections[0].lines + shared.sections[1].lines])
    assert late == [["Late since October"], ["Late since October", "Late since November"]]


def test_one_that_cannot_be_made_is_tried_again_then_given_up_and_said_so(
    in_app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(pack: object) -> bytes:
        raise OSError("no room")

    review_id = planned(world)
    monkeypatch.setattr(review_pack_pdf, "write", fails)
    at = AT
    for _ in range(packs.TRIES):
        assert make(at).failed == 3
        at += timedelta(hours=1)
    pack = made(review_id, Audience.SHARED)
    assert (pack.stage, pack.due_at) == (PackStage.FAILED, None)


def test_its_people_are_told_so_many_days_before_once_for_each_time(in_app: Flask, world: World) -> None:
    review_id = planned(world)
    tell = jobs.job_named("tell-of-packs")
    assert jobs.run(tell, at=SCHEDULED - timedelta(days=3)).done == 0  # there is none yet
    make()
    assert jobs.run(tell, at=SCHEDULED - timedelta(days=3, minutes=1)).done == 0
    for _ in range(2):
        jobs.run(tell, at=SCHEDULED - timedelta(days=3))
    assert told(world) == {"client_spoc": 1, "supplier_spoc": 1}
    with database.transaction():
        reviews.to_be_stepped(review_id).scheduled_at = SCHEDULED + timedelta(days=1)
    jobs.run(jobs.job_named("render-notices"), at=SCHEDULED - timedelta(days=2))
    assert db.session.scalars(select(OutboxMail.kind)).all().count(MailKind.REVIEW_PACK) == 0  # of the old time
    jobs.run(tell, at=SCHEDULED - timedelta(days=2))
    assert told(world) == {"client_spoc": 2, "supplier_spoc": 2}
    jobs.run(jobs.job_named("render-notices"), at=SCHEDULED - timedelta(days=2))
    mails = [mail for mail in db.session.scalars(select(OutboxMail)) if mail.kind is MailKind.REVIEW_PACK]
    assert {mail.expires_at for mail in mails} == {SCHEDULED + timedelta(days=1)}
    assert b"/r/MER/reviews/" in mails[0].raw


@pytest.mark.parametrize("lead", [timedelta(0), timedelta(days=1)])
def test_where_figures_freeze_late_its_people_have_a_pack_in_time_all_the_same(
    in_app: Flask, world: World, lead: timedelta
) -> None:
    with database.transaction():
        forums.review(forums.forum(world), SCHEDULED, step_at=SCHEDULED, freeze_at=SCHEDULED - lead)
    at = SCHEDULED - timedelta(days=3, hours=1)
    assert jobs.run(jobs.job_named("prepare-packs"), at=at).done == 0
    at += timedelta(hours=1)
    assert [jobs.run(jobs.job_named("prepare-packs"), at=at).done for _ in range(2)] == [1, 0]
    assert make(at) == jobs.Ran(3, 0)
    jobs.run(jobs.job_named("tell-of-packs"), at=at)
    assert told(world) == {"client_spoc": 1, "supplier_spoc": 1}


def told(world: World) -> dict[str, int]:
    db.session.rollback()
    rows = db.session.scalars(select(Notification).where(Notification.kind == MailKind.REVIEW_PACK)).all()
    return {who: sum(row.recipient_id == world.people[who] for row in rows) for who in ASKS.values()}


def test_what_a_pack_costs_does_not_grow_with_what_is_stored(in_app: Flask, world: World) -> None:
    review_id = planned(world)

    def statements() -> int:
        db.session.rollback()
        review = db.session.get_one(Review, review_id)
        with counted() as found:
            asked.shared(review, at=AT)
        return len(found)

    before = statements()
    for days in range(1, 5):
        issue_steps.raised(world, "supplier_spoc", AT - timedelta(days=30 + days), title=f"Outage {days}")
    assert statements() == before
