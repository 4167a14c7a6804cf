"""The second factor: set up, asked for at the door, lost, and required."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from govtracker import clock, database
from govtracker.database import db
from govtracker.models import AuditEvent, Organisation, Person, RecoveryCode, SecondFactor
from govtracker.services.installation import passwords
from tests.support.world import World

PASSWORD = "correct horse battery"
DOOR = "/sign-in/code"
NOW = datetime(2026, 11, 2, 9, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def between_two_codes(clock_at: Callable[[datetime], None]) -> None:
    """Nobody's code runs out while a test runs."""
    clock_at(NOW)


@dataclass
class Owner:
    """Somebody with a password and an authenticator that counts."""

    app: Flask
    email: str
    secret: str
    codes: list[str]

    def code(self, steps: int = 0) -> str:
        """What the authenticator shows, so many half minutes from now."""
        return pyotp.TOTP(self.secret).at(clock.real_now() + timedelta(seconds=30 * steps))

    def at_door(self, next_url: str = "") -> FlaskClient:
        """A browser after the password."""
        browser = self.app.test_client()
        answer = browser.post("/sign-in", data={"email": self.email, "password": PASSWORD, "next": next_url})
        assert (answer.status_code, answer.location) == (303, DOOR)
        return browser


def give_password(app: Flask, world: World, who: str) -> str:
    with app.app_context():
        kept = passwords.hashed(PASSWORD)
        with database.transaction():
            person = db.session.get_one(Person, world.people[who])
            person.password_hash = kept
            return person.email


def set_up(browser: FlaskClient) -> tuple[str, list[str]]:
    """The secret and the recovery codes of a second factor set up in this browser, the first code half a minute old."""
    assert browser.post("/settings/second-factor").location == "/settings/second-factor/new"
    page = browser.get("/settings/second-factor/new").text
    secret = re.sub(r"\s", "", re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1])  # type: ignore[index]
    first = pyotp.TOTP(secret).at(clock.real_now() - timedelta(seconds=30))
    shown = browser.post("/settings/second-factor/new", data={"code": first})
    assert shown.status_code == 200
    return secret, re.findall(r"<li><code>([a-z2-9-]{23})</code></li>", shown.text)


@pytest.fixture
def spoc(app: Flask, world: World) -> Owner:
    email = give_password(app, world, "client_spoc")
    return Owner(app, email, *set_up(world.client("client_spoc")))


def test_picture_and_page_need_no_inline_style(app: Flask, world: World) -> None:
    browser = world.client("client_spoc")
    browser.post("/settings/second-factor")
    page = browser.get("/settings/second-factor/new").text
    assert "<svg" in page
    assert "style=" not in page


def test_code_is_asked_for_after_the_password_and_counts_once(spoc: Owner) -> None:
    browser, code = spoc.at_door("/r/MER"), spoc.code()
    assert browser.get("/settings").location.startswith("/sign-in")
    wrong = browser.post(DOOR, data={"code": "12345"})
    assert (wrong.status_code, "not right" in wrong.text) == (422, True)
    went = browser.post(DOOR, data={"code": code})
    assert (went.status_code, went.location) == (303, "/r/MER")
    assert browser.get("/settings").status_code == 200
    assert spoc.at_door().post(DOOR, data={"code": code}).status_code == 422


def test_recovery_code_opens_once_and_is_told_in_the_history(spoc: Owner, app: Flask) -> None:
    assert len(spoc.codes) == 10
    typed = spoc.codes[3].upper().replace("-", " ")
    assert spoc.at_door().post(DOOR, data={"code": typed}).status_code == 303
    assert spoc.at_door().post(DOOR, data={"code": typed}).status_code == 422
    with app.app_context():
        [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "recovery_code_used"))
        assert event.changes == {"left": [10, 9]}


