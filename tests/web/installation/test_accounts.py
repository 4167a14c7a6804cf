"""Getting in: invited by mail, a lost password, too many tries."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.models import AuditEvent, Person
from govtracker.queries import viewers
from govtracker.services.installation import passwords
from tests.support import doors
from tests.support.smtp import Sink
from tests.support.world import World

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVA = "eva.varga@northgate.example"
PRESENT, NEW = "the present password", "quiet harbour at dusk"


@pytest.fixture
def eva(world: World, app: Flask) -> World:
    """Eva has a password."""
    with app.app_context():
        kept = passwords.hashed(PRESENT)
        with database.transaction():
            viewers.person(world.people["client_spoc"]).password_hash = kept
    return world


def test_somebody_is_invited_by_mail_and_joins(make_app: Callable[..., Flask], world: World, smtp_sink: Sink) -> None:
    app = make_app(SMTP_URL=smtp_sink.url)
    browser = world.sign_in(app.test_client(), "supplier_spoc")
    added = browser.post("/organisation/people", data={"name": "Tessa", "email": "tessa.lim@meridian.example"})
    assert added.status_code == 303
    with app.app_context():
        path = doors.mailed_link(smtp_sink, "tessa.lim@meridian.example", "/join/")
    tessa = app.test_client()
    shown = tessa.get(path)
    assert "Diego Alonso invites you" in shown.text
    assert (shown.headers["Cache-Control"], shown.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    for password, because in (
        ("meridian meridian", "leave out your name"),
        ("Password2026!!", "on lists that are tried first"),
        ("short", "at least 12"),
    ):
        refused = doors.join(tessa, path, password)
        assert (refused.status_code, because in refused.text) == (422, True)
        assert 'value="Tessa Lim"' in refused.text
    assert doors.join(tessa, path).status_code == 303
    assert "Tessa Lim" in tessa.get("/settings").text
    used = app.test_client().get(path)
    assert (used.status_code, "You have joined already" in used.text) == (410, True)


def test_dead_link_says_whom_to_ask(app: Flask, world: World) -> None:
    browser = world.client("organisation_administrator")
    address = f"/organisation/people/{world.people['nobody']}/invitation"
    link = doors.shown_link(browser.post(address).text)
    assert browser.post(f"{address}/revocation").status_code == 303
    for answer in (app.test_client().get(link), doors.join(app.test_client(), link)):
        assert (answer.status_code, "Ask Otto Busch to invite you again" in answer.text) == (410, True)


def test_lost_password_is_set_anew_by_mail(make_app: Callable[..., Flask], eva: World, smtp_sink: Sink) -> None:
    app = make_app(SMTP_URL=smtp_sink.url)
    here = eva.sign_in(app.test_client(), "client_spoc")
    answers = [app.test_client().post("/reset", data={"email": email}) for email in (EVA, "nobody@nowhere.example")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text.replace(EVA, "X") == answers[1].text.replace("nobody@nowhere.example", "X")
    with app.app_context():
        path = doors.mailed_link(smtp_sink, EVA, "/reset/")
    browser = app.test_client()
    assert browser.get(path).status_code == 200
    assert here.get("/").status_code == 200
    refused = browser.post(path, data={"password": "varga varga varga", "again": "varga varga varga"})
    assert (refused.status_code, "“varga”" in refused.text) == (422, True)
    assert browser.post(path, data={"password": NEW, "again": NEW}).status_code == 303
    assert browser.get("/").status_code == 200
    assert here.get("/").status_code == 303
    assert app.test_client().get(path).status_code == 410
    with app.app_context():
        doors.mailed_link(smtp_sink, EVA, "/reset")
    assert "Your password was changed" in smtp_sink.received[-1].message["Subject"]


def test_strangers_do_not_keep_anybody_from_a_new_password(
    make_app: Callable[..., Flask], eva: World, smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(SMTP_URL=smtp_sink.url)
    monkeypatch.setattr("govtracker.web.views.installation.password_resets.LONGEST_ANSWER", 0)

    def asked(network: int) -> int:
        where = {"X-Forwarded-For": f"203.0.{network}.7"}
        return app.test_client().post("/reset", data={"email": EVA}, headers=where).status_code

    assert [asked(network) for network in range(8)] == [200] * 8
    assert [asked(100) for _ in range(7)] == [200] * 6 + [429], "one network waits, for itself alone"
    assert asked(101) == 200
    with app.app_context():
        path = doors.mailed_link(smtp_sink, EVA, "/reset/")
    assert app.test_client().get(path).status_code == 200
    assert len([mail for mail in smtp_sink.received if EVA in mail.recipients]) <= 4


def test_too_many_tries_wait_the_same_whether_there_is_such_a_person_or_not(
    app: Flask, eva: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AT)
    for email in (EVA, "nobody@nowhere.example"):
        tries = [app.test_client().post("/sign-in", data={"email": email, "password": "wrong"}) for _ in range(7)]
        assert [answer.status_code for answer in tries] == [422] * 6 + [429]
        assert tries[-1].headers["Retry-After"] == "5"
        assert "Try again in 5 seconds" in tries[-1].text
        assert f'value="{email}"' in tries[-1].text
    right = {"email": EVA, "password": PRESENT}
    assert app.test_client().post("/sign-in", data=right).status_code == 429
    clock_at(AT + timedelta(seconds=5))
    assert app.test_client().post("/sign-in", data=right).status_code == 303
    with app.app_context():
        noted = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sign_in_failed")).all()
        assert {event.chain for event in noted} == {0}
        assert {event.subject_id for event in noted} == {eva.people["client_spoc"], None}
        assert "wrong" not in "".join(event.text for event in noted)


def test_nobody_behind_the_proxy_chooses_where_they_come_from(app: Flask, world: World) -> None:
    def tried(number: int, forged: str) -> int:
        where = {"X-Forwarded-For": f"{forged}, 203.0.113.7"}
        posted = {"email": f"p{number}@northgate.example", "password": "wrong"}
        return app.test_client().post("/sign-in", data=posted, headers=where).status_code

    assert [tried(number, f"198.51.100.{number}") for number in range(53)][-1] == 429


def test_whoever_has_a_password_somebody_else_knows_changes_it_first(app: Flask, eva: World) -> None:
    with app.app_context(), database.transaction():
        db.session.get_one(Person, eva.people["client_spoc"]).must_change_password = True
    browser = app.test_client()
    assert browser.post("/sign-in", data={"email": EVA, "password": PRESENT}).status_code == 303
    for path in ("/", "/r/MER", "/settings"):
        assert browser.get(path).location == "/settings/password"
    assert browser.post("/r/MER/issues", data={}).location == "/settings/password"
    posted = {"present": PRESENT, "password": NEW, "again": NEW}
    assert browser.post("/settings/password", data=posted).status_code == 303
    assert browser.get("/r/MER").status_code == 200
