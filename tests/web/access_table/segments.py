"""Customer segments: edited by the governance office of their company, read by its other portfolio roles alone."""

from typing import Any

from govtracker.models import CustomerSegment
from govtracker.services.sourcing import segment_needs, segments
from govtracker.services.sourcing.segments import Described
from tests.support.world import MADE_AT, PEOPLE, World
from tests.web.access_table import Row
from tests.web.access_table.sourcing import STRATEGISTS


def segment(world: World) -> CustomerSegment:
    office = world.viewer("governance_office")
    made = segments.add(office.organisation_id, Described("Key accounts"), by=office, at=MADE_AT)
    assert made.id == 1
    return made


def asked(world: World) -> None:
    by, ids = world.viewer("governance_office"), [world.people["client_lead"]]
    segment_needs.ask(segment(world), ids, by=by, at=MADE_AT)


ROOT, ONE = "/sourcing/segments", "/sourcing/segments/1"
COLLEAGUES = dict.fromkeys([who for who, (company, *_) in PEOPLE.items() if company == "Northgate"], 403)
READ = {**COLLEAGUES, "governance_office": 200, "executive": 200, "auditor": 200}
OF_ONE: dict[str, Any] = {"prepare": segment}


def edited(status: int) -> dict[str, int]:
    return {**COLLEAGUES, "governance_office": status}


ROWS = {
    "segments.index": Row(ROOT, STRATEGISTS, others=403, **OF_ONE),
    "segments.create": Row(ROOT, {"governance_office": 422, "supplier_office": 422}, others=403, method="POST"),
    "segments.show": Row(ONE, READ, **OF_ONE),
    "segments.edit": Row(f"{ONE}/edit", edited(200), **OF_ONE),
    "segments.update": Row(f"{ONE}/edit", edited(422), method="POST", **OF_ONE),
    "segments.retire": Row(f"{ONE}/retirement", edited(303), method="POST", **OF_ONE),
    "segments.edit_value": Row(f"{ONE}/value/profitability", edited(200), **OF_ONE),
    "segments.give_value": Row(f"{ONE}/value/profitability", edited(422), method="POST", **OF_ONE),
    "segment_needs.ask": Row(f"{ONE}/asked", edited(422), method="POST", **OF_ONE),
    "segment_needs.withdraw": Row(f"{ONE}/asked/1/withdrawal", edited(303), method="POST", **OF_ONE),
    "segment_needs.mine": Row("/sourcing/needs/1", {"client_lead": 200}, prepare=asked),
    "segment_needs.answer": Row("/sourcing/needs/1", {"client_lead": 422}, method="POST", prepare=asked),
    "service_plans.new": Row(f"{ONE}/plan", edited(200), **OF_ONE),
    "service_plans.create": Row(f"{ONE}/plan", edited(422), method="POST", **OF_ONE),
}
