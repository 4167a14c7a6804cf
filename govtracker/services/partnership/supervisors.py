"""The role of operations supervisor: given on a segment or an account of the company, and taken back at once."""

from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import CustomerAccount, CustomerSegment, Person, Supervision
from govtracker.queries.partnership import supervisors
from govtracker.services import Refused, events
from govtracker.services.partnership import supervision_mail


def give(
    person: Person,
    customer: CustomerSegment | CustomerAccount,
    *,
    from_on: date,
    to_on: date | None = None,
    by: Viewer | None,
    at: datetime,
) -> Supervision:
    """Let a colleague supervise a customer of their company from a day to a day (UTC, both included).

    Refuses somebody of another company, days in the wrong order, and who has the role already.
    """
    if person.organisation_id != customer.organisation_id or not person.is_active:
        raise Refused("Choose an active colleague.", "person_id")
    if to_on is not None and to_on < from_on:
        raise Refused("The last day is before the first.", "to_on")
    is_account = isinstance(customer, CustomerAccount)
    segment_id, account_id = (None, customer.id) if is_account else (customer.id, None)
    for role in supervisors.held_by(person.id):
        if (role.segment_id, role.account_id) == (segment_id, account_id) and not _over(role, from_on):
            raise Refused(f"{person.name} supervises {customer.name} already: end that role first.", "person_id")
    role = Supervision(
        organisation_id=customer.organisation_id,
        person=person,
        segment_id=segment_id,
        account_id=account_id,
        from_on=from_on,
        to_on=to_on,
        given_by_id=by.person_id if by else None,
        given_at=at,
    )
    db.session.add(role)
    db.session.flush()
    told = {"person": person, "customer": customer.name, "from": from_on, "to": to_on}
    changes = {field: [None, value] for field, value in told.items()}
    events.record(role, "supervision_given", by=by, at=at, changes=changes)
    supervision_mail.begin(person, at=at)
    return role


def end(role: Supervision, *, by: Viewer | None, at: datetime) -> None:
    """Take the role back: from this moment on the person reads nothing by it."""
    if role.ended_at is None:
        events.change(role, "supervision_ended", by=by, at=at, ended_at=at)


def end_all(person: Person, *, by: Viewer | None, at: datetime) -> None:
    """Take every such role from somebody who leaves."""
    for role in supervisors.held_by(person.id):
        end(role, by=by, at=at)


def _over(role: Supervision, on: date) -> bool:
    return role.to_on is not None and role.to_on < on
