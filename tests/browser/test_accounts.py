"""Getting in by mail: invited and joined, and back in with a new password after the old one was lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from govtracker import database
from govtracker.queries import viewers
from govtracker.services.installation import passwords
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.browsing import PHONE, NewPage, barriers
from tests.support.world import World

EVA, TESSA = "eva.varga@northgate.example", "tessa.lim@northgate.example"
PRESENT, NEW = "correct horse battery", "quiet harbour at dusk"
TRIED_FIRST = "Password2026!!"


@pytest.fixture
def northgate(live_server: Served) -> World:
    """The small world, whose Eva has a password."""
    world = worlds.make(live_server.app)
    with live_server.app.app_context():
        kept = passwords.hashed(PRESENT)
        with database.transaction():
            viewers.person(world.people["client_spoc"]).password_hash = kept
    return world


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(EVA)
    page.get_by_label("Password").fill(PRESENT)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()


def choose(page: Page, password: str, button: str) -> None:
    page.get_by_role("textbox", name="Password", exact=True).fill(password)
    page.get_by_label("The same again").fill(password)
    page.get_by_role("button", name=button).click()


def test_somebody_invited_by_mail_chooses_a_good_password_and_is_in(
    northgate: World, new_page: NewPage, mailed: Callable[[str, str], str]
) -> None:
    page = new_page()
    sign_in(page)
    page.goto("/organisation/people/new")
    page.get_by_label("Name").fill("Tessa Lim")
    page.get_by_label("E-mail").fill(TESSA)
    page.get_by_role("button", name="Add and invite").click()
    expect(page.get_by_role("row").filter(has_text=TESSA)).to_contain_text("invited")
    assert not barriers(page)

    tessa = new_page(**PHONE)
    tessa.goto(mailed(TESSA, "/join/"))
    expect(tessa.get_by_text("Eva Varga invites you")).to_be_visible()
    tessa.get_by_label("Name").fill("Tessa van der Lim")
    tessa.get_by_label("Time zone").fill("Europe/Oslo")
    choose(tessa, TRIED_FIRST, "Join")
    expect(tessa.get_by_role("textbox", name="Password", exact=True)).to_have_accessible_description(
        re.compile("on lists that are tried first")
    )
    assert tessa.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not barriers(tessa)
    expect(tessa.get_by_label("Name")).to_have_value("Tessa van der Lim")
    expect(tessa.get_by_label("Time zone")).to_have_value("Europe/Oslo")
    choose(tessa, NEW, "Join")
    expect(tessa.get_by_role("heading", name="My work", level=1)).to_be_visible()
    page.goto("/organisation/people")
    expect(page.get_by_role("row").filter(has_text="Tessa van der Lim")).not_to_contain_text("invited")


def test_a_lost_password_is_set_anew_by_mail_and_ends_the_other_session(
    northgate: World, new_page: NewPage, mailed: Callable[[str, str], str]
) -> None:
    elsewhere = new_page()
    sign_in(elsewhere)

    page = new_page()
    page.goto("/sign-in")
    page.get_by_role("link", name="Lost your password?").click()
    page.get_by_label("E-mail").fill(EVA)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(mailed(EVA, "/reset/"))
    assert not barriers(page)
    choose(page, NEW, "Set the password and sign in")
    expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()

    elsewhere.goto("/settings")
    expect(elsewhere.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
