"""Scorecards: shared by one side, agreed or disputed by the other."""

from datetime import date, datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PeriodKind, Pillar, Rag, ScorecardStatus, Side
from govtracker.mail import scorecard_messages
from govtracker.models import Relationship, Scorecard
from govtracker.queries import NotFound, claims
from govtracker.queries.performance import criteria
from govtracker.queries.performance import scorecard_months as asked
from govtracker.rules.performance import scoring, snapshot
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.periods import Period
from govtracker.services import Refused, events


def share(relationship: Relationship, month: Period, seen: str, *, by: Viewer, at: datetime, today: date) -> Scorecard:
    """Freeze a month's scorecard as it stands and put it before the other side; whoever shares has signed.

    `seen` is the digest of what the person saw, `today` the local day where months are counted. A disputed scorecard is
    shared anew. Shared twice with the same figures it stays as it is.
    """
    if month.last_day >= today:
        raise Refused(f"{month.name} is not over: a scorecard is shared when its month has ended.")
    before = asked.stored(relationship.id, month.first_day)
    if before and before.status is not ScorecardStatus.DISPUTED:
        return _as_before(before, seen)
    current = asked.current(relationship, month)
    if current is None:
        raise Refused("There are no success criteria in force: both sides have to agree on them first.")
    if snapshot.digest(snapshot.write(current)) != seen:
        raise Refused("The figures have changed since you opened the page. Look again before you share them.")
    scorecard = before or _new(relationship, month)
    side = _side(relationship, by)
    _freeze(scorecard, relationship, current)
    _sign_alone(scorecard, side, by, at)
    scorecard.updated_at = at
    scorecard.reds_due_at = at if scorecard.red_count else None
    db.session.add(scorecard)
    told = {
        "digest": [None, scorecard.digest],
        "standing": [None, scorecard.standing],
        "overall": [None, scorecard.overall],
    }
    events.record(scorecard, "scorecard_shared", by=by, at=at, changes=told)
    scorecard_messages.shared(scorecard, side, month=month, by=by, at=at)
    return scorecard


def agree(scorecard: Scorecard, month: Period, seen: str, *, by: Viewer, at: datetime) -> None:
    """Sign for the viewer's side what has the digest `seen`; with both signatures it is agreed and never changes."""
    side = _side(scorecard.relationship, by)
    if scorecard.status is ScorecardStatus.AGREED and getattr(scorecard, f"{side.value}_agreed_by_id"):
        return
    if scorecard.status is not ScorecardStatus.SHARED:
        raise Refused("This scorecard is disputed: it has to be shared anew before anybody can agree to it.")
    if seen != scorecard.digest or snapshot.digest(scorecard.snapshot) != scorecard.digest:
        raise Refused("The scorecard has changed since you opened the page. Look again before you agree.")
    if getattr(scorecard, f"{side.value}_agreed_by_id"):
        raise Refused("Your side has signed already: the other side's agreement is missing.")
    signature: dict[str, Any] = {f"{side.value}_agreed_at": at, f"{side.value}_agreed_by_id": by.person_id}
    events.change(scorecard, "scorecard_agreed", by=by, at=at, status=ScorecardStatus.AGREED, **signature)
    scorecard_messages.agreed(scorecard, side, month=month, by=by, at=at)


def dispute(scorecard: Scorecard, month: Period, reason: str, *, by: Viewer, at: datetime) -> None:
    """Send a shared scorecard back to work, because…; its measurements can then be corrected.

    The side that shared it may take it back in the same way.
    """
    if not reason.strip():
        raise Refused("Say what is wrong with it: both sides see it.", "reason")
    if scorecard.status is ScorecardStatus.AGREED:
        raise Refused("Both sides have agreed to this scorecard: it does not change any more.")
    if scorecard.status is ScorecardStatus.DISPUTED:
        if (scorecard.disputed_by_id, scorecard.dispute_reason) == (by.person_id, reason.strip()):
            return
        raise Refused("It is disputed already.")
    side = _side(scorecard.relationship, by)
    unsigned: dict[str, Any] = {f"{one.value}_agreed_{what}": None for one in Side for what in ("at", "by_id")}
    disputed: dict[str, Any] = {
        "disputed_at": at,
        "disputed_by_id": by.person_id,
        "disputed_side": side,
        "dispute_reason": reason.strip(),
    }
    events.change(
        scorecard, "scorecard_disputed", by=by, at=at, status=ScorecardStatus.DISPUTED, **unsigned, **disputed
    )
    scorecard_messages.disputed(scorecard, side, month=month, reason=reason.strip(), by=by, at=at)


def _new(relationship: Relationship, month: Period) -> Scorecard:
    """The row of a month that was never shared."""
    return Scorecard(
        relationship_id=relationship.id,
        relationship=relationship,
        number=claims.next_number(relationship.id, "scorecard:shared"),
        audience=Audience.SHARED,
        title=f"Scorecard of {month.name}",
        period_kind=PeriodKind.MONTH,
        period_key=month.key,
        period_on=month.first_day,
        ends_on=month.last_day,
        is_current=True,
        amendment_reason="",
    )


def _as_before(scorecard: Scorecard, seen: str) -> Scorecard:
    if scorecard.digest == seen:
        return scorecard
    raise Refused("This month is shared already. To correct it, dispute the scorecard first.")


def _freeze(scorecard: Scorecard, relationship: Relationship, current: Snapshot) -> None:
    """Keep the snapshot and, beside it, the figures that lists show."""
    result = current.result
    scorecard.criteria_set_id = criteria.numbered(relationship.id, current.criteria_version).id
    scorecard.snapshot = snapshot.write(current)
    scorecard.digest = snapshot.digest(scorecard.snapshot)
    scorecard.overall = None if result.overall is None else scoring.storable(result.overall)
    scorecard.coverage = scoring.storable(result.coverage)
    scorecard.standing = current.standing
    for pillar in (Pillar.EXPERIENCE, Pillar.COST, Pillar.REVENUE):
        score = result.pillar_score(pillar)
        setattr(scorecard, pillar.value, None if score is None else scoring.storable(score))
    scorecard.red_count = sum(one.rag is Rag.RED for one in result.criteria)


def _sign_alone(scorecard: Scorecard, side: Side, by: Viewer, at: datetime) -> None:
    """The sharing side's signature is the only one."""
    scorecard.status = ScorecardStatus.SHARED
    scorecard.shared_at, scorecard.shared_by_id = at, by.person_id
    for one in Side:
        signs = one is side
        setattr(scorecard, f"{one.value}_agreed_at", at if signs else None)
        setattr(scorecard, f"{one.value}_agreed_by_id", by.person_id if signs else None)


def _side(relationship: Relationship, by: Viewer) -> Side:
    side = by.side_in(relationship.place())
    if side is None:
        raise NotFound
    return side
