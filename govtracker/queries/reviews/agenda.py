"""What a review has to talk about by itself: how the month scored, what has climbed, what is late, who is missing.

Of shared records alone: both sides read the same agenda.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, PairFinding
from govtracker.models import Issue, Relationship
from govtracker.queries import visible
from govtracker.queries.performance import scorecards
from govtracker.queries.performance.scorecards import LatestScore, RedKpi
from govtracker.queries.reviews.records import Part, Records
from govtracker.queries.structure import health

MOST = 50


@dataclass(frozen=True)
class Agenda:
    """`score` is None where no month was shared yet; `pairs` are sentences on the structure."""

    score: LatestScore | None
    reds: Sequence[RedKpi]
    escalated: Sequence[Row[*tuple[Any, ...]]]
    overdue_issues: Sequence[Row[*tuple[Any, ...]]]
    overdue_actions: Sequence[Row[*tuple[Any, ...]]]
    decisions: Sequence[Row[*tuple[Any, ...]]]
    pairs: Sequence[str]

    @property
    def is_empty(self) -> bool:
        """Nothing comes by itself."""
        late = self.escalated or self.overdue_issues or self.overdue_actions
        return not (self.score or late or self.decisions or self.pairs)


def of_relationship(viewer: Viewer, relationship: Relationship, found: Records, *, today: date) -> Agenda:
    """The agenda as it stands on a day (the viewer's), each list the most pressing first, at most MOST rows.

    `found` are the records of the review it is for, those late and due among them.
    """
    own = [relationship.id]
    score = scorecards.latest(own).get(relationship.id)
    issues = _issues(viewer, relationship.id, today)
    return Agenda(
        score=score,
        reds=scorecards.red_kpis(own).get(relationship.id, []) if score and score.red_count else [],
        escalated=[row for row in issues if row.level > 1],
        overdue_issues=[row for row in issues if row.level <= 1],
        overdue_actions=found[Part.OVERDUE_ACTION],
        decisions=found[Part.DECISION_DUE],
        pairs=_pairs(relationship, today),
    )


def _issues(viewer: Viewer, relationship_id: int, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open shared issues that have climbed, the highest first, then those past their date."""
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
        )
        .where(visible.issues(viewer), Issue.relationship_id == relationship_id, Issue.is_open)
        .where(Issue.audience == Audience.SHARED, or_(Issue.level > 1, Issue.due_on < today))
        .order_by(Issue.level.desc(), Issue.severity_rank, Issue.due_on, Issue.id)
        .limit(MOST)
    ).all()


def _pairs(relationship: Relationship, on: date) -> list[str]:
    """Vacant and dormant pairs in sentences, and that a bow-tie has come back."""
    found = health.of_relationship(relationship, on)
    told = [found.concentration.why] if found.concentration.collapsed else []
    pairs = [finding for pair in found.pairs for finding in found.findings[pair.area_id]]
    return told + [finding.why for finding in pairs if finding.kind in (PairFinding.VACANT, PairFinding.DORMANT)]
