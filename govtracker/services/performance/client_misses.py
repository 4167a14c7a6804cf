"""A red KPI the client's side caused: one side says so, the other agrees or not; shown as plainly as the supplier's."""

from datetime import date, datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.mail import obligation_messages
from govtracker.models import ClientMiss, Kpi, Relationship
from govtracker.queries.performance import miss_causes, obligations
from govtracker.services import Refused, events, sides

LONGEST = 2000


def claim(
    relationship: Relationship,
    kpi: Kpi,
    month: date,
    reason: str,
    *,
    by: Viewer,
    at: datetime,
    occurrence_id: int | None = None,
) -> ClientMiss:
    """Say that the client's side caused a red KPI of a shared month, by an obligation that came late or otherwise."""
    side = sides.own(by, relationship)
    if not miss_causes.is_red(relationship.id, month, kpi.id):
        raise Refused(f"{kpi.code} is not red on a shared scorecard of that month.")
    if miss_causes.claimed(relationship.id, month, kpi.id):
        raise Refused("Something is said of this already: look at the scorecard.")
    if not reason.strip() or len(reason) > LONGEST:
        raise Refused(f"Say how the client’s side caused it, in at most {LONGEST:,} characters.", "reason")
    if occurrence_id is not None:
        obligations.occurrence(by, relationship.key, occurrence_id)
    made = ClientMiss(
        relationship_id=relationship.id,
        relationship=relationship,
        period_on=month,
        kpi_id=kpi.id,
        kpi=kpi,
        occurrence_id=occurrence_id,
        reason=reason.strip(),
        claimed_side=side,
        claimed_by_id=by.person_id,
        claimed_at=at,
    )
    db.session.add(made)
    events.record(made, "client_miss_claimed", by=by, at=at, reason=made.reason)
    obligation_messages.claimed(made, by=by, at=at)
    return made


def answer(miss: ClientMiss, words: str, *, accepted: bool, by: Viewer, at: datetime) -> None:
    """Agree for the side across, or do not, because…"""
    if miss.answered_at is not None:
        raise Refused("This has been answered already.")
    if not accepted and not words.strip():
        raise Refused("Say why not: both sides see it.", "answer")
    if len(words) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters.", "answer")
    done = "client_miss_agreed" if accepted else "client_miss_refused"
    events.change(
        miss,
        done,
        by=by,
        at=at,
        reason=words.strip(),
        is_accepted=accepted,
        answer=words.strip(),
        answered_at=at,
        answered_by_id=by.person_id,
    )
    obligation_messages.answered(miss, by=by, at=at)
