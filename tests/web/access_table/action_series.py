"""Series of actions: the first one of MER is owned by the supplier's functional lead; origins of actions."""

from datetime import UTC, date, datetime

from govtracker.enums import ActionType
from govtracker.queries import find
from govtracker.services.issues import action_series, actions
from govtracker.services.issues.action_series import Again
from tests.support import measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row
from tests.web.access_table.actions import ADDERS, EDITORS
from tests.web.access_table.forums import CHAIRS, row

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
EDITING = {**ONLOOKERS, **dict.fromkeys(EDITORS, 200)}
ADDING = {**ONLOOKERS, **dict.fromkeys(ADDERS, 200)}
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


def drafted(world: World) -> None:
    measured.drafted(world)


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
    "action_origins.new_of_topic": row("/r/MER/reviews/1/topics/1/actions/new", CHAIRS, 200, method="GET"),
    "action_origins.create_of_topic": row("/r/MER/reviews/1/topics/1/actions", CHAIRS, 422),
    "action_origins.new_of_kpi": Row("/r/MER/kpis/1/actions/new", ADDING, prepare=drafted),
    "action_origins.create_of_kpi": Row("/r/MER/kpis/1/actions", REFUSED, method="POST", prepare=drafted),
}
