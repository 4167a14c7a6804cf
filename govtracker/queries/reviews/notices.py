"""Which notices wait to be told, which go into one mail, and what they speak of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import Action, Issue, Notification, Problem, Relationship, Rung
from govtracker.queries import visible
from govtracker.rules.reviews import mailing

AT_ONCE = 200


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
    if not mailing.manner(notice.kind).gathered:
        return [notice]
    waiting = db.session.scalars(
        select(Notification)
        .where(
            Notification.told_at.is_(None),
            Notification.recipient_id == notice.recipient_id,
            Notification.kind == notice.kind,
        )
        .order_by(Notification.id)
    ).all()
    threads = _threads(waiting)
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


def relationship(viewer: Viewer, relationship_id: int | None) -> Relationship | None:
    """The relationship a notice speaks of, if its reader may see it."""
    return db.session.scalar(
        select(Relationship).where(Relationship.id == relationship_id, visible.relationships(viewer))
    )


def rung(issue: Issue, *, round_number: int, level: int) -> Rung | None:
    """The level of a round of an issue the reader may see."""
    return db.session.scalar(
        select(Rung).where(Rung.issue_id == issue.id, Rung.round == round_number, Rung.position == level)
    )


def _threads(waiting: Sequence[Notification]) -> dict[int, tuple[str, int | None]]:
    """What each notice belongs to: its record, or the issue its action comes from."""
    actions = {notice.subject_id for notice in waiting if notice.subject_type == Action.__tablename__}
    rows = db.session.execute(select(Action.id, Action.issue_id).where(Action.id.in_(actions))) if actions else ()
    issue_of = {row.id: row.issue_id for row in rows if row.issue_id is not None}
    return {
        notice.id: (
            (Issue.__tablename__, issue_of[notice.subject_id])
            if notice.subject_type == Action.__tablename__ and notice.subject_id in issue_of
            else (notice.subject_type, notice.subject_id)
        )
        for notice in waiting
    }
