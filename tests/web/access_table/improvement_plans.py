"""Improvement plans: one of MER that its client's SPOC began."""

from datetime import UTC, datetime

from govtracker import database
from govtracker.enums import PlanStatus
from govtracker.queries import find
from govtracker.queries.performance import improvement_plans as asked
from govtracker.services.performance import improvement_plans
from govtracker.services.performance.improvement_plans import NewPlan
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

PLANS, PLAN = "/r/MER/improvement-plans", "/r/MER/improvement-plans/1"
SPOCS: dict[str, int | tuple[int, ...]] = {
    **ONLOOKERS,
    "client_spoc": (200, 303, 422),
    "supplier_spoc": (200, 303, 422),
}
ADDERS: dict[str, int | tuple[int, ...]] = {
    **SPOCS,
    "client_lead": (200, 422),
    "supplier_lead": (200, 422),
}


def begun(world: World) -> None:
    viewer = world.viewer("client_spoc")
    with world.context(), database.transaction():
        new = NewPlan("Answer faster", "Two red months", "Service level at 80 % again")
        at = datetime(2026, 11, 12, 9, tzinfo=UTC)
        improvement_plans.open_by_hand(find.relationship(viewer, "MER"), new, by=viewer, at=at)


def over(world: World) -> None:
    begun(world)
    viewer = world.viewer("supplier_spoc")
    with world.context(), database.transaction():
        plan = asked.one(viewer, "MER", 1)
        at = datetime(2026, 11, 13, 9, tzinfo=UTC)
        improvement_plans.end(plan, PlanStatus.ACHIEVED, "Three good months", by=viewer, at=at)


ROWS = {
    "improvement_plans.index": Row(PLANS, READERS, scene=begun),
    "improvement_plans.new": Row(f"{PLANS}/new", SPOCS),
    "improvement_plans.create": Row(PLANS, SPOCS, method="POST"),
    "improvement_plans.show": Row(PLAN, READERS, scene=begun),
    "improvement_plans.edit": Row(f"{PLAN}/edit", SPOCS, scene=begun),
    "improvement_plans.update": Row(PLAN, SPOCS, method="POST", scene=begun),
    "improvement_plans.end": Row(f"{PLAN}/end", SPOCS, method="POST", scene=begun),
    "improvement_plans.reopen": Row(f"{PLAN}/reopening", SPOCS, method="POST", scene=over),
    "improvement_plans.new_action": Row(f"{PLAN}/actions/new", ADDERS, scene=begun),
    "improvement_plans.add_action": Row(f"{PLAN}/actions", ADDERS, method="POST", scene=begun),
}
