"""Support types with their figures, what is spent on them altogether, and proposals to spend otherwise."""

from datetime import timedelta

import pytest
from flask import Flask

from govtracker import database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Geography, ShiftStatus
from govtracker.models import AuditEvent, SupportType
from govtracker.queries import NotFound
from govtracker.queries.sourcing import judging as judged
from govtracker.queries.sourcing import support_types as asked
from govtracker.rules.sourcing.spend_shifts import Shift
from govtracker.services import Refused
from govtracker.services.sourcing import spend_shifts, support_types
from tests.support.world import MADE_AT, World

LATER = MADE_AT + timedelta(days=1)
FIGURES = {"Billing": (2, 60_000_000), "Complex": (5, 20_000_000), "Moves": (3, 20_000_000)}


@pytest.fixture
def office(app: Flask, world: World) -> Viewer:
    by = world.viewer("governance_office")
    with world.context(), database.transaction():
        for name, (impact, spend) in FIGURES.items():
            one = support_types.add(name, by=by, at=MADE_AT)
            support_types.edit(one, {"impact": impact, "spend": spend}, by=by, at=MADE_AT)
    return by


def spends(by: Viewer) -> dict[str, int | None]:
    return {one.name: one.spend for one in asked.costed(by.organisation_id)}


def ids(by: Viewer) -> dict[str, int]:
    return {one.name: one.id for one in asked.costed(by.organisation_id)}


def actions() -> list[str]:
    return [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def test_a_type_is_edited_and_what_cannot_be_is_refused_beside_its_field(world: World, office: Viewer) -> None:
    with world.context(), database.transaction():
        one = asked.one(office.organisation_id, ids(office)["Billing"])
        values = {"served_from": Geography.OFF_SHORE, "served_by_id": world.relationships["MER"], "volume": 0}
        support_types.edit(one, values, by=office, at=LATER)
        assert (one.served_from, one.volume) == (Geography.OFF_SHORE, 0)
        for bad, field in (
            ({"name": " moves "}, "name"),
            ({"impact": 6}, "impact"),
            ({"complexity": 0}, "complexity"),
            ({"volume": -1}, "volume"),
            ({"spend": -1}, "spend"),
            ({"note": "x" * 4001}, "note"),
        ):
            with pytest.raises(Refused) as refusal:
                support_types.edit(one, bad, by=office, at=LATER)
            assert refusal.value.field == field
        with pytest.raises(NotFound):
            support_types.edit(one, {"served_by_id": 999_999}, by=office, at=LATER)


def test_what_is_written_of_a_type_stays_out_of_the_history_its_supplier_reads(world: World, office: Viewer) -> None:
    with world.context():
        with database.transaction():
            one = asked.one(office.organisation_id, ids(office)["Billing"])
            support_types.edit(one, {"served_by_id": world.relationships["MER"]}, by=office, at=LATER)
            support_types.edit(one, {"note": "too dear"}, by=office, at=LATER)
        with database.transaction():
            support_types.edit(one, {"note": "far too dear"}, by=office, at=LATER)
        chains = {row.chain for row in db.session.query(AuditEvent).filter_by(subject_type="support_type")}
    assert chains == {0}


def test_another_companys_type_does_not_exist(world: World, office: Viewer) -> None:
    with world.context():
        one = ids(office)["Billing"]
        with pytest.raises(NotFound):
            asked.one(world.viewer("supplier_office").organisation_id, one)
        assert asked.listed(world.viewer("supplier_office").organisation_id) == []


def test_spend_in_another_currency_is_stated_anew_or_not_known_any_more(world: World, office: Viewer) -> None:
    with world.context():
        known = ids(office)
        with database.transaction():
            retired = asked.one(office.organisation_id, known["Moves"])
            support_types.retire(retired, by=office, at=LATER)
        with database.transaction():
            stated = {known["Billing"]: 7_000, known["Complex"]: None}
            support_types.state_spend(stated, "JPY", by=office, at=LATER)
        assert spends(office) == {"Billing": 7_000, "Complex": None}
        assert db.session.get_one(SupportType, known["Moves"]).spend is None
        assert judged.of(office.organisation_id).currency == "JPY"


def test_a_proposal_changes_nothing_until_it_is_adopted_and_then_keeps_the_total(world: World, office: Viewer) -> None:
    with world.context():
        known = ids(office)
        shift = Shift(known["Billing"], {known["Complex"]: 30_000_000, known["Moves"]: 10_000_000})
        with database.transaction():
            proposal = spend_shifts.propose(shift, " It decides who stays ", by=office, at=LATER)
        assert sum(filter(None, spends(office).values())) == 100_000_000
        assert spends(office)["Billing"] == 60_000_000
        with database.transaction():
            spend_shifts.adopt(proposal, "", by=office, at=LATER)
        assert spends(office) == {"Billing": 20_000_000, "Complex": 50_000_000, "Moves": 30_000_000}
        assert (proposal.status, proposal.reason) == (ShiftStatus.ADOPTED, "It decides who stays")
        assert actions()[-4:] == [*["support_spend_shifted"] * 3, "spend_shift_adopted"]
        with database.transaction(), pytest.raises(Refused, match="adopted already"):
            spend_shifts.drop(proposal, "no", by=office, at=LATER)


def test_a_proposal_that_no_longer_fits_is_refused_and_can_be_dropped_with_a_reason(
    world: World, office: Viewer
) -> None:
    with world.context():
        known = ids(office)
        with database.transaction():
            shift = Shift(known["Billing"], {known["Complex"]: 50_000_000})
            proposal = spend_shifts.propose(shift, "because", by=office, at=LATER)
        with database.transaction():
            one = asked.one(office.organisation_id, known["Billing"])
            support_types.edit(one, {"spend": 40_000_000}, by=office, at=LATER)
        with database.transaction(), pytest.raises(Refused, match="cannot be taken"):
            spend_shifts.adopt(proposal, "", by=office, at=LATER)
        with database.transaction(), pytest.raises(Refused, match="why it is dropped"):
            spend_shifts.drop(proposal, " ", by=office, at=LATER)
        with database.transaction():
            spend_shifts.drop(proposal, "Less is spent by now", by=office, at=LATER)
        assert proposal.status is ShiftStatus.DROPPED
        assert spends(office)["Complex"] == 20_000_000


def test_a_proposal_in_another_currency_and_one_without_a_reason_are_refused(world: World, office: Viewer) -> None:
    with world.context():
        known = ids(office)
        shift = Shift(known["Billing"], {known["Complex"]: 5_000})
        with database.transaction(), pytest.raises(Refused, match="Say why"):
            spend_shifts.propose(shift, " ", by=office, at=LATER)
        with database.transaction():
            proposal = spend_shifts.propose(shift, "because", by=office, at=LATER)
        with database.transaction():
            support_types.state_spend(dict.fromkeys(known.values(), 10_000), "USD", by=office, at=LATER)
        with database.transaction(), pytest.raises(Refused, match="proposed in EUR"):
            spend_shifts.adopt(proposal, "", by=office, at=LATER)
