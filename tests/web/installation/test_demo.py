"""The demonstration: people to be, a clock that moves forward alone, and no trace of either elsewhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from govtracker import clock, database, jobs
from govtracker.database import db
from govtracker.enums import MailKind, SeatRole, Side, Tier
from govtracker.jobs import Job
from govtracker.mail import notices
from govtracker.models import Relationship, Seat, Tenure
from govtracker.queries.installation import demo
from tests.support.world import World

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def demo_app(world: World, make_app: Callable[..., Flask], clock_at: Callable[[datetime], None]) -> Flask:
    clock_at(NOON)
    return make_app(DEMO="1")


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Where the clock stood whenever the jobs ran."""
    seen: list[datetime] = []

    def note(at: datetime) -> list[int]:
        seen.append(at)
        return []

    monkeypatch.setattr(jobs, "JOBS", (Job("note", 5, note, lambda item, at: None),))
    return seen


def leave_word(app: Flask, world: World, due_at: datetime) -> None:
    with app.app_context(), database.transaction():
        relationship = db.session.get_one(Relationship, world.relationships["MER"])
        notices.leave(
            MailKind.ASSIGNMENT,
            [world.people["client_spoc"]],
            subject=relationship,
            dedupe=due_at.isoformat(),
            facts={},
            at=NOON,
            due_at=due_at,
        )


def test_people_are_listed_with_all_it_takes_to_sign_in(demo_app: Flask) -> None:
    people = demo_app.test_client().get("/demo/people.json").get_json()
    eva = next(person for person in people if person["name"] == "Eva Varga")
    assert eva["email"] == "eva.varga@northgate.example"
    assert (eva["side"], eva["role"], eva["relationships"]) == ("client", "spoc", ["MER"])
    assert "password" in eva


def test_person_is_listed_once_for_each_part_with_the_relationships_of_that_part(demo_app: Flask, world: World) -> None:
    with demo_app.app_context(), database.transaction():
        deputy = Seat(
            relationship_id=world.relationships["CAS"], side=Side.CLIENT, role=SeatRole.DEPUTY_SPOC, tier=Tier.TACTICAL
        )
        deputy.tenures.append(Tenure(person_id=world.people["client_spoc"], from_on=NOON.date()))
        db.session.add(deputy)
    listed = demo_app.test_client().get("/demo/people.json").get_json()
    parts = [(one["name"], one["side"], one["role"], one["relationships"]) for one in listed]
    assert [part for part in parts if part[0] == "Eva Varga"] == [
        ("Eva Varga", "client", "spoc", ["MER"]),
        ("Eva Varga", "client", "deputy_spoc", ["CAS"]),
    ]


def test_people_with_a_role_and_no_seat_are_listed_too(demo_app: Flask) -> None:
    people = {person["name"]: person for person in demo_app.test_client().get("/demo/people.json").get_json()}
    auditor, administrator = people["Anna Vogt"], people["Ada Root"]
    assert (auditor["side"], auditor["role"], auditor["relationships"]) == ("client", "auditor", ["MER", "CAS"])
    assert (administrator["side"], administrator["role"]) == (None, "administrator")
    assert people["Otto Busch"]["relationships"] == []
    assert "Nils Frei" not in people


def test_sign_in_page_has_one_button_a_person_by_company(demo_app: Flask) -> None:
    text = demo_app.test_client().get("/sign-in").get_data(as_text=True)
    assert [text.count(f">{name}</span>") for name in ("Eva Varga", "Emil Krause", "Ada Root", "Nils Frei")] == [
        1,
        1,
        1,
        0,
    ]
    assert (
        text.index("<h3>Northgate ")
        < text.index(">Eva Varga<")
        < text.index("<h3>Meridian ")
        < text.index(">Diego Alonso<")
    )


def test_one_click_signs_in_and_an_unknown_person_does_not(demo_app: Flask, world: World) -> None:
    browser = demo_app.test_client()
    assert browser.post("/demo/sign-in", data={"person_id": 10**6}).status_code == 404
    assert browser.post("/demo/sign-in", data={"person_id": world.people["nobody"]}).status_code == 404
    answer = browser.post("/demo/sign-in", data={"person_id": world.people["client_spoc"], "next": "/demo/mail"})
    assert (answer.status_code, answer.location) == (303, "/demo/mail")
    assert "Eva Varga" in browser.get("/settings").text


def test_clock_visits_every_due_instant_in_order(demo_app: Flask, world: World, stops: list[datetime]) -> None:
    for minutes in (40, 10, 90, -10):
        leave_word(demo_app, world, NOON + timedelta(minutes=minutes))
    demo_app.test_client().post("/demo/clock", data={"step": "hour"})
    assert stops == [NOON + timedelta(minutes=minutes) for minutes in (10, 40, 60)]


def test_clock_stops_at_the_next_thing_due(demo_app: Flask, world: World, stops: list[datetime]) -> None:
    leave_word(demo_app, world, NOON + timedelta(minutes=90))
    answer = demo_app.test_client().post("/demo/clock", json={"step": "due"})
    assert answer.get_json()["now"] == (NOON + timedelta(minutes=90)).isoformat()
    assert stops == [NOON + timedelta(minutes=90)]


@pytest.mark.parametrize("asked", [{"minutes": "-5"}, {"minutes": "0"}, {"minutes": "99999"}, {"minutes": "x"}, {}])
def test_clock_refuses_to_go_back_or_too_far(demo_app: Flask, asked: dict[str, str]) -> None:
    assert demo_app.test_client().post("/demo/clock", data=asked).status_code == 422
    with demo_app.app_context():
        assert demo.clock_ahead() == timedelta()


def test_every_process_shows_the_time_the_clock_was_moved_to(demo_app: Flask, stops: list[datetime]) -> None:
    demo_app.test_client().post("/demo/clock", data={"minutes": "30"})
    clock.run_ahead(timedelta())  # another process has not heard of it
    demo_app.test_client().get("/healthz")
    assert clock.now() == NOON + timedelta(minutes=30)


def test_clock_refuses_what_another_site_sends(demo_app: Flask) -> None:
    answer = demo_app.test_client().post("/demo/clock", data={"step": "hour"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_moving_the_clock_leads_back_to_the_page_and_to_no_other_site(demo_app: Flask, stops: list[datetime]) -> None:
    browser = demo_app.test_client()
    back = {
        "http://localhost/issues?sort=due": "/issues?sort=due",
        "http://evil.example/x": "/demo/mail",
        "": "/demo/mail",
    }
    for referrer, expected in back.items():
        answer = browser.post("/demo/clock", data={"minutes": "1"}, headers={"Referer": referrer})
        assert (answer.status_code, answer.location) == (303, expected)


def test_without_demo_mode_nothing_of_it_exists(app: Flask) -> None:
    browser = app.test_client()
    assert browser.post("/demo/clock", data={"step": "hour"}).status_code == 404
    assert browser.get("/demo/people.json").status_code == 404
    assert browser.get("/demo/mail").status_code == 404
