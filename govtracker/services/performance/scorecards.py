"""Scorecards: shared by one side, agreed or disputed by the other; amended when agreed figures were wrong."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ScorecardStatus, Side
from govtracker.mail import scorecard_messages
from govtracker.models import Scorecard
from govtracker.models.agreement import signature
from govtracker.queries.performance import scorecard_months as asked
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.services import Refused, events, sides
from govtracker.services.performance import answering, consequences, freezing

CAN_BE_ANSWERED = (ScorecardStatus.SHARED, ScorecardStatus.UNANSWERED)
LONGEST = 2000


def share(slot: Slot, seen: str, *, by: Viewer, at: datetime, today: date) -> Scorecard:
    """Freeze a period's scorecard as it stands and put it before the other side; whoever shares has signed.

    `seen` is the digest of what the person saw, `today` the local day where periods are counted. A disputed scorecard
    is shared anew, by the criteria it was shared with. Shared twice with the same figures it stays as it is.
    """
    if slot.period.last_day >= today:
        raise Refused(f"{slot.period.name} is not over: a scorecard is shared when its period has ended.")
    before = rows.stored(slot)
    if before and before.status is not ScorecardStatus.DISPUTED:
        return _as_before(before, seen)
    return _put_forward(before or freezing.new(slot), slot, seen, by=by, at=at)


def share_again(scorecard: Scorecard, seen: str, *, by: Viewer, at: datetime) -> None:
    """Freeze a disputed amendment as it comes out now and put it before the other side once more."""
    if scorecard.status is not ScorecardStatus.DISPUTED:
        _as_before(scorecard, seen)
        return
    _put_forward(scorecard, rows.slot_of(scorecard), seen, by=by, at=at)


def agree(scorecard: Scorecard, seen: str, *, by: Viewer, at: datetime) -> None:
    """Sign for the viewer's side what has the digest `seen`; with both signatures it is agreed and never changes."""
    side = sides.own(by, scorecard.relationship)
    signed = scorecard.agreed_at(side) is not None
    if scorecard.status is ScorecardStatus.AGREED and signed:
        return
    if scorecard.status not in CAN_BE_ANSWERED:
        raise Refused("This scorecard is disputed: it has to be shared anew before anybody can agree to it.")
    if seen != scorecard.digest or snapshot.digest(scorecard.snapshot) != scorecard.digest:
        raise Refused("The scorecard has changed since you opened the page. Look again before you agree.")
    if signed:
        raise Refused("Your side has signed already: the other side's agreement is missing.")
    _take_over(scorecard, by=by, at=at)
    answering.end(scorecard)
    scorecard.updated_at = at
    events.change(
        scorecard, "scorecard_agreed", by=by, at=at, status=ScorecardStatus.AGREED, **signature(side, by.person_id, at)
    )
    scorecard_messages.agreed(scorecard, side, by=by, at=at)
    consequences.follow(scorecard, at=at)


def dispute(scorecard: Scorecard, reason: str, *, by: Viewer, at: datetime) -> None:
    """Send a shared scorecard back to work, because…; its measurements can then be corrected.

    The side that shared it may take it back in the same way.
    """
    because = _because(reason, "Say what is wrong with it: both sides see it.")
    if scorecard.status in (ScorecardStatus.AGREED, ScorecardStatus.AMENDED):
        raise Refused("Both sides have agreed to this scorecard: it does not change any more. Amend it instead.")
    if scorecard.status is ScorecardStatus.DISPUTED:
        if (scorecard.disputed_by_id, scorecard.dispute_reason) == (by.person_id, because):
            return
        raise Refused("It is disputed already.")
    side = sides.own(by, scorecard.relationship)
    unsigned: dict[str, Any] = {f"{one.value}_agreed_{what}": None for one in Side for what in ("at", "by_id")}
    disputed: dict[str, Any] = {
        "disputed_at": at,
        "disputed_by_id": by.person_id,
        "disputed_side": side,
        "dispute_reason": because,
    }
    answering.end(scorecard)
    scorecard.updated_at = at
    events.change(
        scorecard, "scorecard_disputed", by=by, at=at, status=ScorecardStatus.DISPUTED, **unsigned, **disputed
    )
    scorecard_messages.disputed(scorecard, side, reason=because, by=by, at=at)


