"""Escalation paths change with the word of both SPOCs, and with nothing less; on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, ProposalState, Running, Severity, Side, Tier
from govtracker.models import AuditEvent, EscalationPath, Notification, Relationship, Tenure
from govtracker.queries import history
from govtracker.queries.governance import escalation, escalation_paths
from govtracker.rules.governance import path_choice
from govtracker.rules.governance.escalation import Terms
from govtracker.rules.governance.path_choice import Scope
from govtracker.services import Refused
from govtracker.services.governance import escalation_paths as paths
from govtracker.services.governance import path_proposals, proposals
from govtracker.services.governance.escalation_paths import GENERAL, LevelFacts, PathFacts, Slot
from tests.services import issue_steps
from tests.support.world import World

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
DAY = timedelta(days=1)


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    return world


def relationship(world: World) -> Relationship:
    return db.session.scalars(select(Relationship).where(Relationship.id == world.relationships["MER"])).unique().one()


def levels(world: World, *times: tuple[int, int]) -> list[LevelFacts]:
    client, supplier = world.seats["client_spoc"], world.seats["supplier_spoc"]
    return [LevelFacts(Tier.TACTICAL, client, supplier, *time) for time in times]


def propose(
    world: World, who: str, *times: tuple[int, int], at: datetime = AT, slot: Slot = GENERAL, because: str = ""
) -> EscalationPath:
    with database.transaction():
        given, by = PathFacts(levels(world, *(times or ((30, 240),)))), world.viewer(who)
        return path_proposals.propose(relationship(world), given, because, by=by, at=at, slot=slot)


def agree(world: World, path: EscalationPath, who: str, *, at: datetime = AT + DAY) -> None:
    with database.transaction():
        path_proposals.agree(path, by=world.viewer(who), at=at)


def in_force(world: World, slot: Slot = GENERAL) -> EscalationPath | None:
    return escalation_paths.in_force(world.relationships["MER"], slot.area_id, slot.severity)


def told(world: World) -> list[tuple[str, str]]:
    """(what, to whom) of each notice about a path, in order."""
    names = {id_: name for name, id_ in world.people.items()}
    rows = db.session.scalars(
        select(Notification).where(Notification.subject_type == "escalation_path").order_by(Notification.id)
    )
    return [(row.facts["what"], names[row.recipient_id]) for row in rows]


def test_proposal_changes_nothing_until_the_other_side_agrees(mer: World) -> None:
    before = in_force(mer)
    path = propose(mer, "client_spoc", because="Calls wait too long.")
    assert (path.state, path.version) == (ProposalState.PROPOSED, 2)
    assert in_force(mer) is before
    chosen = escalation.path_in_force(mer.relationships["MER"], mer.areas["Quality"], Severity.LOW)
    assert chosen is before  # new issues go by the old one
    agree(mer, path, "supplier_spoc")
    assert in_force(mer) is path
    assert before is not None
    assert (before.state, path.state, path.in_force_at) == (ProposalState.SUPERSEDED, ProposalState.IN_FORCE, AT + DAY)
    assert told(mer) == [("proposed", "supplier_spoc"), ("agreed", "client_spoc")]


def test_ones_own_word_is_not_enough(mer: World) -> None:
    path = propose(mer, "supplier_spoc")
    with pytest.raises(Refused, match="Your side has agreed already"):
        agree(mer, path, "supplier_spoc")
    assert path.state is ProposalState.PROPOSED


def test_what_the_governance_office_proposes_needs_both_spocs(mer: World) -> None:
    path = propose(mer, "governance_office")
    assert path.silent_sides == [Side.CLIENT, Side.SUPPLIER]
    agree(mer, path, "supplier_spoc")
    assert in_force(mer) is not path
    agree(mer, path, "client_spoc", at=AT + 2 * DAY)
    assert in_force(mer) is path
    assert told(mer)[:2] == [("proposed", "client_spoc"), ("proposed", "supplier_spoc")]


def test_agreeing_twice_changes_nothing_more(mer: World) -> None:
    path = propose(mer, "client_spoc")
    agree(mer, path, "supplier_spoc")
    agree(mer, path, "supplier_spoc", at=AT + 2 * DAY)
    assert path.in_force_at == AT + DAY


def test_sent_back_proposal_needs_a_reason_and_leaves_the_path(mer: World) -> None:
    before, path = in_force(mer), propose(mer, "client_spoc")
    spoc = mer.viewer("supplier_spoc")
    for reason in ("", "  ", "x" * 2001):
        with pytest.raises(Refused) as refusal, database.transaction():
            proposals.send_back(path, reason, by=spoc, at=AT + DAY)
        assert refusal.value.field == "reason"
    with database.transaction():
        proposals.send_back(path, "Two hours at night cannot be kept.", by=spoc, at=AT + DAY)
    assert path.state is ProposalState.LAID_ASIDE
    assert in_force(mer) is before
    assert told(mer)[-1] == ("sent_back", "client_spoc")
    with pytest.raises(Refused, match="not proposed any more"):
        agree(mer, path, "supplier_spoc")


def test_only_the_side_that_proposed_takes_a_proposal_back(mer: World) -> None:
    path = propose(mer, "client_spoc")
    with pytest.raises(Refused, match="send it back instead"), database.transaction():
        proposals.withdraw(path, by=mer.viewer("supplier_spoc"), at=AT)
    with database.transaction():
        proposals.withdraw(path, by=mer.viewer("governance_office"), at=AT)
    assert path.state is ProposalState.LAID_ASIDE
    assert told(mer)[-1] == ("withdrawn", "supplier_spoc")


def test_other_proposal_for_the_same_takes_the_place_of_the_first(mer: World) -> None:
    first = propose(mer, "client_spoc", (30, 240))
    second = propose(mer, "supplier_spoc", (60, 480))
    assert (first.state, second.state, second.version) == (ProposalState.LAID_ASIDE, ProposalState.PROPOSED, 3)
    assert "Version 3 was proposed instead" in first.laid_aside_because
    agree(mer, second, "client_spoc")
    assert in_force(mer) is second


def test_same_again_is_refused(mer: World) -> None:
    propose(mer, "client_spoc", (30, 240))
    with pytest.raises(Refused, match="proposed already"):
        propose(mer, "client_spoc", (30, 240))
    with database.transaction():
        quality = Slot(mer.areas["Quality"])
        paths.publish(relationship(mer), levels(mer, (30, 240)), by=None, at=AT, slot=quality)
    with pytest.raises(Refused, match="nothing differs"):
        propose(mer, "client_spoc", (30, 240), slot=quality)


def test_proposals_for_different_areas_wait_side_by_side(mer: World) -> None:
    quality = Slot(mer.areas["Quality"], Severity.CRITICAL)
    one, other = propose(mer, "client_spoc"), propose(mer, "client_spoc", slot=quality)
    agree(mer, other, "supplier_spoc")
    assert (one.state, other.state) == (ProposalState.PROPOSED, ProposalState.IN_FORCE)
    assert (other.name, other.version) == ("Quality, critical issues", 1)


def test_silence_is_reminded_of_then_told_to_the_sponsor_and_never_a_yes(mer: World) -> None:
    path = propose(mer, "client_spoc")  # Fri 17:00 in Manila: five working days of Meridian later it is the next Friday
    assert path.remind_at == datetime(2026, 11, 27, 9, tzinfo=UTC)
    job = jobs.job_named("remind-of-paths")
    assert jobs.run(job, at=AT + 6 * DAY).done == 0
    for days in (7, 14, 60):
        jobs.run(job, at=AT + days * DAY)
    assert told(mer) == [
        ("proposed", "supplier_spoc"),
        ("reminded:1", "supplier_spoc"),
        ("reminded:2", "supplier_spoc"),
        ("reminded:2", "supplier_sponsor"),
    ]
    [waiting] = escalation_paths.proposals(mer.viewer("supplier_spoc"), mer.relationships["MER"])
    assert waiting.remind_at is None


def test_deputy_agrees_while_nobody_holds_the_spocs_seat(mer: World) -> None:
    with database.transaction():
        tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == mer.seats["supplier_spoc"])).one()
        tenure.to_on = date(2025, 1, 1)
    path = propose(mer, "client_spoc")
    assert told(mer) == [("proposed", "supplier_deputy")]
    agree(mer, path, "supplier_deputy")
    assert path.state is ProposalState.IN_FORCE


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([], "at least one level"),
        ([(0, 60)], "at least one minute"),
        ([(-60, 60)], "at least one minute"),
        ([(60, 30)], "must not be longer than its resolution time"),
        ([(60, 240), (60, 240)], "must be longer than that of level 1"),
        ([(60, 240), (60, 120)], "must be longer than that of level 1"),
        ([(60, 525_601)], "longer than a year"),
        ([(60, 10**12)], "longer than a year"),
        ([(60, 60 * n) for n in range(1, 8)], "at most 6 levels"),
    ],
)
def test_impossible_times_are_refused(mer: World, times: list[tuple[int, int]], words: str) -> None:
    given = levels(mer, *times)
    with pytest.raises(Refused, match=words), database.transaction():
        path_proposals.propose(relationship(mer), PathFacts(given), "", by=mer.viewer("client_spoc"), at=AT)


def test_level_without_anybody_or_with_a_strangers_seat_is_refused(mer: World) -> None:
    spoc = mer.seats["client_spoc"]
    for client, supplier in ((0, spoc), (spoc, spoc), (mer.seats["other_client_spoc"], mer.seats["supplier_spoc"])):
        given = [LevelFacts(Tier.TACTICAL, client, supplier, 30, 60)]
        with pytest.raises(Refused, match="Choose seats of"), database.transaction():
            path_proposals.propose(relationship(mer), PathFacts(given), "", by=mer.viewer("client_spoc"), at=AT)


def test_area_of_another_relationship_is_refused(mer: World) -> None:
    with pytest.raises(Refused, match="an area of this relationship"):
        propose(mer, "client_spoc", slot=Slot(mer.areas["Finance"]))


def test_every_step_is_in_the_history_of_the_relationship(mer: World) -> None:
    path = propose(mer, "client_spoc", because="Faster.")
    agree(mer, path, "supplier_spoc")
    rows = history.page_of(AuditEvent.subject_type == "escalation_path").rows
    assert [(row.action, row.chain, row.reason, row.actor_name) for row in reversed(rows)] == [
        ("escalation_path_proposed", mer.relationships["MER"], "Faster.", "Eva Varga"),
        ("escalation_path_agreed", mer.relationships["MER"], "", "Diego Alonso"),
    ]


def test_rule_and_query_choose_the_same_path(mer: World) -> None:
    """Whatever stands in force, proposed, superseded or laid aside."""
    care, quality = mer.areas["Customer care"], mer.areas["Quality"]
    with database.transaction():
        for slot in (Slot(care), Slot(care, Severity.HIGH), Slot(None, Severity.CRITICAL), Slot(quality, Severity.LOW)):
            spoc = mer.viewer("client_spoc")
            paths.publish(relationship(mer), levels(mer, (30, 240)), by=spoc, at=AT, slot=slot)
    propose(mer, "client_spoc", (45, 300), slot=Slot(quality))
    propose(mer, "client_spoc", (45, 300), slot=Slot(care, Severity.HIGH))
    stored = escalation_paths.of_relationship(mer.viewer("client_lead"), mer.relationships["MER"])
    scopes = [Scope(path.id, path.area_id, path.severity) for path in stored]
    for area in (care, quality):
        for severity in Severity:
            found = escalation.path_in_force(mer.relationships["MER"], area, severity)
            chosen = path_choice.applying(scopes, area, severity)
            assert (chosen and chosen.path_id) == (found and found.id)


def test_whoever_speaks_last_says_what_becomes_of_running_escalations(mer: World) -> None:
    issue = issue_steps.raised(mer, "client_lead", AT)
    path = propose(mer, "client_spoc", (60, 240))
    assert path_proposals.concerned(path, mer.viewer("client_spoc")) == 0  # has spoken already
    assert path_proposals.concerned(path, mer.viewer("supplier_spoc")) == 1
    with pytest.raises(Refused, match="what becomes of") as refusal:
        agree(mer, path, "supplier_spoc", at=AT)
    assert refusal.value.field == "running"
    with database.transaction():
        path_proposals.agree(path, by=mer.viewer("supplier_spoc"), at=AT, running=Running.APPLY)
        version = path.id
    issue_steps.ticked(AT)
    assert issue_steps.fresh(issue).escalation_path_id == version
    [rung] = issue_steps.rungs(issue)
    # Friday 17:00 in Manila, Meridian closes: an hour is over on Monday at 10:00, 02:00 UTC.
    assert rung.response_due_at == datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_running_escalations_keep_their_path_where_that_is_chosen(mer: World) -> None:
    issue = issue_steps.raised(mer, "client_lead", AT)
    path = propose(mer, "client_spoc", (60, 240))
    with database.transaction():
        path_proposals.agree(path, by=mer.viewer("supplier_spoc"), at=AT, running=Running.KEEP)
    issue_steps.ticked(AT)
    assert issue_steps.fresh(issue).escalation_path_id == mer.path_id


def test_first_of_two_words_decides_nothing_about_what_runs(mer: World) -> None:
    issue_steps.raised(mer, "client_lead", AT)
    path = propose(mer, "governance_office", (60, 240))
    agree(mer, path, "supplier_spoc")
    assert path_proposals.concerned(path, mer.viewer("client_spoc")) == 1


def test_number_of_running_escalations_leaves_out_what_the_other_side_keeps_to_itself(mer: World) -> None:
    issue_steps.raised(mer, "client_lead", AT, audience=Audience.CLIENT)
    path = propose(mer, "client_spoc", (60, 240))
    assert path_proposals.concerned(path, mer.viewer("supplier_spoc")) == 0
    agree(mer, path, "supplier_spoc")
    told_of = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "applied_to_running")).all()
    assert told_of == []


@pytest.mark.parametrize(
    ("terms", "field", "words"),
    [
        (Terms(expiry_days=0), "expiry_days", "1 to 260 working days"),
        (Terms(expiry_days=-3), "expiry_days", "1 to 260 working days"),
        (Terms(age_days=10**9), "age_days", "1 to 260 working days"),
        (Terms(top_reminders=-1), "top_reminders", "0 to 20 reminders"),
        (Terms(top_reminders=21), "top_reminders", "0 to 20 reminders"),
    ],
)
def test_impossible_terms_are_refused_beside_their_field(mer: World, terms: Terms, field: str, words: str) -> None:
    facts = PathFacts(levels(mer, (30, 240)), terms)
    with pytest.raises(Refused, match=words) as refusal, database.transaction():
        path_proposals.propose(relationship(mer), facts, "", by=mer.viewer("client_spoc"), at=AT)
    assert refusal.value.field == field


def test_other_terms_or_warnings_alone_are_a_change(mer: World) -> None:
    quality = Slot(mer.areas["Quality"])
    with database.transaction():
        paths.publish(relationship(mer), levels(mer, (60, 240)), by=None, at=AT, slot=quality)
    same = levels(mer, (60, 240))
    earlier = [replace(level, warning_minutes=30) for level in same]
    spoc = mer.viewer("client_spoc")
    for facts, terms, warning in (
        (PathFacts(same, Terms(expiry_days=3)), Terms(expiry_days=3), 15),
        (PathFacts(earlier), Terms(), 30),
    ):
        with database.transaction():
            path = path_proposals.propose(relationship(mer), facts, "", by=spoc, at=AT, slot=quality)
            assert (path.terms, path.levels[0].warning_minutes) == (terms, warning)


@pytest.mark.parametrize("minutes", [-1, 60, 61])
def test_warning_outside_of_the_response_time_is_refused(mer: World, minutes: int) -> None:
    facts = PathFacts([replace(level, warning_minutes=minutes) for level in levels(mer, (60, 240))])
    with pytest.raises(Refused, match="within its response time") as refusal, database.transaction():
        path_proposals.propose(relationship(mer), facts, "", by=mer.viewer("client_spoc"), at=AT)
    assert refusal.value.field == "levels.1.warning_minutes"
