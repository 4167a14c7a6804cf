"""Escalation: the path in force, who holds its seats, what is due, and where an issue's ladder stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from govtracker.access import Viewer
from govtracker.database import carried, db, writing
from govtracker.enums import Audience, SeatRole, Severity, Side
from govtracker.models import EscalationLevel, EscalationPath, Issue, Person, Relationship, Rung, Seat, Tenure
from govtracker.queries import paging, visible
from govtracker.queries.issues import snoozes
from govtracker.queries.structure import absences
from govtracker.rules import keys
from govtracker.rules.governance import escalation
from govtracker.rules.governance.recipients import SeatFacts

AT_ONCE = 200
STAND_INS = (SeatRole.DEPUTY_SPOC, SeatRole.SPONSOR)


@dataclass(frozen=True)
class StandIn:
    """Who stands in for a seat, and the seat they hold themselves."""

    person_id: int
    seat_id: int


@dataclass(frozen=True)
class Held:
    """A seat of a level with its person on a day, and the deputy and sponsor of its side."""

    seat_id: int
    side: Side
    holder_id: int | None
    holder_name: str
    deputy: StandIn | None
    sponsor: StandIn | None
    away: frozenset[int] = frozenset()

    @property
    def facts(self) -> SeatFacts:
        """The same for the rule that chooses who is told."""
        deputy_id = self.deputy.person_id if self.deputy else None
        sponsor_id = self.sponsor.person_id if self.sponsor else None
        return SeatFacts(self.seat_id, self.holder_id, deputy_id, sponsor_id, self.away)

    def passed_to(self, person_id: int | None) -> int:
        """The seat that answers when that person was told: their own where they stand in, else this one."""
        for stand_in in (self.deputy, self.sponsor):
            if stand_in and stand_in.person_id == person_id and person_id != self.holder_id:
                return stand_in.seat_id
        return self.seat_id


@dataclass(frozen=True)
class Told:
    """A level an issue has reached in one of its rounds, with the name of who acknowledged there."""

    rung: Rung
    acknowledged_by: str | None


@dataclass(frozen=True)
class Awaiting:
    """A level that waits for someone's acknowledgement; instants are UTC."""

    relationship_key: str
    count: int
    audience: Audience
    title: str
    severity: Severity
    level: int
    response_due_at: datetime | None
    resolution_due_at: datetime | None
    version: int

    @property
    def number(self) -> str:
        """The issue's number as it stands in addresses: 42, C7."""
        return keys.number(self.count, self.audience)


def due(at: datetime) -> list[int]:
    """The issues whose escalation has to be looked at by `at`, the longest waiting first, so many at once."""
    return list(
        db.session.scalars(
            select(Issue.id)
            .where(Issue.next_at.is_not(None), Issue.next_at <= at)
            .order_by(Issue.next_at, Issue.id)
            .limit(AT_ONCE)
        )
    )


def locked(issue_id: int) -> Issue:
    """The issue for the worker, its row locked until the commit."""
    return db.session.scalars(
        select(Issue).where(Issue.id == issue_id).with_for_update(of=Issue).execution_options(populate_existing=True)
    ).one()


def under(path_id: int) -> ColumnElement[bool]:
    """Open issues that follow this version of a path."""
    of_path = select(EscalationPath.relationship_id).where(EscalationPath.id == path_id).scalar_subquery()
    return and_(Issue.relationship_id == of_path, Issue.is_open, Issue.escalation_path_id == path_id)


def counted_in(organisation_id: int) -> ColumnElement[bool]:
    """Open issues on a path with something due that is counted in this company's calendar.

    What the side waited on has to do, and the age of every issue of a client.
    """
    as_client = select(Relationship.id).where(Relationship.client_id == organisation_id)
    as_supplier = select(Relationship.id).where(Relationship.supplier_id == organisation_id)
    waits_on_supplier = and_(Issue.relationship_id.in_(as_supplier), Issue.waiting_on == Side.SUPPLIER)
    return and_(
        Issue.is_open,
        Issue.escalation_path_id.is_not(None),
        or_(Issue.relationship_id.in_(as_client), waits_on_supplier),
    )


