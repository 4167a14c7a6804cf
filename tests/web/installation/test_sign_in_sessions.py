"""Where one is signed in: seen by oneself, ended by oneself or by whoever keeps the account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from govtracker import database
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import AuditEvent, Notification, Person, SignInSession
from govtracker.services.installation import passwords
from tests.support.world import World

PASSWORD = "correct horse battery"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def spoc(app: Flask, world: World) -> FlaskClient:
    """A browser in which the client's SPOC signed in by password."""
    with app.app_context():
        kept = passwords.hashed(PASSWORD)
        with database.transaction():
            db.session.get_one(Person, world.people["client_spoc"]).password_hash = kept
    browser = app.test_client()
    assert sign_in(browser).status_code == 303
    return browser


def sign_in(browser: FlaskClient, **more: str) -> TestResponse:
    data = {"email": "eva.varga@northgate.example", "password": PASSWORD, **more}
    return browser.post("/sign-in", data=data, headers={"User-Agent": FIREFOX})


def ids(app: Flask, world: World, who: str) -> list[int]:
    with app.app_context():
        rows = select(SignInSession.id).where(SignInSession.person_id == world.people[who]).order_by(SignInSession.id)
        return list(db.session.scalars(rows))


def test_own_sessions_are_listed_and_each_can_be_ended(app: Flask, world: World, spoc: FlaskClient) -> None:
    elsewhere = world.client("client_spoc")
    page = spoc.get("/settings/sessions").text
    assert "Firefox on Linux" in page
    assert page.count("this one") == 1
    assert elsewhere.get("/settings").status_code == 200
    first, this = ids(app, world, "client_spoc")
    assert spoc.post(f"/settings/sessions/{first}/end").status_code == 303
    assert elsewhere.get("/settings").location.startswith("/sign-in")
    assert spoc.post(f"/settings/sessions/{this}/end").status_code == 303
    assert spoc.get("/settings").status_code == 200


def test_session_of_somebody_else_does_not_exist(app: Flask, world: World, spoc: FlaskClient) -> None:
    for who in ("client_lead", "supplier_spoc"):
        [other] = ids(app, world, who)
        assert spoc.post(f"/settings/sessions/{other}/end").status_code == 404
        assert world.client(who).get("/settings").status_code == 200


def test_signing_out_everywhere_else_keeps_this_one(app: Flask, world: World, spoc: FlaskClient) -> None:
    elsewhere = world.client("client_spoc")
    assert "Sign out everywhere else" in spoc.get("/settings/sessions").text
    spoc.post("/settings/sessions/end")
    assert elsewhere.get("/settings").status_code == 303
    assert spoc.get("/settings").status_code == 200


def test_signing_out_ends_a_cookie_that_was_copied(app: Flask, world: World, spoc: FlaskClient) -> None:
    copy = app.test_client()
    with spoc.session_transaction() as kept, copy.session_transaction() as stolen:
        stolen.update(kept)
    assert copy.get("/settings").status_code == 200
    spoc.post("/sign-out")
    assert copy.get("/settings").status_code == 303


def test_signing_in_again_takes_the_earlier_session_of_that_browser_away(
    app: Flask, world: World, spoc: FlaskClient
) -> None:
    copy = app.test_client()
    with spoc.session_transaction() as kept, copy.session_transaction() as stolen:
        stolen.update(kept)
    assert sign_in(spoc).status_code == 303
    assert copy.get("/settings").status_code == 303
    assert spoc.get("/settings").status_code == 200


def test_changed_password_ends_every_other_session_and_renews_this_one(
    app: Flask, world: World, spoc: FlaskClient
) -> None:
    elsewhere, copy = world.client("client_spoc"), app.test_client()
    with spoc.session_transaction() as kept, copy.session_transaction() as stolen:
        stolen.update(kept)
    new = "another horse battery"
    assert spoc.post("/settings/password", data={"present": PASSWORD, "password": new, "again": new}).status_code == 303
    assert spoc.get("/settings").status_code == 200
    assert [elsewhere.get("/settings").status_code, copy.get("/settings").status_code] == [303, 303]


def test_administrator_ends_a_colleagues_sessions_and_nobody_elses(app: Flask, world: World) -> None:
    keeper, victim = world.client("organisation_administrator"), world.client("client_lead")
    people = world.people
    assert keeper.post(f"/organisation/people/{people['client_lead']}/sessions/end").status_code == 303
    assert victim.get("/settings").status_code == 303
    assert keeper.post(f"/organisation/people/{people['supplier_spoc']}/sessions/end").status_code == 404
    assert world.client("supplier_spoc").get("/settings").status_code == 200
    with app.app_context():
        [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sessions_ended"))
    assert (event.actor_id, event.subject_id) == (people["organisation_administrator"], people["client_lead"])


def test_person_is_told_of_a_browser_that_is_new_and_of_no_other(app: Flask, world: World, spoc: FlaskClient) -> None:
    sign_in(app.test_client())
    told = select(Notification).where(Notification.kind == MailKind.ACCOUNT)
    with app.app_context():
        [notice] = db.session.scalars(told)  # the sign-in before this test's, in another browser than the world's
    assert notice.recipient_id == world.people["client_spoc"]
    assert (notice.facts["event"], notice.facts["browser"]) == ("new_browser", "Firefox on Linux")
