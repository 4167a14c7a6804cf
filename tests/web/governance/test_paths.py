"""The pages of escalation paths: which applies where, a change proposed by one side and answered by the other."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import EscalationPath, Tenure
from tests.services import issue_steps
from tests.support.statements import counted
from tests.support.typed import form
from tests.support.world import World

PAGE = "/r/MER/escalation-paths"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def levels(world: World, *times: tuple[str, str], seats: tuple[str, str] = ("spoc", "spoc")) -> dict[str, str]:
    """A path as the form posts it: (acknowledge within, resolve within) of each level."""
    client, supplier = seats
    posted = {"expiry_days": "5", "age_days": "20", "top_reminders": "3"}
    for place, (response, resolution) in enumerate(times):
        posted |= {
            f"levels-{place}-tier": "tactical",
            f"levels-{place}-client_seat_id": str(world.seats[f"client_{client}"]),
            f"levels-{place}-supplier_seat_id": str(world.seats[f"supplier_{supplier}"]),
            f"levels-{place}-response": response,
            f"levels-{place}-resolution": resolution,
        }
    return posted


def propose(world: World, who: str, query: str = "", times: tuple[tuple[str, str], ...] = (("30 min", "4 h"),)) -> str:
    """The address of what that person proposed."""
    posted = {**levels(world, *times), "because": "Calls wait too long."}
    answer = world.client(who).post(f"/r/MER/escalation-path{query}", data=posted)
    assert answer.status_code == 303
    return str(answer.location)


def test_change_is_proposed_read_and_agreed(app: Flask, world: World) -> None:
    address = propose(world, "client_spoc", times=(("2 h", "2 d"), ("8 h", "3 d")))
    theirs = world.client("supplier_spoc")
    shown = text(theirs.get(address).text)
    for words in (
        "It is in force once Meridian agrees.",
        "What it would change in version 1",
        "Level 1: tier tactical, was operational.",
        "Level 1: acknowledge within 2 h, was 4 h.",
        "Level 3 is taken away; it was tier strategic; Northgate by Executive sponsor;",
        "Calls wait too long.",
        "Version 1, in force",
    ):
        assert words in shown
    assert theirs.post(f"{address}/agreement").status_code == 303
    assert "In force from" in text(theirs.get(address).text)
    with app.app_context():
        old, new = db.session.scalars(select(EscalationPath).order_by(EscalationPath.id)).all()
        assert (old.is_in_force, new.is_in_force, len(old.levels), len(new.levels)) == (False, True, 3, 2)
    assert "version 2" in text(theirs.get("/r/MER/structure").text)


def test_proposal_sent_back_says_why_and_can_be_proposed_again_changed(app: Flask, world: World) -> None:
    address = propose(world, "supplier_spoc", "?severity=critical")
    theirs, ours = world.client("client_spoc"), world.client("supplier_spoc")
    refused = theirs.post(f"{address}/return", data={"reason": ""})
    assert (refused.status_code, "Say what should change." in refused.text) == (422, True)
    assert theirs.post(f"{address}/return", data={"reason": "Not at night."}).status_code == 303
    page = ours.get(address).text
    assert "Not at night." in page
    again = re.search(r'href="([^"]*escalation-path\?[^"]*from=\d+)"', page)
    assert again
    typed = form(ours.get(again[1].replace("&amp;", "&")).text, "/r/MER/escalation-path?severity=critical")
    assert (typed["levels-0-response"], typed["levels-0-resolution"]) == ("30 min", "4 h")


def test_page_says_what_applies_where(app: Flask, world: World) -> None:
    for query in (f"?area={world.areas['Quality']}", "?severity=critical"):
        assert (
            world.client("client_spoc").post(f"{propose(world, 'supplier_spoc', query)}/agreement").status_code == 303
        )
    shown = text(world.client("client_lead").get(PAGE).text)
    assert "Customer care Critical issues General General General" in shown
    assert "Quality Quality Quality Quality Quality" in shown


def test_page_of_a_relationship_without_a_path_says_what_to_do(app: Flask, world: World) -> None:
    assert (
        "say who is told when nobody answers" in world.client("other_client_spoc").get("/r/CAS/escalation-paths").text
    )


def test_page_asks_a_fixed_number_of_questions(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    browser.get(PAGE)
    with counted() as few:
        browser.get(PAGE)
    for severity in ("critical", "high", "medium"):
        address = propose(world, "supplier_spoc", f"?severity={severity}")
        assert browser.post(f"{address}/agreement").status_code == 303
    address = propose(world, "supplier_spoc", "?severity=low")
    with counted() as many:
        browser.get(PAGE)
    assert len(many) <= 10
    assert len(many) <= len(few) + 1  # the proposals have levels
    with counted() as one:
        browser.get(address)
    assert len(one) <= 12


def test_taken_back_proposal_leaves_the_path(app: Flask, world: World) -> None:
    address, browser = propose(world, "client_spoc"), world.client("client_spoc")
    assert world.client("supplier_spoc").post(f"{address}/withdrawal").status_code == 422
    assert browser.post(f"{address}/withdrawal").status_code == 303
    assert "Taken back by Eva Varga" in text(browser.get(address).text)
    assert world.client("supplier_spoc").post(f"{address}/agreement").status_code == 422


def test_waiting_proposal_stands_in_the_work_of_the_other_spoc_and_on_the_form(app: Flask, world: World) -> None:
    address = propose(world, "client_spoc")
    assert address in world.client("supplier_spoc").get("/").text
    assert address not in world.client("client_spoc").get("/").text
    assert "Version 2 is proposed already" in text(world.client("supplier_spoc").get("/r/MER/escalation-path").text)


def test_side_without_anybody_who_speaks_for_it_is_named(app: Flask, world: World) -> None:
    with app.app_context(), database.transaction():
        for seat in ("client_spoc", "client_deputy"):
            tenure = db.session.scalars(select(Tenure).where(Tenure.seat_id == world.seats[seat])).one()
            tenure.to_on = date(2024, 2, 1)
    shown = text(world.client("supplier_spoc").get(propose(world, "supplier_spoc")).text)
    assert "Nobody speaks for Northgate now" in shown


def test_agreeing_asks_what_becomes_of_running_escalations(app: Flask, world: World) -> None:
    with app.app_context():
        issue_steps.raised(world, "client_lead", datetime(2026, 11, 20, 9, tzinfo=UTC))
    address, theirs = propose(world, "client_spoc"), world.client("supplier_spoc")
    assert "One escalation runs under version 1" in text(theirs.get(address).text)
    refused = theirs.post(f"{address}/agreement")
    assert refused.status_code == 422
    assert 'id="running-error"' in refused.text
    assert theirs.post(f"{address}/agreement", data={"running": "apply"}).status_code == 303


def test_terms_and_warnings_are_edited_and_shown(app: Flask, world: World) -> None:
    posted = {**levels(world, ("4 h", "2 d"), ("8 h", "4 d")), "levels-0-warning": "2 h", "levels-1-warning": "none"}
    browser = world.client("client_spoc")
    address = browser.post("/r/MER/escalation-path", data={**posted, "expiry_days": "3", "age_days": "15"}).location
    shown = text(browser.get(address).text)
    assert "Working days of silence after which an acknowledgement expires: 3; it was 5." in shown
    assert "resolved within 2 d of the start; warned 2 h before" in shown
    assert "resolved within 4 d of the start; warned never" in shown
    again = form(browser.get(f"/r/MER/escalation-path?from={address.rsplit('/', 1)[1]}").text, "/r/MER/escalation-path")
    assert (again["levels-0-warning"], again["levels-1-warning"], again["age_days"]) == ("2 h", "none", "15")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"levels-1-resolution": "4 h"}, "levels-1-resolution"),
        ({"levels-1-response": "9 d"}, "levels-1-response"),
        ({"levels-1-resolution": "999999 h"}, "levels-1-resolution"),
        ({"levels-0-warning": "8 h"}, "levels-0-warning"),
        ({"levels-0-warning": "soon"}, "levels-0-warning"),
        ({"expiry_days": "0"}, "expiry_days"),
        ({"expiry_days": "soon"}, "expiry_days"),
        ({"age_days": ""}, "age_days"),
        ({"top_reminders": "-1"}, "top_reminders"),
        ({"because": "x" * 2001}, "because"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(app: Flask, world: World, changes: dict[str, str], field: str) -> None:
    posted = {**levels(world, ("1 h", "4 h"), ("2 h", "1 d")), **changes}
    answer = world.client("client_spoc").post("/r/MER/escalation-path", data=posted)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert form(answer.text, "/r/MER/escalation-path")[field].strip() == changes[field]


def test_mistake_stands_beside_the_level_that_was_filled_in(app: Flask, world: World) -> None:
    """The second level is left empty: the third one is the second of the path."""
    first, third = levels(world, ("1 h", "1 d")), levels(world, ("1 h", "1 d"))
    posted = {**first, **{name.replace("levels-0", "levels-2"): value for name, value in third.items()}}
    posted |= {"levels-1-tier": "tactical", "levels-1-client_seat_id": "0", "levels-1-response": ""}
    answer = world.client("client_spoc").post("/r/MER/escalation-path", data=posted)
    assert 'id="levels-2-resolution-error"' in answer.text


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ((("soon", "4 h"),), "Write a length of business time"),
        ((("-4 h", "4 h"),), "Write a length of business time"),
        ((("1 h", ""),), "Write a length of business time"),
        ((("1 h", "4 h"), ("1 h", "4 h")), "must be longer than that of level 1"),
        ((("8 h", "4 h"),), "must not be longer than its resolution time"),
        ((("1 h", "999999 h"),), "not be longer than a year"),
        ((), "at least one level"),
    ],
)
def test_impossible_path_is_refused_and_keeps_what_was_typed(
    app: Flask, world: World, times: tuple[tuple[str, str], ...], words: str
) -> None:
    answer = world.client("client_spoc").post("/r/MER/escalation-path", data=levels(world, *times))
    assert answer.status_code == 422
    assert words in text(answer.text)
    for response, _ in times:
        assert f'value="{response}"' in answer.text


def test_path_takes_no_seat_of_another_relationship_or_side(app: Flask, world: World) -> None:
    posted = levels(world, ("1 h", "4 h"))
    for stranger in ("other_client_spoc", "supplier_spoc"):
        wrong = {**posted, "levels-0-client_seat_id": str(world.seats[stranger])}
        assert world.client("client_spoc").post("/r/MER/escalation-path", data=wrong).status_code == 422


def test_level_without_anybody_is_refused_beside_its_field(app: Flask, world: World) -> None:
    posted = {**levels(world, ("1 h", "4 h")), "levels-0-supplier_seat_id": "0"}
    answer = world.client("client_spoc").post("/r/MER/escalation-path", data=posted)
    assert answer.status_code == 422
    assert 'id="levels-0-supplier_seat_id-error"' in answer.text
