"""Customer segments from a file: by name, with value inputs and the importer's own answer on needs."""

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import TouchLevel, ValueLevel
from govtracker.imports.segments import SEGMENTS
from govtracker.models import CustomerSegment
from govtracker.queries.sourcing import segments as asked
from govtracker.queries.sourcing.segments import Standing
from tests.support.importing import Importing
from tests.support.world import World

HEAD = (
    "Segment,Basis,Share of revenue (%),Profitability,Lifetime value,Recommender influence,Source,"
    "Expected outcome,First priority,Preferred channel,Hours,Urgency,Help by a person,Expertise,The same people\n"
)
KEY = 'Key accounts,"size, needs",38 %,5,4,4,Annual report,No disruption,Speed,E-mail,Extended hours,4,4,4,5\n'
POOR = "Households,region,,2,,,,,,,,,,,\n"


@pytest.fixture
def importing(in_app: Flask, world: World) -> Importing:
    return Importing(world, SEGMENTS, "governance_office")


def stands(importing: Importing, name: str) -> Standing:
    db.session.expire_all()
    found = asked.of_company(importing.world.viewer("governance_office"))
    return next(one for one in found if one.name == name)


def test_segments_come_in_with_value_and_needs_and_again_unchanged(importing: Importing) -> None:
    assert importing.imported(HEAD + KEY + POOR) == (2, 0, 0, 0)
    key, poor = stands(importing, "Key accounts"), stands(importing, "Households")
    assert (key.revenue_share, key.facts.value.level) == (Decimal(38), ValueLevel.HIGH)
    assert key.facts.needs is not None
    assert (key.facts.needs.level, key.facts.needs.answers) == (TouchLevel.HIGH_TOUCH, 1)
    assert (poor.facts.needs, poor.facts.value.words) == (None, "Low to high")  # (2 + 2) / 3 up to (2 + 10) / 3
    assert importing.imported(HEAD + KEY + POOR) == (0, 0, 2, 0)
    assert importing.imported(HEAD + POOR.replace("region,,2", "region,,4")) == (0, 1, 0, 0)


def test_rows_that_cannot_be_read_say_why_and_a_look_writes_nothing(importing: Importing) -> None:
    rows = (
        ",region,,,,,,,,,,,,,\n"
        "Half,,,,,,,Advice,,,,,,,\n"
        "High,,,6,,,,,,,,,,,\n"
        "Odd,looks,,,,,,,,,,,,,\n"
        "Much,,140,,,,,,,,,,,,\n"
        "Once,,,,,,,,,,,,,,\n"
        "once,,,,,,,,,,,,,,\n"
    )
    found = importing.received(HEAD + rows)
    assert (found["new"], found["refused"]) == (1, 6)
    assert [(row, column) for row, column, _ in found["problems"]] == [
        (2, "Segment"), (3, "First priority"), (4, "Profitability"), (5, "Basis"), (6, "Share of revenue (%)"),
        (8, "Segment"),
    ]  # fmt: skip
    assert "a whole answer" in found["problems"][1][2]
    assert db.session.scalars(select(CustomerSegment)).all() == []


def test_taken_back_a_new_segment_is_retired_and_a_changed_one_is_what_it_was(importing: Importing) -> None:
    importing.imported(HEAD + POOR)
    importing.imported(HEAD + KEY + POOR.replace("region,,2", "region,,4"))
    assert importing.taken_back() == (2, 0)
    assert stands(importing, "Key accounts").retired_at is not None
    assert stands(importing, "Households").inputs[0].level == 2
