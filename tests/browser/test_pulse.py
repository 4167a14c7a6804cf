"""A round of the pulse is opened and answered in a browser, and both sides read what came of it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from govtracker import clock
from tests.browser.test_measuring import signed_in
from tests.support import browsing, pulses
from tests.support import world as worlds
from tests.support.applications import Served
from tests.support.world import World


@pytest.fixture
def mer(live_server: Served) -> World:
    """MER with statements that both sides have agreed to."""
    world = worlds.make(live_server.app)
    pulses.agreed(world)
    return world


def test_a_round_is_opened_answered_and_read_by_both_sides(live_server, mer, new_page):
    client = signed_in(new_page, live_server, mer, "client_spoc", **browsing.NO_SCRIPT)
    client.goto("/r/MER/pulse")
    client.get_by_role("button", name="Open a round").click()
    client.get_by_role("link", name="Answer now").click()
    for words, rating in (("We can rely on Meridian.", "2"), ("It is clear who decides.", "4")):
        client.get_by_role("group", name=words).get_by_role("radio", name=rating).check()
    client.get_by_role("button", name="Hand in my answers").click()
    expect(client.get_by_text("Thank you, your answers are in.")).to_be_visible()
    for who in (*pulses.CLIENTS[2:], *pulses.SUPPLIERS):
        pulses.answer(mer, who, 2 if who.startswith("client") else 5, 4, at=clock.now())
    pulses.close(mer, clock.now() + timedelta(days=20))
    supplier = signed_in(new_page, live_server, mer, "supplier_spoc", **browsing.PHONE)
    supplier.goto("/r/MER/pulse")
    expect(supplier.get_by_role("cell", name="Blind spot of Meridian")).to_be_visible()
    assert not browsing.barriers(supplier)
