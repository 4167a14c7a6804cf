"""Who is away on which day."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PortfolioRole
from govtracker.models import Absence, Person, Seat, Tenure


def away(person_ids: Collection[int], *, on: date) -> set[int]:
    """Those of `person_ids` who are away on a day (UTC, as rights are counted)."""
    if not person_ids:
        return set()
    return set(
        db.session.scalars(
            select(Absence.person_id).where(
                Absence.person_id.in_(set(person_ids)), Absence.from_on <= on, Absence.to_on >= on
            )
        )
    )


def is_away(person_id: Any, day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """That the person a column names is away on a day."""
    absence = aliased(Absence)
    return (
        select(absence.id)
        .where(absence.person_id == person_id, absence.from_on <= day, absence.to_on >= day)
        .correlate_except(absence)
        .exists()
    )


def of_person(person_id: int, *, since: date) -> Sequence[Absence]:
    """The absences of a person that end on `since` or later, the earliest first."""
    return db.session.scalars(
        select(Absence)
        .where(Absence.person_id == person_id, Absence.to_on >= since)
        .order_by(Absence.from_on, Absence.id)
    ).all()


def of_id(absence_id: int, person_id: int) -> Absence | None:
    """That absence of a person, or None."""
    return db.session.scalar(select(Absence).where(Absence.id == absence_id, Absence.person_id == person_id))


def answers_for(viewer: Viewer, person: Person, *, today: date) -> bool:
    """Whether somebody enters a person's absences: for themselves, as their office, or as SPOC of their side."""
    if viewer.person_id == person.id:
        return True
    if viewer.organisation_id != person.organisation_id:
        return False
    if PortfolioRole.GOVERNANCE_OFFICE in viewer.roles:
        return True
    led = {seat.relationship_id for seat in viewer.seats if seat.acts_as_spoc}
    later = or_(Tenure.to_on.is_(None), Tenure.to_on >= today)
    seated = select(Tenure.id).join(Seat, Seat.id == Tenure.seat_id).where(Seat.relationship_id.in_(led), later)
    return db.session.scalar(seated.where(Tenure.person_id == person.id).limit(1)) is not None


def overlapping(person_id: int, from_on: date, to_on: date) -> Absence | None:
    """An absence of the person that shares a day with these, or None."""
    return db.session.scalars(
        select(Absence)
        .where(Absence.person_id == person_id, Absence.from_on <= to_on, Absence.to_on >= from_on)
        .order_by(Absence.from_on)
        .limit(1)
    ).first()
