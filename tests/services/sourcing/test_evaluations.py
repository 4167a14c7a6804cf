"""Sourcing evaluations on both databases: prepared, rated blind, opened, decided, and the relationship it leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import EvaluationStatus, Holding, Pillar, Stage
from govtracker.models import (
    AuditEvent,
    EvaluationFile,
    EvaluationRating,
    EvaluationSheet,
    Notification,
    OutboxMail,
    StoredFile,
)
from govtracker.queries import NotFound
from govtracker.queries.issues import work
from govtracker.queries.performance import criteria as versions
from govtracker.queries.sourcing import evaluation_files as files
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import evaluations as asked
from govtracker.queries.structure import holdings, people
from govtracker.rules.sourcing import evaluation_record
from govtracker.services import Refused
from govtracker.services.sourcing import (
    evaluation_course,
    evaluation_criteria,
    evaluation_decisions,
    evaluation_files,
    evaluation_results,
    evaluation_sheets,
    evaluation_winners,
    evaluation_withdrawals,
    evaluations,
)
from govtracker.services.sourcing.evaluation_decisions import Choice
from govtracker.services.structure import leaving
from tests.support import evaluated
from tests.support.evaluated import AT, DUE, GOOD, OFFICE, TODAY, found


@pytest.fixture
def own(in_app, world):
    return world


def said_to(world, who):
    rows = db.session.query(Notification).filter_by(recipient_id=world.people[who])
    return [row.facts["what"] for row in rows.order_by(Notification.id) if row.subject_type == "sourcing_evaluation"]


def decide(world, evaluation_id, place=0, **reasons):
    with database.transaction():
        evaluation = found(world, evaluation_id)
        choice = Choice(evaluation.candidates[place].id, reasons.pop("reason", "Best of both"), **reasons)
        return evaluation_decisions.decide(evaluation, choice, by=world.viewer(OFFICE), at=AT)


def test_a_known_company_is_recognised_and_what_is_frozen_is_not_changed(own):
    evaluation = evaluated.rating(own)
    meridian, leipzig = found(own, evaluation.id).candidates
    assert (meridian.organisation_id, leipzig.organisation_id) == (own.organisations["Meridian"], None)
    assert (meridian.price, meridian.currency) == (48_000_000, "EUR")
    office = own.viewer(OFFICE)
    with pytest.raises(Refused, match="start over"), database.transaction():
        evaluations.add_candidate(found(own, evaluation.id), replace(evaluated.OFFERS[0], name="New"), by=office, at=AT)
    with pytest.raises(Refused, match="start over"), database.transaction():
        evaluation_criteria.propose(found(own, evaluation.id), by=office, at=AT)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "meridian"}, "name"),
        ({"name": " "}, "name"),
        ({"name": "northgate"}, "name"),
        ({"price": Decimal(5), "currency": ""}, "currency"),
        ({"price": Decimal(-5)}, "price"),
        ({"price": Decimal("5.001")}, "price"),
        ({"name": "Cascade", "is_in_house": True}, "is_in_house"),
    ],
)
def test_a_candidate_that_cannot_stand_is_refused_beside_its_field(own, changed, field):
    evaluation = evaluated.prepared(own)
    offer = replace(evaluated.OFFERS[0], **{"name": "Somebody", **changed})
    with pytest.raises(Refused) as refusal, database.transaction():
        evaluations.add_candidate(found(own, evaluation.id), offer, by=own.viewer(OFFICE), at=AT)
    assert refusal.value.field == field


def test_no_person_of_a_supplier_is_ever_an_evaluator_nor_opens_anything(own):
    evaluation = evaluated.prepared(own)
    for who in ("supplier_lead", "administrator"):
        with pytest.raises(Refused, match="your own company"), database.transaction():
            evaluation_sheets.ask(
                found(own, evaluation.id), own.people[who], own.areas["Quality"], by=own.viewer(OFFICE), at=AT
            )
    for who in ("supplier_lead", "supplier_office", "other_supplier_spoc"):
        with pytest.raises(NotFound):
            asked.one(own.viewer(who), evaluation.id)
        with pytest.raises(NotFound):
            sheets.own(own.viewer(who), evaluation.id)


def test_without_anybody_in_house_it_goes_on_with_a_reason_alone(own):
    evaluation = evaluated.prepared(own)
    office = own.viewer(OFFICE)
    with database.transaction():
        draft = found(own, evaluation.id)
        evaluation_withdrawals.remove_candidate(draft, draft.candidates[1], "", by=office, at=AT)
        db.session.refresh(draft)
        evaluations.add_candidate(
            draft, replace(evaluated.OFFERS[1], name="Quill", is_in_house=False), by=office, at=AT
        )
    with pytest.raises(Refused, match="No candidate is in-house"), database.transaction():
        evaluation_course.begin_rating(found(own, evaluation.id), by=office, at=AT)
    with database.transaction():
        draft = found(own, evaluation.id)
        evaluations.edit(draft, {"why_none_in_house": "We closed our centres"}, by=office, at=AT, today=TODAY)
        evaluation_course.begin_rating(draft, by=office, at=AT)
    assert found(own, evaluation.id).status is EvaluationStatus.RATING


def test_evaluators_are_asked_and_nobody_sees_anything_before_the_ratings_are_opened(own):
    evaluation = evaluated.rating(own)
    assert said_to(own, "client_lead") == ["asked"]
    evaluated.hand_in(own, evaluation.id, "client_lead", GOOD["client_lead"])
    with pytest.raises(NotFound):
        sheets.opened(found(own, evaluation.id))
    with pytest.raises(NotFound):
        evaluation_results.result(found(own, evaluation.id))
    with pytest.raises(NotFound):  # nobody asked them
        sheets.own(own.viewer("client_sponsor"), evaluation.id)
    assert [(one.name, one.handed_in_at is not None) for one in asked.asked(evaluation.id)] == [
        ("Rafael Ortega", True),
        ("Jonas Wolf", False),
        ("Mia Sommer", False),
    ]
    assert not db.session.query(AuditEvent).filter(AuditEvent.changes.cast(db.String).contains("level")).all()


def test_a_sheet_is_handed_in_whole_once_and_for_good(own):
    evaluation = evaluated.rating(own)
    member = own.viewer("client_member")
    with database.transaction():
        sheet = sheets.own(member, evaluation.id)
        answers = evaluated.said(sheet, GOOD["client_member"])
        few = dict(list(answers.items())[:2])
        evaluation_sheets.save(sheet, few, by=member, at=AT)
    with pytest.raises(Refused, match="4 of 6 have no answer yet"), database.transaction():
        evaluation_sheets.hand_in(sheets.own(member, evaluation.id), few, by=member, at=AT)
    evaluated.hand_in(own, evaluation.id, "client_member", GOOD["client_member"])
    with pytest.raises(Refused, match="You have handed in"), database.transaction():
        evaluation_sheets.save(sheets.own(member, evaluation.id), few, by=member, at=AT)
    assert len(sheets.own(member, evaluation.id).ratings) == 6


def test_whoever_is_competent_for_one_criterion_is_asked_for_that_alone(own):
    price = replace(evaluated.PRICE, area_ids=(own.areas["Finance"],))
    evaluation = evaluated.rating(own, terms=(evaluated.VALUES, price))
    wanted = {who: len(evaluation_sheets.wanted(sheets.own(own.viewer(who), evaluation.id))) for who in GOOD}
    assert wanted == {"client_lead": 2, "client_member": 2, "client_observer": 4}


def test_opening_without_everybody_takes_a_reason_that_names_them(own):
    evaluation = evaluated.rating(own)
    office = own.viewer(OFFICE)
    with pytest.raises(Refused, match="Nobody has handed in"), database.transaction():
        evaluation_course.open_ratings(found(own, evaluation.id), "Enough", by=office, at=AT)
    evaluated.hand_in(own, evaluation.id, "client_lead", GOOD["client_lead"])
    evaluated.hand_in(own, evaluation.id, "client_observer", GOOD["client_observer"])
    with pytest.raises(Refused, match="Mia Sommer"), database.transaction():
        evaluation_course.open_ratings(found(own, evaluation.id), " ", by=office, at=AT)
    with database.transaction():
        evaluation_course.open_ratings(found(own, evaluation.id), "She is ill", by=office, at=AT)
    assert asked.turns(evaluation.id)[0].reason == "Without Mia Sommer (Quality): She is ill"
    late = own.viewer("client_member")
    sheet = sheets.own(late, evaluation.id)
    with pytest.raises(Refused, match="not open for you"), database.transaction():
        evaluation_sheets.hand_in(sheet, evaluated.said(sheet, GOOD["client_observer"]), by=late, at=AT)


def test_scores_order_and_disagreement_come_from_what_was_handed_in(own):
    evaluation = evaluated.opened(own)
    result = evaluation_results.result(found(own, evaluation.id))
    # Meridian: values 10/3, service 11/3, price 5; its points 58.3, 66.7 and 100
    told = [(one.candidate.name, one.score, one.rank) for one in result.standings]
    assert told == [("Meridian", Decimal("69.166667"), 1), ("Northgate Leipzig", Decimal("53.333333"), 2)]
    values = result.standings[0].parts[0].cell
    assert values.is_disputed
    assert [(one.area, one.is_outlier) for one in values.given if one.is_outlier] == [("Finance", True)]


def test_all_out_offers_no_winner_and_three_ways_on(own):
    evaluation = evaluated.opened(own, terms=(replace(evaluated.VALUES, minimum=5), evaluated.SERVICE, evaluated.PRICE))
    office = own.viewer(OFFICE)
    assert evaluation_results.result(found(own, evaluation.id)).all_out
    with pytest.raises(Refused, match="Meridian is out"):
        decide(own, evaluation.id)
    with database.transaction():
        closed = found(own, evaluation.id)
        with pytest.raises(Refused, match="Say why"):
            evaluation_criteria.change_knock_out(closed, closed.criteria[0], 3, "", by=office, at=AT)
        evaluation_criteria.change_knock_out(closed, closed.criteria[0], 3, "Nobody is a saint", by=office, at=AT)
    assert not evaluation_results.result(found(own, evaluation.id)).all_out
    with database.transaction():
        evaluation_course.reopen_ratings(found(own, evaluation.id), "Look again", by=office, at=AT + timedelta(days=1))
    assert said_to(own, "client_lead") == ["asked", "asked"]
    with database.transaction():
        evaluation_course.start_over(found(own, evaluation.id), "One more candidate", by=office, at=AT)
        evaluations.add_candidate(
            found(own, evaluation.id), replace(evaluated.OFFERS[0], name="Quill"), by=office, at=AT
        )
    assert [one.handed_in_at for one in asked.asked(evaluation.id)] == [None, None, None]


def test_one_persons_view_is_decided_on_with_a_reason_alone(own):
    evaluation = evaluated.opened(own, rated={"client_lead": GOOD["client_lead"]})
    with pytest.raises(Refused, match="One person’s view is no evaluation"):
        decide(own, evaluation.id)
    made = decide(own, evaluation.id, why_one_evaluator="The others are gone")
    assert evaluation_record.read(made.snapshot).why_one_evaluator == "The others are gone"


def test_another_than_the_first_is_chosen_with_a_reason_alone(own):
    evaluation = evaluated.opened(own)
    with pytest.raises(Refused, match="does not come out first") as refusal:
        decide(own, evaluation.id, place=1)
    assert refusal.value.field == "why_not_first"
    made = decide(own, evaluation.id, place=1, why_not_first="We keep the knowledge")
    assert evaluation_record.read(made.snapshot).why_not_first == "We keep the knowledge"


def test_a_decision_keeps_what_it_rests_on_and_names_nobody(own):
    made = evaluated.decided(own)
    record = evaluation_record.read(made.snapshot)
    assert made.digest == evaluation_record.digest(made.snapshot)
    assert (record.chosen, record.decided_by, len(record.ratings)) == ("Meridian", own.people[OFFICE], 18)
    assert sorted(record.evaluators) == sorted(own.people[who] for who in GOOD)
    assert "Ortega" not in made.snapshot
    with pytest.raises(Refused, match="over already"), database.transaction():
        evaluation_course.cancel(found(own, made.evaluation_id), "No", by=own.viewer(OFFICE), at=AT)


def begin(world, made, **changed):
    office = world.viewer(OFFICE)
    with database.transaction():
        decision = asked.decision(made.evaluation_id)
        assert decision is not None
        carried = [one.id for one in evaluation_winners.carriable(decision.evaluation)]
        start = evaluated.start(**{"carried": carried, **changed})
        return evaluation_winners.begin_relationship(decision, start, by=office, at=AT, today=TODAY)


def begun_criteria(relationship):
    draft = versions.started(relationship.id)
    assert draft is not None
    return versions.content(draft)


def test_the_winner_becomes_one_relationship_with_its_criteria_however_often_it_is_asked(own):
    made = evaluated.decided(own)
    first, again = begin(own, made), begin(own, made)
    assert first.id == again.id
    assert (first.supplier.name, first.stage) == ("Meridian", Stage.WORKING_TOGETHER)
    content = begun_criteria(first)
    values = next(one for one in content.terms if one.code == "ALIGN-1")
    assert (values.name, values.pillar, [level.description for level in values.levels]) == (
        "Values",
        Pillar.RELATIONSHIP,
        ["1", "2", "3", "4", "5"],
    )
    assert content.pillar_weights[Pillar.RELATIONSHIP] == 10
    behind = asked.behind(own.viewer(OFFICE), first)
    assert behind is not None
    assert behind.title == "Chat support"
    assert asked.behind(own.viewer("supplier_spoc"), first) is None


def test_a_winner_whose_name_another_company_bears_is_begun_under_another_one(own):
    evaluation = evaluated.prepared(own)
    office = own.viewer(OFFICE)
    with database.transaction():
        draft = found(own, evaluation.id)
        unit = replace(evaluated.OFFERS[1], name="Operator")
        evaluations.edit_candidate(draft, draft.candidates[1], unit, by=office, at=AT)
        evaluation_course.begin_rating(draft, by=office, at=AT)
    for who, levels in GOOD.items():
        evaluated.hand_in(own, evaluation.id, who, levels)
    with database.transaction():
        evaluation_course.open_ratings(found(own, evaluation.id), "", by=office, at=AT)
    made = decide(own, evaluation.id, place=1, why_not_first="We keep the knowledge")
    with pytest.raises(Refused, match="choose another name") as refusal:
        begin(own, made)
    assert (refusal.value.field, "Operator" in refusal.value.text) == ("name", False)
    with pytest.raises(Refused, match="choose another name"):
        begin(own, made, name="Northgate")
    assert begin(own, made, name=" Northgate  Operations ").supplier.name == "Northgate Operations"


def test_nothing_of_the_evaluation_stands_in_the_history_of_the_relationship(own):
    relationship = begin(own, evaluated.decided(own))
    for event in db.session.query(AuditEvent).filter_by(chain=relationship.id):
        assert not event.subject_type.startswith(("evaluation", "sourcing")), event.subject_type
        assert "Best of both" not in f"{event.changes} {event.reason}"


def test_an_own_unit_that_wins_is_insourced_and_the_floor_goes_with_it(own):
    evaluation = evaluated.prepared(own)
    office = own.viewer(OFFICE)
    with database.transaction():
        draft = found(own, evaluation.id)
        evaluations.edit(draft, {"experience_floor": Decimal(50)}, by=office, at=AT, today=TODAY)
        evaluation_course.begin_rating(draft, by=office, at=AT)
    for who, levels in GOOD.items():
        evaluated.hand_in(own, evaluation.id, who, levels)
    with database.transaction():
        evaluation_course.open_ratings(found(own, evaluation.id), "", by=office, at=AT)
    made = decide(own, evaluation.id, place=1, why_not_first="We keep the knowledge")
    relationship = begin(own, made)
    assert relationship.supplier.parent_id == own.organisations["Northgate"]
    assert relationship.stage is Stage.PARTNER_SELECTION
    assert begun_criteria(relationship).corridor.experience_floor == 50


def test_whoever_is_late_is_reminded_before_and_after_the_day(own):
    evaluation = evaluated.rating(own)
    evaluated.hand_in(own, evaluation.id, "client_lead", GOOD["client_lead"])
    reminding = jobs.job_named("remind-evaluators")
    for day in (17, 18, 19, 20, 21, 22):
        for _ in range(2):
            jobs.run(reminding, at=datetime(2026, 11, day, 9, tzinfo=UTC))
    assert said_to(own, "client_lead") == ["asked"]
    assert said_to(own, "client_member") == ["asked", "reminded", "reminded"]
    assert DUE.day == 20


def test_the_mail_that_asks_is_written_for_who_has_no_role_and_no_seat(own):
    evaluation = evaluated.rating(own)
    with database.transaction():
        asked_too = own.people["nobody"], own.areas["Quality"]
        evaluation_sheets.ask(found(own, evaluation.id), *asked_too, by=own.viewer(OFFICE), at=AT)
    jobs.run(jobs.job_named("render-notices"), at=AT + timedelta(hours=1))
    mails = db.session.query(OutboxMail).filter_by(recipient_id=own.people["nobody"]).all()
    assert [mail.subject for mail in mails] == ["[Sourcing] Chat support"]
    assert b"/sourcing/evaluations/" in mails[0].raw


def test_the_office_is_told_when_everybody_has_handed_in(own):
    evaluation = evaluated.rating(own)
    for who, levels in GOOD.items():
        assert said_to(own, OFFICE) == []
        evaluated.hand_in(own, evaluation.id, who, levels)
    assert said_to(own, OFFICE) == ["all_in"]


def test_whoever_leaves_is_asked_no_more_and_what_they_handed_in_stays(own):
    evaluation = evaluated.rating(own)
    evaluated.hand_in(own, evaluation.id, "client_lead", GOOD["client_lead"])
    with database.transaction():
        nils = own.people["nobody"]
        evaluation_sheets.ask(found(own, evaluation.id), nils, own.areas["Quality"], by=own.viewer(OFFICE), at=AT)
    with database.transaction():
        leaver = people.colleague(own.viewer(OFFICE), nils)
        leaving.deactivate(leaver, by=own.viewer(OFFICE), at=AT, today=TODAY)
    left = db.session.query(EvaluationSheet.person_id).filter_by(evaluation_id=evaluation.id)
    assert {row.person_id for row in left} == {own.people[who] for who in GOOD}


@pytest.mark.parametrize("turn", [evaluation_course.reopen_ratings, evaluation_course.start_over])
def test_a_view_that_was_handed_in_once_is_never_thrown_away(own, turn):
    evaluation = evaluated.opened(own)
    office = own.viewer(OFFICE)
    with database.transaction():
        turn(found(own, evaluation.id), "Look again", by=office, at=AT)
    with database.transaction():
        [sheet] = [one for one in sheets.all_of(evaluation.id) if one.person_id == own.people["client_member"]]
        with pytest.raises(Refused, match="has handed in before"):
            evaluation_sheets.withdraw(sheet, by=office, at=AT)
        successor = people.colleague(office, own.people["client_sponsor"])
        with pytest.raises(Refused, match="has handed in before"):
            evaluation_sheets.pass_on(sheet, successor, reason="Leaves", by=office, at=AT)
        evaluation_sheets.withdraw_all(sheet.person, by=office, at=AT)
    assert holdings.of_person(sheet.person, {}, today=TODAY, sheets=True) == []
    assert [len(one.ratings) for one in sheets.all_of(evaluation.id)] == [6, 6, 6]


def test_a_missing_sheet_stands_among_what_a_person_has_to_do_and_may_hand_over(own):
    evaluation = evaluated.rating(own)
    member = own.viewer("client_member")
    missing = work.to_answer(member, limit=5)
    assert [(row.kind, row.name, row.due_on) for row in missing] == [("sheet", "Chat support", DUE)]
    person = people.colleague(own.viewer(OFFICE), own.people["client_member"])
    held = holdings.of_person(person, {}, today=TODAY, sheets=True)
    assert [(one.holding, one.label) for one in held] == [(Holding.EVALUATION_SHEET, "Sheet for Chat support")]
    evaluated.hand_in(own, evaluation.id, "client_member", GOOD["client_member"])
    assert not work.to_answer(member, limit=5)
    assert holdings.of_person(person, {}, today=TODAY, sheets=True) == []


def test_a_sheet_that_is_passed_on_begins_empty(own):
    evaluation = evaluated.rating(own)
    member = own.viewer("client_member")
    with database.transaction():
        sheet = sheets.own(member, evaluation.id)
        evaluation_sheets.save(sheet, evaluated.said(sheet, GOOD["client_member"]), by=member, at=AT)
        successor = people.colleague(own.viewer(OFFICE), own.people["client_sponsor"])
        evaluation_sheets.pass_on(sheet, successor, reason="Leaves", by=own.viewer(OFFICE), at=AT)
    assert sheets.own(own.viewer("client_sponsor"), evaluation.id).ratings == []
    assert said_to(own, "client_sponsor") == ["asked"]
    with pytest.raises(NotFound):
        sheets.own(member, evaluation.id)


def test_what_was_handed_in_on_a_candidate_stays_when_it_is_taken_out(own):
    evaluation_id = evaluated.rating(own).id
    evaluated.hand_in(own, evaluation_id, "client_lead", GOOD["client_lead"])
    office = own.viewer(OFFICE)
    with database.transaction():
        evaluation_course.start_over(found(own, evaluation_id), "Another offer came", by=office, at=AT)
    evaluation = found(own, evaluation_id)
    meridian = evaluation.candidates[0]
    with database.transaction(), pytest.raises(Refused, match="Evaluators have rated Meridian: say why") as refusal:
        evaluation_withdrawals.remove_candidate(evaluation, meridian, " ", by=office, at=AT)
    assert refusal.value.field == "reason"
    assert db.session.query(EvaluationRating).count() == 6


def test_what_nobody_has_handed_in_on_goes_without_a_reason(own):
    evaluation_id = evaluated.prepared(own).id
    with database.transaction():
        evaluation = found(own, evaluation_id)
        evaluation_withdrawals.remove_candidate(evaluation, evaluation.candidates[0], "", by=own.viewer(OFFICE), at=AT)
    evaluation = found(own, evaluation_id)
    assert (len(evaluation.candidates), evaluation.withdrawn_candidates) == (1, [])


def test_what_was_taken_out_counts_nowhere_and_stands_in_the_record_with_its_reason(own):
    evaluation_id, office = evaluated.taken_out(own).id, own.viewer(OFFICE)
    evaluation = found(own, evaluation_id)
    assert [one.name for one in evaluation.candidates] == ["Meridian"]
    assert [one.name for one in evaluation.criteria] == ["Values", "Service"]
    assert db.session.query(EvaluationRating).count() == 6
    assert [one.reason for one in asked.turns(evaluation_id)][:2] == [
        "Price: All cost the same now",
        "Northgate Leipzig: It closes next year",
    ]
    again = replace(evaluated.OFFERS[1], location="Dresden")
    with database.transaction(), pytest.raises(Refused, match="take it up again instead"):
        evaluations.add_candidate(found(own, evaluation_id), again, by=office, at=AT)
    with database.transaction():
        offer = replace(evaluated.OFFERS[1], name="Northgate Halle")
        evaluations.add_candidate(found(own, evaluation_id), offer, by=office, at=AT)
    with database.transaction():
        evaluation_course.begin_rating(found(own, evaluation_id), by=office, at=AT)
    evaluated.hand_in(own, evaluation_id, "client_lead", (4, 4, 3, 3))
    assert db.session.query(EvaluationRating).count() == 4 + 4
    with database.transaction():
        evaluation_course.open_ratings(found(own, evaluation_id), "They are away", by=office, at=AT)
    assert evaluation_results.result(found(own, evaluation_id)).standings[0].score == 75
    record = evaluation_record.read(decide(own, evaluation_id, why_one_evaluator="Urgent").snapshot)
    assert [(one.kind, one.name, one.reason) for one in record.withdrawn] == [
        ("candidate", "Northgate Leipzig", "It closes next year"),
        ("criterion", "Price", "All cost the same now"),
    ]
    assert len(record.ratings) == 8
    assert [one.name for one in record.candidates] == ["Meridian", "Northgate Halle"]


def test_what_was_taken_out_is_taken_up_again(own):
    evaluation_id, office = evaluated.taken_out(own).id, own.viewer(OFFICE)
    with database.transaction():
        evaluation = found(own, evaluation_id)
        evaluation_withdrawals.take_up_candidate(evaluation, evaluation.withdrawn_candidates[0], by=office, at=AT)
        evaluation_withdrawals.take_up_criterion(evaluation, evaluation.withdrawn_criteria[0], by=office, at=AT)
    evaluation = found(own, evaluation_id)
    assert (len(evaluation.candidates), len(evaluation.criteria), evaluation.withdrawn_candidates) == (2, 3, [])


def test_a_file_of_a_candidate_is_read_by_its_evaluators_and_stands_in_the_record(own):
    evaluation_id, office = evaluated.with_file(own).id, own.viewer(OFFICE)
    with pytest.raises(NotFound):
        files.one(own.viewer("client_lead"), evaluation_id, 1)  # not asked yet
    with database.transaction():
        evaluation_course.begin_rating(found(own, evaluation_id), by=office, at=AT)
    assert files.one(own.viewer("client_lead"), evaluation_id, 1).name == "offer.txt"
    for stranger in ("client_spoc", "supplier_spoc", "supplier_office", "other_supplier_spoc"):
        with pytest.raises(NotFound):
            files.one(own.viewer(stranger), evaluation_id, 1)
    kept = files.one(office, evaluation_id, 1)
    with database.transaction(), pytest.raises(Refused, match="start over"):
        evaluation_files.remove(found(own, evaluation_id), kept, by=office, at=AT)
    for who, levels in GOOD.items():
        evaluated.hand_in(own, evaluation_id, who, levels)
    with database.transaction():
        evaluation_course.open_ratings(found(own, evaluation_id), "", by=office, at=AT)
    record = evaluation_record.read(decide(own, evaluation_id).snapshot)
    assert [(one.name, len(one.digest)) for one in record.candidates[0].files] == [("offer.txt", 64)]


def test_a_file_goes_with_its_name_and_its_content_is_cleared_away(own):
    evaluation_id, office = evaluated.with_file(own).id, own.viewer(OFFICE)
    with database.transaction():
        evaluation = found(own, evaluation_id)
        evaluation_withdrawals.remove_candidate(evaluation, evaluation.candidates[0], "", by=office, at=AT)
    assert db.session.query(EvaluationFile).count() == 0
    assert db.session.query(StoredFile).one().loose_at == AT
