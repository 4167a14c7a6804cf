"""Moving one thing from one person to another: a seat, what is owned, a role."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Holding
from govtracker.models import HandoverItem, Person, Tenure
from govtracker.queries import owners
from govtracker.queries.structure import handovers, holdings, seats
from govtracker.queries.structure import roles as held_roles
from govtracker.queries.structure.holdings import Held
from govtracker.services import Refused, events
from govtracker.services.sourcing import evaluation_sheets
from govtracker.services.structure import roles
from govtracker.services.structure import seats as seating

DAY = timedelta(days=1)
Mover = Callable[[HandoverItem, Viewer | None, datetime, date], None]


def check(held: Held, successor: Person | None, on: date, seated: Collection[tuple[int | None, int | None]]) -> None:
    """Refuse what could not be moved on that day; `seated` are (relationship, person) who take a seat there with it."""
    field = f"{held.holding.value}_{held.id}"
    if held.holding in {*holdings.OWNED, Holding.EVALUATION_SHEET, Holding.ACCOUNT} and successor is None:
        raise Refused("Choose who does this from now on.", field)
    if held.holding in holdings.OWNED:
        assert successor is not None  # as above
        if (held.relationship_id, successor.id) not in seated and not _may_own(held, successor, on):
            raise Refused(_NO_SEAT.format(name=successor.name, key=held.relationship_key), field)


def move(item: HandoverItem, *, by: Viewer | None, at: datetime, today: date) -> None:
    """Give it to its successor; what the person does not hold any more is passed by. Refuses what rules forbid."""
    MOVERS[item.holding](item, by, at, today)


def _move_seat(item: HandoverItem, by: Viewer | None, at: datetime, today: date) -> None:
    seat = holdings.seat(item.record_id)
    tenure = seats.last_tenure(seat.id)
    if tenure is None or tenure.person_id != item.handover.person_id or (tenure.to_on and tenure.to_on < today):
        return
    from_on = max(item.handover.effective_on, tenure.from_on if tenure.from_on > today else item.handover.effective_on)
    if item.successor_id is None and tenure.to_on is not None:
        _end_before(tenure, from_on, today)
    elif item.successor_id is None:
        seating.vacate(seat, last_on=from_on - DAY, reason=item.handover.reason, by=by, at=at, today=today)
    else:
        _end_before(tenure, from_on, today)
        seating.fill(seat, item.successor_id, from_on=from_on, by=by, at=at, today=today)
    item.moved_at = at


def _end_before(tenure: Tenure, from_on: date, today: date) -> None:
    """A tenure that has not begun is taken back; a last day that was planned comes sooner."""
    if tenure.from_on > today:
        db.session.delete(tenure)
    elif tenure.to_on is not None and tenure.to_on >= from_on:
        tenure.to_on = max(tenure.from_on, from_on - DAY)
    db.session.flush()


def _move_owned(item: HandoverItem, by: Viewer | None, at: datetime, today: date) -> None:
    record = holdings.record(item.holding, item.record_id)
    if record.owner_id != item.handover.person_id or not holdings.is_to_do(item.holding, record):
        return
    successor = item.successor
    assert successor is not None  # checked when it was planned
    if not successor.is_active:
        raise Refused(f"{successor.name} has left meanwhile.")
    side = owners.side_of(record.relationship, successor.id, on=max(item.handover.effective_on, today))
    if side is None or record.relationship.company(side).id != item.handover.person.organisation_id:
        raise Refused(_NO_SEAT.format(name=successor.name, key=record.relationship.key))
    events.change(record, "passed_on", by=by, at=at, reason=item.handover.reason, owner_id=successor.id)
    if hasattr(record, "updated_at"):
        record.updated_at = at
    item.moved_at = at


def _move_role(item: HandoverItem, by: Viewer | None, at: datetime, today: date) -> None:
    held = held_roles.of_id(item.record_id)
    if held is None:
        return
    if item.successor is not None and not held_roles.is_held(item.successor, held.role):
        roles.give(item.successor, held.role, by=by, at=at, today=today)
    db.session.delete(held)
    events.record(item.handover.person, "role_taken", by=by, at=at, changes={"role": [held.role, None]})
    item.moved_at = at


def _move_sheet(item: HandoverItem, by: Viewer | None, at: datetime, today: date) -> None:
    sheet = holdings.sheet(item.handover.person_id, item.record_id)
    if sheet is None or item.successor is None:
        return
    if not item.successor.is_active:
        raise Refused(f"{item.successor.name} has left meanwhile.")
    evaluation_sheets.pass_on(sheet, item.successor, reason=item.handover.reason, by=by, at=at)
    item.moved_at = at


def _move_account(item: HandoverItem, by: Viewer | None, at: datetime, today: date) -> None:
    account, successor = holdings.account(item.record_id), item.successor
    if account.owner_id != item.handover.person_id:
        return
    assert successor is not None  # checked when it was planned
    if not successor.is_active:
        raise Refused(f"{successor.name} has left meanwhile.")
    events.change(account, "passed_on", by=by, at=at, reason=item.handover.reason, owner_id=successor.id)
    item.moved_at = at


def _may_own(held: Held, successor: Person, on: date) -> bool:
    assert held.relationship_id is not None
    return owners.side_of(handovers.relationship(held.relationship_id), successor.id, on=on) is held.side


_NO_SEAT = "{name} has no seat in {key} from that day on: give them one of these seats, or choose somebody who has one."
MOVERS: Mapping[Holding, Mover] = {
    Holding.SEAT: _move_seat,
    **dict.fromkeys(holdings.OWNED, _move_owned),
    Holding.ROLE: _move_role,
    Holding.EVALUATION_SHEET: _move_sheet,
    Holding.ACCOUNT: _move_account,
}
