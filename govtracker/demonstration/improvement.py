"""What Northgate and Meridian do about a falling score: an improvement plan, and what is said under the scorecard."""

from datetime import datetime, timedelta

from govtracker.demonstration.stage import Stage
from govtracker.enums import ActionType, Audience, Side
from govtracker.rules import wall_time
from govtracker.services.issues import actions, comments
from govtracker.services.issues.actions import NewAction
from govtracker.services.issues.origins import Origin
from govtracker.services.performance import improvement_plans
from govtracker.services.performance.improvement_plans import NewPlan

KEY = "MER"
DAY = timedelta(days=1)
BEGAN_DAYS_AGO, SAID_DAYS_AGO = 9, 1
PLAN = NewPlan(
    title="First contact resolution back above its minimum",
    why="First contact resolution has fallen for a year and has been worse than its minimum of 65 % since summer.\n"
    "Customers call twice about invoices and router swaps.",
    objective="Two months running at 65 % or better, without longer handle times.",
    client_invests="Two days of the billing team for the invoice view, and the licences of the router swap tool.",
    client_gains="Some 4,000 repeat calls a month less, and customers who do not have to ask twice.",
    supplier_invests="Eight hours of training for each of 60 agents in Cebu, on Meridian’s account.",
    supplier_gains="The bonus of a service level above target, and agents who can finish what they begin.",
    process_changes="Invoice questions are answered from one view, by whoever takes the call.\n"
    "Swaps are done by the first line; the second line hears of them only where two have failed.",
)
PROMISED = (  # side, title, days from the beginning, consequence if late
    (Side.SUPPLIER, "Give agents the invoice view that shows credits", 21, "Invoice calls keep coming back."),
    (Side.CLIENT, "Open the router swap tool to the Cebu team", 14, "Agents go on handing swaps over."),
)
SAID = (
    (Side.SUPPLIER, Audience.SHARED, "Cebu ran two days on the emergency roster; the figures of those days are in."),
    (Side.CLIENT, Audience.CLIENT, "Before we sign: ask quality for the sample of repeat calls."),
)


def write(stage: Stage) -> None:
    """Put both on the timeline."""
    stage.timeline.at(stage.story.at - BEGAN_DAYS_AGO * DAY, lambda at: _begin(stage, at))
    stage.timeline.at(stage.story.at - SAID_DAYS_AGO * DAY, lambda at: _say(stage, at))


def _begin(stage: Stage, at: datetime) -> None:
    place, today = stage.places[KEY], wall_time.utc(at).date()
    client = stage.spoc(place, Side.CLIENT)
    plan = improvement_plans.open_by_hand(place.row, PLAN, by=client, at=at)
    for side, title, days, late in PROMISED:
        owner_id, due_on = stage.spoc(place, side).person_id, today + days * DAY
        new = NewAction(title, ActionType.IMPROVEMENT, owner_id, due_on, late)
        actions.add(place.row, new, by=client, at=at, today=today, origin=Origin(plan=plan))


def _say(stage: Stage, at: datetime) -> None:
    """Under the newest scorecard that is shared by then."""
    place = stage.places[KEY]
    for side, audience, body in SAID if stage.cards[KEY] else ():
        comments.write(stage.cards[KEY][-1], body, audience, by=stage.spoc(place, side), at=at)
