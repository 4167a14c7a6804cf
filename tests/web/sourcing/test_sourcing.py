"""The landing page of the sourcing strategy: six steps in order, each with what stands and what is next."""

import re

from govtracker import database
from govtracker.models import CustomerSegment
from govtracker.services.performance import client_catalogues
from tests.support.statements import counted
from tests.support.world import MADE_AT, World

TITLES = (
    "Segment customers",
    "Segment types of support",
    "Profile the supplier and the place",
    "Evaluate and select",
    "Agree the framework",
    "Manage it as a partnership",
)


def test_the_six_steps_stand_in_their_order_with_what_stands_and_what_is_next(world: World) -> None:
    text = world.client("executive").get("/sourcing").text
    shown = re.findall(r"<h2>(?:<a [^>]*>)?(.*?)<", text)
    assert tuple(shown) == TITLES
    assert "No customer segment yet." in text
    assert "2 relationships: 0 with agreed criteria" in text


def test_the_header_leads_there_and_only_whoever_may_read_it(world: World) -> None:
    assert 'href="/sourcing"' in world.client("auditor").get("/portfolio").text
    assert 'href="/sourcing"' not in world.client("client_spoc").get("/portfolio").text


def test_it_counts_the_own_company_alone_at_a_fixed_price(world: World) -> None:
    office = world.client("governance_office")
    office.get("/sourcing")
    with counted() as few:
        office.get("/sourcing")
    by = world.viewer("governance_office")
    with world.context(), database.transaction():
        for name in ("Households", "Business"):
            client_catalogues.add(CustomerSegment, by.organisation_id, name, by=by, at=MADE_AT)
    with counted() as more:
        text = office.get("/sourcing").text
    assert "2 customer segments" in text
    assert "No customer segment yet." in world.client("supplier_office").get("/sourcing").text
    assert len(few) == len(more) <= 12
