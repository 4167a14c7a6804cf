"""Series of actions: the first one of MER is owned by the supplier's functional lead."""

from datetime import UTC, date, datetime

from govtracker.enums import ActionType
from govtracker.queries import find
from govtracker.services.issues import action_series, actions
from govtracker.services.issues.action_series import Again
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row
from tests.web.access_table.actions import ADDERS, EDITORS

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
EDITING = {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}
REFUSED = {**ONLOOKERS, **dict.fromkeys(ADDERS, 422)}


def series(world: World) -> None:
    viewer = world.viewer("client_spoc")
    new = actions.NewAction(
        title="Check leavers",
        type=ActionType.PREVENTIVE,
        owner_id=world.people["supplier_lead"],
        due_on=date(2026, 11, 30),
        consequence="Accounts stay open.",
        area_id=world.areas["Customer care"],
    )
    action = actions.add(find.relationship(viewer, "MER"), new, by=viewer, at=AT, today=AT.date())
    action_series.begin(action, Again("FREQ=MONTHLY"), by=viewer, at=AT, today=AT.date())


ROWS = {
    "action_series.index": Row("/r/MER/actions/series", READERS, prepare=series),
    "action_series.show": Row("/r/MER/actions/series/1", READERS, prepare=series),
    "action_series.edit": Row("/r/MER/actions/series/1/edit", EDITING, prepare=series),
    "action_series.update": Row("/r/MER/actions/series/1", REFUSED, method="POST", prepare=series),
    "action_series.end": Row(
        "/r/MER/actions/series/1/end",
        {**ONLOOKERS, **dict.fromkeys(EDITORS, (303, 422))},
        method="POST",
        prepare=series,
    ),
}
