"""Which notices wait to be told, which go into one mail, and what they speak of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select, text

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import EvaluationStatus, MailKind
from govtracker.models import (
    Action,
    Comment,
    CustomerAccount,
    Decision,
    EvaluationSheet,
    Issue,
    Kpi,
    Mention,
    Notification,
    Opportunity,
    Person,
    Problem,
    Relationship,
    Risk,
    Rung,
    SourcingEvaluation,
    Subject,
)
from govtracker.models.subject import KINDS
from govtracker.queries import visible
from govtracker.rules.reviews import mailing

AT_ONCE = 200
COMMENT = Comment.__tablename__
Pointed = tuple[str, int]  # a kind of record, and its id; or the name of a deed on many


def due(at: datetime) -> Sequence[int]:
    """The notices due at `at` (business time), the longest waiting first, a review mail before a digest."""
    return db.session.scalars(
        select(Notification.id)
        .where(Notification.told_at.is_(None), Notification.due_at <= at)
        .order_by(Notification.due_at, Notification.kind == MailKind.DIGEST, Notification.id)
        .limit(AT_ONCE)
    ).all()


def gathering(notice_id: int) -> list[Notification]:
    """What goes into one mail with this notice, oldest first; [] when it has been told meanwhile."""
    notice = db.session.scalar(select(Notification).where(Notification.id == notice_id, Notification.told_at.is_(None)))
    if notice is None:
        return []
    if notice.kind is MailKind.DIGEST:
        return [notice, *_of_person(notice.recipient_id, MailKind.WATCHED)]
    if not mailing.manner(notice.kind).gathered:
        return [notice]
    waiting = _of_person(notice.recipient_id, notice.kind)
    threads = _threads(waiting)
    if notice_id not in threads:  # another worker told it since
        return []
    return [other for other in waiting if threads[other.id] == threads[notice_id]]


def issue(viewer: Viewer, issue_id: int | None) -> Issue | None:
    """The issue a notice speaks of, if its reader may see it."""
    return db.session.scalar(select(Issue).where(Issue.id == issue_id, visible.issues(viewer)))


def action(viewer: Viewer, action_id: int | None) -> Action | None:
    """The action a notice speaks of, if its reader may see it."""
    return db.session.scalar(select(Action).where(Action.id == action_id, visible.actions(viewer)))


def problem(viewer: Viewer, problem_id: int | None) -> Problem | None:
    """The problem a notice speaks of, if its reader may see it."""
    return db.session.scalar(select(Problem).where(Problem.id == problem_id, visible.problems(viewer)))


def opportunity(viewer: Viewer, opportunity_id: int | None) -> Opportunity | None:
    """The opportunity a notice speaks of, if its reader may see it."""
    query = select(Opportunity).join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
    return db.session.scalar(query.where(Opportunity.id == opportunity_id, visible.opportunities(viewer)))


def decision(viewer: Viewer, decision_id: int | None) -> Decision | None:
    """The decision a notice speaks of, if its reader may see it."""
    return db.session.scalar(select(Decision).where(Decision.id == decision_id, visible.decisions(viewer)))


def risk(viewer: Viewer, risk_id: int | None) -> Risk | None:
    """The risk a notice speaks of, if its reader may see it."""
    return db.session.scalar(select(Risk).where(Risk.id == risk_id, visible.risks(viewer)))


def kpi(viewer: Viewer, kpi_id: int | None) -> Kpi | None:
    """The KPI a notice speaks of, if its reader may see it."""
    seen = visible.of_relationship(viewer, Kpi.relationship_id)
    return db.session.scalar(select(Kpi).where(Kpi.id == kpi_id, seen))


def relationship(viewer: Viewer, relationship_id: int | None) -> Relationship | None:
    """The relationship a notice speaks of, if its reader may see it."""
    return db.session.scalar(
        select(Relationship).where(Relationship.id == relationship_id, visible.relationships(viewer))
    )


def refused(viewer: Viewer, person_id: int | None) -> Person | None:
    """The person of the reader's own company a notice speaks of, while their address is refused for good."""
    own = Person.organisation_id == viewer.organisation_id, Person.unreachable_at.is_not(None)
    return db.session.scalar(select(Person).where(Person.id == person_id, *own))


def rung(issue: Issue, *, round_number: int, level: int) -> Rung | None:
    """The level of a round of an issue the reader may see."""
    return db.session.scalar(
        select(Rung).where(Rung.issue_id == issue.id, Rung.round == round_number, Rung.position == level)
    )


