"""An evaluation of Northgate in the marked world, which no supplier ever meets: nearly all its texts are marked g."""

import io
from collections.abc import Callable
from decimal import Decimal

from govtracker import database
from govtracker.database import db
from govtracker.enums import CriterionGroup
from govtracker.models import SupportType
from govtracker.services.issues import uploads
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import (
    evaluation_course,
    evaluation_criteria,
    evaluation_files,
    evaluation_sheets,
    evaluations,
)
from govtracker.services.sourcing.evaluation_criteria import Terms
from govtracker.services.sourcing.evaluations import Offer, Sought
from tests.support.evaluated import AT, DUE, TODAY
from tests.support.world import World

LETTER, OFFICE = "g", "governance_office"


def evaluation(world: World, write: Callable[..., str]) -> None:
    """One that is rated just now, by the company's executive: Meridian is among its candidates."""

    def say(place: str) -> str:
        return write(LETTER, place)

    office = world.viewer(OFFICE)
    name = f"{say('name of an offer')}.txt"
    offered = uploads.keep(io.BytesIO(say("what an offer says").encode()), name, at=AT)
    with database.transaction():
        name = write("n", "support type of an evaluation")  # the client's people choose among these names
        support = client_catalogues.add(SupportType, office.organisation_id, name, by=office, at=AT)
        db.session.flush()
        sought = Sought(say("title of an evaluation"), support.id, None, say("what is sought"), None, DUE)
        made = evaluations.begin(sought, by=office, at=AT, today=TODAY)
        db.session.flush()
        evaluation_criteria.add(made, _terms(say), by=office, at=AT)
        for candidate in ("Meridian", say("name of a candidate")):
            notes, location = say("notes on a candidate"), say("location of a candidate")
            offer = Offer(candidate, candidate != "Meridian", location, Decimal(100), "EUR", notes)
            evaluations.add_candidate(made, offer, by=office, at=AT)
        db.session.flush()
        db.session.expire(made)
        evaluation_files.attach(made, made.candidates[0], [offered], by=office, at=AT)
        area = world.areas["Quality"]
        evaluation_sheets.ask(made, world.people["executive"], area, by=office, at=AT)
        db.session.expire(made)
        evaluation_course.begin_rating(made, by=office, at=AT)


def _terms(say: Callable[[str], str]) -> Terms:
    levels = [say(f"level {number} of an evaluation") for number in range(1, 6)]
    name, description = say("criterion of an evaluation"), say("description of an evaluation criterion")
    return Terms(CriterionGroup.ALIGNMENT, name, description, Decimal(1), None, False, levels, ())
