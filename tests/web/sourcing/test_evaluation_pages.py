"""Pages of sourcing evaluations: begun, rated blind, decided, and what a mistake or a stranger is answered."""

import re
from decimal import Decimal

from govtracker import database
from govtracker.database import db
from govtracker.models import EvaluationRating, Relationship, SourcingEvaluation
from govtracker.queries.sourcing import evaluation_sheets as evaluation_sheets_asked
from govtracker.services.sourcing import evaluation_course, evaluation_decisions, evaluation_sheets
from govtracker.services.sourcing.evaluation_decisions import Choice
from tests.support import evaluated, typed
from tests.support.evaluated import GOOD, OFFICE
from tests.support.statements import counted

ONE = "/sourcing/evaluations/1"
MOST = 12  # statements of a page


def test_an_evaluation_is_begun_and_filled_with_the_ready_made_set(app, world):
    with world.context():
        evaluated.prepared(world)
    office = world.client(OFFICE)
    values = {"title": "Phone support", "support_type_id": "1", "due_on": "2099-01-31", "experience_floor": "60"}
    made = office.post("/sourcing/evaluations", data=values)
    assert made.location == "/sourcing/evaluations/2"
    page = office.get(made.location).text
    assert "An evaluation compares at least two candidates." in page
    office.post(f"{made.location}/criteria/ready-made")
    page = office.get(made.location).text
    assert "Alignment weighs 40 %, capability 30 %." in page
    assert page.index("Strategic emphasis") < page.index("Skill and knowledge")


def test_what_was_typed_of_a_candidate_is_kept_beside_the_reason(app, world):
    with world.context():
        evaluated.prepared(world)
    values = {"name": "Meridian", "price": "12", "currency": "EUR", "notes": "Known to us"}
    refused = world.client(OFFICE).post(f"{ONE}/candidates", data=values)
    assert refused.status_code == 422
    assert "Meridian is a candidate already." in refused.text
    assert "Known to us" in refused.text


def test_an_evaluator_keeps_a_draft_and_hands_in_from_their_sheet_alone(app, world):
    with world.context():
        evaluated.rating(world)
    member = world.client("client_member")
    assert "Candidates to rate" in member.get("/").text
    assert member.get(ONE).status_code == 403  # no role of the strategy
    values = typed.form(member.get(f"{ONE}/sheet").text, f"{ONE}/sheet")
    levels = [name for name in values if name.startswith("level_")]
    assert len(levels) == 6
    lone = {**values, levels[0].replace("level", "comment"): "A comment without a level"}
    refused = member.post(f"{ONE}/sheet", data=lone)
    assert refused.status_code == 422
    assert "A comment without a level" in refused.text
    member.post(f"{ONE}/sheet", data={**values, levels[0]: "4"})
    kept = typed.form(member.get(f"{ONE}/sheet").text, f"{ONE}/sheet")
    assert kept[levels[0]] == "4"
    assert member.post(f"{ONE}/sheet/handing-in", data=kept).status_code == 422
    whole = {**kept, **dict.fromkeys(levels, "cannot"), levels[1]: "5"}
    assert member.post(f"{ONE}/sheet/handing-in", data=whole).status_code == 303
    assert "You have handed in" in member.get(f"{ONE}/sheet").text
    with world.context():
        given = [row.level for row in db.session.query(EvaluationRating).order_by(EvaluationRating.id)]
    assert sorted(given, key=str) == [5, None, None, None, None, None]


def test_no_page_shows_a_rating_before_the_ratings_are_opened(app, world):
    with world.context():
        evaluated.rating(world)
        evaluated.hand_in(world, 1, "client_lead", GOOD["client_lead"])
    for who in (OFFICE, "executive", "auditor", "client_member"):
        for tail in ("/result", "/result/1", "/record"):
            assert world.client(who).get(f"{ONE}{tail}").status_code in (403, 404), (who, tail)
    assert "disagree" not in world.client("client_lead").get(f"{ONE}/sheet").text


def test_a_suppliers_person_opening_anything_of_it_finds_nothing(app, world):
    with world.context():
        evaluated.opened(world)
    for who in ("supplier_office", "supplier_lead", "supplier_spoc", "other_supplier_spoc"):
        client = world.client(who)
        assert client.get(f"{ONE}/sheet").status_code == 404
        assert client.get(ONE).status_code in (403, 404)
        assert client.get(f"{ONE}/result").status_code in (403, 404)


