"""What a review has to talk about by itself: how the month scored, what has climbed, what is late, where nobody sits.

Of shared records alone: both sides read the same agenda.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, literal, literal_column, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PairFinding
from govtracker.models import Action, Issue, Person, Relationship
from govtracker.queries import scorecards, seats, visible
from govtracker.queries.scorecards import LatestScore, RedKpi
from govtracker.rules import structure

MOST = 50
ISSUE_COLUMNS = ("number", "audience", "title", "severity", "level", "is_exhausted", "waiting_on", "climb_at", "due_on")


@dataclass(frozen=True)
class Agenda:
    """`score` is None where no month was shared yet; `vacant` are sentences."""

    score: LatestScore | None
    reds: Sequence[RedKpi]
    escalated: Sequence[Row[*tuple[Any, ...]]]
    overdue_issues: Sequence[Row[*tuple[Any, ...]]]
    overdue_actions: Sequence[Row[*tuple[Any, ...]]]
    vacant: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Nothing comes by itself."""
        return not (self.score or self.escalated or self.overdue_issues or self.overdue_actions or self.vacant)


def of_relationship(viewer: Viewer, relationship: Relationship, *, today: date) -> Agenda:
    """The agenda as it stands on a day (the viewer's), each list the most pressing first, at most MOST rows."""
    own = [relationship.id]
    score = scorecards.latest(own).get(relationship.id)
    issues = _issues(viewer, relationship.id, today)
    return Agenda(
        score=score,
        reds=scorecards.red_kpis(own).get(relationship.id, []) if score and score.red_count else [],
        escalated=[row for row in issues if row.level > 1],
        overdue_issues=[row for row in issues if row.level <= 1],
        overdue_actions=_overdue_actions(viewer, relationship.id, today),
        vacant=_vacant(relationship.id, today),
    )


def _issues(viewer: Viewer, relationship_id: int, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open shared issues that have climbed, the highest first, then those past their date, the longest late first."""

    def first(by: Sequence[Any], *conditions: Any, part: int) -> Select[*tuple[Any, ...]]:
        place = func.row_number().over(order_by=by).label("place")
        found = select(*columns, literal(part).label("part"), place).where(*shared, *conditions)
        return select(found.order_by(*by).limit(MOST).subquery())

    columns = [getattr(Issue, name) for name in ISSUE_COLUMNS]
    shared = (Issue.relationship_id == relationship_id, Issue.audience == Audience.SHARED, visible.issues(viewer))
    by_level = [Issue.level.desc(), Issue.severity_rank, Issue.due_on, Issue.id]
    climbed = first(by_level, Issue.is_open.expression, Issue.level > literal_column("1"), part=1)
    late = first([Issue.due_on, Issue.id], Issue.is_open.expression, Issue.level <= 1, Issue.due_on < today, part=2)
    both = union_all(climbed, late).subquery()
    return db.session.execute(select(both).order_by(both.c.part, both.c.place)).all()


def _overdue_actions(viewer: Viewer, relationship_id: int, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            Action.number,
            Action.audience,
            Action.title,
            Action.due_on,
            Action.slips,
            Action.is_open,
            Action.owner_side,
            Person.name.label("owner"),
        )
        .join(Person, Person.id == Action.owner_id)
        .where(visible.actions(viewer), Action.relationship_id == relationship_id, Action.is_open)
        .where(Action.audience == Audience.SHARED, Action.due_on < today)
        .order_by(Action.due_on, Action.id)
        .limit(MOST)
    ).all()


def _vacant(relationship_id: int, today: date) -> list[str]:
    pairs = seats.pairs_of([relationship_id], today)[relationship_id]
    found = structure.findings(pairs)
    return [found[pair.area_id].why for pair in pairs if found[pair.area_id].kind is PairFinding.VACANT]
