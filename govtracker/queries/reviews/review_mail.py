"""What a manager's review mail tells: of every relationship they see, each question asked once for all of them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, literal_column, select
from sqlalchemy.orm import aliased

from govtracker.access import Place, Viewer
from govtracker.database import db
from govtracker.enums import Audience, MailKind, SeatRole, Side
from govtracker.models import (
    Action,
    EscalationLevel,
    FunctionalArea,
    Issue,
    MailSchedule,
    Organisation,
    Person,
    Relationship,
    Rung,
    Seat,
    Tenure,
)
from govtracker.queries import visible
from govtracker.queries.partnership import concerns, latest_pulses
from govtracker.queries.partnership.latest_pulses import Latest
from govtracker.queries.performance import scorecards
from govtracker.queries.performance.scorecards import LatestScore, RedKpi
from govtracker.queries.reviews import reviews
from govtracker.queries.reviews.reviews import NextReview
from govtracker.queries.structure import activity
from govtracker.queries.structure.seats import held_on
from govtracker.rules.partnership import concerns as told_as
from govtracker.rules.partnership.concerns import Concern
from govtracker.rules.reviews import attention

MOST_ISSUES = 500
LATELY = timedelta(days=35)
SPEAKING = (SeatRole.SPOC, SeatRole.FUNCTIONAL_LEAD)


@dataclass(frozen=True)
class Vacancy:
    """A seat nobody holds, on a side; `since` is the first day without, None where nobody ever held it."""

    side: Side
    area: str | None
    since: date | None


@dataclass(frozen=True)
class Facts:
    """One relationship as its manager sees it, from the side they stand on."""

    relationship_id: int
    key: str
    companies: dict[Side, str]
    side: Side
    score: LatestScore | None
    reds: Sequence[RedKpi]
    climbed: Sequence[Row[*tuple[Any, ...]]]
    vacancies: Sequence[Vacancy]
    overdue: Counter[Side]
    oldest_overdue: Row[*tuple[Any, ...]] | None
    next_review: NextReview | None
    around: Sequence[Concern] = ()


def facts(viewer: Viewer, chosen: Collection[int], *, today: date, at: datetime) -> list[Facts]:
    """The relationships the person's mail tells of, by key; the number of statements does not grow with them."""
    rows = told_of(viewer, chosen)
    ids = [row.id for row in rows]
    scores = scorecards.latest(ids)
    reds = scorecards.red_kpis([id_ for id_, score in scores.items() if score.red_count])
    climbed, vacancies = _climbed(viewer, ids), _vacancies(ids, today)
    overdue, oldest = activity.overdue_of(viewer, ids, today=today), _oldest_overdue(viewer, ids, today)
    coming = reviews.next_of(viewer, ids, at=at)
    around, pulses = concerns.of_relationships(viewer, ids, today=today), latest_pulses.of_relationships(viewer, ids)
    return [
        Facts(
            relationship_id=row.id,
            key=row.key,
            companies={Side.CLIENT: row.client, Side.SUPPLIER: row.supplier},
            side=side,
            score=scores.get(row.id),
            reds=reds.get(row.id, []),
            climbed=climbed.get(row.id, []),
            vacancies=vacancies.get(row.id, []),
            overdue=overdue[row.id],
            oldest_overdue=oldest.get(row.id),
            next_review=coming.get(row.id),
            around=[*around.get(row.id, []), *_fallen(row, pulses.get(row.id), at)],
        )
        for row in rows
        if (side := viewer.side_in(Place(row.id, row.client_id, row.supplier_id)))
    ]


def _fallen(row: Row[*tuple[Any, ...]], latest: Latest | None, at: datetime) -> list[Concern]:
    """The pulse of a relationship, where it closed lately and its equity has fallen."""
    if latest is None or latest.movement is None or latest.movement >= 0 or latest.closed_at <= at - LATELY:
        return []
    companies = {Side.CLIENT: row.client, Side.SUPPLIER: row.supplier}
    blind = [(spot.called, companies[spot.side]) for spot in latest.blind_spots[:1]]
    equity, movement = latest.equity, latest.movement
    return [told_as.pulse(row.key, number=latest.number, equity=equity, movement=movement, blind=blind)]


