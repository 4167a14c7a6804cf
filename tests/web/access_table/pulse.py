"""The relationship pulse: statements that MER's client proposed, and a round of them."""

from govtracker import database
from govtracker.queries import find
from govtracker.services.partnership import pulse_sets
from tests.support import pulses
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

PULSE = "/r/MER/pulse"
SPOCS: dict[str, int | tuple[int, ...]] = {
    **ONLOOKERS,
    "client_spoc": (200, 303, 422),
    "supplier_spoc": (200, 303, 422),
}
ACROSS: dict[str, int | tuple[int, ...]] = {**ONLOOKERS, "supplier_spoc": 303}
WRITERS: dict[str, int | tuple[int, ...]] = {
    **ONLOOKERS,
    **dict.fromkeys((*pulses.CLIENTS, *pulses.SUPPLIERS), (200, 422)),
}
ADDERS: dict[str, int | tuple[int, ...]] = {**SPOCS, "client_lead": (200, 422), "supplier_lead": (200, 422)}


def proposed(world: World) -> None:
    client = world.viewer("client_spoc")
    with world.context(), database.transaction():
        pulse_sets.propose(find.relationship(client, "MER"), pulses.STATEMENTS, by=client, at=pulses.AT)


def running(world: World) -> None:
    pulses.agreed(world)
    pulses.opened(world)


ROWS = {
    "pulse.show": Row(PULSE, READERS, scene=running),
    "pulse.open_round": Row(f"{PULSE}/rounds", SPOCS, method="POST", scene=pulses.agreed),
    "pulse.round_": Row(f"{PULSE}/1", READERS, scene=running),
    "pulse.new_action": Row(f"{PULSE}/statements/1/actions/new", ADDERS, scene=running),
    "pulse.add_action": Row(f"{PULSE}/statements/1/actions", ADDERS, method="POST", scene=running),
    "pulse_statements.show": Row(f"{PULSE}/statements", READERS, scene=proposed),
    "pulse_statements.new": Row(f"{PULSE}/statements/new", SPOCS),
    "pulse_statements.propose": Row(f"{PULSE}/statements", SPOCS, method="POST"),
    "pulse_statements.agree": Row(f"{PULSE}/statements/1/agreement", ACROSS, method="POST", scene=proposed),
    "pulse_statements.withdraw": Row(f"{PULSE}/statements/1/withdrawal", SPOCS, method="POST", scene=proposed),
    "pulse_plans.edit": Row(f"{PULSE}/plan", SPOCS),
    "pulse_plans.update": Row(f"{PULSE}/plan", SPOCS, method="POST"),
    "pulse_answers.show": Row(f"{PULSE}/1/answer", WRITERS, scene=running),
    "pulse_answers.answer": Row(f"{PULSE}/1/answer", WRITERS, method="POST", scene=running),
}
