"""Value of MER: SPOCs and leads keep it, SPOCs commit to it, whoever owns something enters its state."""

from tests.support import valued
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

VALUE = "/r/MER/value"
PROGRAMME, BENEFIT = f"{VALUE}/programmes/1", f"{VALUE}/benefits/1"
METRIC, ALERT = f"{VALUE}/watch-metrics/1", f"{VALUE}/alerts/1"
CHECK, LAUNCH = f"{VALUE}/capability-checks/1", f"{VALUE}/launches/1"
SPOCS = ("client_spoc", "supplier_spoc")
EDITORS = (*SPOCS, "client_lead", "supplier_lead")
SEATED = (
    *EDITORS,
    "client_deputy",
    "client_sponsor",
    "client_member",
    "supplier_deputy",
    "supplier_sponsor",
    "supplier_member",
)


def got(status: int, *names: str) -> dict[str, int]:
    return {**ONLOOKERS, **dict.fromkeys(names, status)}


def once(status: int) -> dict[str, int]:
    """The client's SPOC comes first; what is done already is refused."""
    return got(status, "client_spoc") | {"supplier_spoc": 422}


def checked(world: World) -> None:
    valued.checked(world)


ROWS = {
    "value.index": Row(VALUE, READERS, scene=valued.damaged),
    "programmes.new": Row(f"{VALUE}/programmes/new", got(200, *EDITORS)),
    "programmes.create": Row(f"{VALUE}/programmes", got(422, *EDITORS), method="POST"),
    "programmes.show": Row(PROGRAMME, READERS, scene=valued.realised),
    "programmes.edit": Row(f"{PROGRAMME}/edit", got(200, *EDITORS), scene=valued.noted),
    "programmes.update": Row(PROGRAMME, got(422, *EDITORS), method="POST", scene=valued.noted),
    "programmes.end": Row(f"{PROGRAMME}/end", got(422, *SPOCS), method="POST", scene=valued.noted),
    "benefits.new": Row(f"{PROGRAMME}/benefits/new", got(200, *EDITORS), scene=valued.noted),
    "benefits.create": Row(f"{PROGRAMME}/benefits", got(422, *EDITORS), method="POST", scene=valued.noted),
    "benefits.show": Row(BENEFIT, READERS, scene=valued.realised),
    "benefits.edit": Row(f"{BENEFIT}/edit", got(200, *EDITORS), scene=valued.noted),
    "benefits.update": Row(BENEFIT, got(422, *EDITORS), method="POST", scene=valued.noted),
    "benefits.propose": Row(f"{BENEFIT}/proposal", once(303), method="POST", data={"version": "1"}, scene=valued.noted),
    "benefits.take_back": Row(
        f"{BENEFIT}/withdrawal", once(303), method="POST", data={"version": "2"}, scene=valued.proposed
    ),
    "benefits.agree": Row(
        f"{BENEFIT}/agreement", got(303, "supplier_spoc"), method="POST", data={"version": "2"}, scene=valued.proposed
    ),
    "benefits.end": Row(f"{BENEFIT}/end", got(422, *SPOCS), method="POST", scene=valued.noted),
    "benefits.enter": Row(f"{BENEFIT}/months", got(422, *EDITORS), method="POST", scene=valued.agreed),
    "benefits.curve": Row(f"{BENEFIT}/curve", READERS, scene=valued.realised),
    "watch_metrics.new": Row(f"{PROGRAMME}/watch-metrics/new", got(200, *EDITORS), scene=valued.noted),
    "watch_metrics.create": Row(f"{PROGRAMME}/watch-metrics", got(422, *EDITORS), method="POST", scene=valued.noted),
    "watch_metrics.show": Row(METRIC, READERS, scene=valued.watched),
    "watch_metrics.enter": Row(f"{METRIC}/months", got(422, *EDITORS), method="POST", scene=valued.watched),
    "watch_metrics.end": Row(f"{METRIC}/end", once(303), method="POST", scene=valued.watched),
    "watch_metrics.alert": Row(ALERT, READERS, scene=valued.damaged),
    "watch_metrics.accept": Row(f"{ALERT}/acceptance", got(422, *SPOCS), method="POST", scene=valued.damaged),
    "watch_metrics.open_issue": Row(f"{ALERT}/issue", got(422, *SEATED), method="POST", scene=valued.damaged),
    "watch_metrics.open_action": Row(f"{ALERT}/action", got(422, *EDITORS), method="POST", scene=valued.damaged),
    "capability_checks.new": Row(f"{VALUE}/capability-checks/new", got(200, *EDITORS)),
    "capability_checks.create": Row(f"{VALUE}/capability-checks", got(422, *EDITORS), method="POST"),
    "capability_checks.show": Row(CHECK, READERS, scene=checked),
    "capability_checks.add": Row(f"{CHECK}/capabilities", got(422, *EDITORS), method="POST", scene=checked),
    "capability_checks.edit": Row(f"{VALUE}/capabilities/1", got(200, *EDITORS), scene=checked),
    "capability_checks.judge": Row(f"{VALUE}/capabilities/1", got(422, *EDITORS), method="POST", scene=checked),
    "launches.new": Row(f"{VALUE}/launches/new", got(200, *EDITORS)),
    "launches.create": Row(f"{VALUE}/launches", got(422, *EDITORS), method="POST"),
    "launches.show": Row(LAUNCH, READERS, scene=valued.planned),
    "launches.edit": Row(f"{LAUNCH}/edit", got(200, *EDITORS), scene=valued.planned),
    "launches.update": Row(LAUNCH, got(422, *EDITORS), method="POST", scene=valued.planned),
    "launches.add": Row(f"{LAUNCH}/items", got(422, *EDITORS), method="POST", scene=valued.planned),
    "launches.decide": Row(f"{LAUNCH}/decision", got(422, *SPOCS), method="POST", scene=valued.planned),
    "launches.item": Row(f"{VALUE}/launch-items/1", got(200, *EDITORS), scene=valued.planned),
    "launches.change": Row(f"{VALUE}/launch-items/1", got(422, *EDITORS), method="POST", scene=valued.planned),
    "exits.show": Row(f"{VALUE}/exit", READERS, scene=valued.leaving),
    "exits.new": Row(f"{VALUE}/exit/new", got(200, *EDITORS)),
    "exits.create": Row(f"{VALUE}/exit", got(422, *EDITORS), method="POST"),
    "exits.edit": Row(f"{VALUE}/exit/edit", got(200, *EDITORS), scene=valued.leaving),
    "exits.update": Row(f"{VALUE}/exit/text", got(422, *EDITORS), method="POST", scene=valued.leaving),
    "exits.review": Row(f"{VALUE}/exit/reviews", got(422, *SPOCS), method="POST", scene=valued.leaving),
    "exits.add": Row(f"{VALUE}/exit/hand-backs", got(422, *EDITORS), method="POST", scene=valued.leaving),
    "exits.hand_back": Row(f"{VALUE}/hand-backs/1", got(200, *EDITORS), scene=valued.leaving),
    "exits.change": Row(f"{VALUE}/hand-backs/1", got(422, *EDITORS), method="POST", scene=valued.leaving),
}
