"""The clocks of an issue on its page: handed over, paused, stepped down, and every deadline with its calculation."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from govtracker.enums import Audience, Side
from tests.services.issue_steps import acknowledged, handed_over, paused, raised, set_terms, ticked, vacated
from tests.support.world import World

# Meridian works 01:00–09:00 UTC, Northgate 08:00–16:00 UTC; Thursday 19 November 2026, 8:00 in Manila, 1:00 in Berlin
OPENED = datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
ASKED = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
PAGE = "/r/MER/issues/1"
ClockAt = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def on_that_thursday(app: Flask, world: World, clock_at: ClockAt) -> None:
    clock_at(ASKED)
    with app.app_context():
        raised(world, "client_spoc", OPENED)


def seen(world: World, who: str = "client_spoc", url: str = PAGE) -> str:
    """The words of a page, without its tags."""
    return words(world.client(who).get(url))


def words(answer: Any) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))
    return text.replace("&#34;", '"')


# --- handing over ----------------------------------------------------------------------------------------------------


def test_handing_over_asks_and_then_shows_both_clocks(world: World) -> None:
    client = world.client("supplier_lead")
    assert "Hand over to Northgate" in words(client.get(f"{PAGE}/handover"))
    answer = client.post(f"{PAGE}/handover", data={"to": "client", "asked": "Which invoices are meant?"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = seen(world)
    assert "Rafael Ortega of Northgate has to acknowledge by Thu 19 Nov 13:00 your time" in page
    assert "Which invoices are meant?" in page
    assert "Meridian → Northgate" in page
    assert "2 h of 2 d spent; stands still since Thu 19 Nov 04:00: it waits on Northgate" in page
    assert "counted in Europe/Berlin: Thu 19 Nov 09:00–13:00." in page


def test_nothing_asked_is_refused_beside_its_field(world: World) -> None:
    answer = world.client("supplier_lead").post(f"{PAGE}/handover", data={"to": "client", "asked": ""})
    assert answer.status_code == 422
    assert "Say what you ask." in words(answer)


def test_the_form_sent_twice_hands_it_over_once(world: World) -> None:
    client = world.client("supplier_spoc")
    data = {"to": "client", "asked": "The log, please."}
    assert client.post(f"{PAGE}/handover", data=data).status_code == 303
    again = client.post(f"{PAGE}/handover", data=data)
    assert again.status_code == 422
    assert "It waits on Northgate already." in words(again)
    assert "The log, please." in words(again)  # nothing typed is lost


def test_ping_pong_is_counted_in_sight_and_pauses_stand_in_the_calculation(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    with app.app_context():
        handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
        handed_over(world, "client_lead", Side.SUPPLIER, ANSWERED)
    clock_at(ANSWERED)
    page = seen(world)
    assert "handed over 2 times" in page
    assert "back with Meridian Thu 19 Nov 11:00" in page
    assert (
        "Resolve: counted in Asia/Manila: Thu 19 Nov 09:00–11:00, Fri 20 Nov 09:00–17:00, Mon 23 Nov 09:00–15:00; "
        "skipped: Sat, Sun; paused: Thu 19 Nov 11:00–18:00 (waiting on Northgate)."
    ) in page


def test_an_internal_issue_offers_no_handover_and_refuses_one(app: Flask, world: World) -> None:
    with app.app_context():
        raised(world, "client_lead", OPENED, audience=Audience.CLIENT)
    client = world.client("client_spoc")
    assert "Hand over…" not in words(client.get("/r/MER/issues/C1"))
    answer = client.post("/r/MER/issues/C1/handover", data={"to": "supplier", "asked": "You."})
    assert answer.status_code == 422
    assert "the other side does not see it" in words(answer)


# --- pausing ---------------------------------------------------------------------------------------------------------


def test_my_work_says_until_when_an_issue_is_paused_instead_of_when_it_climbs(app: Flask, world: World) -> None:
    assert "paused until" not in seen(world, url="/?tab=other_side")
    with app.app_context():
        paused(world, "client_spoc", ASKED.date() + timedelta(days=5), ASKED)
    assert "paused until Mon 23 Nov 17:00" in seen(world, url="/?tab=other_side")  # when 24 November begins in Manila


def test_a_pause_is_given_shown_and_ended(app: Flask, world: World, clock_at: ClockAt) -> None:
    client = world.client("client_spoc")
    assert "Give Meridian time" in words(client.get(f"{PAGE}/pause"))
    data = {"until_on": "2026-11-24", "reason": "The vendor delivers on Monday."}
    assert client.post(f"{PAGE}/pause", data=data).status_code == 303
    page = seen(world, "supplier_lead")
    assert "It is paused until Tue 24 Nov: Meridian has nothing due before." in page
    assert "paused until Tue 24 Nov, then it goes on by itself: “The vendor delivers on Monday.”" in page
    assert "Resume now" not in page
    clock_at(ASKED + timedelta(days=1))
    assert world.client("client_spoc").post(f"{PAGE}/resumption").location == PAGE
    page = seen(world)
    assert "went on Fri 20 Nov 04:00" in page
    assert "4 h from Fri 20 Nov 04:00, 2 h of it spent before" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"until_on": "2026-11-19", "reason": "Wait."}, "Choose a day after today"),
        ({"until_on": "", "reason": "Wait."}, "Choose a day"),
        ({"until_on": "2026-11-24", "reason": ""}, "Say why."),
        ({"until_on": "24.11.", "reason": "Wait."}, "valid date"),
    ],
)
def test_an_impossible_pause_is_refused_and_nothing_typed_is_lost(
    world: World, data: dict[str, str], said: str
) -> None:
    answer = world.client("client_spoc").post(f"{PAGE}/pause", data=data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert data["reason"] in words(answer)


def test_resuming_what_is_not_paused_is_refused_with_a_sentence(world: World) -> None:
    answer = world.client("client_spoc").post(f"{PAGE}/resumption")
    assert "It is not paused." in words(answer)


# --- up and down -----------------------------------------------------------------------------------------------------


def test_stepping_down_begins_a_round_and_the_earlier_one_stays_in_sight(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    with app.app_context():
        ticked(datetime(2026, 11, 19, 5, 0, tzinfo=UTC))
    clock_at(ANSWERED)
    client = world.client("client_spoc")
    assert "To level" in words(client.get(f"{PAGE}/step-down"))
    answer = client.post(f"{PAGE}/step-down", data={"level": "1", "reason": "The lead has what it needs."})
    assert answer.status_code == 303
    page = seen(world)
    assert "round 2" in page
    assert "Round 1: opened Thu 19 Nov 01:00" in page
    assert "not acknowledged by Thu 19 Nov 06:00" in page
    assert "12 h of 2 d spent" not in page
    assert "8 h of 2 d spent, 8 h of it in earlier rounds" in page


def test_from_the_first_level_there_is_no_way_down(world: World) -> None:
    client = world.client("client_spoc")
    assert "Step down…" not in words(client.get(PAGE))
    assert "there is none below" in words(client.get(f"{PAGE}/step-down"))
    assert client.post(f"{PAGE}/step-down", data={"level": "1", "reason": "Down."}).status_code == 422


# --- every deadline --------------------------------------------------------------------------------------------------


def test_warnings_expiry_and_age_are_shown_with_how_they_were_counted(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    with app.app_context():
        set_terms(world, warning=60)
        raised(world, "client_spoc", OPENED)
        handed_over(world, "supplier_lead", Side.CLIENT, ASKED)
        handed_over(world, "client_lead", Side.SUPPLIER, ASKED)
        acknowledged(world, "supplier_lead", "1", ASKED)
    page = seen(world)
    assert "1 h before resolving is due, counted backwards" in page
    assert "Warning: counted in Asia/Manila: Fri 20 Nov 16:00–17:00." in page
    assert "Acknowledgement expires Thu 26 Nov 04:00" in page
    assert "5 working days after Meridian last did something" in page
    assert "Grows old Thu 17 Dec 01:00" in page
    assert "20 working days, pauses included, from Thu 19 Nov 01:00" in page


def test_reminders_at_the_top_are_counted_on_the_page(app: Flask, world: World, clock_at: ClockAt) -> None:
    first, second, third = (datetime(2026, 11, day, 5, 0, tzinfo=UTC) for day in (19, 20, 23))
    with app.app_context():
        for moment in (first, second, third, third + timedelta(days=1)):
            ticked(moment)
    clock_at(third + timedelta(days=1))
    page = seen(world)
    assert "Time ran out Mon 23 Nov 06:00 your time; 2 of 3 reminders are sent, then the path is exhausted" in page
    assert "reminded 2 times" in page


def test_where_nobody_can_be_told_the_page_says_so(app: Flask, world: World) -> None:
    with app.app_context():
        vacated(world, "supplier_lead", "supplier_deputy", "supplier_sponsor", "supplier_spoc")
        raised(world, "client_spoc", OPENED)
    page = seen(world, url="/r/MER/issues/2")
    assert "Nobody of Meridian can be told: every seat of the path is vacant or its holder away." in page
    assert "reached Thu 19 Nov 01:00: nobody could be told" in page


def test_deeds_are_offered_to_those_who_may(app: Flask, world: World) -> None:
    offers = {
        who: {deed for deed in ("Hand over…", "Pause…", "Escalate now…", "Step down…") if deed in seen(world, who)}
        for who in ("client_spoc", "supplier_spoc", "supplier_lead", "client_lead", "client_observer")
    }
    assert offers == {
        "client_spoc": {"Hand over…", "Pause…", "Escalate now…"},
        "supplier_spoc": {"Hand over…", "Escalate now…"},
        "supplier_lead": {"Hand over…"},
        "client_lead": set(),
        "client_observer": set(),
    }


def test_a_resolved_issue_shows_its_handovers_and_no_clock(app: Flask, world: World) -> None:
    with app.app_context():
        paused(world, "client_spoc", ASKED.date() + timedelta(days=3), ASKED)
        acknowledged(world, "supplier_lead", "1", ASKED)
    client = world.client("supplier_lead")
    assert client.post(f"{PAGE}/resolution", data={"what_was_done": "Rolled back."}).status_code == 303
    page = seen(world)
    assert "Total age" not in page
    assert "Handovers and pauses" in page