def test_five_wrong_codes_lead_back_to_the_password(spoc: Owner) -> None:
    browser = spoc.at_door()
    answers = [browser.post(DOOR, data={"code": f"00000{n}"}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 303]
    assert browser.post(DOOR, data={"code": spoc.code()}).location == "/sign-in"
    assert browser.get("/settings").status_code == 303


def test_after_six_wrong_codes_even_the_right_one_waits(spoc: Owner, clock_at: Callable[[datetime], None]) -> None:
    first, second = spoc.at_door(), spoc.at_door()
    for browser in (first, first, first, second, second, second):
        browser.post(DOOR, data={"code": "000000"})
    soon = second.post(DOOR, data={"code": spoc.code()})
    assert (soon.status_code, "Too many tries. Try again in 10 seconds." in soon.text) == (422, True)
    clock_at(NOW + timedelta(seconds=15))
    assert second.post(DOOR, data={"code": spoc.code()}).status_code == 303


def test_secret_and_codes_stand_nowhere_in_clear(spoc: Owner, app: Flask) -> None:
    with app.app_context():
        kept = db.session.scalars(select(SecondFactor.secret)).one()
        hashes = "".join(db.session.scalars(select(RecoveryCode.code_hash)))
        events = "".join(db.session.scalars(select(AuditEvent.text)))
    for secret in (spoc.secret, *(code.replace("-", "") for code in spoc.codes)):
        assert secret not in kept + hashes + events
    assert spoc.codes[0] not in events


def test_new_recovery_codes_take_the_place_of_the_earlier(spoc: Owner, world: World) -> None:
    shown = world.client("client_spoc").post("/settings/second-factor/recovery-codes").text
    fresh = re.findall(r"<li><code>([a-z2-9-]{23})</code></li>", shown)
    assert spoc.at_door().post(DOOR, data={"code": spoc.codes[0]}).status_code == 422
    assert spoc.at_door().post(DOOR, data={"code": fresh[0]}).status_code == 303


def test_turned_off_the_password_is_enough(spoc: Owner, app: Flask, world: World) -> None:
    assert world.client("client_spoc").post("/settings/second-factor/end").status_code == 303
    answer = app.test_client().post("/sign-in", data={"email": spoc.email, "password": PASSWORD})
    assert answer.location == "/"


def test_one_that_is_required_cannot_be_turned_off(spoc: Owner, app: Flask, world: World) -> None:
    with app.app_context(), database.transaction():
        db.session.get_one(Organisation, world.organisations["Northgate"]).second_factor_required = True
    assert world.client("client_spoc").post("/settings/second-factor/end").status_code == 303
    spoc.at_door()


def test_lost_second_factor_is_reset_by_the_own_company_alone(spoc: Owner, app: Flask, world: World) -> None:
    url = f"/organisation/people/{world.people['client_spoc']}/second-factor/reset"
    browser = spoc.at_door()
    assert browser.post(DOOR, data={"code": spoc.code()}).status_code == 303
    for who in ("governance_office", "supplier_spoc", "administrator"):
        assert world.client(who).post(url).status_code in (403, 404)
    assert world.client("organisation_administrator").post(url).status_code == 303
    assert browser.get("/settings").status_code == 303
    answer = app.test_client().post("/sign-in", data={"email": spoc.email, "password": PASSWORD})
    assert answer.location == "/"


@pytest.mark.parametrize(
    ("who", "led_away"),
    [
        ("client_spoc", True),
        ("organisation_administrator", True),
        ("client_deputy", False),
        ("client_lead", False),
        ("supplier_spoc", False),
    ],
)
def test_company_leads_whoever_bears_most_to_set_one_up(app: Flask, world: World, who: str, led_away: bool) -> None:
    with app.app_context(), database.transaction():
        db.session.get_one(Organisation, world.organisations["Northgate"]).second_factor_required = True
    browser = world.client(who)
    answer = browser.get("/r/MER?tab=x")
    assert (answer.status_code == 303 and "/settings/second-factor" in answer.location) is led_away
    if led_away:
        assert "next=/r/MER" in answer.location
        assert "Your part needs a second factor" in browser.get("/settings/second-factor").text
        set_up(browser)
        assert "/settings/second-factor" not in browser.get("/r/MER").headers.get("Location", "")


def test_who_is_led_to_set_one_up_may_still_sign_out(app: Flask, world: World) -> None:
    world.client("organisation_administrator").post("/organisation/second-factor", data={"required": "yes"})
    browser = world.client("client_spoc")
    assert browser.get("/").location.startswith("/settings/second-factor")
    assert browser.post("/sign-out").location == "/sign-in"
    assert browser.get("/").location.startswith("/sign-in")
