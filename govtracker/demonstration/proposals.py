"""Changes of escalation paths in the demonstration: one agreed, one sent back, one that waits for an answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from govtracker.demonstration import paths
from govtracker.demonstration.paths import CRITICAL, USUAL, Step
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import Place
from govtracker.enums import Running, Severity, Side
from govtracker.models import EscalationPath
from govtracker.services.governance import path_proposals, proposals
from govtracker.services.governance.escalation_paths import PathFacts, Slot

HOUR = 60
A_DAY = timedelta(days=1)
Answer = Callable[[EscalationPath, datetime], None]


def write(stage: Stage) -> None:
    """Put them on the timeline: at Meridian one is agreed and one waits, at Cascade one was sent back."""
    mer, cfs = stage.places["MER"], stage.places["CFS"]
    of_general = "Both sponsors want to hear of it on the same morning."
    _propose(stage, mer, Side.CLIENT, 170, (*USUAL[1:2], _faster(USUAL[2])), of_general, answer=_agreed(stage, mer))
    at_night = "Visits run late in the evening: whoever answers has to be awake."
    slower = tuple((role, response * 2, resolution * 2) for role, response, resolution in USUAL)
    _propose(stage, cfs, Side.SUPPLIER, 64, slower, at_night, "Operations", answer=_sent_back(stage, cfs))
    after_outage = "After the outage of last month: an hour is enough to find somebody on call."
    faster = tuple(map(_faster, CRITICAL))
    _propose(stage, mer, Side.SUPPLIER, 2, faster, after_outage, "Information technology", Severity.CRITICAL)


def _propose(
    stage: Stage,
    place: Place,
    side: Side,
    days_ago: int,
    ladder: tuple[Step, ...],
    because: str,
    area: str = "",
    severity: Severity | None = None,
    *,
    answer: Answer | None = None,
) -> None:
    slot = Slot(place.areas[area].id if area else None, severity)
    levels = [paths.level(place, step, area) for step in ladder]

    def deed(at: datetime) -> None:
        path = path_proposals.propose(
            place.row, PathFacts(levels), because, by=stage.spoc(place, side), at=at, slot=slot
        )
        if answer:
            stage.timeline.at(stage.after(at + A_DAY, HOUR, place, side.other), lambda then: answer(path, then))

    stage.timeline.at(stage.after(stage.story.at - days_ago * A_DAY, HOUR, place, side), deed)


def _agreed(stage: Stage, place: Place) -> Answer:
    by = stage.spoc(place, Side.SUPPLIER)
    return lambda path, at: path_proposals.agree(path, by=by, at=at, running=Running.KEEP)


def _sent_back(stage: Stage, place: Place) -> Answer:
    reason = "Customers wait for the visit, whatever the hour. Let us name who is on call instead."
    return lambda path, at: proposals.send_back(path, reason, by=stage.spoc(place, Side.CLIENT), at=at)


def _faster(step: Step) -> Step:
    role, response, resolution = step
    return role, response // 2, resolution
