"""The client's obligations: proposed by one side, agreed by the other, met, then confirmed or contested."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Side
from govtracker.mail import obligation_messages
from govtracker.models import Obligation, ObligationOccurrence, Relationship
from govtracker.queries import claims
from govtracker.queries.performance import obligations as asked
from govtracker.rules import wall_time
from govtracker.rules.performance import obligations
from govtracker.rules.performance.obligations import Timing
from govtracker.services import Refused, events, sides

PUT_OFF = timedelta(hours=1)
MOST_AT_ONCE = 50  # due days made in one go after an outage; the rest comes with the next tick
LONGEST = 2000
LONGEST_TITLE = 160


@dataclass(frozen=True)
class NewObligation:
    """What the client has to give, by which seat, when, and the KPI it supports."""

    title: str
    description: str
    owner_seat_id: int
    kpi_id: int | None
    rrule: str
    starts_on: date
    lead_days: int


def propose(relationship: Relationship, new: NewObligation, *, by: Viewer, at: datetime) -> Obligation:
    """Put an obligation of the client before the other side: it counts when that side's SPOC has agreed."""
    side, zone = sides.own(by, relationship), relationship.client.zone
    title = " ".join(new.title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Say what the client gives in at most {LONGEST_TITLE} characters.", "title")
    today = wall_time.local(at, zone).date()
    if new.owner_seat_id not in dict(asked.seats(relationship.id, wall_time.utc(at).date())):
        raise Refused("Choose a seat of the client that somebody holds.", "owner_seat_id")
    timing = Timing(new.rrule, new.starts_on, zone, new.lead_days)
    try:
        obligations.validate(timing, today=today)
    except ValueError as fault:
        raise Refused(str(fault), "rrule" if new.rrule else "starts_on") from None
    if obligations.turn(timing, since=today) is None:
        raise Refused("That day has passed: choose one to come.", "starts_on")
    made = Obligation(
        relationship_id=relationship.id,
        relationship=relationship,
        title=title,
        description=new.description.strip(),
        owner_seat_id=new.owner_seat_id,
        kpi_id=new.kpi_id,
        rrule=new.rrule,
        zone=zone,
        starts_on=new.starts_on,
        lead_days=new.lead_days,
        proposed_side=side,
        made_by_id=by.person_id,
        created_at=at,
    )
    db.session.add(made)
    events.record(made, "obligation_proposed", by=by, at=at, changes={"due": [None, obligations.in_words(timing)]})
    obligation_messages.proposed(made, by=by, at=at)
    return made


def agree(obligation: Obligation, *, by: Viewer, at: datetime) -> None:
    """Agree for the side it was put before: from now on its due days appear and count, earlier ones do not."""
    if obligation.ended_at is not None:
        raise Refused("This obligation has ended.")
    if obligation.agreed_at is not None:
        return
    since = max(obligation.starts_on, wall_time.local(at, obligation.zone).date())
    if obligations.turn(timing(obligation), since=since) is None:
        raise Refused("Its day has passed: end it, and propose another one.")
    events.change(obligation, "obligation_agreed", by=by, at=at, agreed_at=at, agreed_by_id=by.person_id)
    _plan(obligation, since)
    obligation_messages.agreed(obligation, by=by, at=at)


def end(obligation: Obligation, *, by: Viewer, at: datetime) -> None:
    """It is due no more, or is not proposed any more; what was due stays."""
    if obligation.ended_at is not None:
        raise Refused("This obligation has ended already.")
    if obligation.agreed_at is not None and by.side_in(obligation.relationship.place()) is Side.CLIENT:
        raise Refused("The supplier counts on it: its SPOC ends it when it is needed no more.")
    events.change(obligation, "obligation_ended", by=by, at=at, ended_at=at)
    obligation.next_on = obligation.next_at = None
    obligation_messages.ended(obligation, by=by, at=at)


def make(obligation_id: int, at: datetime) -> None:
    """Let the due days appear whose time has come; each once."""
    obligation = asked.locked(obligation_id)
    for _ in range(MOST_AT_ONCE):
        if obligation.next_at is None or obligation.next_on is None or obligation.next_at > at:
            return
        row = {
            "obligation_id": obligation.id,
            "relationship_id": obligation.relationship_id,
            "due_on": obligation.next_on,
            "note": "",
            "late_reason": "",
            "contest_reason": "",
        }
        made = claims.insert_missing(ObligationOccurrence, [row], unique=["obligation_id", "due_on"])
        if made:
            obligation_messages.due(obligation, made[0], obligation.next_on, at=at)
        _plan(obligation, obligation.next_on + timedelta(days=1))


def tell_late(occurrence_id: int, at: datetime) -> None:
    """Say once that a due day has passed without what was owed; not of one that came meanwhile."""
    occurrence = asked.occurrence_to_tell(occurrence_id)
    if occurrence.late_told_at is None and occurrence.met_on is None:
        occurrence.late_told_at = at
        obligation_messages.late(occurrence, at=at)


def put_off(obligation_id: int, at: datetime) -> None:
    """Try again later."""
    asked.locked(obligation_id).next_at = at + PUT_OFF


def meet(
    occurrence: ObligationOccurrence, met_on: date, note: str, late_reason: str, *, by: Viewer, at: datetime
) -> None:
    """The client has given it on a day; late, it says why. After it was contested it says so anew."""
    today = wall_time.local(at, occurrence.obligation.zone).date()
    if occurrence.met_on is not None and occurrence.contested_at is None:
        raise Refused("It is marked as met already.")
    if met_on > today:
        raise Refused("It cannot have been met on a day to come.", "met_on")
    if met_on > occurrence.due_on and not late_reason.strip():
        raise Refused("Say why it came late: both sides see it.", "late_reason")
    for field, text in (("note", note), ("late_reason", late_reason)):
        if len(text) > LONGEST:
            raise Refused(f"Use at most {LONGEST:,} characters.", field)
    late = late_reason.strip() if met_on > occurrence.due_on else ""
    events.change(
        occurrence,
        "obligation_met",
        by=by,
        at=at,
        reason=late,
        met_on=met_on,
        met_at=at,
        met_by_id=by.person_id,
        note=note.strip(),
        late_reason=late,
        contested_at=None,
        contested_by_id=None,
        confirmed_at=None,
        confirmed_by_id=None,
    )
    obligation_messages.met(occurrence, by=by, at=at)


def confirm(occurrence: ObligationOccurrence, *, by: Viewer, at: datetime) -> None:
    """The supplier has it."""
    _require_met(occurrence)
    if occurrence.confirmed_at is None:
        events.change(occurrence, "obligation_confirmed", by=by, at=at, confirmed_at=at, confirmed_by_id=by.person_id)


def contest(occurrence: ObligationOccurrence, reason: str, *, by: Viewer, at: datetime) -> None:
    """The supplier does not have it, because…: it counts as not met until the client answers."""
    _require_met(occurrence)
    if not reason.strip() or len(reason) > LONGEST:
        raise Refused(f"Say what is missing in at most {LONGEST:,} characters: both sides see it.", "reason")
    events.change(
        occurrence,
        "obligation_contested",
        by=by,
        at=at,
        reason=reason.strip(),
        contested_at=at,
        contested_by_id=by.person_id,
        contest_reason=reason.strip(),
        confirmed_at=None,
        confirmed_by_id=None,
    )
    obligation_messages.contested(occurrence, by=by, at=at)


def timing(obligation: Obligation) -> Timing:
    """When it is due, as the rules see it."""
    return Timing(obligation.rrule, obligation.starts_on, obligation.zone, obligation.lead_days)


def _plan(obligation: Obligation, since: date) -> None:
    turn = obligations.turn(timing(obligation), since=since)
    obligation.next_on, obligation.next_at = (turn.due_on, turn.made_at) if turn else (None, None)


def _require_met(occurrence: ObligationOccurrence) -> None:
    if occurrence.met_on is None or occurrence.contested_at is not None:
        raise Refused("It is not marked as met.")