def known_to(organisation_id: int) -> ColumnElement[bool]:
    """Issues that are not the other company's own."""
    as_client = select(Relationship.id).where(Relationship.client_id == organisation_id)
    as_supplier = select(Relationship.id).where(Relationship.supplier_id == organisation_id)
    return or_(
        Issue.audience == Audience.SHARED,
        and_(Issue.audience == Audience.CLIENT, Issue.relationship_id.in_(as_client)),
        and_(Issue.audience == Audience.SUPPLIER, Issue.relationship_id.in_(as_supplier)),
    )


def running(*which: ColumnElement[bool]) -> int:
    """How many issues all of `which` holds for."""
    return db.session.scalar(select(func.count()).select_from(Issue).where(*which)) or 0


def path_in_force(relationship_id: int, area_id: int, severity: Severity) -> EscalationPath | None:
    """The most specific path: for area and severity, else for the area, else for the severity, else the general one."""
    return db.session.scalars(
        select(EscalationPath)
        .where(
            EscalationPath.relationship_id == relationship_id,
            EscalationPath.in_force_at.is_not(None),
            EscalationPath.superseded_at.is_(None),
            or_(EscalationPath.area_id.is_(None), EscalationPath.area_id == area_id),
            or_(EscalationPath.severity.is_(None), EscalationPath.severity == severity),
        )
        .order_by(EscalationPath.area_id.is_(None), EscalationPath.severity.is_(None), EscalationPath.id.desc())
        .limit(1)
    ).first()


def levels(path_id: int) -> list[EscalationLevel]:
    """The levels of a path, each with it, lowest first; a version never changes, so a transaction reads it once."""
    if not writing():
        return _levels(path_id)
    known: dict[int, list[EscalationLevel]] = carried().setdefault("levels", {})
    if path_id not in known:
        known[path_id] = _levels(path_id)
    return known[path_id]


def _levels(path_id: int) -> list[EscalationLevel]:
    return list(
        db.session.scalars(
            select(EscalationLevel)
            .where(EscalationLevel.path_id == path_id)
            .options(joinedload(EscalationLevel.path))
            .order_by(EscalationLevel.position)
        )
    )


def ladder(rows: Sequence[EscalationLevel]) -> escalation.Ladder:
    """Levels as the rules see them."""
    return tuple(
        escalation.Level(row.position, row.tier, row.response_minutes, row.resolution_minutes, row.warning_minutes)
        for row in rows
    )


def asked_below(issue: Issue, round_number: int, position: int) -> set[int]:
    """The persons whom levels below this one asked in a round, those who were asked before a reminder included."""
    rows = db.session.execute(
        select(Rung.answering_person_id, Rung.asked_before).where(
            Rung.issue_id == issue.id, Rung.round == round_number, Rung.position < position
        )
    )
    return {person_id for last, before in rows for person_id in (last, *before) if person_id is not None}


def current(issue: Issue) -> Rung | None:
    """The level an issue stands at, while its clocks run."""
    return db.session.scalars(
        select(Rung).where(Rung.issue_id == issue.id, Rung.round == issue.round, Rung.is_current)
    ).one_or_none()


def held(relationship_id: int, seat_ids: Collection[int], *, on: date) -> dict[int, Held]:
    """Who holds those seats of a relationship on a day (UTC), who stands in for them and who is away, by seat id."""
    lasts = or_(Tenure.to_on.is_(None), Tenure.to_on >= on)
    rows = db.session.execute(
        select(
            Seat.id,
            Seat.side,
            Seat.role,
            Person.id.label("person_id"),
            Person.name,
            absences.is_away(Person.id, on).label("is_away"),
        )
        .join(Tenure, and_(Tenure.seat_id == Seat.id, Tenure.from_on <= on, lasts), isouter=True)
        .join(Person, and_(Person.id == Tenure.person_id, Person.is_active), isouter=True)
        .where(Seat.relationship_id == relationship_id, or_(Seat.id.in_(seat_ids), Seat.role.in_(STAND_INS)))
        .order_by(Seat.id)
    ).all()
    away = frozenset(row.person_id for row in rows if row.person_id is not None and row.is_away)
    stand_ins = {
        (row.side, row.role): StandIn(row.person_id, row.id)
        for row in reversed(rows)  # the first seat of a role stands in
        if row.role in STAND_INS and row.person_id is not None and row.person_id not in away
    }
    return {
        row.id: Held(
            seat_id=row.id,
            side=row.side,
            holder_id=row.person_id,
            holder_name=row.name or "",
            deputy=stand_ins.get((row.side, SeatRole.DEPUTY_SPOC)),
            sponsor=stand_ins.get((row.side, SeatRole.SPONSOR)),
            away=away,
        )
        for row in rows
        if row.id in seat_ids
    }


