"""What somebody leaves behind in MER who has moved on to another relationship, and one of whatever else is kept there.

Written past the product, when everything else is done: records for which the marked world has no story of its own.
"""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select, update

from govtracker import database
from govtracker.access import SeatHeld, Viewer
from govtracker.database import Base, UtcDateTime, db
from govtracker.enums import Audience, OriginKind, SeatRole, Side
from govtracker.models import (
    Action,
    Comment,
    Consent,
    Correction,
    CustomerSegment,
    Forum,
    ImportBatch,
    IncentiveEntry,
    Invitation,
    Issue,
    IssueOrigin,
    Kpi,
    Measurement,
    Mention,
    Notification,
    Rating,
    Reading,
    Relationship,
    Review,
    Risk,
    Rung,
    Scorecard,
    ScorecardConsequence,
    ScorecardScope,
    Snooze,
    TaskLink,
    TrendBaseline,
    ValueDispute,
)
from tests.support.marked import BEGUN_AT, DUE, NOW
from tests.support.world import MADE_AT, World

WHO = "sibling"
MONTH = date(2026, 10, 1)
LATER = date(2027, 1, 1)
REFERENCE = "A-9"


def add(world: World) -> None:
    """Leave it there."""
    with world.context(), database.transaction():
        relationship_id, person_id = world.relationships["MER"], world.people[WHO]
        _of_the_person(world, relationship_id, person_id)
        _of_the_figures(relationship_id)


def stranger(world: World, who: str) -> Viewer:
    """The viewer of somebody who may not read all of MER; of whoever moved on, with what they still hold of it."""
    return as_if_still_there(world) if who == WHO else world.viewer(who)


def as_if_still_there(world: World) -> Viewer:
    """The person who moved on, with a seat of the other relationship that bears the number of one of this one: what is
    found by a seat alone is found.
    """
    viewer, sibling = world.viewer(WHO), world.relationships["SIB"]
    seats = [world.seats["supplier_spoc"], world.seats["client_spoc"]]
    lies = tuple(SeatHeld(seat, sibling, Side.SUPPLIER, SeatRole.SPOC, key="SIB") for seat in seats)
    return Viewer(
        viewer.person_id, viewer.organisation_id, viewer.name, viewer.email, viewer.zone, seats=(*viewer.seats, *lies)
    )


def _of_the_person(world: World, relationship_id: int, person_id: int) -> None:
    here = {"relationship_id": relationship_id}
    comment = first(Comment, **here, audience=Audience.SHARED)
    action = first(Action, **here, audience=Audience.SHARED)
    db.session.add_all(
        [
            row(Mention, comment_id=comment.id, person_id=person_id),
            row(
                Snooze,
                person_id=person_id,
                subject_type="action",
                subject_id=action.id,
                until_on=LATER,
                since_at=NOW,
            ),
            row(ImportBatch, **here, person_id=person_id, kind="actions"),
        ]
    )
    for review in db.session.scalars(select(Review).filter_by(**here)):
        db.session.add(row(Invitation, **here, review_id=review.id, person_id=person_id, starts_at=review.scheduled_at))
    open_ones = select(Action.id).filter_by(**here, audience=Audience.SHARED, is_open=True).order_by(Action.id)
    kept = db.session.scalars(open_ones).all()[-1]
    _set(Action, kept, owner_id=person_id, owner_side=Side.SUPPLIER, source_ref=REFERENCE, kpi_id=first(Kpi, **here).id)
    db.session.add(row(TaskLink, **here, action_id=kept, audience=Audience.SUPPLIER, token_hash="left"))
    rung = db.session.scalars(select(Rung).join(Issue).where(Issue.relationship_id == relationship_id)).first()
    assert rung is not None
    asked = {"is_current": True, "acknowledged_at": None, "response_due_at": NOW}
    _set(Rung, rung.id, answering_seat_id=world.seats["supplier_spoc"], answering_person_id=person_id, **asked)
    for forum in db.session.scalars(select(Forum.id).filter_by(**here)):
        _set(Forum, forum, supplier_chair_id=world.seats["supplier_spoc"])
    _notices(relationship_id, person_id)
    _set(Relationship, world.relationships["CAS"], parent_id=relationship_id)
    companies = {"client_id": world.organisations["Northgate"], "supplier_id": world.organisations["Meridian"]}
    db.session.add(row(Relationship, key="TWO", **companies))


def _notices(relationship_id: int, person_id: int) -> None:
    told = select(Notification).filter_by(relationship_id=relationship_id).order_by(Notification.id)
    names = [column.key for column in Notification.__table__.columns if column.key != "id"]
    for one in db.session.scalars(told).all():
        values = {name: getattr(one, name) for name in names}
        values |= {"recipient_id": person_id, "dedupe_key": f"left {one.id}", "read_at": None, "mail_id": None}
        db.session.add(Notification(**values))


def _of_the_figures(relationship_id: int) -> None:
    here = {"relationship_id": relationship_id}
    kpi, scope, issue = first(Kpi, **here), first(ScorecardScope, **here), first(Issue, **here)
    segment = row(CustomerSegment)
    db.session.add(segment)
    db.session.flush()
    _set(ScorecardScope, scope.id, segment_id=segment.id)
    _set(Risk, first(Risk, **here).id, issue_id=issue.id)
    _set(Issue, first(Issue, **here, audience=Audience.CLIENT).id, closed_at=MADE_AT)
    card = first(Scorecard, **here)
    measured = {**here, "kpi_id": kpi.id, "period_on": MONTH}
    value = row(Measurement, **measured, scope_id=scope.id, value=Decimal(1))
    db.session.add(value)
    db.session.flush()
    db.session.add_all(
        [
            row(Correction, measurement_id=value.id),
            row(Consent, **here, measurement_id=value.id),
            row(ValueDispute, **here, measurement_id=value.id),
            row(Rating, **measured),
            row(Reading, kpi_id=kpi.id, day=MONTH),
            row(TrendBaseline, **measured),
            row(IncentiveEntry, **measured, scorecard_id=card.id),
            row(ScorecardConsequence, scorecard_id=card.id),
            row(IssueOrigin, issue_id=issue.id, kind=OriginKind.RED_KPI, kpi_id=kpi.id, period="2026-10"),
        ]
    )


def first(model: type[Base], **given: Any) -> Any:
    """The first record of a kind."""
    return db.session.scalars(select(model).filter_by(**given).limit(1)).one()


def row(model: type[Base], **given: Any) -> Any:
    """A record with whatever its table wants beside what is given."""
    wanted = [column for column in model.__table__.columns if not (column.nullable or column.primary_key)]
    return model(**{column.key: _any(column) for column in wanted if column.default is None} | given)


def _any(column: Any) -> Any:
    for key in column.foreign_keys:
        return db.session.scalar(select(key.column).limit(1))
    if isinstance(column.type, UtcDateTime):
        return BEGUN_AT
    kind: Any = column.type.python_type
    if issubclass(kind, Enum):
        return next(iter(kind))
    plain = {str: "x", int: 1, bool: False, Decimal: Decimal(1), date: DUE}
    return plain.get(kind, {})  # what is kept as JSON


def _set(model: Any, record_id: int, **values: Any) -> None:
    db.session.execute(update(model).where(model.id == record_id).values(**values))
