"""What around a relationship asks for its managers: what is found, by whom it is seen, and for how much."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.enums import ConcernKind
from govtracker.queries import find
from govtracker.queries.partnership import concerns, glances
from govtracker.queries.partnership import exits as exits_asked
from govtracker.queries.partnership.glances import Glance
from govtracker.services.partnership import exits, management_plans
from tests.support import pulses, valued
from tests.support.statements import counted
from tests.support.world import World

NOVEMBER, A_YEAR_ON = date(2026, 11, 30), date(2027, 11, 25)


@pytest.fixture
def asking(in_app: Flask, world: World) -> World:
    """Damage in October, a launch in a week of which nothing is done, and an exit plan to be looked at in a year."""
    valued.damaged(world)
    valued.planned(world)
    valued.leaving(world)
    return world


def test_alerts_launches_and_exits_are_told_of_while_they_ask_for_somebody(asking: World) -> None:
    mer, spoc = asking.relationships["MER"], asking.viewer("supplier_lead")
    [alert, launch] = concerns.of_relationships(spoc, [mer], today=NOVEMBER)[mer]
    assert (alert.kind, alert.title, alert.path) == (ConcernKind.COLLATERAL, "Complaints", "/r/MER/value/alerts/1")
    assert alert.words == "worse than its baseline in October 2026 while Calls settled was green; nobody has answered"
    assert launch.words.endswith("Not ready: the launch is in 7 days, and 5 of 5 items are open")
    later = concerns.of_relationships(spoc, [mer], today=A_YEAR_ON)[mer]
    assert [one.kind for one in later] == [ConcernKind.COLLATERAL, ConcernKind.EXIT]
    with database.transaction():
        own = asking.viewer("client_spoc")
        plan = exits_asked.one(own, "MER")
        exits.review(plan, A_YEAR_ON, "Still right", by=own, at=datetime(2027, 11, 25, 9, tzinfo=UTC))
    [left] = concerns.of_relationships(spoc, [mer], today=A_YEAR_ON)[mer]
    assert left.kind is ConcernKind.COLLATERAL


def test_a_plan_that_was_proposed_waits_for_the_other_side(in_app: Flask, world: World) -> None:
    mer, spoc = world.relationships["MER"], world.viewer("client_spoc")
    with database.transaction():
        plan = management_plans.propose(find.relationship(spoc, "MER"), "First", by=spoc, at=valued.AT)
    [waiting] = concerns.of_relationships(spoc, [mer], today=NOVEMBER)[mer]
    assert (waiting.title, waiting.words) == (
        "Relationship management plan, version 1",
        "waits for Meridian to agree",
    )
    with database.transaction():
        management_plans.agree(plan, by=world.viewer("supplier_spoc"), at=valued.AT)
    assert concerns.of_relationships(spoc, [mer], today=NOVEMBER) == {}


def test_nobody_reads_what_asks_for_others(asking: World) -> None:
    ids, stranger = list(asking.relationships.values()), asking.viewer("other_supplier_spoc")
    assert asking.relationships["MER"] not in concerns.of_relationships(stranger, ids, today=A_YEAR_ON)
    assert asking.relationships["MER"] not in glances.of_relationships(stranger, ids, today=A_YEAR_ON)


def test_benefits_behind_their_commitment_are_told_of(in_app: Flask, world: World) -> None:
    """Of 15,000 EUR a month from December on, half was committed for September: 6,000 came."""
    valued.realised(world)
    spoc = world.viewer("client_spoc")
    [behind] = concerns.behind(find.relationship(spoc, "MER"), today=NOVEMBER)
    assert behind.words == "6,000.00 EUR realised in September 2026, 7,500.00 EUR was committed for that month"
    assert behind.path == "/r/MER/value/benefits/1"
    assert concerns.behind(find.relationship(spoc, "MER"), today=date(2026, 7, 20)) == []  # no month has ended


def test_figures_of_all_relationships_take_one_statement(asking: World) -> None:
    """Five a side: trust 4 and 2, roles 4 and 4. Sides 4 and 3, gaps 2 and 0: 3.5 − 0.5 is 3, on the scale 50."""
    pulses.agreed(asking)
    pulses.opened(asking)
    given = dict.fromkeys(pulses.CLIENTS, (4, 4)) | dict.fromkeys(pulses.SUPPLIERS, (2, 4))
    pulses.answers(asking, given)
    pulses.close(asking)
    ids = list(asking.relationships.values())
    spoc = asking.viewer("governance_office")
    with counted() as made:
        found = glances.of_relationships(spoc, ids, today=A_YEAR_ON)
    assert len(made) == 1
    mer = found[asking.relationships["MER"]]
    assert mer == Glance(equity=Decimal("50.0"), movement=None, alerts=1, exit_due_on=date(2027, 11, 5))
    assert found[asking.relationships["CAS"]] == Glance()
