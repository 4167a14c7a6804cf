"""A new address: the one somebody had is told, and opens nothing any more."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import SessionEnd
from govtracker.models import Person, SignInSession
from govtracker.services.structure import people
from tests.mail.steps import MONDAY, mails, opened, rendered, sent
from tests.support.applications import Settled
from tests.support.smtp import Sink
from tests.support.world import World

FORMER = "eva.varga@northgate.example"


def moved(world: World, *, joined: bool) -> None:
    with database.transaction():
        eva = db.session.get_one(Person, world.people["client_spoc"])
        eva.password_hash = "the hash of one" if joined else ""
        otto = world.viewer("organisation_administrator")
        people.correct(
            eva, name=eva.name, email="eva@northgate.example", job_title="", zone=eva.zone, by=otto, at=MONDAY
        )


def test_the_address_somebody_had_is_told_by_whom_and_whom_to_ask(
    make_app: Callable[..., Flask], world: World, smtp_sink: Sink, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(MONDAY)
    app = make_app(SMTP_URL=smtp_sink.url)
    browser = world.sign_in(app.test_client(), "client_spoc")
    with app.app_context():
        moved(world, joined=True)
        own = SignInSession.person_id == world.people["client_spoc"]
        assert set(db.session.scalars(select(SignInSession.ended_why).where(own))) == {SessionEnd.ADDRESS_CHANGED}
        rendered(MONDAY)
        sent(MONDAY)
        assert [mail.recipients for mail in smtp_sink.received] == [(FORMER,)]
        text = opened(mails()[-1]).text
        assert "Otto Busch changed the e-mail address of your account" in text
        assert "ask Otto Busch" not in text  # who did it is not whom to ask
        assert "eva@northgate.example" not in text
    assert browser.get("/settings").location.startswith("/sign-in")


def test_a_wrong_address_of_who_never_came_is_told_nothing(
    with_settings: Settled, world: World, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(MONDAY)
    with with_settings(SMTP_URL="smtp://127.0.0.1:9"):
        moved(world, joined=False)
        rendered(MONDAY)
        assert not mails()