def told_of(viewer: Viewer, chosen: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The relationships in use that the person's mail tells of, `chosen` or else as rules/attention says, by key."""
    rows = choosable(viewer)
    answered_for = {seat.relationship_id for seat in viewer.seats if seat.role is SeatRole.SPONSOR}
    told = set(attention.told_of([row.id for row in rows], answered_for, chosen))
    return [row for row in rows if row.id in told]


def sponsors_without_schedule(today: date) -> Sequence[int]:
    """Active people with a sponsor's seat on a day who have not been given a review mail yet."""
    scheduled = select(MailSchedule.id).where(
        MailSchedule.person_id == Person.id, MailSchedule.kind == MailKind.REVIEW_MAIL
    )
    return db.session.scalars(
        select(Person.id)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Seat.role == SeatRole.SPONSOR, held_on(today), Person.is_active, ~scheduled.exists())
        .distinct()
        .order_by(Person.id)
    ).all()


def choosable(viewer: Viewer) -> Sequence[Row[*tuple[Any, ...]]]:
    """Every relationship in use that the person sees, by key."""
    client, supplier = aliased(Organisation), aliased(Organisation)
    return db.session.execute(
        select(
            Relationship.id,
            Relationship.key,
            Relationship.client_id,
            Relationship.supplier_id,
            client.name.label("client"),
            supplier.name.label("supplier"),
        )
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
        .where(visible.relationships(viewer), Relationship.archived_at.is_(None))
        .order_by(Relationship.key)
    ).all()


def _climbed(viewer: Viewer, ids: Collection[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """Open issues above the first level with who has to answer, and the seats of the level they reach next."""
    following = aliased(EscalationLevel)
    rows = db.session.execute(
        select(
            Issue.relationship_id,
            Issue.number,
            Issue.audience,
            Issue.title,
            Issue.severity,
            Issue.level,
            Issue.waiting_on,
            Issue.climb_at,
            Issue.is_exhausted,
            Rung.acknowledged_at,
            Rung.response_due_at,
            Rung.answering_seat_id,
            following.client_seat_id,
            following.supplier_seat_id,
        )
        .outerjoin(Rung, and_(Rung.issue_id == Issue.id, Rung.round == Issue.round, Rung.is_current))
        .outerjoin(
            following, and_(following.path_id == Issue.escalation_path_id, following.position == Issue.level + 1)
        )
        .where(visible.issues(viewer), Issue.relationship_id.in_(ids))
        .where(Issue.is_open.expression, Issue.level > literal_column("1"))
        .order_by(Issue.severity_rank, Issue.level.desc(), Issue.climb_at, Issue.id)
        .limit(MOST_ISSUES)
    )
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        found.setdefault(row.relationship_id, []).append(row)
    return found


def _vacancies(ids: Collection[int], today: date) -> dict[int, list[Vacancy]]:
    """Seats of SPOCs and functional leads that nobody holds."""
    held, before = aliased(Tenure), aliased(Tenure)
    holder = select(held.id).where(held.seat_id == Seat.id, held.from_on <= today)
    last_day = select(func.max(before.to_on)).where(before.seat_id == Seat.id, before.to_on < today).scalar_subquery()
    rows = db.session.execute(
        select(Seat.relationship_id, Seat.side, FunctionalArea.name.label("area"), last_day.label("last_day"))
        .outerjoin(FunctionalArea, FunctionalArea.id == Seat.area_id)
        .where(Seat.relationship_id.in_(ids), Seat.role.in_(SPEAKING))
        .where(~holder.where((held.to_on.is_(None)) | (held.to_on >= today)).exists())
        .order_by(Seat.role == SeatRole.FUNCTIONAL_LEAD, Seat.side, FunctionalArea.position, Seat.id)
    )
    found: dict[int, list[Vacancy]] = {}
    for row in rows:
        since = row.last_day + timedelta(days=1) if row.last_day else None
        found.setdefault(row.relationship_id, []).append(Vacancy(row.side, row.area, since))
    return found


def _oldest_overdue(viewer: Viewer, ids: Collection[int], today: date) -> dict[int, Row[*tuple[Any, ...]]]:
    """Relationship id → its shared action that is late the longest."""
    place = func.row_number().over(partition_by=Action.relationship_id, order_by=[Action.due_on, Action.id])
    late = (
        select(
            Action.relationship_id,
            Action.number,
            Action.audience,
            Action.title,
            Action.due_on,
            Action.owner_id,
            Action.owner_side,
            place.label("place"),
        )
        .where(visible.actions(viewer), Action.relationship_id.in_(ids), Action.is_open.expression)
        .where(Action.due_on < today, Action.audience == Audience.SHARED)
        .subquery()
    )
    rows = db.session.execute(
        select(late, Person.name.label("owner")).join(Person, Person.id == late.c.owner_id).where(late.c.place == 1)
    )
    return {row.relationship_id: row for row in rows}