def test_the_result_explains_itself_and_names_who_disagrees(app, world):
    with world.context():
        evaluated.opened(world)
    page = world.client("executive").get(f"{ONE}/result").text
    assert "What would have to change for Northgate Leipzig to win" in page
    assert re.search(r"Finance \(Jonas Wolf\) 2\s+<span[^>]*>far from the median", page)
    assert "Price beside score" in page
    explained = world.client("executive").get(f"{ONE}/result/1").text
    assert "Customer care 4, Finance 2, Quality 4" in explained
    seen_by_evaluator = world.client("client_lead").get(f"{ONE}/sheet").text
    assert "Jonas Wolf" not in seen_by_evaluator  # by function alone
    assert "Finance 2" in seen_by_evaluator


def test_the_decision_leads_to_one_relationship_and_back(app, world):
    with world.context():
        evaluated.opened(world)
    office = world.client(OFFICE)
    chosen = {"candidate_id": "1", "reason": "Best of both"}
    assert office.post(f"{ONE}/decision", data=chosen).location == ONE
    form = typed.form(office.get(f"{ONE}/relationship").text, f"{ONE}/relationship")
    made = [office.post(f"{ONE}/relationship", data={**form, "key": "CHT", "carried": "1"}) for _ in range(2)]
    assert {one.location for one in made} == {"/r/CHT"}
    again = office.get(f"{ONE}/relationship")
    assert again.location == "/r/CHT"
    assert "Chosen in the evaluation" in office.get("/r/CHT/plan").text
    with world.context():
        assert db.session.query(Relationship).filter_by(key="CHT").count() == 1
        with database.transaction():
            assert db.session.get_one(SourcingEvaluation, 1).title == "Chat support"


def test_all_out_says_who_and_why_and_offers_no_winner(app, world):
    with world.context():
        evaluation = evaluated.prepared(world)
        with database.transaction():
            db.session.get_one(SourcingEvaluation, evaluation.id).experience_floor = Decimal(99)
    office = world.client(OFFICE)
    office.post(f"{ONE}/rating")
    with world.context():
        for who, levels in GOOD.items():
            evaluated.hand_in(world, 1, who, levels)
    office.post(f"{ONE}/opening")
    page = office.get(f"{ONE}/result").text
    assert "Every candidate is knocked out" in page
    assert "the acceptable-experience floor is 99, whatever the price" in page
    assert 'name="candidate_id"' not in page


def test_what_people_have_rated_is_taken_out_with_a_reason_and_taken_up_again(app, world):
    with world.context():
        evaluated.taken_out(world)
    office = world.client(OFFICE)
    refused = office.post(f"{ONE}/candidates/1/removal")
    assert refused.status_code == 422
    assert "Evaluators have rated Meridian: say why it is taken out." in refused.text
    assert office.post(f"{ONE}/candidates/1/removal", data={"reason": "Bought by a rival"}).status_code == 303
    page = office.get(ONE).text
    assert "Bought by a rival" in page
    assert "No candidate yet" in page
    assert office.post(f"{ONE}/candidates/1/return").status_code == 303
    assert "Bought by a rival" not in re.sub(r"(?s)Turns it took.*", "", office.get(ONE).text)


def test_a_page_of_an_evaluation_sends_twelve_statements_at_most_wherever_it_stands(app, world):
    by = {"by": world.viewer(OFFICE), "at": evaluated.AT}

    def rate(own):
        evaluation_course.begin_rating(own, **by)

    def lay_open(own):
        for who, levels in GOOD.items():
            sheet = evaluation_sheets_asked.own(world.viewer(who), own.id)
            evaluation_sheets.hand_in(sheet, evaluated.said(sheet, levels), by=world.viewer(who), at=evaluated.AT)
        evaluation_course.open_ratings(own, "", **by)

    def decide(own):
        evaluation_decisions.decide(own, Choice(own.candidates[0].id, "Best of both"), **by)

    with world.context():
        evaluated.prepared(world)
    costs = {"draft": counted_of(world, "")}
    for step in (rate, lay_open, decide):
        with world.context(), database.transaction():
            step(evaluated.found(world, 1))
        for page in ("",) if step is rate else ("", "/result"):
            costs[f"{step.__name__} {page}"] = counted_of(world, page)
    assert not {page: made for page, made in costs.items() if len(made) > MOST}


def counted_of(world, page):
    client = world.client(OFFICE)
    client.get("/")
    with counted() as made:
        assert client.get(f"{ONE}{page}").status_code == 200
    return made