def called(viewer: Viewer, comment_id: int | None) -> Comment | None:
    """The comment a notice speaks of, if it calls its reader, who may read it and has not seen it yet."""
    waits = exists().where(
        Mention.comment_id == Comment.id, Mention.person_id == viewer.person_id, Mention.seen_at.is_(None)
    )
    return db.session.scalar(
        select(Comment).where(Comment.id == comment_id, visible.comments(viewer), Comment.removed_at.is_(None), waits)
    )


def talked_of(viewer: Viewer, told: Sequence[Notification]) -> dict[int, Subject]:
    """The record each notice of a watcher speaks of, by the notice's id, as far as its reader may see it and why."""
    pointers = _pointers({one.subject_id for one in told if one.subject_type == COMMENT}, visible.comments(viewer))
    names = {one.id: _pointed(one, pointers) for one in told}
    found: dict[tuple[str, int], Subject] = {}
    for kind in KINDS:
        ids = {pointed[1] for pointed in names.values() if pointed and pointed[0] == kind.name}
        model: Any = kind.model
        rows = select(model).where(model.id.in_(ids), visible.of_kind(viewer, kind))
        found |= {(kind.name, row.id): row for row in db.session.scalars(rows)} if ids else {}
    return {notice_id: found[pointed] for notice_id, pointed in names.items() if pointed in found}


def _of_person(person_id: int, kind: MailKind) -> Sequence[Notification]:
    """What a person is still to be told of a kind, oldest first."""
    return db.session.scalars(
        select(Notification)
        .where(
            text("notification.told_at IS NULL"),  # literally, for the partial index
            Notification.recipient_id == person_id,
            Notification.kind == kind,
        )
        .order_by(Notification.id)
    ).all()


def _threads(waiting: Sequence[Notification]) -> dict[int, Pointed | None]:
    """What each notice belongs to: the deed on many things it is of; else its record, the record a comment stands
    under, or the issue of an action.
    """
    pointers = _pointers({one.subject_id for one in waiting if one.subject_type == COMMENT})
    pointed = {one.id: _pointed(one, pointers) for one in waiting}
    actions = {one[1] for one in pointed.values() if one and one[0] == Action.__tablename__}
    rows = db.session.execute(select(Action.id, Action.issue_id).where(Action.id.in_(actions))) if actions else ()
    issue_of = {(Action.__tablename__, row.id): (Issue.__tablename__, row.issue_id) for row in rows if row.issue_id}
    found: dict[int, Pointed | None] = {id_: issue_of.get(one, one) if one else None for id_, one in pointed.items()}
    return found | {one.id: (one.facts["batch"], 0) for one in waiting if "batch" in one.facts}


def _pointed(notice: Notification, pointers: Mapping[int, Pointed]) -> Pointed | None:
    """The record a notice is about; None for a comment that is not among `pointers`."""
    if notice.subject_type == COMMENT:
        return pointers.get(notice.subject_id or 0)
    return notice.subject_type, notice.subject_id or 0


def _pointers(comment_ids: Collection[int | None], *where: ColumnElement[bool]) -> dict[int, Pointed]:
    """What comments that were not removed stand under."""
    if not comment_ids:
        return {}
    columns = [getattr(Comment, f"{kind.name}_id").label(kind.name) for kind in KINDS]
    rows = db.session.execute(
        select(Comment.id, *columns).where(Comment.id.in_(comment_ids), Comment.removed_at.is_(None), *where)
    )
    return {
        row.id: next((kind.name, getattr(row, kind.name)) for kind in KINDS if getattr(row, kind.name) is not None)
        for row in rows
    }


def evaluation(viewer: Viewer, evaluation_id: int | None) -> SourcingEvaluation | None:
    """An evaluation of the viewer's own company that is rated just now, or None."""
    return db.session.scalar(
        select(SourcingEvaluation).where(
            SourcingEvaluation.id == evaluation_id,
            SourcingEvaluation.organisation_id == viewer.organisation_id,
            SourcingEvaluation.status == EvaluationStatus.RATING,
        )
    )


def has_sheet_to_fill(viewer: Viewer, evaluation: SourcingEvaluation) -> bool:
    """Whether the viewer is asked to rate in it, and has not handed in."""
    missing = EvaluationSheet.person_id == viewer.person_id, EvaluationSheet.handed_in_at.is_(None)
    found = select(exists().where(EvaluationSheet.evaluation_id == evaluation.id, *missing))
    return db.session.scalar(found) is True
