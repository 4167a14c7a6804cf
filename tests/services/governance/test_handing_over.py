"""Handing over: the other side has to move, each in its own business time, and nothing is refunded."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.access import Permission, allowed
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, PauseReason, Severity, Side, Trigger
from govtracker.models import Comment, Issue
from govtracker.queries import find
from govtracker.services import Refused
from govtracker.services.governance import escalation, handing_over
from govtracker.services.issues import issues
from tests.services.issue_steps import (
    CONTEXT,
    acknowledged,
    clocks_of,
    fresh,
    handed_over,
    history,
    pauses_of,
    raised,
    rungs,
    set_terms,
    ticked,
    told,
    vacated,
)
from tests.support.world import World

# Meridian works 01:00–09:00 UTC, Northgate 08:00–16:00 UTC, Monday to Friday; Thursday 19 November 2026
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
ASKED = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)  # Meridian has spent two of its four hours
ANSWERED = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # Northgate has spent two of its four

pytestmark = pytest.mark.usefixtures("in_app")


def test_handing_over_pauses_this_side_and_starts_the_other_sides_response_clock(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    issue, (rung,) = fresh(issue), rungs(issue)
    assert (issue.waiting_on, issue.handovers, issue.level, issue.round) == (Side.CLIENT, 1, 1, 1)
    assert (
        rung.response_due_at == issue.climb_at == datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
    )  # 4 h from 9:00 in Berlin
    assert rung.resolution_due_at == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # sixteen hours of Northgate's own
    assert (rung.waiting_on, rung.answering_seat_id) == (Side.CLIENT, world.seats["client_lead"])
    supplier = clocks_of(issue)[1, Side.SUPPLIER]
    assert (supplier.spent, supplier.running_since) == (timedelta(hours=2), None)


def test_what_is_asked_is_a_shared_comment_and_the_pause_a_fact(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED, "Which invoices are meant?")
    comment = db.session.scalars(select(Comment)).one()
    assert (comment.body, comment.audience, comment.side) == ("Which invoices are meant?", "shared", Side.SUPPLIER)
    (pause,) = pauses_of(issue)
    assert (pause.side, pause.reason, pause.from_at, pause.to_at) == (
        Side.SUPPLIER,
        PauseReason.HANDED_OVER,
        ASKED,
        None,
    )
    assert (pause.comment_id, pause.by_id) == (comment.id, world.people["supplier_lead"])
    assert history(issue)[-1] == "handed_over"
    assert told(issue, "handed_over") == [("Rafael Ortega", 1)]


def test_handed_back_the_side_finds_its_time_spent(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    acknowledged(world, "client_lead", "1", ANSWERED - timedelta(hours=1))
    handed_over(world, "client_lead", Side.SUPPLIER, ANSWERED)  # after hours in Manila
    assert history(issue).count("acknowledged") == 1
    (rung,) = rungs(issue)
    assert rung.response_due_at == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # the two hours left, from Friday 9:00
    assert rung.resolution_due_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # 14 of 16 h: Friday, Monday to 15:00
    assert fresh(issue).handovers == 2
    client = clocks_of(issue)[1, Side.CLIENT]
    assert (client.spent, client.running_since) == (timedelta(hours=2), None)
    assert [pause.to_at for pause in pauses_of(issue)] == [ANSWERED, None]


def test_whoever_had_acknowledged_is_asked_anew_with_the_whole_response_time(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", ASKED - timedelta(hours=1))
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    acknowledged(world, "client_lead", "1", ANSWERED)
    assert history(issue).count("acknowledged") == 2  # each is on record, though the status is the same
    handed_over(world, "client_lead", Side.SUPPLIER, ANSWERED)
    (rung,) = rungs(issue)
    assert (rung.acknowledged_at, rung.response_due_at) == (None, datetime(2026, 11, 20, 5, 0, tzinfo=UTC))
    first = pauses_of(issue)[0]  # the answer that stood is kept
    assert (first.acknowledged_at, first.acknowledged_by_id) == (
        ASKED - timedelta(hours=1),
        world.people["supplier_lead"],
    )


def test_however_often_it_goes_to_and_fro_the_resolution_time_runs_out(world: World) -> None:
    """Each side answers at once; Meridian's sixteen hours are over after sixteen of its own hours all the same."""
    issue = raised(world, "client_spoc", OPENED)
    moment, hours = datetime(2026, 11, 19, 1, 0, tzinfo=UTC), 0
    while fresh(issue).level == 1 and hours < 40:
        acknowledged(world, "supplier_lead", "1", moment)
        moment += timedelta(hours=1)
        hours += 1
        handed_over(world, "supplier_lead", Side.CLIENT, moment)
        acknowledged(world, "client_lead", "1", moment)
        handed_over(world, "client_lead", Side.SUPPLIER, moment)
        if moment.hour == 9:
            moment += timedelta(hours=64 if moment.weekday() == 4 else 16)
        ticked(moment)
    assert hours == 16
    assert rungs(issue)[-1].trigger is Trigger.NOT_RESOLVED


