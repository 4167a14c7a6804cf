"""What a review has to talk about by itself: how the month scored, what has climbed, what is late, who is missing.

Of shared records alone: both sides read the same agenda. Whoever asks has been let see the review.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Row, func, literal, select

from govtracker.database import UtcDateTime, db
from govtracker.enums import Audience, OriginKind, PairFinding
from govtracker.models import FrozenAgenda, Issue, IssueOrigin, Kpi, Relationship, Review, TrendSignal
from govtracker.queries.performance import scorecards
from govtracker.queries.reviews import records
from govtracker.queries.reviews.records import Part
from govtracker.queries.structure import health
from govtracker.rules.reviews import agenda
from govtracker.rules.reviews.agenda import (
    ActionLine,
    Agenda,
    DecisionLine,
    IssueLine,
    KpiLine,
    PillarLine,
    Score,
    SignalLine,
)

MOST = 30
NEW_FOR = timedelta(days=35)  # where no review was held before
Line = TypeVar("Line")


def of_review(review: Review, *, today: date, at: datetime) -> Agenda:
    """The agenda of a review: as it was frozen, or else as it stands on a day (of whoever asks)."""
    kept = frozen(review) if review.frozen_at is not None else None
    return kept or live(review, today=today, at=at)


def frozen(review: Review) -> Agenda | None:
    """The agenda as its figures stood when they were frozen; None before."""
    text = db.session.scalar(select(FrozenAgenda.text).where(FrozenAgenda.review_id == review.id))
    return agenda.read(text) if text else None


def kept(review_id: int) -> FrozenAgenda | None:
    """The row that keeps a frozen agenda; for the service that freezes it anew after a move."""
    return db.session.scalar(select(FrozenAgenda).where(FrozenAgenda.review_id == review_id))


def live(review: Review, *, today: date, at: datetime) -> Agenda:
    """The agenda as it stands, each list at most MOST lines."""
    found = records.of_agenda(review.relationship_id)
    issues = _issues(review.relationship_id)
    actions = [_line(ActionLine, row) for row in found[Part.ACTION]]
    flat = [row for row in issues if row.level <= 1]
    return Agenda(
        at=at,
        today=today,
        score=_score(review.relationship_id),
        signals=_signals(review, at),
        escalated=_lines(IssueLine, [row for row in issues if row.level > 1]),
        overdue_issues=_lines(IssueLine, [row for row in flat if row.due_on and row.due_on < today]),
        open_issues=_lines(IssueLine, [row for row in flat if not (row.due_on and row.due_on < today)]),
        recurrences=_lines(IssueLine, [row for row in issues if row.said]),
        overdue_actions=tuple(action for action in actions if action.due_on < today)[:MOST],
        open_actions=tuple(action for action in actions if action.due_on >= today)[:MOST],
        decisions=_lines(DecisionLine, found[Part.DECISION_DUE]),
        pairs=tuple(_pairs(review.relationship, today)),
    )


def _score(relationship_id: int) -> Score | None:
    found = scorecards.newest(relationship_id)
    if found is None:
        return None
    score = found.score
    return Score(
        period_on=score.period_on,
        overall=score.overall,
        movement=score.movement,
        coverage=score.coverage,
        standing=score.standing,
        standing_name=score.standing_name,
        pillars=tuple(
            PillarLine(pillar, getattr(score, pillar.value), moved) for pillar, moved in found.movements.items()
        ),
        reds=_lines(KpiLine, found.reds),
    )


def _signals(review: Review, at: datetime) -> tuple[SignalLine, ...]:
    """Signals found since the review before of the same forum was held."""
    before = (
        select(Review.held_at)
        .where(Review.forum_id == review.forum_id, Review.scheduled_at < review.scheduled_at)
        .where(Review.held_at.is_not(None))
        .order_by(Review.scheduled_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    since = func.coalesce(before, literal(at - NEW_FOR, UtcDateTime()))
    rows = db.session.execute(
        select(Kpi.code, Kpi.name, TrendSignal.rule, TrendSignal.bearing, TrendSignal.first_on, TrendSignal.last_on)
        .join(Kpi, Kpi.id == TrendSignal.kpi_id)
        .where(TrendSignal.relationship_id == review.relationship_id, TrendSignal.found_at > since)
        .order_by(TrendSignal.bearing, TrendSignal.found_at.desc(), TrendSignal.id)
        .limit(MOST)
    ).all()
    return _lines(SignalLine, rows)


def _issues(relationship_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open shared issues, those that have climbed first, the highest first; with what a recurrence was raised for."""
    said = (
        select(IssueOrigin.said)
        .where(IssueOrigin.issue_id == Issue.id, IssueOrigin.kind == OriginKind.RECURRENCE)
        .order_by(IssueOrigin.id.desc())
        .limit(1)
        .correlate(Issue)
        .scalar_subquery()
    )
    return db.session.execute(
        select(
            Issue.number,
            Issue.audience,
            Issue.title,
            Issue.severity,
            Issue.level,
            Issue.is_exhausted,
            Issue.waiting_on,
            Issue.climb_at,
            Issue.due_on,
            said.label("said"),
        )
        .where(Issue.relationship_id == relationship_id, Issue.is_open, Issue.audience == Audience.SHARED)
        .order_by(Issue.level.desc(), Issue.severity_rank, Issue.due_on, Issue.id)
        .limit(3 * MOST)
    ).all()


def _pairs(relationship: Relationship, on: date) -> list[str]:
    """Vacant and dormant pairs in sentences, and that a bow-tie has come back."""
    found = health.of_relationship(relationship, on)
    told = [found.concentration.why] if found.concentration.collapsed else []
    pairs = [finding for pair in found.pairs for finding in found.findings[pair.area_id]]
    return told + [finding.why for finding in pairs if finding.kind in (PairFinding.VACANT, PairFinding.DORMANT)]


def _lines(kind: type[Line], rows: Sequence[Any]) -> tuple[Line, ...]:
    return tuple(_line(kind, row) for row in rows[:MOST])


def _line(kind: type[Line], row: Any) -> Line:
    """A row as a plain value, by the names of the columns; what it says nothing of is blank."""
    values = {one.name: getattr(row, one.name) for one in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    return kind(**{name: "" if value is None and name == "said" else value for name, value in values.items()})
