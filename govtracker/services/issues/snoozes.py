"""Snoozes: out of sight in My work until a day, and back."""

from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Snooze, Subject
from govtracker.models.subject import name_of
from govtracker.queries.issues import snoozes
from govtracker.services import Refused

LONGEST = timedelta(days=92)


def snooze(subject: Subject, until_on: date, *, by: Viewer, at: datetime, today: date) -> None:
    """Put it out of the person's sight until that local day, or until something happens to it.

    Nothing of the record changes and nobody else sees it: clocks run on, and there is nothing to record.
    """
    if until_on <= today:
        raise Refused("Choose a day that is still to come.", "until_on")
    if until_on > today + LONGEST:
        raise Refused("Choose a day within three months: what nobody needs that long is better closed.", "until_on")
    found = snoozes.of(by, subject)
    if found is None:
        found = Snooze(person_id=by.person_id, subject_type=name_of(subject), subject_id=subject.id)
        db.session.add(found)
    found.until_on, found.since_at = until_on, at


def wake(subject: Subject, *, by: Viewer) -> None:
    """Show it again."""
    found = snoozes.of(by, subject)
    if found is not None:
        db.session.delete(found)
