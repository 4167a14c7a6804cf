"""What a review has to talk about by itself: how the month scored, what has climbed, what is late, who is missing.

Of shared records alone: both sides read the same agenda. Whoever asks has been let see the review.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, func, literal, select

from govtracker.access import SeatHeld, Viewer
from govtracker.database import UtcDateTime, db
from govtracker.enums import PairFinding, SeatRole, Side
from govtracker.models import FrozenAgenda, Kpi, Relationship, Review, ScorecardScope, TrendSignal
from govtracker.queries.partnership import concerns as around
from govtracker.queries.partnership import latest_pulses
from govtracker.queries.performance import scorecards
from govtracker.queries.reviews import records
from govtracker.queries.reviews.records import OVERDUE, Part
from govtracker.queries.structure import health
from govtracker.rules.partnership import concerns
from govtracker.rules.partnership.concerns import Concern
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
OF_ISSUES = (Part.ESCALATED, Part.OVERDUE_ISSUE, Part.OPEN_ISSUE, Part.RECURRENCE)  # named as in rules.reviews.agenda
Line = TypeVar("Line")
Rows = Sequence[Row[*tuple[Any, ...]]]


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
    found = records.of_agenda(review.relationship_id, today)
    since = _since(review, at)
    issues = {part.value: found[part] for part in OF_ISSUES}
    late = {side: found[part] for side, part in OVERDUE.items()}
    actions = sorted((row for rows in late.values() for row in rows[:MOST]), key=lambda row: (row.due_on, row.number))
    decisions, open_actions = found[Part.DECISION_DUE], found[Part.ACTION]
    totals = {side: _total(rows) for side, rows in late.items()}
    return Agenda(
        at=at,
        today=today,
        score=_score(review.relationship_id),
        signals=_signals(review, since),
        **{part: _lines(IssueLine, rows) for part, rows in issues.items()},
        overdue_actions=tuple(_line(ActionLine, row) for row in actions),
        open_actions=_lines(ActionLine, open_actions),
        decisions=_lines(DecisionLine, decisions),
        pairs=tuple(_pairs(review.relationship, today)),
        counts={
            **{part: _total(rows) for part, rows in issues.items()},
            "overdue_actions": sum(totals.values()),
            "open_actions": _total(open_actions),
            "decisions": _total(decisions),
        },
        late=totals,
        around=tuple(_around(review, since, today)),
    )


def _total(rows: Rows) -> int:
    """How many there are of a part, those cut away as well."""
    return rows[0].total if rows else 0


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


def reader(review: Review, side: Side) -> Viewer:
    """Nobody in particular, seated on a side: what is asked for both sides names its audience besides."""
    seat = SeatHeld(0, review.relationship_id, side, SeatRole.OBSERVER)
    return Viewer(person_id=0, organisation_id=0, name="", seats=(seat,))


def _since(review: Review, at: datetime) -> ColumnElement[datetime]:
    """When the review before of the same forum was held."""
    before = (
        select(Review.held_at)
        .where(Review.forum_id == review.forum_id, Review.scheduled_at < review.scheduled_at)
        .where(Review.held_at.is_not(None))
        .order_by(Review.scheduled_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(before, literal(at - NEW_FOR, UtcDateTime()))


def _around(review: Review, since: ColumnElement[datetime], today: date) -> Iterator[Concern]:
    """What both companies read of value, launches, exit and the pulse; the pulse only where it closed since then."""
    viewer, relation = reader(review, Side.CLIENT), review.relationship
    told = around.of_relationships(viewer, [relation.id], today=today).get(relation.id, [])
    behind = around.behind(relation, today=today)
    yield from sorted([*told, *behind], key=lambda one: around.ORDER.index(one.kind))[:MOST]
    latest = latest_pulses.of_relationships(viewer, [relation.id], since=since).get(relation.id)
    if latest is not None:
        blind = [(spot.called, relation.company(spot.side).name) for spot in latest.blind_spots]
        yield concerns.pulse(
            relation.key, number=latest.number, equity=latest.equity, movement=latest.movement, blind=blind
        )


def _signals(review: Review, since: ColumnElement[datetime]) -> tuple[SignalLine, ...]:
    """Signals found since then; those of the whole before those of a part."""
    rows = db.session.execute(
        select(
            Kpi.code,
            Kpi.name,
            TrendSignal.rule,
            TrendSignal.bearing,
            TrendSignal.first_on,
            TrendSignal.last_on,
            ScorecardScope.name.label("part"),
        )
        .join(Kpi, Kpi.id == TrendSignal.kpi_id)
        .outerjoin(ScorecardScope, ScorecardScope.id == TrendSignal.scope_id)
        .where(TrendSignal.relationship_id == review.relationship_id, TrendSignal.found_at > since)
        .order_by(TrendSignal.bearing, TrendSignal.scope_id.is_not(None), TrendSignal.found_at.desc(), TrendSignal.id)
        .limit(MOST)
    ).all()
    return _lines(SignalLine, rows)


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
    return kind(**{name: "" if value is None and name in ("said", "part") else value for name, value in values.items()})
