"""The import of seats: what its table says, and how it is taken back."""

from collections.abc import Sequence
from typing import Final

from govtracker.enums import RowOutcome
from govtracker.imports.kinds import Field, Ground, Kind
from govtracker.imports.seats import Seats, described, scope_of
from govtracker.models import ImportRow, Relationship, Seat
from govtracker.queries.installation import references
from govtracker.queries.structure import seats
from govtracker.services.structure import seats as filling
from govtracker.services.structure import structure

FIELDS: Final = (
    Field(
        "role",
        "Role",
        "Sponsor, SPOC, Deputy SPOC, Functional lead, Operations supervisor, Member or Observer",
        ("SPOC", "Functional lead"),
        ("seat", "position"),
        is_needed=True,
    ),
    Field(
        "area",
        "Functional area",
        "of functional leads alone: one of the areas of the relationship",
        ("", "Customer care"),
        ("area", "function", "functional area"),
    ),
    Field(
        "holder",
        "Holder (e-mail)",
        "somebody of your company who is here already; empty: the seat is vacant or stays as it is",
        ("eva.varga@example.com", "rafael.ortega@example.com"),
        ("holder", "e-mail", "email", "mail", "person"),
    ),
    Field(
        "from_on",
        "From",
        "the first day in the seat; empty: today",
        ("2026-01-01", "2026-03-15"),
        ("since", "start", "start date", "held from"),
        is_day=True,
    ),
    Field("side", "Side", "client or supplier, your own; empty: your own", ("", ""), ("company",)),
    Field("tier", "Tier", "Strategic, Tactical or Operational; empty: as is usual for the role", ("Tactical", ""), ()),
    Field(
        "authority",
        "May decide alone",
        "in words",
        ("Changes of scope within the contract", "Rosters and training of the team"),
        ("scope of authority", "authority"),
    ),
    Field(
        "responsibility",
        "Answers for",
        "in words",
        ("The relationship as a whole", "Contacts answered in time"),
        ("scope of responsibility", "responsibility"),
    ),
    Field("money_limit", "Up to", "an amount with at most two decimals", ("40000", ""), ("money limit", "limit")),
    Field("currency", "Currency", "three letters", ("EUR", ""), ("cur",)),
)


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Give seats back what they were: a holder who came in leaves, whoever they replaced returns, new seats go.

    A seat whose holder or scope changed since, or that something else names, stays as it is.
    """
    assert isinstance(ground.place, Relationship)
    side = ground.by.side_in(ground.place.place())
    assert side is not None
    there = {seat.id: seat for seat in seats.of_side(ground.place.id, side)}
    named = references.pointed_at(Seat, list(there), beside={"tenure"})
    return {row.line for row in rows if not _taken_back(row, there.get(row.subject_id or 0), named, ground)}


def _taken_back(row: ImportRow, seat: Seat | None, named: set[int], ground: Ground) -> bool:
    if seat is None or described(seat) != row.after["scope"]:
        return False
    tenures = seats.tenures(seat.id)
    ours = row.after.get("tenure")
    if ours and (not tenures or tenures[0].id != ours or tenures[0].to_on is not None):
        return False
    is_new = row.outcome is RowOutcome.NEW
    if is_new and (seat.id in named or len(tenures) > bool(ours)):
        return False
    if ours:
        before = next((one for one in tenures if one.id == row.before.get("ended")), None)
        filling.unfill(tenures[0], before, by=ground.by, at=ground.at)
    if is_new:
        structure.remove_seat(seat, by=ground.by, at=ground.at)
    elif row.before["scope"] != row.after["scope"]:
        structure.edit_scope(seat, scope_of(row.before["scope"]), by=ground.by, at=ground.at)
    return True


SEATS: Final = Kind(
    name="seats",
    title="Import seats",
    noun=("seat", "seats"),
    lead="of your own side; the other side brings in its own, and nobody takes a seat by their own hand",
    fields=FIELDS,
    importer=Seats,
    take_back=take_back,
    at_most=2_000,
    chunk=2_000,
)
