"""Absences: entered by the person, or by those of their side who answer for the seats."""

from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Absence, Person
from govtracker.queries.structure import absences
from govtracker.services import Refused, events

LONGEST = timedelta(days=731)


def enter(
    person: Person, *, from_on: date, to_on: date, note: str = "", by: Viewer | None, at: datetime, today: date
) -> Absence:
    """Note that somebody is away from a day to a day, both included.

    Refuses days in the wrong order or past, more than two years, and days that are noted already.
    """
    _check(from_on, to_on, today)
    there = absences.overlapping(person.id, from_on, to_on)
    if there:
        raise Refused(f"Away from {there.from_on:%Y-%m-%d} to {there.to_on:%Y-%m-%d} is noted already.", "from_on")
    absence = Absence(person_id=person.id, from_on=from_on, to_on=to_on, note=" ".join(note.split())[:200])
    db.session.add(absence)
    events.record(person, "absence_entered", by=by, at=at, changes={"away": [None, [from_on, to_on]]})
    return absence


def end(absence: Absence, *, by: Viewer | None, at: datetime, today: date) -> None:
    """Back again: an absence that has not begun is taken back, a running one ended yesterday; refuses a past one."""
    before = [absence.from_on, absence.to_on]
    if absence.to_on < today:
        raise Refused("This absence is over: what was, stays.")
    if absence.from_on >= today:
        db.session.delete(absence)
        after = None
    else:
        absence.to_on = today - timedelta(days=1)
        after = [absence.from_on, absence.to_on]
    events.record(absence.person, "absence_ended", by=by, at=at, changes={"away": [before, after]})


def _check(from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on:
        raise Refused("The last day cannot lie before the first.", "to_on")
    if to_on < today:
        raise Refused("These days are past.", "to_on")
    if to_on - from_on > LONGEST or from_on > today + LONGEST:
        raise Refused("Choose days within two years; who is away for longer hands their seats over.", "to_on")
