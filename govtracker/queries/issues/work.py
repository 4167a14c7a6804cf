"""What a person must do: what waits on their side, what they wait for, what is to be signed and prepared."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, false, literal, null, or_, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, CriteriaStatus, ReviewStatus, ScorecardStatus, Side
from govtracker.models import CriteriaSet, EscalationPath, Forum, FunctionalArea, Issue, Relationship, Review, Scorecard
from govtracker.queries import paging, visible
from govtracker.queries.governance.escalation_paths import PROPOSED

SHOWN = 50
AHEAD = timedelta(days=14)


def waiting(viewer: Viewer, *, on_own_side: bool, limit: int = SHOWN) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open issues that wait on the person's side, or on the other, in what they oversee or lead; most urgent first."""
    overseen = visible.overseen(viewer)
    if not overseen:
        return []
    values = paging.of_parts(
        {
            "relationship": relationship_id,
            "audiences": [Audience.SHARED, Audience(side.value)],
            "waiting_on": side if on_own_side else side.other,
            "area": area_id,
        }
        for relationship_id, side, area_id in overseen
    )
    with_area = tuple(area_id is not None for _, _, area_id in overseen)
    return _waiting(with_area, limit).page(visible.issues(viewer), values=values).rows


@lru_cache(maxsize=64)
def _waiting(with_area: tuple[bool, ...], size: int) -> paging.List:
    """Open issues by due date, a part for each seat that oversees all of its side or (with_area) one area."""
    parts = [
        select(Issue.id).where(
            Issue.relationship_id == bindparam(f"relationship_{part}"),
            Issue.is_open,
            Issue.audience.in_(bindparam(f"audiences_{part}", expanding=True)),
            Issue.waiting_on == bindparam(f"waiting_on_{part}"),
            *([Issue.area_id == bindparam(f"area_{part}")] if one_area else []),
        )
        for part, one_area in enumerate(with_area)
    ]
    query = (
        select(
            Issue.id,
            Issue.number,
            Issue.audience,
            Issue.title,
            Issue.severity,
            Issue.status,
            Issue.due_on,
            Issue.level,
            Issue.climb_at,
            Relationship.key.label("relationship_key"),
            FunctionalArea.name.label("area"),
        )
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
    )
    return paging.List(query, (Issue.due_on.expression, Issue.id.expression), size=size, parts=parts)


def to_sign(viewer: Viewer) -> Sequence[Row[*tuple[Any, ...]]]:
    """Shared scorecards that the person's side has neither agreed nor disputed, oldest first."""

    def unsigned(side: Side) -> ColumnElement[bool]:
        return (Scorecard.client_agreed_at if side is Side.CLIENT else Scorecard.supplier_agreed_at).is_(None)

    return db.session.execute(
        select(Scorecard.period_on, Scorecard.overall, Scorecard.standing, Relationship.key.label("relationship_key"))
        .join(Relationship, Relationship.id == Scorecard.relationship_id)
        .where(Scorecard.status == ScorecardStatus.SHARED, _as_spoc(viewer, Scorecard.relationship_id, unsigned))
        .order_by(Scorecard.period_on, Scorecard.id)
        .limit(SHOWN)
    ).all()


def to_agree(viewer: Viewer) -> Sequence[Row[*tuple[Any, ...]]]:
    """Proposed criteria, and escalation paths (`path_id`), that wait for the person's side."""

    def unsigned(model: type[CriteriaSet] | type[EscalationPath]) -> Callable[[Side], ColumnElement[bool]]:
        return lambda side: (model.client_agreed_at if side is Side.CLIENT else model.supplier_agreed_at).is_(None)

    of_criteria = select(
        CriteriaSet.relationship_id,
        CriteriaSet.version,
        null().label("path_id"),
        literal("Success criteria").label("name"),
        CriteriaSet.id.label("place"),
    ).where(
        CriteriaSet.status == CriteriaStatus.PROPOSED,
        _as_spoc(viewer, CriteriaSet.relationship_id, unsigned(CriteriaSet)),
    )
    of_paths = select(
        EscalationPath.relationship_id,
        EscalationPath.version,
        EscalationPath.id.label("path_id"),
        EscalationPath.name,
        EscalationPath.id.label("place"),
    ).where(*PROPOSED, _as_spoc(viewer, EscalationPath.relationship_id, unsigned(EscalationPath)))
    waiting = union_all(of_criteria, of_paths).subquery()
    return db.session.execute(
        select(waiting.c.version, waiting.c.path_id, waiting.c.name, Relationship.key.label("relationship_key"))
        .join(Relationship, Relationship.id == waiting.c.relationship_id)
        .order_by(waiting.c.path_id.is_not(None), waiting.c.place)
        .limit(SHOWN)
    ).all()


def to_prepare(viewer: Viewer, *, at: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Reviews of the next two weeks, and held ones without agreed minutes, that the person chairs."""
    seats = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats if seat.acting_for}
    unsigned = or_(
        and_(Forum.client_chair_id.in_(seats), Review.client_agreed_at.is_(None)),
        and_(Forum.supplier_chair_id.in_(seats), Review.supplier_agreed_at.is_(None)),
    )
    coming = Review.status.in_([ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION])
    return db.session.execute(
        select(
            Review.id,
            Review.period_key,
            Review.scheduled_at,
            Review.status,
            Forum.name.label("forum"),
            Forum.zone,
            Relationship.key.label("relationship_key"),
        )
        .join(Forum, Forum.id == Review.forum_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .where(
            or_(Forum.client_chair_id.in_(seats), Forum.supplier_chair_id.in_(seats)),
            or_(
                and_(coming, Review.scheduled_at < at + AHEAD),
                and_(Review.status == ReviewStatus.HELD, unsigned),
            ),
        )
        .order_by(Review.scheduled_at, Review.id)
        .limit(SHOWN)
    ).all()


def relationship_count(viewer: Viewer) -> int:
    """In how many relationships the person holds a seat."""
    return len({seat.relationship_id for seat in viewer.seats})


def _as_spoc(viewer: Viewer, relationship_id: Any, waits: Callable[[Side], ColumnElement[bool]]) -> ColumnElement[bool]:
    """What waits for a side, in the relationships where the person speaks for it."""
    spoken_for = {
        side: {seat.relationship_id for seat in viewer.seats if seat.side is side and seat.acts_as_spoc}
        for side in Side
    }
    clauses = [and_(relationship_id.in_(places), waits(side)) for side, places in spoken_for.items() if places]
    return and_(visible.of_relationship(viewer, relationship_id), or_(false(), *clauses))
