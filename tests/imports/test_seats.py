"""Seats from a file: of one's own side, nobody by their own hand, one SPOC a side, and back within a day."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database
from govtracker.cli import searching
from govtracker.database import db
from govtracker.enums import SeatRole, Side
from govtracker.imports.seat_import import SEATS
from govtracker.models import AuditEvent, Person, Seat, Tenure
from govtracker.queries import find
from govtracker.services.structure import seats as verbs
from govtracker.services.structure import structure
from tests.support.importing import AT, Importing
from tests.support.world import World

HEAD = "Role,Functional area,Holder (e-mail),From,Side,Tier,May decide alone,Up to,Currency\n"
NILS = "nils.frei@northgate.example"
MIA = "mia.sommer@northgate.example"
QUALITY = f"Functional lead,Quality,{NILS},2026-11-01,,,Rosters,,\n"


@pytest.fixture
def importing(in_app: Flask, world: World) -> Importing:
    return Importing(world, SEATS, "client_spoc", "MER")


def held(world: World, role: SeatRole, area: str | None = None, side: Side = Side.CLIENT) -> list[tuple[Any, ...]]:
    """Who holds or held the seats of that role: name, first day, last day; the seats in order."""
    db.session.expire_all()
    rows = db.session.execute(
        select(Person.name, Tenure.from_on, Tenure.to_on)
        .select_from(Seat)
        .outerjoin(Tenure, Tenure.seat_id == Seat.id)
        .outerjoin(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id == world.relationships["MER"], Seat.role == role, Seat.side == side)
        .where(Seat.area_id == (world.areas[area] if area else None))
        .order_by(Seat.id, Tenure.from_on)
    )
    return [tuple(row) for row in rows]


def everything() -> list[tuple[Any, ...]]:
    """All seats and tenures as they are stored."""
    db.session.expire_all()
    columns = [column for column in (*Seat.__table__.columns, *Tenure.__table__.columns) if column.name != "id"]
    query = select(*columns).select_from(Seat).outerjoin(Tenure, Tenure.seat_id == Seat.id)
    return sorted(tuple(map(str, row)) for row in db.session.execute(query))


def test_a_look_writes_nothing_and_a_seat_is_filled_from_its_day(importing: Importing) -> None:
    before = everything()
    found = importing.received(HEAD + QUALITY)
    assert found["read_as"][3] == "from = column 4, yyyy-mm-dd"
    assert [found[name] for name in ("new", "changed", "unchanged", "refused")] == [0, 1, 0, 0], found["problems"]
    assert everything() == before
    assert importing.carried_out() == (0, 1, 0, 0)
    assert held(importing.world, SeatRole.FUNCTIONAL_LEAD, "Quality") == [("Nils Frei", date(2026, 11, 1), None)]
    lead = db.session.scalars(select(Seat).where(Seat.id == importing.world.seats["vacant_client"])).one()
    assert (lead.scope_of_authority, lead.tier.value) == ("Rosters", "operational")
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["scope_changed", "seat_filled", "seats_imported"]


def test_the_same_file_again_changes_nothing(importing: Importing) -> None:
    text = HEAD + QUALITY + f"Member,,{NILS},,,,,,\nObserver,,,,client,,,,\nOperations supervisor,,,,,,,\n"
    assert importing.imported(text) == (3, 1, 0, 0), "a row without a holder is a vacant seat, not the observer's"
    before = everything()
    assert importing.imported(text) == (0, 0, 4, 0)
    assert everything() == before


def test_members_are_told_apart_by_who_holds_them(importing: Importing) -> None:
    assert importing.imported(HEAD + f"Member,,{MIA},,,,,,\nMember,,{NILS},,,,,,\nMember,,,,,,,,\n") == (2, 0, 1, 0)
    names = [name for name, _, _ in held(importing.world, SeatRole.MEMBER)]
    assert names == ["Mia Sommer", "Nils Frei", None]
    filled = HEAD + "Member,,anna.vogt@northgate.example,,,,,,\n"
    assert importing.imported(filled) == (0, 1, 0, 0), "a vacant seat is filled before a new one is made"


def test_a_new_holder_ends_the_tenure_before(importing: Importing) -> None:
    row = "Functional lead,Customer care,nils.frei@northgate.example,2026-12-01,,,,,\n"
    assert importing.imported(HEAD + row) == (0, 1, 0, 0)
    assert held(importing.world, SeatRole.FUNCTIONAL_LEAD, "Customer care") == [
        ("Rafael Ortega", date(2024, 1, 1), date(2026, 11, 30)),
        ("Nils Frei", date(2026, 12, 1), None),
    ]


def test_an_authority_has_its_amount_in_minor_units(importing: Importing) -> None:
    assert importing.imported(HEAD + "SPOC,,,,,,Scope,40000.50,eur\n") == (0, 1, 0, 0)
    seat = db.session.scalars(select(Seat).where(Seat.id == importing.world.seats["client_spoc"])).one()
    assert (seat.money_limit, seat.currency, seat.scope_of_authority) == (4_000_050, "EUR", "Scope")
    assert importing.imported("Role\nSPOC\n") == (0, 0, 1, 0), "what a file does not say stays"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("Boss,,,,,,,,", "Role", "“Boss” is none of these: Executive sponsor, SPOC, Deputy SPOC,"),
        (",,,,,,,,x", "Role", "“” is none of these"),
        ("Functional lead,,,,,,,,", "Functional area", "Say which area they lead. It has: Customer care, Quality."),
        ("Functional lead,Qualty,,,,,,,", "Functional area", "“Qualty” is no functional area of this relationship."),
        ("SPOC,Quality,,,,,,,", "Functional area", "Only functional leads have an area"),
        ("SPOC,,diego.alonso@meridian.example,,,,,,", "Holder (e-mail)", "Nobody of Northgate has the address"),
        ("SPOC,,noah.berg@cascade.example,,,,,,", "Holder (e-mail)", "Nobody of Northgate has the address"),
        ("SPOC,,nobody@nowhere.example,,,,,,", "Holder (e-mail)", "Nobody of Northgate has the address"),
        ("Member,,eva.varga@northgate.example,,,,,,", "Holder (e-mail)", "Nobody takes a seat by their own hand"),
        ("SPOC,,,,supplier,,,,", "Side", "This seat is Meridian’s: their SPOC or governance office brings it in."),
        ("SPOC,,,,Meridian,,,,", "Side", "This seat is Meridian’s"),
        ("SPOC,,,,Cascade,,,,", "Side", "“Cascade” is no side"),
        ("SPOC,,,,,Top,,,", "Tier", "“Top” is none of these: Strategic, Tactical, Operational."),
        ("SPOC,,,,,,x,-1,EUR", "Up to", "A limit lies between 0 and"),
        ("SPOC,,,,,,x,1.234,EUR", "Up to", "“1.234” "),
        ("SPOC,,,,,,x,1.005,EUR", "Up to", ""),
        ("SPOC,,,,,,x,40000,", "Currency", "Say which currency"),
        ("SPOC,,,,,,x,=1+1,EUR", "Up to", "“=1+1” is a formula."),
        (f"Member,,{NILS},soon,,,,,", "From", "“soon” is not a date."),
        (f"Member,,{NILS},2028-01-01,,,,,", "From", "Choose a day within a year from now."),
        (f"Member,,{NILS},01/02/2026,,,,,", "From", "“01/02/2026” has two readings"),
        (f"Sponsor,,{NILS},2023-01-01,,,,,", "From", "Helena Lund held it before: choose 2024-01-02 or later."),
    ],
)
def test_what_does_not_fit_is_refused_with_row_column_and_reason(
    importing: Importing, row: str, column: str, says: str
) -> None:
    found = importing.received(HEAD + row + "\n")
    assert found["refused"] == 1
    (number, concerns, sentence) = found["problems"][0]
    assert (number, concerns) == (2, column)
    assert sentence.startswith(says)


def test_a_side_has_one_spoc_and_one_lead_of_an_area(importing: Importing) -> None:
    found = importing.received(HEAD + f"SPOC,,,,,,a,,\nspoc,,{NILS},,,,,,\n" + QUALITY + QUALITY)
    assert [row for row, _, _ in found["problems"]] == [3, 5]
    assert found["problems"][0][2] == "Row 2 says this seat already: Northgate has one."


def test_the_days_of_a_column_tell_each_other_apart(importing: Importing) -> None:
    rows = f"Member,,{NILS},01/02/2026,,,,,\nObserver,,anna.vogt@northgate.example,31/01/2026,,,,,\n"
    found = importing.received(HEAD + rows)
    assert (found["refused"], found["read_as"][3]) == (0, "from = column 4, dd/mm/yyyy")
    importing.carried_out()
    assert ("Nils Frei", date(2026, 2, 1), None) in held(importing.world, SeatRole.MEMBER)


def test_which_way_round_days_go_can_be_said(importing: Importing) -> None:
    importing.received(HEAD + f"Member,,{NILS},01/02/2026,,,,,\n")
    columns = {"role": "Role", "holder": "Holder (e-mail)", "from_on": "From"}
    assert importing.chosen(columns, order="month")["read_as"][-1] == "from = column 4, mm/dd/yyyy"
    importing.carried_out()
    assert ("Nils Frei", date(2026, 1, 2), None) in held(importing.world, SeatRole.MEMBER)


def test_the_supplier_brings_in_its_own_side(in_app: Flask, world: World) -> None:
    office = Importing(world, SEATS, "supplier_office", "MER")
    assert office.imported(HEAD + "Functional lead,Quality,ben.cruz@meridian.example,,supplier,,,,\n") == (0, 1, 0, 0)
    assert held(world, SeatRole.FUNCTIONAL_LEAD, "Quality", Side.SUPPLIER) == [("Ben Cruz", AT.date(), None)]
    assert held(world, SeatRole.FUNCTIONAL_LEAD, "Quality") == [(None, None, None)]


def test_an_import_is_taken_back(importing: Importing) -> None:
    before = everything()
    text = (
        HEAD
        + QUALITY
        + f"Functional lead,Customer care,{MIA},2026-11-19,,,Rosters,,\nObserver,,{NILS},,,,,,\nMember,,,,,,x,,\n"
    )
    assert importing.imported(text) == (2, 2, 0, 0)
    assert importing.taken_back() == (4, 0)
    assert everything() == before
    assert sum(looked.mended for looked in searching.mend()) == 0


def test_what_was_touched_since_stays(importing: Importing) -> None:
    importing.imported(HEAD + QUALITY + f"Observer,,{NILS},,,,,,\nMember,,,,,,x,,\n")
    spoc = importing.world.viewer("client_deputy")
    seat = {
        role: db.session.scalars(select(Seat).where(Seat.role == role).order_by(Seat.id.desc())).first()
        for role in SeatRole
    }
    member = seat[SeatRole.MEMBER]
    assert member
    member_id = member.id
    with database.transaction():
        lead = find.seat(spoc, "MER", importing.world.seats["vacant_client"])
        structure.edit_scope(lead, structure.Scope(lead.tier, "Other"), by=spoc, at=AT)
        found = find.seat(spoc, "MER", member_id)
        verbs.fill(found, importing.world.people["nobody"], from_on=AT.date(), by=spoc, at=AT, today=AT.date())
    assert importing.taken_back() == (1, 2)
    assert [outcome for _, outcome, _ in importing.outcomes()] == ["changed", "taken back", "new"]
