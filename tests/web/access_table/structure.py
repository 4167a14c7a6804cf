"""Structure, seats, escalation paths and history of MER; its vacant client seat is Quality's."""

from collections.abc import Callable
from datetime import UTC, datetime

from govtracker.enums import Severity, Tier
from govtracker.queries import find
from govtracker.services.governance import path_proposals
from govtracker.services.governance.escalation_paths import LevelFacts, PathFacts, Slot
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
EDITORS = ("client_spoc", "supplier_spoc", "governance_office", "supplier_office")
FILLERS = ("client_spoc", "governance_office")
MAY_EDIT = {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(EDITORS, 422)}  # they may, and an empty form is refused


def seat(tail: str) -> Row:
    def url(world: World) -> str:
        return f"/r/MER/seats/{world.seats['vacant_client']}{tail}"

    return Row(url, {**ONLOOKERS, **dict.fromkeys(FILLERS, (303, 422))}, method="POST", data={"tier": "tactical"})


def proposed(world: World) -> None:
    """A path of low issues, proposed by the client's SPOC; the only one besides the general path."""
    spoc, theirs = world.seats["client_spoc"], world.seats["supplier_spoc"]
    relationship = find.relationship(world.viewer("client_spoc"), "MER")
    levels = [LevelFacts(Tier.TACTICAL, spoc, theirs, 60, 240)]
    slot = Slot(severity=Severity.LOW)
    path_proposals.propose(relationship, PathFacts(levels), "", by=world.viewer("client_spoc"), at=AT, slot=slot)


def version(tail: str) -> Callable[[World], str]:
    return lambda world: f"/r/MER/escalation-paths/{world.path_id + 1}{tail}"


SPOCS = ("client_spoc", "supplier_spoc")
ROWS = {
    "path_versions.index": Row("/r/MER/escalation-paths", READERS),
    "path_versions.show": Row(version(""), READERS, prepare=proposed),
    "path_versions.agree": Row(
        version("/agreement"), {**ONLOOKERS, "client_spoc": 422, "supplier_spoc": 303}, method="POST", prepare=proposed
    ),
    "path_versions.send_back": Row(
        version("/return"), {**ONLOOKERS, **dict.fromkeys(SPOCS, 422)}, method="POST", prepare=proposed
    ),
    "path_versions.withdraw": Row(
        version("/withdrawal"),
        {**ONLOOKERS, **dict.fromkeys(EDITORS, 422), "client_spoc": 303},
        method="POST",
        prepare=proposed,
    ),
    "structure.show": Row("/r/MER/structure", READERS),
    "structure.create_area": Row("/r/MER/areas", REFUSED, method="POST"),
    "structure.new_seat": Row("/r/MER/seats/new", MAY_EDIT),
    "structure.create_seat": Row("/r/MER/seats", REFUSED, method="POST", data={"role": "spoc"}),
    "seats.show": Row(lambda world: f"/r/MER/seats/{world.seats['client_spoc']}", READERS),
    "seats.fill": seat("/holder"),
    "seats.vacate": seat("/vacancy"),
    "seats.describe": seat("/scope"),
    "escalation_paths.edit": Row(f"/r/MER/escalation-path?severity={Severity.CRITICAL}", MAY_EDIT),
    "escalation_paths.update": Row("/r/MER/escalation-path", REFUSED, method="POST"),
}
