"""The relationship pulse on both databases: agreed, opened, answered once, closed; nothing says who said what."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from govtracker import database, jobs
from govtracker.database import Base, db
from govtracker.enums import Perception, PulseSetStatus, Side, Tier
from govtracker.models import (
    AuditEvent,
    AuditPersonal,
    Notification,
    OutboxMail,
    PulseAsked,
    PulseComment,
    PulsePlan,
    PulseSet,
    PulseSheet,
)
from govtracker.queries import find
from govtracker.queries.partnership import latest_pulses, pulse
from govtracker.queries.partnership import pulse_rounds as asked
from govtracker.services import Refused, provenance
from govtracker.services.installation import restoring
from govtracker.services.partnership import pulse_plans, pulse_rounds, pulse_sets
from tests.support import pulses
from tests.support.pulses import AT, CLIENTS, CLOSED, STATEMENTS, SUPPLIERS

MARK = "rather confidential"


@pytest.fixture
def mer(in_app, world):
    pulses.agreed(world)
    return world


def told(world, who, what):
    rows = db.session.query(Notification).filter_by(recipient_id=world.people[who], subject_type="pulse_round")
    return [row.facts["words"] for row in rows if row.facts["what"] == what]


def outcome(number: int = 1) -> pulse.Outcome:
    round_id = pulses.rounds()[number - 1].id
    return pulse.outcomes([round_id])[round_id]


def test_statements_are_in_force_when_the_other_side_has_agreed(in_app, world):
    client = world.viewer("client_spoc")
    with database.transaction():
        proposed = pulse_sets.propose(find.relationship(client, "MER"), STATEMENTS, by=client, at=AT)
        with pytest.raises(Refused, match="the other side agrees"):
            pulse_sets.agree(proposed, by=client, at=AT)
        with pytest.raises(Refused, match="Both sides first agree"):
            pulse_rounds.open_round(proposed.relationship, by=client, at=AT)
        changed = pulse_sets.propose(proposed.relationship, STATEMENTS[:1], by=world.viewer("supplier_spoc"), at=AT)
        pulse_sets.agree(changed, by=client, at=AT)
    found = {one.number: one.status for one in db.session.query(PulseSet)}
    assert found == {1: PulseSetStatus.WITHDRAWN, 2: PulseSetStatus.AGREED}


def test_a_round_asks_everybody_in_a_seat_but_who_only_looks_on(mer):
    pulses.opened(mer)
    people = {one.person_id for one in db.session.query(PulseAsked)}
    assert people == {mer.people[who] for who in (*CLIENTS, *SUPPLIERS)}
    assert pulses.rounds()[0].closes_at == datetime.fromisoformat("2026-11-17T00:00+01:00")
    [words] = told(mer, "client_spoc", "asked")
    assert words.startswith("How does the relationship work? Rate 2 statements until 16 November 2026.")
    with pytest.raises(Refused, match="A round is open"):
        pulses.opened(mer)


def test_answers_given_twice_are_one_sheet_and_the_second_counts(mer):
    pulses.opened(mer)
    assert pulses.answer(mer, "client_spoc", 1, 1) is False
    assert pulses.answer(mer, "client_spoc", 5, 4) is True
    sheet = db.session.query(PulseSheet).one()
    assert (sheet.ratings, sheet.side, sheet.tier) == ([5, 4], Side.CLIENT, Tier.TACTICAL)
    assert asked.rates(pulses.rounds()[0].id)[Side.CLIENT] == asked.Rate(5, 1)


def test_an_open_round_goes_on_after_a_restore_with_the_answers_of_then(mer):
    pulses.opened(mer)
    pulses.answers(mer, dict.fromkeys(CLIENTS[:3], (1, 1)))
    with database.transaction():
        held = restoring.settle(made_at=AT, stopped_at=AT, at=AT)
    assert held.rounds == 1
    assert pulses.answer(mer, CLIENTS[0], 5, 5) is True
    pulses.close(mer)
    assert pulses.rounds()[0].client_answered == 3


@pytest.mark.parametrize(
    ("who", "ratings", "at", "why"),
    [
        ("client_spoc", (1,), AT, "Rate each statement"),
        ("client_spoc", (1, 6), AT, "from 1 to 5"),
        ("client_spoc", (1, 5), CLOSED, "closed"),
        ("client_observer", (1, 5), AT, "not asked"),
    ],
)
def test_what_cannot_count_is_refused(mer, who, ratings, at, why):
    pulses.opened(mer)
    with pytest.raises(Refused, match=why):
        pulses.answer(mer, who, *ratings, at=at)


def test_closing_shows_both_sides_and_hides_tiers_of_fewer_than_three(mer):
    pulses.opened(mer)
    # client: trust 5 4 4 3 4 = 20 → 4, roles 2 2 3 3 2 = 12 → 2.4; supplier: trust 3 3 3 = 9 → 3, roles 4 4 4 → 4
    pulses.answers(mer, dict(zip(CLIENTS, [(5, 2), (4, 2), (4, 3), (3, 3), (4, 2)], strict=True)))
    pulses.answers(mer, dict.fromkeys(SUPPLIERS[:3], (3, 4)))
    pulses.close(mer, CLOSED - timedelta(days=1))
    assert pulses.rounds()[0].is_open
    pulses.close(mer)
    trust, roles = (line.seen for line in outcome().lines)
    assert (trust.gap_shown, trust.perception) == (Decimal("1.00"), Perception.BLIND_SPOT_CLIENT)
    assert (roles.gap_shown, roles.perception) == (Decimal("-1.60"), Perception.BLIND_SPOT_SUPPLIER)
    # sides 3.2 and 3.5, mean 3.35; gaps 1 and 1.6, half their mean 0.65; (2.7 − 1) × 25
    assert outcome().equity == Decimal("42.5")
    assert all(line.tiers == {} for line in outcome().lines)  # 1, 2 and 2: no tier has three
    closed = pulses.rounds()[0]
    assert (closed.client_answered, closed.supplier_answered, closed.supplier_asked) == (5, 3, 5)
    assert all(told(mer, who, "closed") for who in ("supplier_lead", "client_spoc"))


def test_a_side_of_fewer_than_three_is_hidden_with_its_comments_and_there_is_no_equity(mer):
    pulses.opened(mer)
    pulses.answers(mer, dict.fromkeys(CLIENTS, (4, 4)))
    pulses.answer(mer, "supplier_spoc", 5, 5, comments=(MARK, ""))
    pulses.answer(mer, "supplier_lead", 5, 5)
    pulses.close(mer)
    assert (outcome().mean(Side.CLIENT), outcome().mean(Side.SUPPLIER)) == (Decimal("4.00"), None)
    assert outcome().equity is None
    assert db.session.query(PulseComment).count() == 0


def test_nothing_of_what_somebody_answered_leads_back_to_them(mer):
    """After closing no column of any table holds a sheet, its mark or what one of them said; nor does the trail."""
    pulses.opened(mer)
    pulses.answers(mer, dict.fromkeys((*CLIENTS[1:], *SUPPLIERS), (4, 4)))
    pulses.answer(mer, "client_sponsor", 1, 2, comments=(MARK, ""))
    during = [json.dumps([one.changes, one.reason, one.label]) for one in db.session.query(AuditEvent)]
    assert not [said for said in during if MARK in said]
    answered = db.session.query(AuditEvent).filter_by(action="pulse_answered")
    assert {(one.actor_id, json.dumps(one.changes)) for one in answered} == {(None, "{}")}
    marks = {one.id for one in db.session.query(PulseSheet)}
    pulses.close(mer)
    assert db.session.query(PulseSheet).count() == 0
    assert db.session.query(PulseAsked).filter(PulseAsked.has_answered).count() == 0
    assert pulses.rounds()[0].seed == ""
    held = [
        str(row)
        for table in Base.metadata.sorted_tables
        if table.name != "pulse_comment"
        for row in db.session.execute(text(f"SELECT * FROM {table.name}"))  # names of our own
    ]
    assert not [row for row in held if MARK in row or any(mark in row for mark in marks)]
    assert {line.seen.client.points for line in outcome().lines if line.seen.client} == {17, 18}
    [comment] = db.session.query(PulseComment)
    assert (comment.text, comment.side) == (MARK, Side.CLIENT)


def test_the_trail_does_not_say_from_where_somebody_answered(mer):
    pulses.opened(mer)
    for rating in (4, 5):
        with provenance.coming(provenance.of_request("3d2d", "203.0.113.77")):
            pulses.answer(mer, "client_spoc", rating, rating)
    answers = db.session.query(AuditEvent).filter(AuditEvent.action.like("pulse_answer%"))
    told = answers.order_by(AuditEvent.seq).all()
    assert [(one.action, one.request_id, one.origin) for one in told] == [
        ("pulse_answered", "", None),
        ("pulse_answer_changed", "", None),
    ]
    for one in told:
        assert not db.session.query(AuditPersonal).filter_by(chain=one.chain, seq=one.seq).all()


def test_a_pair_is_shown_by_name_only_where_both_chose_so_and_nobody_else_is_uncovered(mer):
    pulses.opened(mer)
    pulses.answers(mer, {who: (4, 4) for who in (*CLIENTS, *SUPPLIERS) if not who.endswith("lead")})
    pulses.answer(mer, "client_lead", 2, 3, named=True)
    pulses.answer(mer, "supplier_lead", 5, 4, named=True)
    pulses.answer(mer, "supplier_spoc", 4, 4, named=True)  # leads no area: nobody faces them
    pulses.close(mer)
    [pair] = pulse.pairs(pulses.rounds()[0].id)
    assert {side: (one.person.name, one.ratings) for side, one in pair.items()} == {
        Side.CLIENT: ("Rafael Ortega", [2, 3]),
        Side.SUPPLIER: ("Priya Nair", [5, 4]),
    }


def test_the_clock_opens_reminds_once_and_closes(mer):
    client = mer.viewer("client_spoc")
    with database.transaction():
        values = {"next_on": date(2026, 11, 30), "every_months": 1, "window_days": 9}
        pulse_plans.change(find.relationship(client, "MER"), values, by=client, at=AT, today=AT.date())
    begins = datetime.fromisoformat("2026-11-30T08:00+00:00")
    for name, days in (("open-pulses", -1), ("open-pulses", 0), ("open-pulses", 0)):
        jobs.run(jobs.job_named(name), at=begins + timedelta(days=days))
    assert (len(pulses.rounds()), db.session.query(PulsePlan).one().next_on) == (1, date(2026, 12, 30))
    pulses.answer(mer, "client_spoc", 4, 4, at=begins)
    for _ in range(2):
        jobs.run(jobs.job_named("remind-of-pulses"), at=begins + timedelta(days=7))
    assert len(told(mer, "client_lead", "reminded")) == 1
    assert told(mer, "client_spoc", "reminded") == []
    pulses.close(mer, begins + timedelta(days=10))
    assert pulses.rounds()[0].closed_at == begins + timedelta(days=10)


@pytest.mark.parametrize(
    ("zone", "before", "begins"),
    [
        ("America/Los_Angeles", "2026-12-01T07:50+00:00", "2026-12-01T08:00+00:00"),
        ("Asia/Tokyo", "2026-11-30T14:50+00:00", "2026-11-30T15:00+00:00"),
    ],
)
def test_the_clock_opens_when_the_day_begins_where_the_client_is_and_keeps_to_it(mer, zone, before, begins):
    client = mer.viewer("client_spoc")
    with database.transaction():
        relationship = find.relationship(client, "MER")
        relationship.client.zone = zone
        values = {"next_on": date(2026, 12, 1), "every_months": 1}
        pulse_plans.change(relationship, values, by=client, at=AT, today=AT.date())
    opening = jobs.job_named("open-pulses")
    jobs.run(opening, at=datetime.fromisoformat(before))
    assert pulses.rounds() == []
    jobs.run(opening, at=datetime.fromisoformat(begins) + timedelta(days=2))  # the worker was away
    assert (len(pulses.rounds()), db.session.query(PulsePlan).one().next_on) == (1, date(2027, 1, 1))


def test_whoever_has_answered_by_then_gets_no_mail_that_asks_them(mer):
    pulses.opened(mer)
    pulses.answer(mer, "client_spoc", 4, 4)
    jobs.run(jobs.job_named("render-notices"), at=AT + timedelta(minutes=10))
    mails = db.session.query(OutboxMail).filter_by(subject="[MER] Relationship pulse")
    asked_by_mail = {mail.recipient_id for mail in mails}
    assert asked_by_mail == {mer.people[who] for who in (*CLIENTS, *SUPPLIERS) if who != "client_spoc"}


def test_the_latest_says_how_equity_moved_and_whose_blind_spots_there_are(mer):
    for number, ratings in ((1, (2, 2)), (2, (4, 4))):
        at = AT + timedelta(days=30 * number)
        pulses.opened(mer, at)
        given = dict.fromkeys(CLIENTS, ratings) | dict.fromkeys(SUPPLIERS, (4, 4))
        pulses.answers(mer, given, number=number, at=at)
        pulses.close(mer, at + timedelta(days=16))
    relationship_id = mer.relationships["MER"]
    found = latest_pulses.of_relationships(mer.viewer("supplier_lead"), [relationship_id])[relationship_id]
    assert (found.number, found.equity, found.movement, found.blind_spots) == (2, Decimal("75.0"), Decimal("50.0"), ())
    assert [line.seen.perception for line in outcome(1).blind_spots] == [Perception.BLIND_SPOT_SUPPLIER] * 2
    assert latest_pulses.of_relationships(mer.viewer("other_client_spoc"), [relationship_id]) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"every_months": 0}, "every_months"),
        ({"window_days": 61}, "window_days"),
        ({"asks_strategic": False, "asks_tactical": False, "asks_operational": False}, "asks_strategic"),
        ({"next_on": AT.date() - timedelta(days=1)}, "next_on"),
    ],
)
def test_a_plan_has_bounds(mer, values, field):
    client = mer.viewer("client_spoc")
    with pytest.raises(Refused) as refused, database.transaction():
        pulse_plans.change(find.relationship(client, "MER"), values, by=client, at=AT, today=AT.date())
    assert refused.value.field == field
