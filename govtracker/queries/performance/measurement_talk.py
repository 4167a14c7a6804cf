"""What the two sides have to settle about measurements: that one does not apply, and which of two values is right."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.models import Consent, Kpi, Measurement, Person, Seat, ValueDispute
from govtracker.queries import visible


def open_consent(measurement_id: int) -> Consent | None:
    """What one side asks for and the other has not answered; locked until the commit."""
    query = select(Consent).where(Consent.measurement_id == measurement_id, Consent.answered_at.is_(None))
    return db.session.scalars(query.with_for_update(of=Consent)).unique().one_or_none()


def open_dispute(measurement_id: int) -> ValueDispute | None:
    """The dispute of a value that nobody has settled; locked until the commit."""
    query = select(ValueDispute).where(ValueDispute.measurement_id == measurement_id, ValueDispute.settled_at.is_(None))
    return db.session.scalars(query.with_for_update(of=ValueDispute)).unique().one_or_none()


def open_disputes(measurement_ids: Collection[int]) -> Sequence[ValueDispute]:
    """Those of several values."""
    which = ValueDispute.measurement_id.in_(list(measurement_ids)), ValueDispute.settled_at.is_(None)
    return db.session.scalars(select(ValueDispute).where(*which).order_by(ValueDispute.id)).unique().all()


def measurement(measurement_id: int) -> Measurement:
    """A measurement that was found already; locked until the commit."""
    query = select(Measurement).where(Measurement.id == measurement_id).with_for_update(of=Measurement)
    return db.session.scalars(query.execution_options(populate_existing=True)).unique().one()


def consents(viewer: Viewer, measurement_id: int) -> Sequence[Row[Any]]:
    """What was asked of a measurement and how it was answered, newest first: columns, `asked_by`, `answered_by`."""
    return _told(viewer, Consent, measurement_id, ("asked", "answered"))


def disputes(viewer: Viewer, measurement_id: int) -> Sequence[Row[Any]]:
    """The disputes of a value, newest first: columns, `disputed_by`, `settled_by`."""
    return _told(viewer, ValueDispute, measurement_id, ("disputed", "settled"))


def owning_side(kpi_id: int) -> Side | None:
    """The side whose seat owns a KPI's data; None where nobody does."""
    query = select(Seat.side).join(Kpi, Kpi.owner_seat_id == Seat.id).where(Kpi.id == kpi_id)
    return db.session.scalar(query)


def _told(viewer: Viewer, model: Any, measurement_id: int, deeds: tuple[str, ...]) -> Sequence[Row[Any]]:
    names = [
        select(Person.name).where(Person.id == getattr(model, f"{deed}_by_id")).scalar_subquery().label(f"{deed}_by")
        for deed in deeds
    ]
    query: Select[Any] = select(*model.__table__.columns, *names).where(model.measurement_id == measurement_id)
    query = query.where(visible.of_relationship(viewer, model.relationship_id))
    return db.session.execute(query.order_by(model.id.desc())).all()
