"""Scorecards nobody answers, and agreed ones that are amended, on both databases."""

from datetime import UTC, datetime
from decimal import Decimal
from email import message_from_bytes, policy

import pytest
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ScorecardStatus
from govtracker.models import AuditEvent, Measurement, Notification, OutboxMail, Scorecard
from govtracker.queries import find
from govtracker.queries.performance import scorecard_months, scorecard_rows
from govtracker.queries.performance import scorecards as scores
from govtracker.rules.performance import snapshot
from govtracker.services import Refused
from govtracker.services.performance import criteria, kpis, scorecards
from tests.support import measured
from tests.support.measured import OCTOBER
from tests.support.world import World

D = Decimal


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    measured.enter(world, "2026-10", OCTOBER)
    return world


def cards() -> list[Scorecard]:
    db.session.expire_all()
    return list(db.session.query(Scorecard).order_by(Scorecard.number))


def wait_until(day: int, hour: int = 9) -> None:
    jobs.run(jobs.job_named("wait-for-answers"), at=datetime(2026, 11, day, hour, tzinfo=UTC))


def told() -> list[tuple[int, str]]:
    rows = db.session.query(Notification).filter_by(subject_type="scorecard").order_by(Notification.id)
    return [(row.recipient_id, row.facts["what"]) for row in rows]


def amend(world: World, reason: str = "Two days were missing", *, who: str = "client_spoc") -> Scorecard:
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        card = scorecard_rows.one(viewer, "MER", "2026-10")
        current = scorecard_months.current(scorecard_rows.slot_of(card), card)
        assert current is not None
        seen = snapshot.digest(snapshot.write(current))
        return scorecards.amend(card, reason, seen, by=viewer, at=datetime(2026, 11, 20, 9, tzinfo=UTC))


def agreed(world: World) -> None:
    measured.sign(world, measured.share(world))


def correct(world: World) -> None:
    """What was agreed turns out to be wrong."""
    with database.transaction():
        measurement = next(one for one in db.session.query(Measurement) if one.kpi.code == "FCR")
        measurement.value, measurement.numerator, measurement.denominator = D(70), None, None


def test_silence_is_a_reminder_then_the_sponsors_notice_then_unanswered_and_never_a_yes(mer: World) -> None:
    digest = measured.share(mer)  # on Tuesday 10 November
    wait_until(16)
    assert told() == [(mer.people["supplier_spoc"], "shared")]
    wait_until(17, 10)
    wait_until(17, 11)
    assert told()[1:] == [(mer.people["supplier_spoc"], "reminded")]
    wait_until(20, 10)
    assert told()[2:] == [(mer.people["supplier_sponsor"], "sponsor_told")]
    wait_until(24, 10)
    [card] = cards()
    assert (card.status, card.next_at, card.supplier_agreed_at) == (ScorecardStatus.UNANSWERED, None, None)
    assert {what for _, what in told()[3:]} == {"unanswered"}
    assert db.session.query(AuditEvent).filter_by(action="scorecard_unanswered").one().actor_id is None
    measured.sign(mer, digest)
    assert cards()[0].status is ScorecardStatus.AGREED


