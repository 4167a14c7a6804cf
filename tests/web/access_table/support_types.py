"""Support types, what is spent on them, and shifts of it: for those who hold a portfolio role in the company."""

from govtracker.rules.sourcing.spend_shifts import Shift
from govtracker.services.sourcing import spend_shifts, support_types
from tests.support.world import MADE_AT, World
from tests.web.access_table import Row
from tests.web.access_table.sourcing import STRATEGISTS


def typed(world: World) -> None:
    office = world.viewer("governance_office")
    for name, impact in (("Billing", 2), ("Technical support", 5)):
        one = support_types.add(name, by=office, at=MADE_AT)
        support_types.edit(one, {"impact": impact, "spend": 100_000}, by=office, at=MADE_AT)


def proposed(world: World) -> None:
    typed(world)
    spend_shifts.propose(Shift(1, {2: 50_000}), "It fits", by=world.viewer("governance_office"), at=MADE_AT)


def of(status: int, *, other: int | None = None) -> dict[str, int]:
    return {"governance_office": status, "supplier_office": status if other is None else other}


ROOT = "/sourcing/support-types"
SHIFT = f"{ROOT}/shifts/1"
ROWS = {
    "support_types.index": Row(ROOT, STRATEGISTS, others=403, prepare=typed),
    "support_types.create": Row(ROOT, of(422), others=403, method="POST"),
    "support_types.edit": Row(f"{ROOT}/1", of(200, other=404), others=403, prepare=typed),
    "support_types.update": Row(f"{ROOT}/1", of(422, other=404), others=403, method="POST", prepare=typed),
    "support_types.retire": Row(f"{ROOT}/1/retirement", of(303, other=404), others=403, method="POST", prepare=typed),
    "support_types.edit_judging": Row(f"{ROOT}/judging", of(200), others=403),
    "support_types.update_judging": Row(f"{ROOT}/judging", of(422), others=403, method="POST"),
    "spend.edit": Row(f"{ROOT}/spend?by=shares", of(200), others=403, prepare=typed),
    "spend.update": Row(f"{ROOT}/spend", of(422), others=403, method="POST", prepare=typed),
    "spend_shifts.index": Row(f"{ROOT}/shifts?from_id=1&to_2=500", STRATEGISTS, others=403, prepare=typed),
    "spend_shifts.create": Row(f"{ROOT}/shifts", of(422), others=403, method="POST", prepare=typed),
    "spend_shifts.adopt": Row(f"{SHIFT}/adoption", of(303, other=404), others=403, method="POST", prepare=proposed),
    "spend_shifts.drop": Row(f"{SHIFT}/dropping", of(422, other=404), others=403, method="POST", prepare=proposed),
}
