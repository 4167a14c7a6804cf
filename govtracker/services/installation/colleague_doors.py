"""What whoever keeps the accounts of a company does for a colleague at the door."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import SessionEnd
from govtracker.models import Person
from govtracker.services import Refused, events
from govtracker.services.installation import second_factors, sign_in_sessions
from govtracker.services.structure import people


def reset_factor(person: Person, *, by: Viewer, at: datetime) -> None:
    """Take away a second factor that was lost; every session of the person ends."""
    _require_colleague(person, by, "Turn off your own second factor under Settings.")
    second_factors.remove(person, action="second_factor_reset", by=by, at=at)


def end_sessions(person: Person, *, by: Viewer, at: datetime) -> int:
    """End every session of a colleague; how many there were."""
    _require_colleague(person, by, "Sign out under Settings.")
    ended = sign_in_sessions.end_all(person, why=SessionEnd.ENDED_BY_ADMINISTRATOR)
    events.record(person, "sessions_ended", by=by, at=at)
    return ended


def _require_colleague(person: Person, by: Viewer, otherwise: str) -> None:
    people.require_authority(person, by)
    if person.id == by.person_id:
        raise Refused(otherwise)
