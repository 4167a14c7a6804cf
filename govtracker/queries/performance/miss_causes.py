"""Why KPIs were red: the issue that was raised for it with its root cause, and what one side says the client caused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import OriginKind, PeriodKind, Rag
from govtracker.models import (
    ClientMiss,
    Issue,
    IssueOrigin,
    ObligationOccurrence,
    Person,
    Relationship,
    RootCause,
    Scorecard,
)
from govtracker.models import Obligation as Owed
from govtracker.queries import find, visible
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.scorecards import CriterionResult

Red = tuple[date, int]  # first day of a month, KPI id


@dataclass(frozen=True)
class Cause:
    """What is known of a red KPI: `issue` with number, audience, status, cause and is_client_side; `claim` with reason,
    claimed_side, is_accepted, answer and the obligation it names. Each None where there is none.
    """

    issue: Row[Any] | None = None
    claim: Row[Any] | None = None

    @property
    def is_clients(self) -> bool:
        """Caused by the client's side: agreed by the other side, or by the root cause of its issue."""
        agreed = self.claim is not None and self.claim.is_accepted is True
        return agreed or (self.issue is not None and bool(self.issue.is_client_side))


NOTHING = Cause()


def of_reds(viewer: Viewer, relationship_id: int, reds: Collection[Red]) -> dict[Red, Cause]:
    """What is known of these, in two statements; those of which nothing is known are left out.

    The issue is the one raised for that very month, else the next one raised for the KPI: it is red for a while before
    anybody looks into it.
    """
    if not reds:
        return {}
    issues, claims = _issues(viewer, relationship_id, reds), _claims(viewer, relationship_id, reds)
    found = {red: Cause(_raised(issues.get(red[1], []), red[0]), claims.get(red)) for red in reds}
    return {red: cause for red, cause in found.items() if cause != NOTHING}


def results(relationship_id: int, month: date) -> Sequence[CriterionResult] | None:
    """What the current scorecard of a month says of each criterion; None where none was shared."""
    text = db.session.scalar(
        select(Scorecard.snapshot).where(
            Scorecard.relationship_id == relationship_id,
            Scorecard.period_on == month,
            Scorecard.period_kind == PeriodKind.MONTH,
            Scorecard.scope_id.is_(None),
            Scorecard.is_current,
        )
    )
    return snapshot.read(text).result.criteria if text else None


def is_red(relationship_id: int, month: date, kpi_id: int) -> bool:
    """Whether a KPI is red on the current scorecard of a month that was shared."""
    found = results(relationship_id, month) or ()
    return any(one.criterion.id == kpi_id and one.rag is Rag.RED for one in found)


def claimed(relationship_id: int, month: date, kpi_id: int) -> ClientMiss | None:
    """What one side says of a red KPI, if it says anything."""
    return db.session.scalars(
        select(ClientMiss).where(
            ClientMiss.relationship_id == relationship_id,
            ClientMiss.period_on == month,
            ClientMiss.kpi_id == kpi_id,
        )
    ).one_or_none()


def claim(viewer: Viewer, key: str, claim_id: int) -> ClientMiss:
    """What one side of relationship `key` says; raises NotFound."""
    return find.one(
        select(ClientMiss)
        .join(ClientMiss.relationship)
        .where(Relationship.key == key.upper(), ClientMiss.id == claim_id)
        .where(visible.of_relationship(viewer, ClientMiss.relationship_id))
    )


def _raised(origins: list[Row[Any]], month: date) -> Row[Any] | None:
    wanted = f"{month:%Y-%m}"
    return next((one for one in origins if one.period >= wanted), None)


def _issues(viewer: Viewer, relationship_id: int, reds: Collection[Red]) -> dict[int, list[Row[Any]]]:
    """KPI → the issues raised for it, by month."""
    own = ("number", "audience", "title", "status", "is_open")
    query: Select[Any] = select(
        IssueOrigin.kpi_id,
        IssueOrigin.period,
        *(getattr(Issue, name) for name in own),
        RootCause.name.label("cause"),
        RootCause.is_client_side,
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(
        query.join(Issue, Issue.id == IssueOrigin.issue_id)
        .outerjoin(RootCause, RootCause.id == Issue.root_cause_id)
        .where(IssueOrigin.kind == OriginKind.RED_KPI, IssueOrigin.kpi_id.in_({kpi for _, kpi in reds}))
        .where(Issue.relationship_id == relationship_id, visible.issues(viewer))
        .order_by(IssueOrigin.period, IssueOrigin.id)
    ):
        found.setdefault(row.kpi_id, []).append(row)
    return found


def _claims(viewer: Viewer, relationship_id: int, reds: Collection[Red]) -> dict[Red, Row[Any]]:
    query: Select[Any] = select(
        *ClientMiss.__table__.columns,
        Person.name.label("by"),
        Owed.title.label("obligation"),
        ObligationOccurrence.due_on,
    )
    rows = db.session.execute(
        query.join(Person, Person.id == ClientMiss.claimed_by_id)
        .outerjoin(ObligationOccurrence, ObligationOccurrence.id == ClientMiss.occurrence_id)
        .outerjoin(Owed, Owed.id == ObligationOccurrence.obligation_id)
        .where(ClientMiss.relationship_id == relationship_id)
        .where(ClientMiss.period_on.in_({month for month, _ in reds}))
        .where(visible.of_relationship(viewer, ClientMiss.relationship_id))
    )
    return {(row.period_on, row.kpi_id): row for row in rows}
