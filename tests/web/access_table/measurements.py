"""Measurements of MER: everybody who sees MER reads them, SPOCs and functional leads enter them."""

from govtracker.imports import measurement_batches
from govtracker.queries import find
from tests.support import measured
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row

ENTERING = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
DEED = {**ONLOOKERS, **dict.fromkeys(ENTERING, 303)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(ENTERING, 422)}


def agreed(world: World) -> None:
    measured.settle(world, measured.drafted(world))


def uploaded(world: World) -> None:
    """A file of the client's SPOC; to everybody else it does not exist."""
    agreed(world)
    spoc = world.viewer("client_spoc")
    relationship = find.relationship(spoc, "MER")
    batch = measurement_batches.receive(
        relationship, "file.csv", b"KPI,Month,Value\nCSAT,2026-10,76\n", by=spoc, at=MADE_AT, today=MADE_AT.date()
    )
    assert batch.id == 1


OWNER = "client_spoc"
ROWS = {
    "measurement_imports.new": Row("/r/MER/measurements/import", {**ONLOOKERS, **dict.fromkeys(ENTERING, 200)}),
    "measurement_imports.create": Row("/r/MER/measurements/import", REFUSED, method="POST"),
    "measurement_imports.show": Row("/r/MER/measurements/import/1", {OWNER: 200}, prepare=uploaded),
    "measurement_imports.choose": Row(
        "/r/MER/measurements/import/1/columns", {OWNER: 422}, method="POST", prepare=uploaded
    ),
    "measurement_imports.turn_to": Row(
        "/r/MER/measurements/import/1/sheet", {OWNER: 422}, method="POST", prepare=uploaded
    ),
    "measurement_imports.confirm": Row(
        "/r/MER/measurements/import/1/confirmation",
        {OWNER: 303},
        method="POST",
        data={"mode": "valid"},
        prepare=uploaded,
    ),
    "measurement_imports.take_back": Row(
        "/r/MER/measurements/import/1/taking-back", {OWNER: 422}, method="POST", prepare=uploaded
    ),
    "measurements.index": Row("/r/MER/measurements", READERS, prepare=agreed),
    "measurements.update": Row("/r/MER/measurements", DEED, method="POST", prepare=agreed),
    "measurements.compute": Row("/r/MER/measurements/computation", DEED, method="POST", prepare=agreed),
    "measurements.show": Row("/r/MER/measurements/CSAT/2026-10", READERS, prepare=agreed),
    "measurements.enter": Row("/r/MER/measurements/CSAT/2026-10", REFUSED, method="POST", prepare=agreed),
}


def entered(world: World) -> None:
    """CSAT of October by the supplier; the client says it does not apply."""
    agreed(world)
    for who, text in (("supplier_spoc", "76"), ("client_spoc", "n/a")):
        measured.put(world, "2026-10", {"CSAT": text}, who=who, reason="No survey.")


SPOCS = {**ONLOOKERS, "client_spoc": 422, "supplier_spoc": 422}
ROWS |= {
    "measurement_talk.answer": Row("/r/MER/measurements/CSAT/2026-10/consent", SPOCS, method="POST", prepare=entered),
    "measurement_talk.dispute": Row(
        "/r/MER/measurements/CSAT/2026-10/dispute", REFUSED, method="POST", prepare=entered
    ),
    "measurement_talk.give_way": Row(
        "/r/MER/measurements/CSAT/2026-10/settlement", REFUSED, method="POST", prepare=entered
    ),
}
