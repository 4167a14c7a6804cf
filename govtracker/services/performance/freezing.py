"""Freezing: the snapshot of a scorecard in its row, with the figures lists show and the sharing side's signature."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, PeriodKind, Rag, ScorecardStatus, Side
from govtracker.models import Scorecard
from govtracker.queries import claims
from govtracker.queries.performance import criteria
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules.performance import card_periods, scoring, snapshot, standings
from govtracker.rules.performance.snapshot import Snapshot


def new(slot: Slot) -> Scorecard:
    """A row for what was never shared."""
    return Scorecard(
        relationship_id=slot.relationship.id,
        relationship=slot.relationship,
        number=claims.next_number(slot.relationship.id, "scorecard:shared"),
        audience=Audience.SHARED,
        title=title(slot),
        period_kind=card_periods.kind_of(slot.period),
        period_key=slot.period.key,
        period_on=slot.period.first_day,
        ends_on=slot.period.last_day,
        scope_id=slot.scope_id,
        scope=slot.scope,
        is_current=True,
        amendment_reason="",
        dispute_reason="",
    )


def title(slot: Slot) -> str:
    """What a scorecard is called."""
    return f"Scorecard of {slot.name}"[:120]


def freeze(scorecard: Scorecard, current: Snapshot) -> None:
    """Keep the snapshot and, beside it, the figures that lists show."""
    result = current.result
    scorecard.criteria_set_id = criteria.numbered(scorecard.relationship_id, current.criteria_version).id
    scorecard.snapshot = snapshot.write(current)
    scorecard.digest = snapshot.digest(scorecard.snapshot)
    scorecard.overall = None if result.overall is None else scoring.storable(result.overall)
    scorecard.coverage = scoring.storable(result.coverage)
    scorecard.standing, scorecard.standing_name = current.standing, current.standing_name
    for pillar in standings.THREE:
        score = result.pillar_score(pillar)
        setattr(scorecard, pillar.value, None if score is None else scoring.storable(score))
    scorecard.red_count = sum(one.rag is Rag.RED for one in result.criteria)


def look_at_reds(scorecard: Scorecard, *, at: datetime) -> None:
    """What is red is looked at where a scorecard speaks for a relationship's month."""
    speaks = scorecard.is_current and scorecard.period_kind is PeriodKind.MONTH and scorecard.scope_id is None
    scorecard.reds_due_at = at if scorecard.red_count and speaks else None


def sign_alone(scorecard: Scorecard, side: Side, *, by: Viewer, at: datetime) -> None:
    """The sharing side's signature is the only one."""
    scorecard.status = ScorecardStatus.SHARED
    scorecard.shared_at, scorecard.shared_by_id, scorecard.updated_at = at, by.person_id, at
    look_at_reds(scorecard, at=at)
    scorecard.unsign(side.other)
    scorecard.sign(side, by.person_id, at)
