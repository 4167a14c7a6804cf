"""A link for one task: somebody of Meridian who does not sign in is asked how far an action is."""

from datetime import datetime, timedelta

from govtracker.demonstration.stage import Stage
from govtracker.enums import ActionType, Side
from govtracker.queries.installation import task_links as asked
from govtracker.rules import task_links as lasting
from govtracker.rules import wall_time
from govtracker.services.installation import task_links
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction

KEY = "MER"
GIVEN_AGO = timedelta(days=2)
TITLE, LATE = "Send the attendance list of the refund training", "Nobody can say who may handle refunds."


def write(stage: Stage) -> None:
    """Put it on the timeline."""
    stage.timeline.at(stage.story.at - GIVEN_AGO, lambda at: _give(stage, at))


def _give(stage: Stage, at: datetime) -> None:
    place, today = stage.places[KEY], wall_time.utc(at).date()
    spoc = stage.spoc(place, Side.SUPPLIER)
    owner_id = next(person_id for person_id, _ in asked.colleagues(spoc, place.row, on=today))
    new = NewAction(TITLE, ActionType.CORRECTION, owner_id, today + timedelta(days=7), LATE)
    action = actions.add(place.row, new, by=spoc, at=at, today=today)
    task_links.give_action(action, days=lasting.USUAL_DAYS, is_single_use=True, by=spoc, at=at)
