"""Benefits: drafts, what a commitment needs, both sides' agreement, and months with figures worked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.database import db
from govtracker.enums import BenefitKind, BenefitState, CapabilityState, Unit
from govtracker.models import Benefit, BenefitMonth, Notification
from govtracker.queries.partnership import benefits as asked
from govtracker.queries.partnership import figures
from govtracker.rules import periods
from govtracker.services import Refused
from govtracker.services.partnership import benefits
from govtracker.web import benefit_pages
from tests.support import valued
from tests.support.valued import AT
from tests.support.world import World

D = Decimal
OCTOBER = periods.parse("2026-10")


def test_without_a_baseline_it_stays_a_draft_and_is_not_committed(in_app: Flask, world: World) -> None:
    spoc = world.viewer("client_spoc")
    with database.transaction():
        valued.programme(world)
        benefit = valued.draft(world, baseline=None, baseline_on=None)
    with database.transaction(), pytest.raises(Refused, match="without a baseline") as refusal:
        benefits.propose(benefit, 1, by=spoc, at=AT)
    assert refusal.value.field == "baseline"
    assert benefit.state is BenefitState.DRAFT


def test_it_binds_once_the_other_side_has_agreed(in_app: Flask, world: World) -> None:
    valued.proposed(world)
    supplier = world.viewer("supplier_spoc")
    told = db.session.query(Notification).filter_by(subject_type="benefit").all()
    assert [row.recipient_id for row in told] == [world.people["supplier_spoc"]]
    benefit = asked.one(supplier, "MER", 1)
    with database.transaction(), pytest.raises(Refused, match="once both sides have agreed"):
        benefits.enter(benefit, OCTOBER, D(1), "", by=supplier, at=AT)
    with database.transaction():
        benefits.agree(asked.one(supplier, "MER", 1), 2, by=supplier, at=AT)
    assert asked.one(supplier, "MER", 1).state is BenefitState.AGREED
    with database.transaction(), pytest.raises(Refused, match="Northgate counts on it"):
        benefits.end(asked.one(supplier, "MER", 1), 3, "Too dear", by=supplier, at=AT)


def test_nobody_agrees_to_what_has_changed_since_it_was_read(in_app: Flask, world: World) -> None:
    valued.proposed(world)
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    read = asked.one(supplier, "MER", 1).version
    with database.transaction():
        benefits.take_back(asked.one(client, "MER", 1), read, by=client, at=AT)
    with database.transaction():
        benefits.edit(asked.one(client, "MER", 1), valued.promise(world, target=D(10_000)), by=client, at=AT)
    with database.transaction(), pytest.raises(Refused, match="has changed since"):
        benefits.propose(asked.one(client, "MER", 1), read, by=client, at=AT)
    with database.transaction():
        benefits.propose(asked.one(client, "MER", 1), asked.one(client, "MER", 1).version, by=client, at=AT)
    for deed in (benefits.agree, benefits.take_back):
        with database.transaction(), pytest.raises(Refused, match="Read it again"):
            deed(asked.one(supplier, "MER", 1), read, by=supplier, at=AT)
    with database.transaction(), pytest.raises(Refused, match="Read it again"):
        benefits.end(asked.one(client, "MER", 1), read, "Too dear", by=client, at=AT)
    assert asked.one(supplier, "MER", 1).state is BenefitState.PROPOSED


def test_a_benefit_keeps_its_unit_while_a_loss_is_taken_from_it(in_app: Flask, world: World) -> None:
    valued.noted(world)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        valued.draft(world, kind=BenefitKind.DIS_BENEFIT, title="Overtime", offsets_id=1)
    for changed in ({"currency": "JPY"}, {"unit": Unit.HOURS}):
        with database.transaction(), pytest.raises(Refused, match="A loss in its unit") as refusal:
            benefits.edit(asked.one(spoc, "MER", 1), valued.promise(world, **changed), by=spoc, at=AT)
        assert refusal.value.field == "unit"


def test_a_loss_that_has_ended_still_offsets_and_takes_no_more_months(in_app: Flask, world: World) -> None:
    valued.noted(world)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        valued.draft(world, kind=BenefitKind.DIS_BENEFIT, title="Overtime", offsets_id=1)
    with database.transaction():
        benefits.enter(asked.one(spoc, "MER", 2), OCTOBER, D(700), "", by=spoc, at=AT)
    with database.transaction():
        benefits.end(asked.one(spoc, "MER", 2), 1, "No more of it", by=spoc, at=AT)
    assert [one.id for one in asked.offset_by(spoc, 1)] == [2]
    with database.transaction(), pytest.raises(Refused, match="It has ended"):
        benefits.enter(asked.one(spoc, "MER", 2), OCTOBER, D(900), "More", by=spoc, at=AT)


def test_a_draft_is_nobodys_gain(in_app: Flask, world: World) -> None:
    valued.noted(world)
    measured = {1: {date(2026, 7, 1): D(8_900_000)}}
    rows = asked.of_programme(world.viewer("client_spoc"), 1)
    assert benefit_pages.balances(benefit_pages.shown(rows, measured, last=OCTOBER), rows[0].programme) == []


def test_money_is_kept_in_minor_units_and_a_changed_month_says_why(in_app: Flask, world: World) -> None:
    valued.realised(world)
    lead = world.viewer("supplier_lead")
    assert db.session.query(BenefitMonth.value).order_by(BenefitMonth.period_on).first() == (D(8_900_000),)
    with database.transaction(), pytest.raises(Refused, match="at most two decimals"):
        benefits.enter(asked.one(lead, "MER", 1), OCTOBER, D("1.005"), "", by=lead, at=AT)
    july = periods.parse("2026-07")
    with database.transaction(), pytest.raises(Refused, match="say why it changes"):
        benefits.enter(asked.one(lead, "MER", 1), july, D(88_000), "", by=lead, at=AT)
    with database.transaction():
        benefits.enter(asked.one(lead, "MER", 1), july, D(88_000), "A credit note", by=lead, at=AT)
    assert asked.notes(1)[date(2026, 7, 1)].value == D(8_800_000)


def test_what_was_lost_is_netted_beside_what_was_gained(in_app: Flask, world: World) -> None:
    """1,000 + 4,000 + 6,000 EUR gained and 500 unplanned, less 3,000: 8,500 stay."""
    valued.realised(world)
    spoc = world.viewer("client_spoc")
    september = periods.parse("2026-09")
    with database.transaction():
        for kind, value in ((BenefitKind.UNPLANNED, 500), (BenefitKind.DIS_BENEFIT, 3_000)):
            offsets = 1 if kind is BenefitKind.DIS_BENEFIT else None
            made = valued.draft(world, kind=kind, title=kind.value, offsets_id=offsets)
            db.session.flush()
            benefits.enter(made, september, D(value), "", by=spoc, at=AT)
    rows = asked.of_programme(spoc, 1)
    found = benefit_pages.shown(rows, figures.of_benefits(rows, last=OCTOBER.first_day), last=OCTOBER)
    [balance] = benefit_pages.balances(found, rows[0].programme)
    assert (balance.gained, balance.lost, balance.net) == ("11,500.00 EUR", "3,000.00 EUR", "+8,500.00 EUR")
    assert [one.id for one in asked.offset_by(spoc, 1)] == [3]


def test_a_loss_is_taken_from_a_benefit_in_the_same_unit_alone(in_app: Flask, world: World) -> None:
    valued.noted(world)
    with database.transaction(), pytest.raises(Refused, match="same unit") as refusal:
        valued.draft(world, kind=BenefitKind.DIS_BENEFIT, unit=Unit.HOURS, offsets_id=1)
    assert refusal.value.field == "offsets_id"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"target": D(90_000)}, "target"),
        ({"due_on": date(2026, 6, 1)}, "due_on"),
        ({"baseline_on": date(2027, 1, 1)}, "baseline_on"),
        ({"currency": "XXX"}, "currency"),
        ({"owner_seat_id": 999}, "owner_seat_id"),
        ({"title": " "}, "title"),
        ({"starts_on": date(206, 7, 1)}, "starts_on"),
        ({"due_on": date(2206, 12, 31)}, "due_on"),
        ({"baseline_on": date(1, 1, 1)}, "baseline_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    in_app: Flask, world: World, changed: dict[str, object], field: str
) -> None:
    with database.transaction():
        valued.programme(world)
    with database.transaction(), pytest.raises(Refused) as refusal:
        valued.draft(world, **changed)
    assert refusal.value.field == field


def test_a_commitment_that_rests_on_a_check_waits_until_it_works(in_app: Flask, world: World) -> None:
    valued.checked(world)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        valued.programme(world)
        benefit = valued.draft(world, check_id=1)
    with database.transaction(), pytest.raises(Refused, match="does not work yet: Capability 1"):
        benefits.propose(benefit, 1, by=spoc, at=AT)


def test_where_something_works_in_part_the_commitment_says_why(in_app: Flask, world: World) -> None:
    valued.checked(world, CapabilityState.WORKS, CapabilityState.PARTLY)
    spoc = world.viewer("client_spoc")
    with database.transaction():
        valued.programme(world)
        silent, told = valued.draft(world, check_id=1), valued.draft(world, check_id=1, check_reason="Until March")
    with database.transaction(), pytest.raises(Refused, match="in part: Capability 2") as refusal:
        benefits.propose(silent, 1, by=spoc, at=AT)
    assert refusal.value.field == "check_reason"
    with database.transaction():
        benefits.propose(db.session.get_one(Benefit, told.id), 1, by=spoc, at=AT)
    assert db.session.get_one(Benefit, told.id).state is BenefitState.PROPOSED