def test_a_late_side_climbs_by_its_own_seats(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    ticked(datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
    first, second = rungs(issue)
    assert (second.waiting_on, second.answering_seat_id) == (Side.CLIENT, world.seats["client_spoc"])
    assert second.response_due_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert first.trigger is Trigger.OPENED
    assert allowed(world.viewer("client_spoc"), Permission.ACKNOWLEDGE, second)
    assert not allowed(world.viewer("supplier_spoc"), Permission.ACKNOWLEDGE, second)


def test_a_higher_level_has_its_own_time_on_the_side_it_comes_back_to(world: World) -> None:
    """Meridian spent two hours of level 1; when the client's silence has led to level 2, level 2 has eight."""
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    ticked(datetime(2026, 11, 19, 12, 0, tzinfo=UTC))
    handed_over(world, "client_spoc", Side.SUPPLIER, datetime(2026, 11, 19, 13, 0, tzinfo=UTC))
    rung = rungs(issue)[-1]
    assert (rung.position, rung.answering_seat_id) == (2, world.seats["supplier_spoc"])
    assert rung.response_due_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # eight hours of Friday
    assert rung.resolution_due_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # 24 − 2 = 22 h: Fri, Mon, Tue to 15:00
    assert told(issue, "handed_over")[-2:] == [
        ("Diego Alonso", 2),
        ("Priya Nair", 2),
    ]  # the seat, and who does the work


@pytest.mark.parametrize(
    ("who", "to", "field", "sentence"),
    [
        ("supplier_lead", Side.SUPPLIER, "", "waits on Meridian already"),
        ("supplier_lead", Side.CLIENT, "asked", "Say what you ask of Northgate"),
    ],
)
def test_refused_with_a_sentence(world: World, who: str, to: Side, field: str, sentence: str) -> None:
    raised(world, "client_spoc", OPENED)
    with pytest.raises(Refused, match=sentence) as refusal:
        handed_over(world, who, to, ASKED, "  ")
    assert refusal.value.field == field


def test_an_internal_issue_cannot_be_handed_over(world: World) -> None:
    raised(world, "client_lead", OPENED, audience=Audience.CLIENT)
    spoc = world.viewer("client_spoc")
    with pytest.raises(Refused, match="internal"), database.transaction():
        handing_over.hand_over(find.issue(spoc, "MER", "C1"), Side.SUPPLIER, "You.", by=spoc, at=ASKED)


def test_a_resolved_issue_cannot_be_handed_over(world: World) -> None:
    raised(world, "client_spoc", OPENED)
    acknowledged(world, "supplier_lead", "1", OPENED)
    lead = world.viewer("supplier_lead")
    with database.transaction():
        issues.resolve(find.issue(lead, "MER", "1"), CONTEXT, by=lead, at=ASKED)
    with pytest.raises(Refused, match="resolved"):
        handed_over(world, "supplier_lead", Side.CLIENT, ASKED)


def test_sent_twice_it_is_handed_over_once(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_spoc", Side.CLIENT, ASKED)
    with pytest.raises(Refused, match="already"):
        handed_over(world, "supplier_spoc", Side.CLIENT, ASKED)
    assert (fresh(issue).handovers, len(pauses_of(issue))) == (1, 1)


def test_two_at_once_hand_it_over_once(in_app: Flask, world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    db.session.remove()
    start = Barrier(2)

    def hand(who: str) -> str:
        with in_app.app_context():
            start.wait()
            try:
                handed_over(world, who, Side.CLIENT, ASKED)
            except Refused as refusal:
                return refusal.text
            return "done"

    with ThreadPoolExecutor(2) as people:
        said = list(people.map(hand, ("supplier_spoc", "supplier_lead")))
    assert sorted(said) == ["It waits on Northgate already.", "done"]
    assert (fresh(issue).handovers, len(pauses_of(issue))) == (1, 1)


def test_nobody_on_the_other_side_of_the_level_tells_the_next_level_at_once(world: World) -> None:
    vacated(world, "client_lead", "client_deputy", "client_sponsor")
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    first, second = rungs(issue)
    assert (first.unreachable, first.is_current) == (True, False)
    assert "nobody could be told" in first.gap
    assert (second.position, second.trigger) == (2, Trigger.NOBODY_THERE)
    assert told(issue, "escalated") == [("Eva Varga", 2), ("Diego Alonso", 2)]


def test_who_may_hand_over(world: World) -> None:
    issue = raised(world, "client_lead", OPENED, owner_id=world.people["supplier_member"])
    may = {who for who in world.people if allowed(world.viewer(who), Permission.HAND_OVER, issue)}
    assert may == {"client_spoc", "supplier_spoc", "supplier_lead", "supplier_member"}
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    issue = fresh(issue)
    may = {who for who in world.people if allowed(world.viewer(who), Permission.HAND_OVER, issue)}
    assert may == {"client_spoc", "supplier_spoc", "client_lead"}


def test_a_new_round_carries_over_what_both_sides_have_spent(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED, severity=Severity.MEDIUM)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        issues.edit(find.issue(spoc, "MER", "1"), {"severity": Severity.HIGH}, reason="Worse.", by=spoc, at=ANSWERED)
    clocks = clocks_of(issue)
    assert clocks[2, Side.CLIENT].carried == clocks[2, Side.SUPPLIER].carried == timedelta(hours=2)
    rung = rungs(issue)[-1]
    assert (rung.round, rung.waiting_on) == (2, Side.CLIENT)
    assert rung.response_due_at == datetime(2026, 11, 19, 14, 0, tzinfo=UTC)  # anew: four hours from 10:00
    assert rung.resolution_due_at == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # as before
    handed_over(world, "client_lead", Side.SUPPLIER, ANSWERED)
    assert rungs(issue)[-1].resolution_due_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_reopening_begins_with_nothing_spent_on_either_side(world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
    handed_over(world, "client_lead", Side.SUPPLIER, ANSWERED)
    acknowledged(world, "supplier_lead", "1", ANSWERED)
    lead = world.viewer("supplier_lead")
    later = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    with database.transaction():
        issues.resolve(find.issue(lead, "MER", "1"), CONTEXT, by=lead, at=later)
    assert all(pause.to_at for pause in pauses_of(issue))
    assert all(clock.running_since is None for clock in clocks_of(issue).values())
    with database.transaction():
        issues.reopen(find.issue(lead, "MER", "1"), "Not over.", by=lead, at=later)
    assert [clocks_of(issue)[2, side].spent for side in Side] == [timedelta(), timedelta()]
    assert rungs(issue)[-1].resolution_due_at == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # sixteen hours
    assert fresh(issue).status is IssueStatus.OPEN


def test_warned_before_its_response_is_due_the_side_is_warned_once_however_often_it_comes_back(world: World) -> None:
    set_terms(world, warning=60)
    issue = raised(world, "client_spoc", OPENED)
    warning = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)
    ticked(warning)
    assert told(issue, "warned") == [("Priya Nair", 1)]
    handed_over(world, "supplier_lead", Side.CLIENT, warning)
    ticked(datetime(2026, 11, 19, 11, 0, tzinfo=UTC))
    assert told(issue, "warned") == [("Priya Nair", 1), ("Rafael Ortega", 1)]  # each side of the level once
    handed_over(world, "client_lead", Side.SUPPLIER, datetime(2026, 11, 19, 11, 0, tzinfo=UTC))
    assert ticked(datetime(2026, 11, 20, 1, 59, tzinfo=UTC)).done == 0  # its last hour: it has been warned of that
    assert len(told(issue, "warned")) == 2


def test_two_acknowledging_at_once_are_one_acknowledgement(in_app: Flask, world: World) -> None:
    issue = raised(world, "client_spoc", OPENED)
    db.session.remove()
    start = Barrier(2)

    def take_note(_: int) -> str:
        with in_app.app_context():
            start.wait()
            try:
                acknowledged(world, "supplier_lead", "1", ASKED)
            except Refused as refusal:
                return refusal.text
            return "done"

    with ThreadPoolExecutor(2) as people:
        said = list(people.map(take_note, range(2)))
    assert sorted(said) == ["This level has been acknowledged already.", "done"]
    assert history(issue).count("acknowledged") == 1


def test_the_clock_of_an_issue_that_waits_on_nobody_stands(world: World) -> None:
    issue: Issue = raised(world, "client_spoc", OPENED)
    lead = world.viewer("supplier_lead")
    acknowledged(world, "supplier_lead", "1", ASKED)
    with database.transaction():
        issues.resolve(find.issue(lead, "MER", "1"), CONTEXT, by=lead, at=ASKED)
        escalation.stop(find.issue(lead, "MER", "1"), at=ASKED)  # a second time harms nothing
    issue = fresh(issue)
    assert (issue.next_at, issue.climb_at, issue.age_due_at) == (None, None, None)
