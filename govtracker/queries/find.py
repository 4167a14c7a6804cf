"""One thing for one person: loaded through what they may see, or not found at all."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.orm import joinedload

from govtracker.access import Viewer
from govtracker.database import db, writing
from govtracker.enums import Audience
from govtracker.models import (
    Action,
    ActionSeries,
    Attachment,
    Comment,
    Decision,
    Forum,
    Issue,
    Kpi,
    Problem,
    Relationship,
    Review,
    Risk,
    Rung,
    Scorecard,
    Seat,
    Subject,
    Topic,
)
from govtracker.queries import NotFound, visible
from govtracker.rules import keys

Found = TypeVar("Found")


def one(query: Select[Found]) -> Found:
    """The single row of `query`, its own row locked while writing (PostgreSQL); raises NotFound."""
    if writing():
        entity: Any = query.column_descriptions[0]["entity"]
        query = query.with_for_update(of=entity).execution_options(populate_existing=True)
    found: Found | None = db.session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def several(query: Select[Found]) -> Sequence[Found]:
    """The rows of `query`, by id so that two who write many never wait on each other, locked while writing."""
    entity: Any = query.column_descriptions[0]["entity"]
    query = query.order_by(entity.id)
    if writing():
        query = query.with_for_update(of=entity).execution_options(populate_existing=True)
    return db.session.scalars(query).unique().all()


def issues(viewer: Viewer, typed: Collection[str]) -> dict[str, Issue]:
    """The issues with these keys (MER-42), by key; what the viewer does not see is left out."""
    query = select(Issue).join(Issue.relationship).where(named(Issue, typed), visible.issues(viewer))
    return {issue.key: issue for issue in several(query)}


def actions(viewer: Viewer, typed: Collection[str]) -> dict[str, Action]:
    """The actions with these keys (MER-A31), by key; what the viewer does not see is left out."""
    query = select(Action).join(Action.relationship).where(named(Action, typed), visible.actions(viewer))
    return {action.key: action for action in several(query)}


def named(model: type[Issue] | type[Action], typed: Collection[str]) -> ColumnElement[bool]:
    """The records with these keys, in a query that is joined to their relationship; other texts name nothing."""
    kind = keys.ACTION if model is Action else ""
    found = [key for text in typed if (key := keys.parse(text)) and key.kind == kind]
    wanted = [(key.relationship, key.count, key.audience) for key in found]
    return tuple_(Relationship.key, model.number, model.audience).in_(wanted)


def relationship(viewer: Viewer, key: str) -> Relationship:
    """The relationship with this key."""
    return one(select(Relationship).where(Relationship.key == key.upper(), visible.relationships(viewer)))


def issue(viewer: Viewer, key: str, number: str) -> Issue:
    """The issue `number` of relationship `key`; internal ones are numbered C7 or S3."""
    audience, count = numbered(number)
    return one(
        select(Issue)
        .join(Issue.relationship)
        .where(Relationship.key == key.upper(), Issue.number == count, Issue.audience == audience)
        .where(visible.issues(viewer))
        .options(joinedload(Issue.customer_account).lazyload("*"), joinedload(Issue.review).lazyload("*"))
        .options(joinedload(Issue.review).joinedload(Review.forum).lazyload("*"))
    )


def action(viewer: Viewer, key: str, number: str) -> Action:
    """The action `number` of relationship `key` (31, C4, S2)."""
    audience, count = numbered(number)
    return one(
        select(Action)
        .join(Action.relationship)
        .where(Relationship.key == key.upper(), Action.number == count, Action.audience == audience)
        .where(visible.actions(viewer))
    )


def problem(viewer: Viewer, key: str, number: str) -> Problem:
    """The problem `number` of relationship `key` (3, C1, S2)."""
    audience, count = numbered(number)
    return one(
        select(Problem)
        .join(Problem.relationship)
        .where(Relationship.key == key.upper(), Problem.number == count, Problem.audience == audience)
        .where(visible.problems(viewer))
    )


def decision(viewer: Viewer, key: str, number: str) -> Decision:
    """The decision `number` of relationship `key` (5, C1, S2); while writing, its review is locked first."""
    audience, count = numbered(number)
    query = (
        select(Decision)
        .join(Decision.relationship)
        .where(Relationship.key == key.upper(), Decision.number == count, Decision.audience == audience)
        .where(visible.decisions(viewer))
    )
    review_id = db.session.scalar(query.with_only_columns(Decision.review_id)) if writing() else None
    if review_id is not None:
        review(viewer, key, review_id)
    return one(query)


def risk(viewer: Viewer, key: str, number: str) -> Risk:
    """The risk `number` of relationship `key` (2, C1, S2)."""
    audience, count = numbered(number)
    return one(
        select(Risk)
        .join(Risk.relationship)
        .where(Relationship.key == key.upper(), Risk.number == count, Risk.audience == audience)
        .where(visible.risks(viewer))
    )


def scorecard(viewer: Viewer, key: str, number: str) -> Scorecard:
    """The shared scorecard of that number of relationship `key`."""
    if not number.isdecimal():
        raise NotFound
    return one(
        select(Scorecard)
        .join(Scorecard.relationship)
        .where(Relationship.key == key.upper(), Scorecard.number == int(number[:9]))
        .where(visible.of_relationship(viewer, Scorecard.relationship_id))
    )


def subject(viewer: Viewer, key: str, kind: str, number: str) -> Subject:
    """The record of relationship `key` that people talk about; `kind` is what its address calls it ("issues")."""
    finder = SUBJECTS.get(kind)
    if finder is None:
        raise NotFound
    return finder(viewer, key, number)


def comment(viewer: Viewer, key: str, comment_id: int) -> Comment:
    """A comment of relationship `key` that was not removed; whoever reads it sees what it stands under."""
    return one(
        select(Comment)
        .join(Comment.relationship)
        .where(Relationship.key == key.upper(), Comment.id == comment_id, Comment.removed_at.is_(None))
        .where(visible.comments(viewer))
    )


def attachment(viewer: Viewer, key: str, attachment_id: int) -> Attachment:
    """A file of relationship `key` that was not removed; whoever may have it sees what it stands under."""
    return one(
        select(Attachment)
        .join(Attachment.relationship)
        .where(Relationship.key == key.upper(), Attachment.id == attachment_id, Attachment.file_id.is_not(None))
        .where(visible.attachments(viewer))
    )


def action_series(viewer: Viewer, key: str, series_id: int) -> ActionSeries:
    """The series of actions of relationship `key`."""
    return one(
        select(ActionSeries)
        .join(ActionSeries.relationship)
        .where(Relationship.key == key.upper(), ActionSeries.id == series_id, visible.action_series(viewer))
    )


def kpi(viewer: Viewer, key: str, kpi_id: int) -> Kpi:
    """The KPI of relationship `key`."""
    return one(
        select(Kpi)
        .join(Kpi.relationship)
        .where(Relationship.key == key.upper(), Kpi.id == kpi_id, visible.relationships(viewer))
    )


def current_rung(viewer: Viewer, key: str, number: str) -> Rung:
    """The level at which an issue stands now."""
    found = issue(viewer, key, number)
    return one(
        select(Rung).where(
            Rung.issue_id == found.id, Rung.round == found.round, Rung.position == found.level, Rung.is_current
        )
    )


def seat(viewer: Viewer, key: str, seat_id: int) -> Seat:
    """The seat of relationship `key`."""
    return one(
        select(Seat)
        .join(Seat.relationship)
        .where(Relationship.key == key.upper(), Seat.id == seat_id, visible.relationships(viewer))
    )


def forum(viewer: Viewer, key: str, forum_id: int) -> Forum:
    """The forum of relationship `key`."""
    return one(
        select(Forum)
        .join(Forum.relationship)
        .where(Relationship.key == key.upper(), Forum.id == forum_id, visible.relationships(viewer))
    )


def review(viewer: Viewer, key: str, review_id: int) -> Review:
    """The review of relationship `key`."""
    return one(
        select(Review)
        .join(Review.relationship)
        .where(Relationship.key == key.upper(), Review.id == review_id, visible.relationships(viewer))
    )


def topic(viewer: Viewer, key: str, review_id: int, topic_id: int) -> Topic:
    """The topic of a review of relationship `key`; while writing, its review is locked first."""
    if writing():
        review(viewer, key, review_id)
    return one(
        select(Topic)
        .join(Topic.review)
        .join(Review.relationship)
        .where(Relationship.key == key.upper(), Topic.review_id == review_id, Topic.id == topic_id)
        .where(visible.relationships(viewer))
    )


def numbered(number: str) -> tuple[Audience, int]:
    """Audience and count of a number in an address (42, C7); raises NotFound."""
    try:
        return keys.numbered(number)
    except ValueError:
        raise NotFound from None


SUBJECTS: Mapping[str, Callable[[Viewer, str, str], Subject]] = {
    "issues": issue,
    "actions": action,
    "decisions": decision,
    "risks": risk,
    "problems": problem,
    "scorecards": scorecard,
}
