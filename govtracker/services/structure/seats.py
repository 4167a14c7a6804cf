"""Seats: filled and vacated by the day, by that side's SPOC or governance office."""

from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Person, Seat, Tenure
from govtracker.queries.structure import seats
from govtracker.rules.structure.posts import SPEAKING
from govtracker.services import Refused, events

FURTHEST = timedelta(days=366)


def fill(seat: Seat, person_id: int, *, from_on: date, by: Viewer | None, at: datetime, today: date) -> Tenure:
    """Seat a person from a day on (`by` None: the system); whoever holds the seat leaves it the day before.

    Refuses a person of another company or of the other side, oneself, the present holder, and a day that is more than
    a year ahead or lies before the present holder's second day.
    """
    person = _checked_person(seat, person_id, from_on=from_on, by=by)
    require_near(from_on, today, "from_on")
    before = seats.last_tenure(seat.id)
    if before:
        _make_room(seat, before, person, from_on)
    tenure = Tenure(seat=seat, person_id=person.id, from_on=from_on)
    db.session.add(tenure)
    was = before.person if before and before.to_on == from_on - timedelta(days=1) else None
    changes = {"holder": [was, person], "from": [None, from_on]}
    events.record(seat, "seat_filled", by=by, at=at, changes=changes)
    return tenure


def vacate(seat: Seat, *, last_on: date, reason: str = "", by: Viewer | None, at: datetime, today: date) -> None:
    """End the holder's tenure after a day (included). A tenure that has not begun by then is taken back altogether.

    Refuses to leave a side without anybody who speaks for it.
    """
    tenure = seats.last_tenure(seat.id)
    if tenure is None or tenure.to_on is not None:
        raise Refused("Nobody holds this seat.", "last_on")
    require_near(last_on, today, "last_on")
    _require_voice(seat, last_on + timedelta(days=1))
    changes = {"holder": [tenure.person, None], "until": [None, last_on]}
    if tenure.from_on <= last_on:
        tenure.to_on = last_on
    elif tenure.from_on > today:
        db.session.delete(tenure)
    else:
        raise Refused(f"The last day cannot lie before the first, {tenure.from_on:%Y-%m-%d}.", "last_on")
    events.record(seat, "seat_vacated", by=by, at=at, changes=changes, reason=reason.strip())


def unfill(tenure: Tenure, reopened: Tenure | None, *, by: Viewer, at: datetime) -> None:
    """Take back a tenure that was entered by mistake; whoever held the seat until then (`reopened`) holds it again."""
    seat, changes = tenure.seat, {"holder": [tenure.person, reopened.person if reopened else None]}
    db.session.delete(tenure)
    db.session.flush()
    if reopened:
        reopened.to_on = None
    events.record(seat, "seat_taken_back", by=by, at=at, changes=changes)


def _checked_person(seat: Seat, person_id: int, *, from_on: date, by: Viewer | None) -> Person:
    company = seat.relationship.company(seat.side)
    person = seats.person_of(seat.relationship, seat.side, person_id)
    if person is None:
        raise Refused(f"Choose somebody of {company.name}: this seat is theirs.", "person_id")
    if by is not None and by.person_id == person.id:
        raise Refused("Nobody takes a seat by their own hand: ask your SPOC or governance office.", "person_id")
    if seats.is_seated(seat.relationship_id, seat.side.other, person.id, from_on=from_on):
        raise Refused(f"{person.name} sits on the other side of this relationship.", "person_id")
    return person


def _make_room(seat: Seat, before: Tenure, person: Person, from_on: date) -> None:
    """End the tenure before, so that two never overlap."""
    if before.to_on is None and before.person_id == person.id:
        raise Refused(f"{person.name} holds this seat already.", "person_id")
    require_after(before, from_on)
    if before.to_on is None:
        before.to_on = from_on - timedelta(days=1)
        db.session.flush()


def _require_voice(seat: Seat, day: date) -> None:
    """The last who speaks for a side does not go without a successor."""
    if seat.role not in SPEAKING or seats.is_spoken_for(seat.relationship_id, seat.side, day, without=seat.id):
        return
    company = seat.relationship.company(seat.side).name
    raise Refused(f"Nobody would speak for {company} then: hand the seat over to a successor.", "last_on")


def require_after(before: Tenure, from_on: date) -> None:
    """Refuses a first day on which the tenure before could not have ended yet."""
    earliest = (before.to_on or before.from_on) + timedelta(days=1)
    if from_on < earliest:
        raise Refused(f"{before.person.name} held it before: choose {earliest:%Y-%m-%d} or later.", "from_on")


def require_near(day: date, today: date, field: str) -> None:
    """Refuses a day more than a year ahead."""
    if day > today + FURTHEST:
        raise Refused("Choose a day within a year from now.", field)
