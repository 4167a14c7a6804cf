"""Signing in with two things, the way somebody does it with a telephone beside the keyboard."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
from playwright.sync_api import Page, expect

from govtracker import clock, database
from govtracker.database import db
from govtracker.models import Person
from govtracker.services.installation import passwords
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import NewPage, barriers

PASSWORD = "correct horse battery"


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("eva.varga@northgate.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_second_factor_recovery_code_and_a_session_ended(
    live_server: Served, new_page: NewPage, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2026, 11, 2, 9, 0, 10, tzinfo=UTC))
    world = worlds.make(live_server.app)
    with live_server.app.app_context():
        kept = passwords.hashed(PASSWORD)
        with database.transaction():
            db.session.get_one(Person, world.people["client_spoc"]).password_hash = kept
    page = new_page()
    sign_in(page)
    page.goto("/settings/second-factor")
    page.get_by_role("button", name="Set up a second factor").click()
    expect(page.locator(".qr-code")).to_be_visible()
    assert not barriers(page)
    authenticator = pyotp.TOTP(re.sub(r"\s", "", page.locator(".qr-figure code").inner_text()))
    page.get_by_label("Code").fill(authenticator.at(clock.real_now() - timedelta(seconds=30)))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    recovery = page.locator(".recovery-codes code").first.inner_text()

    telephone = new_page()
    sign_in(telephone)
    expect(telephone.get_by_role("heading", name="One more step")).to_be_visible()
    assert not barriers(telephone)
    telephone.get_by_label("Code").fill(recovery)
    telephone.get_by_role("button", name="Sign in").click()
    expect(telephone.get_by_role("heading", name="My work")).to_be_visible()

    page.goto("/settings/sessions")
    expect(page.get_by_role("row")).to_have_count(3)  # its head, this one, the telephone's
    assert not barriers(page)
    page.get_by_role("button", name="Sign out", exact=True).last.click()
    expect(page.get_by_text("Signed out there.")).to_be_visible()
    telephone.goto("/settings")
    expect(telephone.get_by_role("heading", name="Sign in")).to_be_visible()
