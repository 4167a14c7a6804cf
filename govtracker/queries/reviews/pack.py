"""What a review pack is made of: for both sides what both share, for one side what it keeps to itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from govtracker.database import db
from govtracker.enums import Audience, OriginKind, Rag, Side
from govtracker.models import (
    Action,
    Decision,
    Issue,
    IssueOrigin,
    Obligation,
    ObligationOccurrence,
    Person,
    PreparationNote,
    Review,
    Risk,
    Scorecard,
    ScorecardScope,
    Topic,
)
from govtracker.queries.governance import forums
from govtracker.queries.performance import scorecard_rows, trends
from govtracker.queries.reviews import agenda, changes
from govtracker.queries.reviews.changes import Before, Told
from govtracker.rules import periods, wall_time
from govtracker.rules.performance import snapshot
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.performance.trend import Trend
from govtracker.rules.reviews.agenda import Agenda
from govtracker.rules.reviews.changes import Change

MOST = 30
MOST_TRENDS = 6
MOST_PARTS = 12
AHEAD = timedelta(days=14)  # of an obligation that is not due yet

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Scored:
    """The newest scorecard of the whole (`scope` "") or of a part."""

    scope: str
    number: int
    status: str
    read: Snapshot


@dataclass(frozen=True)
class Facts:
    """What both sides share. `since` is the beginning of what changed, `trends` of the red KPIs by their id."""

    before: Before | None
    since: datetime
    changed: Mapping[Change, Sequence[Told]]
    agenda: Agenda
    people: Rows
    topics: Rows
    cards: Sequence[Scored]
    trends: Mapping[int, Trend]
    risks: Rows
    recurrences: Rows
    obligations: Rows


@dataclass(frozen=True)
class Internal:
    """What one side keeps to itself: its notes for this review, and its open records by their kind."""

    notes: Rows
    records: Mapping[str, Rows]


def shared(review: Review, *, at: datetime, as_frozen: bool = True) -> Facts:
    """What goes into the pack of both sides, as it stands at `at`; the number of statements is always the same.

    Its agenda is the frozen one, if there is one, or else (not `as_frozen`) that of now.
    """
    reader, relationship = agenda.reader(review, Side.CLIENT), review.relationship
    today = wall_time.local(at, review.forum.zone).date()
    before = changes.review_before(reader, relationship.id, min(at, review.scheduled_at), forum_id=review.forum_id)
    since = before.held_at if before else relationship.created_at
    cards = _cards(relationship.id)
    reds = [one.criterion.id for card in cards[:1] for one in card.read.result.criteria if one.rag is Rag.RED]
    last = periods.containing(wall_time.local(at, relationship.client.zone).date())
    return Facts(
        before=before,
        since=since,
        changed=changes.since(reader, relationship, since, until=at, only_shared=True),
        agenda=(agenda.of_review if as_frozen else agenda.live)(review, today=today, at=at),
        people=forums.people(review.forum, on=at.astimezone(UTC).date()),
        topics=_topics(review.id),
        cards=cards,
        trends=trends.trends(None, relationship, sorted(reds)[:MOST_TRENDS], last=last),
        risks=_open(Audience.SHARED, review.relationship_id, (Risk,)),
        recurrences=_recurrences(review.relationship_id),
        obligations=_obligations(review.relationship_id, due_by=today + AHEAD),
    )


def internal(review: Review, side: Side) -> Internal:
    """What goes into the addition of one side; in two statements."""
    audience = Audience(side.value)
    rows = _open(audience, review.relationship_id, (Issue, Action, Decision, Risk))
    return Internal(
        notes=_notes(review.id, audience),
        records={kind: [row for row in rows if row.kind == kind] for kind in KINDS},
    )


def _topics(review_id: int) -> Rows:
    presenter, adder = aliased(Person), aliased(Person)
    return db.session.execute(
        select(
            Topic.title,
            Topic.minutes,
            Topic.carried,
            Topic.is_late,
            presenter.name.label("presenter"),
            adder.name.label("added_by"),
        )
        .outerjoin(presenter, presenter.id == Topic.presenter_id)
        .outerjoin(adder, adder.id == Topic.added_by_id)
        .where(Topic.review_id == review_id)
        .order_by(Topic.position, Topic.id)
    ).all()


def _cards(relationship_id: int) -> list[Scored]:
    """The newest month's scorecard that was shared, of the whole and then of each part; from the snapshots."""
    place = func.row_number().over(partition_by=Scorecard.scope_id, order_by=Scorecard.period_on.desc())
    ranked = (
        select(
            Scorecard.number,
            Scorecard.status,
            Scorecard.snapshot,
            Scorecard.scope_id,
            func.coalesce(ScorecardScope.name, "").label("scope"),
            place.label("place"),
        )
        .outerjoin(ScorecardScope, ScorecardScope.id == Scorecard.scope_id)
        .where(Scorecard.relationship_id == relationship_id, *scorecard_rows.current_months())
        .subquery()
    )
    newest = select(ranked).where(ranked.c.place == 1).order_by(ranked.c.scope).limit(MOST_PARTS + 1)
    found = [
        Scored(row.scope, row.number, row.status, snapshot.read(row.snapshot)) for row in db.session.execute(newest)
    ]
    whole = [card for card in found if not card.scope]
    newest_period = max((card.read.period for card in whole), default="")
    return [*whole, *(card for card in found if card.scope and card.read.period >= newest_period)]


