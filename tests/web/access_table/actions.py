"""Actions: the first shared one of MER is owned by the supplier's functional lead."""

from collections.abc import Callable
from datetime import date

from govtracker.database import db
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.models import Action
from tests.support.world import MADE_AT, World
from tests.web.access_table import ONLOOKERS, READERS, Row

DUE = date(2090, 1, 2)
ADDERS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
EDITORS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
DONE = (303, 422)


def action(status: ActionStatus = ActionStatus.OPEN) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        db.session.add(
            Action(
                relationship_id=world.relationships["MER"],
                number=1,
                audience=Audience.SHARED,
                title="An action",
                type=ActionType.CORRECTION,
                area_id=world.areas["Customer care"],
                owner_id=world.people["supplier_lead"],
                owner_side=Side.SUPPLIER,
                due_on=DUE,
                first_due_on=DUE,
                status=status,
                is_open=status is ActionStatus.OPEN,
                created_at=MADE_AT,
                updated_at=MADE_AT,
            )
        )

    return prepare


def row(tail: str, who: tuple[str, ...], *, method: str = "POST", status: ActionStatus = ActionStatus.OPEN) -> Row:
    answer: int | tuple[int, ...] = 200 if method == "GET" else DONE
    statuses = {**ONLOOKERS, **dict.fromkeys(who, answer)}
    return Row(f"/r/MER/actions/1{tail}", statuses, method=method, prepare=action(status))


ROWS = {
    "actions.everywhere": Row("/actions", {}, others=200),
    "actions.index": Row("/r/MER/actions", READERS),
    "actions.board": Row("/r/MER/actions/board", READERS, prepare=action()),
    "actions.new": Row("/r/MER/actions/new", {**ONLOOKERS, **dict.fromkeys(ADDERS, 200)}),
    "actions.create": Row("/r/MER/actions", {**ONLOOKERS, **dict.fromkeys(ADDERS, 422)}, method="POST"),
    "actions.show": Row("/r/MER/actions/1", READERS, prepare=action()),
    "actions.edit": row("/edit", EDITORS, method="GET"),
    "actions.update": row("", EDITORS),
    "actions.start": row("/start", EDITORS),
    "action_steps.completing": row("/completion", EDITORS, method="GET"),
    "action_steps.complete": row("/completion", EDITORS),
    "action_steps.giving": row("/owner", EDITORS, method="GET"),
    "action_steps.give": row("/owner", EDITORS),
    "action_steps.moving": row("/due-date", EDITORS, method="GET"),
    "actions.cancel": row("/cancellation", EDITORS),
    "action_failures.failing": row("/failure", EDITORS, method="GET", status=ActionStatus.DONE),
    "action_failures.fail": row("/failure", EDITORS, status=ActionStatus.DONE),
    "action_steps.move": row("/due-date", EDITORS),
    "actions.verify": row("/verification", ("client_spoc", "client_lead"), status=ActionStatus.DONE),
    "actions.hand_back": row("/return", ("client_spoc", "client_lead"), status=ActionStatus.DONE),
}