def amend(scorecard: Scorecard, reason: str, seen: str, *, by: Viewer, at: datetime) -> Scorecard:
    """Put what an agreed scorecard comes out as today before the other side, because…; both sides sign it anew.

    `seen` is the digest of what the person saw of it. Until both have signed, what was agreed stands.
    """
    because = _because(reason, "Say why it has to be amended: both sides see it.", "why")
    if scorecard.status is not ScorecardStatus.AGREED:
        raise Refused("Only a scorecard that both sides have agreed to is amended.")
    waiting = rows.amendment_of(scorecard.id)
    if waiting:
        raise Refused(f"An amendment waits already: scorecard number {waiting.number}.")
    slot = rows.slot_of(scorecard)
    current = asked.current(slot, scorecard)
    if current is None or asked.same(snapshot.read(scorecard.snapshot), current):
        raise Refused("The figures are those both sides have agreed to: correct a measurement first.")
    amendment = freezing.new(slot)
    amendment.amends, amendment.amends_id, amendment.is_current = scorecard, scorecard.id, False
    amendment.amendment_reason = because
    _freeze_as_seen(amendment, current, seen)
    _sign(amendment, by=by, at=at)
    db.session.add(amendment)
    told = {"amends": [None, scorecard.number], "digest": [scorecard.digest, amendment.digest]}
    events.record(amendment, "scorecard_amendment_shared", by=by, at=at, changes=told, reason=because)
    scorecard_messages.amended(amendment, sides.own(by, scorecard.relationship), by=by, at=at)
    return amendment


def _put_forward(scorecard: Scorecard, slot: Slot, seen: str, *, by: Viewer, at: datetime) -> Scorecard:
    current = asked.current(slot, scorecard if scorecard.disputed_at else None)
    if current is None:
        raise Refused("There are no success criteria in force: both sides have to agree on them first.")
    _freeze_as_seen(scorecard, current, seen)
    scorecard.title = freezing.title(slot)
    _sign(scorecard, by=by, at=at)
    db.session.add(scorecard)
    told = {
        "digest": [None, scorecard.digest],
        "standing": [None, scorecard.standing],
        "overall": [None, scorecard.overall],
    }
    events.record(scorecard, "scorecard_shared", by=by, at=at, changes=told)
    scorecard_messages.shared(scorecard, sides.own(by, scorecard.relationship), by=by, at=at)
    return scorecard


def _freeze_as_seen(scorecard: Scorecard, current: Snapshot, seen: str) -> None:
    if snapshot.digest(snapshot.write(current)) != seen:
        raise Refused("The figures have changed since you opened the page. Look again before you share them.")
    freezing.freeze(scorecard, current)


def _sign(scorecard: Scorecard, *, by: Viewer, at: datetime) -> None:
    """The sharing side's signature is the only one, and the other side's word is waited for."""
    side = sides.own(by, scorecard.relationship)
    freezing.sign_alone(scorecard, side, by=by, at=at)
    answering.begin(scorecard, side.other)


def _take_over(scorecard: Scorecard, *, by: Viewer, at: datetime) -> None:
    """What an agreed amendment takes the place of is current no more."""
    amended = scorecard.amends
    if amended is None:
        return
    events.change(amended, "scorecard_amended", by=by, at=at, status=ScorecardStatus.AMENDED, is_current=False)
    db.session.flush()
    scorecard.is_current = True
    freezing.look_at_reds(scorecard, at=at)


def _as_before(scorecard: Scorecard, seen: str) -> Scorecard:
    if scorecard.digest == seen:
        return scorecard
    raise Refused("This period is shared already. To correct it, dispute the scorecard first.")


def _because(reason: str, missing: str, field: str = "reason") -> str:
    text = reason.strip()
    if not text:
        raise Refused(missing, field)
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(text):,}.", field)
    return text