def _open(audience: Audience, relationship_id: int, tables: Sequence[Any]) -> Rows:
    """Open records of some kinds that exist for one audience, the most pressing of each first."""
    parts = [_records(table, audience, relationship_id) for table in tables]
    return db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()


def _records(table: Any, audience: Audience, relationship_id: int) -> Select[Any]:
    person, (weight, due_on, order) = aliased(Person), _measures(table)
    return (
        select(
            literal(table.__tablename__).label("kind"),
            table.number.label("number"),
            table.audience.label("audience"),
            table.title.label("title"),
            type_coerce(table.status, String).label("status"),
            due_on.label("due_on"),
            weight.label("weight"),
            person.name.label("owner"),
            func.count().over().label("total"),
        )
        .outerjoin(person, person.id == table.owner_id)
        .where(table.relationship_id == relationship_id, table.audience == audience, table.is_open)
        .order_by(*order, table.id)
        .limit(MOST)
    )


def _measures(table: Any) -> tuple[Any, Any, Sequence[Any]]:
    """How heavy a record is (a severity, a risk's score), when it is looked at, and what puts one before another."""
    if table is Issue:
        return type_coerce(Issue.severity, String), Issue.due_on, (Issue.severity_rank, Issue.due_on)
    if table is Risk:
        return cast(Risk.score, String), Risk.look_on, (Risk.score.desc(),)
    return cast(null(), String), table.due_on, (table.due_on,)


def _recurrences(relationship_id: int) -> Rows:
    """Open shared issues that stand for something that comes again and again."""
    return db.session.execute(
        select(Issue.number, Issue.audience, Issue.title, IssueOrigin.said, func.count().over().label("total"))
        .join(IssueOrigin, IssueOrigin.issue_id == Issue.id)
        .where(IssueOrigin.kind == OriginKind.RECURRENCE, Issue.relationship_id == relationship_id)
        .where(Issue.audience == Audience.SHARED, Issue.is_open)
        .order_by(Issue.severity_rank, Issue.id)
        .limit(MOST)
    ).all()


def _obligations(relationship_id: int, *, due_by: date) -> Rows:
    """What the client owes by a day and has not given, or what of it is contested."""
    unmet: ColumnElement[bool] = or_(
        ObligationOccurrence.met_on.is_(None), ObligationOccurrence.contested_at.is_not(None)
    )
    return db.session.execute(
        select(
            Obligation.id,
            Obligation.title,
            ObligationOccurrence.due_on,
            ObligationOccurrence.contest_reason,
            ObligationOccurrence.contested_at,
            func.count().over().label("total"),
        )
        .join(Obligation, Obligation.id == ObligationOccurrence.obligation_id)
        .where(ObligationOccurrence.relationship_id == relationship_id, unmet, ObligationOccurrence.due_on <= due_by)
        .order_by(ObligationOccurrence.due_on, ObligationOccurrence.id)
        .limit(MOST)
    ).all()


def _notes(review_id: int, audience: Audience) -> Rows:
    return db.session.execute(
        select(PreparationNote.body, PreparationNote.written_at, Person.name.label("author"))
        .join(Person, Person.id == PreparationNote.author_id)
        .where(PreparationNote.review_id == review_id, PreparationNote.audience == audience)
        .order_by(PreparationNote.id)
    ).all()


KINDS = ("issue", "action", "decision", "risk")
