"""The relationship management plan of Northgate and Meridian: agreed half a year ago."""

from datetime import datetime, timedelta

from govtracker.demonstration.stage import Stage
from govtracker.enums import Side
from govtracker.services.partnership import management_plans

KEY = "MER"
PROPOSED_DAYS_AGO, AGREED_DAYS_AGO = 190, 186


def write(stage: Stage) -> None:
    """Proposed by the client's SPOC, agreed by the supplier's some days later."""
    stage.timeline.at(stage.story.at - timedelta(PROPOSED_DAYS_AGO), lambda at: _propose(stage, at))


def _propose(stage: Stage, at: datetime) -> None:
    place = stage.places[KEY]
    by = stage.spoc(place, Side.CLIENT)
    plan = management_plans.propose(place.row, "The yearly look at how we work together.", by=by, at=at)
    agreed_at = at + timedelta(PROPOSED_DAYS_AGO - AGREED_DAYS_AGO)
    stage.timeline.at(
        agreed_at, lambda later: management_plans.agree(plan, by=stage.spoc(place, Side.SUPPLIER), at=later)
    )
