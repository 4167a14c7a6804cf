"""Links for one task: who gives, sees and revokes them, what they open, and one's own actions and values as sheets."""

from tests.support import linked, measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row

GIVERS = ("supplier_spoc", "supplier_office")
ENTER = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
A_SHEET = "/r/MER/measurement-sheets/2026-10"


def any_link(world: World) -> str:
    with world.context():
        return f"/r/MER/links/{linked.newest().id}/revocation"


def nowhere(path: str, method: str = "GET") -> Row:
    """A link that nobody was given leads nobody anywhere, signed in or not."""
    return Row(f"/task/{'x' * 43}/{path}", {}, others=404, anonymous=404, method=method)


def agreed(world: World) -> None:
    measured.agree(world)


def entering(status: int) -> dict[str, int]:
    return {**ONLOOKERS, **dict.fromkeys(ENTER, status)}


BOTH = {**ONLOOKERS, **dict.fromkeys((*GIVERS, "client_spoc", "governance_office"), 200)}

ROWS = {
    "task_links.index": Row("/r/MER/links", BOTH),
    "task_links.revoke": Row(
        any_link,
        {**dict.fromkeys((who for who in READERS if who.startswith("supplier_")), 403), **dict.fromkeys(GIVERS, 303)},
        method="POST",
        prepare=linked.prepare,
    ),
    "task_links.new_for_action": Row(
        "/r/MER/actions/1/link", {**ONLOOKERS, **dict.fromkeys(GIVERS, 200)}, prepare=linked.prepare
    ),
    "task_links.give_for_action": Row(
        "/r/MER/actions/1/link",
        {**ONLOOKERS, **dict.fromkeys(GIVERS, 303)},
        method="POST",
        data={"days": "14"},
        prepare=linked.prepare,
    ),
    "task_links.new_for_sheet": Row(f"{A_SHEET}/link", BOTH),
    "task_links.give_for_sheet": Row(
        f"{A_SHEET}/link",
        {who: 422 if status == 200 else status for who, status in BOTH.items()},
        method="POST",
        data={"days": "14", "person_id": "0"},
    ),
    "tasks.action": nowhere("action"),
    "tasks.answer": nowhere("action", "POST"),
    "tasks.read_action": nowhere("action/sheet", "POST"),
    "tasks.values": nowhere("values"),
    "tasks.enter": nowhere("values", "POST"),
    "tasks.read_values": nowhere("values/sheet", "POST"),
    "tasks.thanks": Row("/task/thanks", {}, others=200, anonymous=200),
    "action_answers.show": Row("/actions/sheet", {}, others=200),
    "action_answers.read": Row("/actions/sheet", {}, others=422, method="POST"),
    "action_answers.take": Row("/actions/sheet/answers", {}, others=303, method="POST"),
    "measurement_sheets.show": Row(A_SHEET, entering(200), scene=agreed),
    "measurement_sheets.enter": Row(A_SHEET, entering(303), method="POST", scene=agreed),
    "measurement_sheets.read": Row(f"{A_SHEET}/workbook", entering(422), method="POST", scene=agreed),
}
