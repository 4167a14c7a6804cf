"""The history of what a company keeps of its own: its readers find it, no sheet stands in it, nobody else meets it."""

from govtracker import database
from govtracker.enums import ExpectedOutcome, ServiceChannel, ServiceHours, ServicePriority
from govtracker.queries.sourcing import evaluation_sheets as sheets
from govtracker.queries.sourcing import segment_needs as segment_needs_asked
from govtracker.rules.sourcing.segment_needs import Answer
from govtracker.services.sourcing import evaluation_sheets, segment_needs, segments, support_types
from govtracker.services.sourcing.segments import Described
from tests.support import evaluated
from tests.support.evaluated import AT, GOOD, OFFICE
from tests.support.statements import counted

ALL = "/sourcing/history"
NEEDED = Answer(
    next(iter(ExpectedOutcome)),
    next(iter(ServicePriority)),
    None,
    next(iter(ServiceChannel)),
    next(iter(ServiceHours)),
    *(3, 4, 3, 3),
)


def test_every_change_of_the_companys_own_stands_in_it_and_no_rating(app, world):
    with world.context():
        evaluated.rating(world)
        evaluated.hand_in(world, 1, "client_lead", GOOD["client_lead"])
        with database.transaction():
            support_types.add("Billing", by=world.viewer(OFFICE), at=AT)
    page = world.client(OFFICE).get(ALL).text
    for told in ("Evaluation begun", "Candidate added", "Rating began", "Sheet handed in", "Entry added · Billing"):
        assert told in page, told
    own = world.client("executive").get(f"{ALL}/evaluations/1").text
    assert "Candidate added" in own
    assert "Billing" not in own
    assert "levels" not in own.lower().replace("level_", "")
    assert world.client("executive").get(f"{ALL}/support-types/1").status_code == 200
    assert world.client("executive").get(f"{ALL}/nothing/1").status_code == 404


def test_drafts_of_sheets_and_answers_of_colleagues_are_not_told(app, world):
    office, lead = world.viewer(OFFICE), world.viewer("client_lead")
    with world.context():
        evaluated.rating(world)
        with database.transaction():
            evaluation_sheets.save(sheets.own(lead, 1), {}, by=lead, at=AT)
            segment = segments.add(office.organisation_id, Described("Key accounts"), by=office, at=AT)
            segment_needs.ask(segment, [lead.person_id], by=office, at=AT)
        with database.transaction():
            needs = segment_needs_asked.mine(lead, segment.id)
            segment_needs.answer(needs, NEEDED, "They want calls", by=lead, at=AT)
    page = world.client(OFFICE).get(ALL).text
    assert "Needs answered" in page
    assert "They want calls" not in page
    assert "Sheet saved" not in page


def test_another_company_finds_nothing_of_it_and_the_page_is_narrowed_and_cheap(app, world):
    with world.context():
        evaluated.opened(world)
    assert "Evaluation begun" not in world.client("supplier_office").get(ALL).text
    assert world.client("supplier_office").get(f"{ALL}/evaluations/1").status_code == 404
    assert world.client("client_lead").get(ALL).status_code == 403
    office = world.client(OFFICE)
    narrowed = office.get(f"{ALL}?action=Ratings+opened").text
    assert "They are away" in narrowed or "Ratings opened" in narrowed
    assert "Candidate added" not in narrowed
    with counted() as statements:
        office.get(ALL)
    assert len(statements) <= 12