def test_the_sponsor_really_gets_a_mail_that_says_what_waits_and_why_they_get_it(mer: World) -> None:
    measured.share(mer)
    wait_until(17, 9)
    wait_until(20, 10)
    jobs.run(jobs.job_named("render-notices"), at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    [mail] = db.session.query(OutboxMail).filter_by(recipient_id=mer.people["supplier_sponsor"])
    text = message_from_bytes(mail.raw, policy=policy.default).get_body(("plain",))
    assert text is not None
    said = " ".join(text.get_content().split())
    assert "The scorecard of October 2026 still waits for the word of your side by 24 November 2026" in said
    assert "you are the sponsor of your side of MER" in said
    assert "/r/MER/scorecards/1" in said


def test_after_an_outage_nobody_gives_up_before_the_reminder_and_the_sponsors_notice(mer: World) -> None:
    measured.share(mer)
    wait_until(26)
    wait_until(26, 10)
    assert [what for _, what in told()] == ["shared", "reminded"]
    assert cards()[0].answer_due_at == datetime(2026, 12, 3, 9, tzinfo=UTC)
    wait_until(30)
    assert [what for _, what in told()] == ["shared", "reminded"]
    for day, last in ((1, "sponsor_told"), (2, "sponsor_told"), (3, "unanswered")):
        jobs.run(jobs.job_named("wait-for-answers"), at=datetime(2026, 12, day, 9, tzinfo=UTC))
        assert told()[-1][1] == last
    assert [what for _, what in told()][1:] == ["reminded", "sponsor_told", "unanswered", "unanswered"]


def test_a_window_that_is_shortened_is_not_over_before_the_reminder(mer: World) -> None:
    measured.share(mer)
    with database.transaction():
        [card] = cards()
        card.relationship.answer_days, card.next_at = 3, datetime(2026, 11, 16, 9, tzinfo=UTC)
    wait_until(16)
    assert (cards()[0].status, told()[-1][1]) == (ScorecardStatus.SHARED, "reminded")


def test_an_answer_ends_the_waiting(mer: World) -> None:
    measured.share(mer)
    measured.dispute(mer)
    wait_until(30)
    assert cards()[0].status is ScorecardStatus.DISPUTED
    measured.share(mer)
    assert cards()[0].next_at is not None
    assert (cards()[0].reminded_at, cards()[0].sponsor_told_at) == (None, None)


def test_an_amendment_takes_the_place_of_the_agreed_one_when_both_have_signed(mer: World) -> None:
    agreed(mer)
    correct(mer)
    amendment = amend(mer)
    before, after = cards()
    assert (before.status, before.is_current, after.is_current) == (ScorecardStatus.AGREED, True, False)
    assert scores.latest([before.relationship_id])[before.relationship_id].overall == D("65.64")
    measured.sign(mer, amendment.digest, str(amendment.number))
    before, after = cards()
    assert (before.status, before.is_current) == (ScorecardStatus.AMENDED, False)
    assert (after.status, after.is_current, after.amends_id) == (ScorecardStatus.AGREED, True, before.id)
    assert (after.overall, after.amendment_reason) == (D("82.04"), "Two days were missing")
    assert snapshot.digest(before.snapshot) == before.digest
    assert scores.latest([before.relationship_id])[before.relationship_id].overall == D("82.04")


def test_a_disputed_amendment_leaves_what_was_agreed_and_is_shared_anew(mer: World) -> None:
    agreed(mer)
    correct(mer)
    amendment = amend(mer)
    measured.dispute(mer, "Not so", str(amendment.number))
    before, after = cards()
    assert (before.status, before.is_current, after.status) == (ScorecardStatus.AGREED, True, ScorecardStatus.DISPUTED)
    viewer = mer.viewer("supplier_spoc")
    with database.transaction():
        card = scorecard_rows.one(viewer, "MER", str(amendment.number))
        current = scorecard_months.current(scorecard_rows.slot_of(card), card)
        assert current is not None
        digest = snapshot.digest(snapshot.write(current))
        scorecards.share_again(card, digest, by=viewer, at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    measured.sign(mer, digest, str(amendment.number), who="client_spoc")
    assert [card.status for card in cards()] == [ScorecardStatus.AMENDED, ScorecardStatus.AGREED]


def test_only_what_was_agreed_and_differs_is_amended_with_a_reason_and_once(mer: World) -> None:
    measured.share(mer)
    with pytest.raises(Refused, match="both sides have agreed to"):
        amend(mer)
    measured.sign(mer, cards()[0].digest)
    with pytest.raises(Refused, match="correct a measurement first"):
        amend(mer)
    correct(mer)
    with pytest.raises(Refused, match="Say why"):
        amend(mer, "  ")
    amend(mer)
    with pytest.raises(Refused, match="An amendment waits already"):
        amend(mer)


def test_an_amendment_keeps_the_criteria_it_was_agreed_with(mer: World) -> None:
    agreed(mer)
    with database.transaction():
        spoc = mer.viewer("client_spoc")
        draft = criteria.start_draft(find.relationship(spoc, "MER"), by=spoc, at=measured.AGREED_AT)
        kpis.remove(draft, "FCR", by=spoc, at=measured.AGREED_AT)
        measured.settle(mer, draft)
    correct(mer)
    amendment = amend(mer)
    assert snapshot.read(amendment.snapshot).criteria_version == 1
    assert len(snapshot.read(amendment.snapshot).result.criteria) == 6