def ladder_of(issue: Issue) -> tuple[list[EscalationLevel], list[Told]]:
    """The levels of its path, lowest first, and every level it has reached, round after round."""
    reached = select(Rung.level_id).where(Rung.issue_id == issue.id)
    rows: Sequence[Any] = db.session.execute(
        select(EscalationLevel, Rung, Person.name)
        .join(Rung, and_(Rung.level_id == EscalationLevel.id, Rung.issue_id == issue.id), isouter=True)
        .join(Person, Person.id == Rung.acknowledged_by_id, isouter=True)
        .where(or_(EscalationLevel.path_id == issue.escalation_path_id, EscalationLevel.id.in_(reached)))
        .options(joinedload(EscalationLevel.path), lazyload(Rung.issue), lazyload(Rung.level))  # they are there
        .order_by(Rung.round, EscalationLevel.position, Rung.position)
    ).all()
    told = [(level, Told(rung, name)) for level, rung, name in rows if rung is not None]
    for level, one in told:
        set_committed_value(one.rung, "level", level)
    levels = {level.position: level for level, _, _ in rows if level.path_id == issue.escalation_path_id}
    return [levels[position] for position in sorted(levels)], [one for _, one in told]


def awaiting(viewer: Viewer, *, today: date, most: int = 50) -> list[Awaiting]:
    """What waits for the viewer's acknowledgement and is not out of their sight today, the earliest due first."""
    seats = {seat.seat_id: seat.side for seat in viewer.seats}
    seats |= {seat.acting_for: seat.side for seat in viewer.seats if seat.acting_for}
    if not seats:
        return []
    values = paging.of_parts(
        {"seat": seat_id, "audiences": [Audience.SHARED, Audience(side.value)]}
        for seat_id, side in sorted(seats.items())
    )
    values |= snoozes.values(viewer, today)
    found = _awaiting(len(seats), most).page(visible.issues(viewer), values=values)
    return [
        Awaiting(
            relationship_key=row.key,
            count=row.number,
            audience=row.audience,
            title=row.title,
            severity=row.severity,
            level=row.position,
            response_due_at=row.response_due_at,
            resolution_due_at=row.resolution_due_at,
            version=row.version,
        )
        for row in found.rows
    ]


@lru_cache(maxsize=64)
def _awaiting(seats: int, size: int) -> paging.List:
    """Levels nobody has acknowledged, a part for each seat that has to."""
    parts = [
        select(Rung.id)
        .join(Issue, Issue.id == Rung.issue_id)
        .where(
            Rung.answering_seat_id == bindparam(f"seat_{part}"),
            Rung.acknowledged_at.is_(None),
            Rung.is_current,
            Issue.audience.in_(bindparam(f"audiences_{part}", expanding=True)),
            snoozes.awake(Issue),
        )
        for part in range(seats)
    ]
    query = (
        select(
            Relationship.key,
            Issue.number,
            Issue.audience,
            Issue.title,
            Issue.severity,
            Rung.position,
            Rung.response_due_at,
            Rung.resolution_due_at,
            Issue.version,
        )
        .join(Issue, Issue.id == Rung.issue_id)
        .join(Relationship, Relationship.id == Issue.relationship_id)
    )
    return paging.List(query, (Rung.response_due_at.expression, Rung.id.expression), size=size, parts=parts)
