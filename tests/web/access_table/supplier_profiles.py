"""Supplier profiles: for those who hold a portfolio role in the company."""

from govtracker.models import CustomerSegment
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import profiles, support_types
from tests.support.world import MADE_AT, World
from tests.web.access_table import Row
from tests.web.access_table.sourcing import STRATEGISTS
from tests.web.access_table.support_types import of


def served(world: World) -> None:
    office = world.viewer("governance_office")
    one = support_types.add("Billing", by=office, at=MADE_AT)
    support_types.edit(one, {"complexity": 2, "impact": 2}, by=office, at=MADE_AT)
    segment = client_catalogues.add(CustomerSegment, office.organisation_id, "Business", by=office, at=MADE_AT)
    profiles.serve(one.id, segment.id, by=office, at=MADE_AT)


ROOT = "/sourcing/profiles"
ONE = f"{ROOT}/1/1"
READING = {**STRATEGISTS, "supplier_office": 404}
ROWS = {
    "supplier_profiles.index": Row(ROOT, STRATEGISTS, others=403, prepare=served),
    "supplier_profiles.create": Row(ROOT, of(422), others=403, method="POST", prepare=served),
    "supplier_profiles.show": Row(ONE, READING, others=403, prepare=served),
    "supplier_profiles.state_floor": Row(f"{ONE}/floor", of(422, other=404), others=403, method="POST", prepare=served),
    "supplier_profiles.overrule": Row(
        f"{ONE}/overruling", of(422, other=404), others=403, method="POST", prepare=served
    ),
    "supplier_profiles.take_back": Row(
        f"{ONE}/overruling/end", of(303, other=404), others=403, method="POST", prepare=served
    ),
    "supplier_profiles.leave": Row(f"{ONE}/end", of(303, other=404), others=403, method="POST", prepare=served),
}
