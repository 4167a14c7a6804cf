"""What either side of a relationship has to do for the other: of shared records alone, for both read the same page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ActionStatus, Audience, ContractStatus, CriteriaStatus, PauseReason, ReviewStatus, Side
from govtracker.models import (
    Action,
    ClockPause,
    Contract,
    CriteriaSet,
    Decision,
    Forum,
    Issue,
    Person,
    Relationship,
    Review,
    Scorecard,
)
from govtracker.queries import visible
from govtracker.queries.performance import obligations, scorecard_rows

MOST = 30  # of a kind and a side
Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Owed:
    """What one side owes, each the most pressing first: at most MOST, and one more where there are others.

    `asks` are issues that wait on it, with what was asked when they were handed over; `to_verify` what the other side
    says it has done; `to_sign` what waits for its word: a scorecard, criteria or minutes, by `kind` and `ref`;
    `obligations` are due days the client has not met, or that are contested.
    """

    asks: Rows
    actions: Rows
    to_verify: Rows
    decisions: Rows
    to_sign: Rows
    obligations: Rows = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is owed."""
        return not (self.asks or self.actions or self.to_verify or self.decisions or self.to_sign or self.obligations)


def by_side(viewer: Viewer, relationship: Relationship) -> dict[Side, Owed]:
    """What each side of a relationship owes the other, as far as both may read it."""
    asks, actions = _asks(viewer, relationship.id), _actions(viewer, relationship.id)
    to_verify, decisions = _to_verify(viewer, relationship.id), _decisions(viewer, relationship.id)
    to_sign = _to_sign(viewer, relationship.id)
    given = obligations.still_open(viewer, relationship.id)
    return {
        side: Owed(
            asks=[row for row in asks if row.side is side],
            actions=[row for row in actions if row.side is side],
            to_verify=[row for row in to_verify if row.side is side.other],
            decisions=[row for row in decisions if row.side is side],
            to_sign=[row for row in to_sign if getattr(row, f"{side.value}_agreed_at") is None],
            obligations=given if side is Side.CLIENT else (),
        )
        for side in Side
    }


def _asks(viewer: Viewer, relationship_id: int) -> Rows:
    query = (
        select(
            Issue.number,
            Issue.audience,
            Issue.title,
            Issue.severity,
            Issue.status,
            Issue.level,
            Issue.is_open,
            Issue.due_on,
            Issue.waiting_on.label("side"),
            ClockPause.said.label("asked"),
            ClockPause.from_at.label("asked_at"),
            Person.name.label("owner"),
        )
        .outerjoin(
            ClockPause,
            and_(
                ClockPause.issue_id == Issue.id,
                ClockPause.to_at.is_(None),
                ClockPause.reason == PauseReason.HANDED_OVER,
            ),
        )
        .outerjoin(Person, Person.id == Issue.owner_id)
        .where(visible.issues(viewer), Issue.relationship_id == relationship_id, Issue.is_open)
        .where(Issue.audience == Audience.SHARED)
    )
    return _of_each_side(query, Issue.waiting_on, (Issue.due_on, Issue.id))


def _actions(viewer: Viewer, relationship_id: int) -> Rows:
    query = _shared_actions(viewer, relationship_id).where(Action.is_open)
    return _of_each_side(query, Action.owner_side, (Action.due_on, Action.id))


def _to_verify(viewer: Viewer, relationship_id: int) -> Rows:
    query = _shared_actions(viewer, relationship_id).where(Action.status == ActionStatus.DONE)
    return _of_each_side(query, Action.owner_side, (Action.done_at, Action.id))


def _shared_actions(viewer: Viewer, relationship_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Action.number,
            Action.audience,
            Action.title,
            Action.status,
            Action.is_open,
            Action.due_on,
            Action.slips,
            Action.consequence,
            Action.done_at,
            Action.owner_side.label("side"),
            Person.name.label("owner"),
        )
        .join(Person, Person.id == Action.owner_id)
        .where(visible.actions(viewer), Action.relationship_id == relationship_id)
        .where(Action.audience == Audience.SHARED)
    )


def _decisions(viewer: Viewer, relationship_id: int) -> Rows:
    query = (
        select(
            Decision.number,
            Decision.audience,
            Decision.title,
            Decision.status,
            Decision.is_open,
            Decision.due_on,
            Decision.amount,
            Decision.currency,
            Decision.owner_side.label("side"),
            Person.name.label("owner"),
        )
        .join(Person, Person.id == Decision.owner_id)
        .where(visible.decisions(viewer), Decision.relationship_id == relationship_id, Decision.is_open)
        .where(Decision.audience == Audience.SHARED)
    )
    return _of_each_side(query, Decision.owner_side, (Decision.due_on, Decision.id))


def _of_each_side(query: Select[*tuple[Any, ...]], side: InstrumentedAttribute[Side], by: Sequence[Any]) -> Rows:
    """The first rows of either side, in one statement."""
    halves = [query.where(side == one).order_by(*by).limit(MOST + 1).subquery() for one in Side]
    return db.session.execute(union_all(*(select(half) for half in halves))).all()


def _to_sign(viewer: Viewer, relationship_id: int) -> Rows:
    """Scorecards (by their month), versions of criteria and contract, and minutes that wait for the word of a side."""
    cards = select(
        literal("scorecard").label("kind"),
        Scorecard.number.label("ref"),
        Scorecard.title.label("name"),
        Scorecard.period_on.label("day"),
        Scorecard.client_agreed_at,
        Scorecard.supplier_agreed_at,
    ).where(*scorecard_rows.waiting(), *_there(viewer, Scorecard, relationship_id))
    drafts = select(
        literal("criteria"),
        CriteriaSet.version,
        literal(""),
        cast(null(), Date),
        CriteriaSet.client_agreed_at,
        CriteriaSet.supplier_agreed_at,
    ).where(CriteriaSet.status == CriteriaStatus.PROPOSED, *_there(viewer, CriteriaSet, relationship_id))
    signed = or_(Contract.client_agreed_at.is_not(None), Contract.supplier_agreed_at.is_not(None))
    terms = select(
        literal("contract"),
        Contract.version,
        Contract.title,
        cast(null(), Date),
        Contract.client_agreed_at,
        Contract.supplier_agreed_at,
    ).where(Contract.status == ContractStatus.DRAFT, signed, *_there(viewer, Contract, relationship_id))
    held = (
        select(
            literal("minutes"),
            Review.id,
            Forum.name,
            Review.local_on,
            Review.client_agreed_at,
            Review.supplier_agreed_at,
        )
        .join(Forum, Forum.id == Review.forum_id)
        .where(Review.status == ReviewStatus.HELD, *_there(viewer, Review, relationship_id))
    )
    parts = [
        select(part.order_by(*by).limit(MOST).subquery())
        for part, by in (
            (cards, [Scorecard.period_on]),
            (drafts, [CriteriaSet.id]),
            (terms, [Contract.id]),
            (held, [Review.scheduled_at, Review.id]),
        )
    ]
    return db.session.execute(union_all(*parts)).all()


def _there(viewer: Viewer, table: Any, relationship_id: int) -> list[ColumnElement[bool]]:
    """Of that relationship, and with a side that has not agreed."""
    unsigned = or_(table.client_agreed_at.is_(None), table.supplier_agreed_at.is_(None))
    return [visible.of_relationship(viewer, table.relationship_id), table.relationship_id == relationship_id, unsigned]
