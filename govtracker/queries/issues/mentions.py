"""Comments that call a person by name and that they have not seen yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, select, update

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Comment, Mention, Person, Relationship, Subject
from govtracker.models.subject import KINDS, name_of
from govtracker.queries import visible

SHOWN = 50


def of(viewer: Viewer, *, limit: int = SHOWN) -> Sequence[Row[*tuple[Any, ...]]]:
    """What calls the person and waits to be seen, the oldest first.

    Each row has comment_id, body (Markdown), comment_audience, author, mentioned_at, and of the record it stands
    under relationship_key, kind (its path: "issues"), number, audience, title.
    """
    query = _unseen(
        viewer,
        Mention.id,
        Mention.comment_id,
        Mention.mentioned_at,
        Comment.body,
        Comment.audience.label("comment_audience"),
        Person.name.label("author"),
        Relationship.key.label("relationship_key"),
        case(*((_column(kind.name).is_not(None), literal(kind.path)) for kind in KINDS)).label("kind"),
        *(
            func.coalesce(
                *(getattr(kind.model, name) for kind in KINDS), type_=getattr(KINDS[0].model, name).type
            ).label(name)
            for name in ("number", "audience", "title")
        ),
    )
    for kind in KINDS:
        query = query.outerjoin(kind.model, kind.model.id == _column(kind.name))
    return db.session.execute(query.order_by(Mention.id).limit(limit)).all()


def people(mention_ids: Sequence[int]) -> list[int]:
    """Whom these mentions call."""
    if not mention_ids:
        return []
    return list(db.session.scalars(select(Mention.person_id).where(Mention.id.in_(mention_ids)).order_by(Mention.id)))


def see(viewer: Viewer, subject: Subject, *, at: datetime) -> None:
    """Count what calls the person under a record as seen."""
    here = _unseen(viewer, Mention.id).where(_column(name_of(subject)) == subject.id)
    db.session.execute(
        update(Mention)
        .where(Mention.id.in_(here.scalar_subquery()))
        .values(seen_at=at)
        .execution_options(synchronize_session=False)
    )


def _unseen(viewer: Viewer, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .join(Person, Person.id == Comment.author_id)
        .join(Relationship, Relationship.id == Comment.relationship_id)
        .where(
            Mention.person_id == viewer.person_id,
            Mention.seen_at.is_(None),
            Comment.removed_at.is_(None),
            visible.comments(viewer),
        )
    )


def _column(name: str) -> ColumnElement[int | None]:
    column: ColumnElement[int | None] = getattr(Comment, f"{name}_id")
    return column
