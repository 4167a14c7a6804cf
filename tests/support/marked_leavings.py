"""What somebody leaves behind in MER who has moved on to another relationship, and one of whatever else is kept there.

Written past the product, when everything else is done: records for which the marked world has no story of its own.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from govtracker import database
from govtracker.access import SeatHeld, Viewer
from govtracker.database import db
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
from tests.support import marked_left_behind
from tests.support.marked import NOW
from tests.support.marked_rows import change, first, row
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
        marked_left_behind.add(world, person_id)


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
    owned = {"owner_id": person_id, "owner_side": Side.SUPPLIER, "source_ref": REFERENCE}
    change(Action, kept, **owned, kpi_id=first(Kpi, **here).id)
    db.session.add(row(TaskLink, **here, action_id=kept, audience=Audience.SUPPLIER, token_hash="left"))
    rung = db.session.scalars(select(Rung).join(Issue).where(Issue.relationship_id == relationship_id)).first()
    assert rung is not None
    asked = {"is_current": True, "acknowledged_at": None, "response_due_at": NOW}
    change(Rung, rung.id, answering_seat_id=world.seats["supplier_spoc"], answering_person_id=person_id, **asked)
    for forum in db.session.scalars(select(Forum.id).filter_by(**here)):
        change(Forum, forum, supplier_chair_id=world.seats["supplier_spoc"])
    _notices(relationship_id, person_id)
    change(Relationship, world.relationships["CAS"], parent_id=relationship_id)
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
    change(ScorecardScope, scope.id, segment_id=segment.id)
    change(Risk, first(Risk, **here).id, issue_id=issue.id)
    change(Issue, first(Issue, **here, audience=Audience.CLIENT).id, closed_at=MADE_AT)
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
