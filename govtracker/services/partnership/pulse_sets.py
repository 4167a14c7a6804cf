"""Statements of the pulse: worded and proposed by one side, in force when the other has agreed."""

from collections.abc import Sequence
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PulseSetStatus
from govtracker.mail import pulse_messages
from govtracker.models import PulseSet, PulseStatement, Relationship
from govtracker.queries import claims
from govtracker.queries.partnership import pulse_sets as asked
from govtracker.rules.partnership import pulse_catalogue
from govtracker.rules.partnership.pulse_catalogue import BadStatements, Wording
from govtracker.services import Refused, events, sides

HOLD = "pulse"


def propose(relationship: Relationship, statements: Sequence[Wording], *, by: Viewer, at: datetime) -> PulseSet:
    """Put a new version before the other side; one that was proposed before gives way to it.

    A round that is open goes on with the version it was opened with.
    """
    side = sides.own(by, relationship)
    try:
        pulse_catalogue.check(statements)
    except BadStatements as refusal:
        raise Refused(refusal.sentence, refusal.field) from None
    claims.hold(relationship.id, HOLD)
    table = asked.on_table(relationship.id)
    if _says_the_same(table.get(PulseSetStatus.AGREED), statements):
        raise Refused("These statements are in force already: nothing has changed.")
    _give_way(table.get(PulseSetStatus.PROPOSED), by=by, at=at)
    proposed = PulseSet(
        relationship_id=relationship.id,
        relationship=relationship,
        number=asked.next_number(relationship.id),
        status=PulseSetStatus.PROPOSED,
        proposed_side=side,
        proposed_at=at,
        proposed_by_id=by.person_id,
        statements=[
            PulseStatement(
                position=position,
                theme=one.theme,
                client_words=one.client.strip(),
                supplier_words=one.supplier.strip(),
            )
            for position, one in enumerate(statements, 1)
        ],
    )
    db.session.add(proposed)
    told = {one.theme.value: [None, [one.client_words, one.supplier_words]] for one in proposed.statements}
    events.record(proposed, "pulse_statements_proposed", by=by, at=at, changes=told)
    pulse_messages.proposed(proposed, by=by, at=at)
    return proposed


def agree(proposed: PulseSet, *, by: Viewer, at: datetime) -> None:
    """Agree for the side across; from now on rounds ask these statements."""
    if proposed.status is PulseSetStatus.AGREED:
        return
    _require_proposed(proposed)
    if by.side_in(proposed.relationship.place()) is proposed.proposed_side:
        raise Refused("Your side proposed these statements: the other side agrees to them.")
    claims.hold(proposed.relationship_id, HOLD)
    current = asked.on_table(proposed.relationship_id).get(PulseSetStatus.AGREED)
    if current is not None:
        events.change(current, "pulse_statements_superseded", by=by, at=at, status=PulseSetStatus.SUPERSEDED)
        db.session.flush()  # only one is in force at any moment
    events.change(
        proposed,
        "pulse_statements_agreed",
        by=by,
        at=at,
        status=PulseSetStatus.AGREED,
        agreed_at=at,
        agreed_by_id=by.person_id,
    )
    pulse_messages.agreed(proposed, by=by, at=at)


def withdraw(proposed: PulseSet, reason: str, *, by: Viewer, at: datetime) -> None:
    """Take a proposal back, or turn it down, because…; what is in force stays."""
    _require_proposed(proposed)
    if not reason.strip():
        raise Refused("Say why: both sides see it.", "reason")
    status = PulseSetStatus.WITHDRAWN
    events.change(proposed, "pulse_statements_withdrawn", by=by, at=at, reason=reason.strip(), status=status)
    pulse_messages.withdrawn(proposed, reason.strip(), by=by, at=at)


def _give_way(before: PulseSet | None, *, by: Viewer, at: datetime) -> None:
    if before is not None:
        events.change(before, "pulse_statements_withdrawn", by=by, at=at, status=PulseSetStatus.WITHDRAWN)
        db.session.flush()  # only one is proposed at any moment


def _says_the_same(current: PulseSet | None, statements: Sequence[Wording]) -> bool:
    if current is None:
        return False
    stands = [Wording(one.theme, one.client_words, one.supplier_words) for one in current.statements]
    return stands == [Wording(one.theme, one.client.strip(), one.supplier.strip()) for one in statements]


def _require_proposed(proposed: PulseSet) -> None:
    if proposed.status is not PulseSetStatus.PROPOSED:
        raise Refused("This version is not proposed any more: look at the statements again.")
