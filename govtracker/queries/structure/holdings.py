"""What a person holds: seats, and all that is theirs to do. Before somebody goes, it goes to somebody else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, null, or_, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import (
    Audience,
    EvaluationStatus,
    HandBackState,
    Holding,
    PortfolioRole,
    ReadinessState,
    SeatRole,
    Side,
)
from govtracker.models import (
    Action,
    ActionSeries,
    Benefit,
    CustomerAccount,
    Decision,
    DecisionSeat,
    EscalationLevel,
    EscalationPath,
    EvaluationSheet,
    Forum,
    FunctionalArea,
    HandBack,
    Issue,
    Kpi,
    LaunchItem,
    Person,
    Problem,
    Relationship,
    Risk,
    RoleHeld,
    Seat,
    SourcingEvaluation,
    Tenure,
)
from govtracker.rules import keys
from govtracker.rules.words import label

KEYS = {
    Holding.ISSUE: keys.issue_key,
    Holding.PROBLEM: keys.problem_key,
    Holding.ACTION: keys.action_key,
    Holding.RISK: keys.risk_key,
    Holding.DECISION: keys.decision_key,
}
# What is owned by a person while it is open; a new table with an owner joins them.
OWNED: dict[Holding, tuple[Any, ColumnElement[bool]]] = {
    Holding.ISSUE: (Issue, Issue.is_open.expression),
    Holding.PROBLEM: (Problem, Problem.is_open.expression),
    Holding.ACTION: (Action, Action.is_open.expression),
    Holding.ACTION_SERIES: (ActionSeries, ActionSeries.ended_at.is_(None)),
    Holding.RISK: (Risk, Risk.is_open.expression),
    Holding.DECISION: (Decision, Decision.is_open.expression),
}


@dataclass(frozen=True)
class Held:
    """One thing a person holds. A role belongs to no relationship; `number` is that of a record.

    `follows` is what goes along with a seat, each with how many of it.
    """

    holding: Holding
    id: int
    title: str
    relationship_id: int | None = None
    relationship_key: str = ""
    side: Side | None = None
    number: int | None = None
    audience: Audience = Audience.SHARED
    seat_role: SeatRole | None = None
    from_on: date | None = None
    to_on: date | None = None
    follows: tuple[tuple[str, int], ...] = ()

    @property
    def label(self) -> str:
        """What people call it: MER-42 Billing outage."""
        if self.holding in KEYS and self.number is not None:
            return f"{KEYS[self.holding](self.relationship_key, self.number, self.audience)} {self.title}"
        return f"{self.relationship_key} {self.title}".strip()


def in_charge(viewer: Viewer) -> dict[int, Side]:
    """Relationship id → own side, where a person fills the seats of that side: as SPOC, or as the company's office."""
    found = {seat.relationship_id: seat.side for seat in viewer.seats if seat.acts_as_spoc}
    if PortfolioRole.GOVERNANCE_OFFICE in viewer.roles:
        seated = {seat.relationship_id: seat.side for seat in viewer.seats}
        for row in db.session.execute(_of_company(viewer.organisation_id)):
            side = Side.CLIENT if row.client_id == viewer.organisation_id else Side.SUPPLIER
            if seated.get(row.id, side) is side:
                found[row.id] = side
    return found


def of_person(person: Person, places: dict[int, Side], *, today: date, sheets: bool = False) -> list[Held]:
    """What a person holds in these relationships, each on this side: by relationship, seats first.

    With the `sheets` of sourcing evaluations they have still to hand in, which belong to no relationship.
    """
    found = _seats(person, places, today) if places else []
    found += _owned(person, places, sheets=sheets) if places or sheets else []
    order = list(Holding)
    return sorted(found, key=lambda one: (one.relationship_key, order.index(one.holding), one.number or 0, one.id))


def roles_of(person: Person) -> list[Held]:
    """The roles a person holds across the relationships of their company."""
    rows = db.session.execute(
        select(RoleHeld.id, RoleHeld.role).where(RoleHeld.person_id == person.id).order_by(RoleHeld.id)
    )
    return [Held(Holding.ROLE, row.id, label(row.role)) for row in rows]


def sheet(person_id: int, sheet_id: int) -> EvaluationSheet | None:
    """A sheet that person has still to hand in for the first time, or None: a view given once is nobody else's."""
    return db.session.scalar(_open_sheets(person_id).where(EvaluationSheet.id == sheet_id))


def accounts_of(person: Person) -> list[Held]:
    """The customer accounts of their company that a person owns, by name."""
    own = CustomerAccount.owner_id == person.id, CustomerAccount.organisation_id == person.organisation_id
    query = select(CustomerAccount.id, CustomerAccount.name).where(*own, CustomerAccount.retired_at.is_(None))
    rows = db.session.execute(query.order_by(CustomerAccount.name, CustomerAccount.id))
    return [Held(Holding.ACCOUNT, row.id, row.name) for row in rows]


def account(account_id: int) -> CustomerAccount:
    """The account of that id."""
    return db.session.get_one(CustomerAccount, account_id)


def elsewhere(person: Person, places: dict[int, Side], *, today: date) -> bool:
    """Whether a person holds anything in any other relationship."""
    return db.session.scalar(select(or_(*_exists(person, places, today)))) is True


def record(holding: Holding, record_id: int) -> Any:
    """The issue, action… of that id."""
    model, _ = OWNED[holding]
    return db.session.get_one(model, record_id)


def is_to_do(holding: Holding, found: Any) -> bool:
    """Whether a record of that kind is still open."""
    return found.ended_at is None if holding is Holding.ACTION_SERIES else bool(found.is_open)


def seat(seat_id: int) -> Seat:
    """The seat of that id."""
    return db.session.get_one(Seat, seat_id)


def seated(places: dict[int, Side], *, today: date) -> dict[int, list[tuple[int, str]]]:
    """Relationship id → (id, name) of the active people who sit on that side of it, by name."""
    found: dict[int, list[tuple[int, str]]] = {relationship_id: [] for relationship_id in places}
    rows = db.session.execute(
        select(Seat.relationship_id, Seat.side, Person.id, Person.name)
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Person, Person.id == Tenure.person_id)
        .where(Seat.relationship_id.in_(places), Tenure.from_on <= today, _not_over(today), Person.is_active)
        .distinct()
        .order_by(Person.name, Person.id)
    )
    for row in rows:
        if places[row.relationship_id] is row.side:
            found[row.relationship_id].append((row.id, row.name))
    return found


def _of_company(organisation_id: int) -> Select[*tuple[Any, ...]]:
    ours = or_(Relationship.client_id == organisation_id, Relationship.supplier_id == organisation_id)
    return select(Relationship.id, Relationship.client_id).where(ours)


def _seats(person: Person, places: dict[int, Side], today: date) -> list[Held]:
    rows = db.session.execute(
        select(
            Seat.id,
            Seat.relationship_id,
            Relationship.key,
            Seat.side,
            Seat.role,
            FunctionalArea.name.label("area"),
            Tenure.from_on,
            Tenure.to_on,
            *(question.label(name) for name, question in FOLLOWING.items()),
        )
        .join(Tenure, Tenure.seat_id == Seat.id)
        .join(Relationship, Relationship.id == Seat.relationship_id)
        .join(FunctionalArea, FunctionalArea.id == Seat.area_id, isouter=True)
        .where(Tenure.person_id == person.id, _not_over(today), Seat.relationship_id.in_(places))
        .order_by(Seat.id)
    )
    return [
        Held(
            Holding.SEAT,
            row.id,
            f"{label(row.role)}{f' for {row.area}' if row.area else ''}",
            row.relationship_id,
            row.key,
            row.side,
            seat_role=row.role,
            from_on=row.from_on,
            to_on=row.to_on,
            follows=tuple((name, number) for name in FOLLOWING if (number := getattr(row, name))),
        )
        for row in rows
        if places[row.relationship_id] is row.side
    ]


def _owned(person: Person, places: dict[int, Side], *, sheets: bool) -> list[Held]:
    parts = []
    for holding, (model, is_open) in OWNED.items():
        number = literal(0) if holding is Holding.ACTION_SERIES else model.number
        parts.append(
            select(
                literal(holding.value).label("holding"),
                model.id.label("id"),
                model.relationship_id.label("relationship_id"),
                Relationship.key.label("key"),
                model.title.label("title"),
                number.label("number"),
                model.audience.label("audience"),
            )
            .join(Relationship, Relationship.id == model.relationship_id)
            .where(model.owner_id == person.id, is_open, model.relationship_id.in_(places), _company(person, places))
        )
    if sheets:
        parts.append(_sheets(person.id))
    return [
        Held(
            Holding(row.holding),
            row.id,
            row.title,
            row.relationship_id,
            row.key,
            places.get(row.relationship_id),
            number=row.number or None,
            audience=Audience(row.audience),
        )
        for row in db.session.execute(union_all(*parts))
        if row.audience == Audience.SHARED or row.audience == places[row.relationship_id].value
    ]


def _company(person: Person, places: dict[int, Side]) -> ColumnElement[bool]:
    """The person's company stands on the side of the relationship that `places` names."""
    own = {
        Side.CLIENT: Relationship.client_id == person.organisation_id,
        Side.SUPPLIER: Relationship.supplier_id == person.organisation_id,
    }
    on = {side: [id_ for id_, named in places.items() if named is side] for side in Side}
    return or_(*(and_(Relationship.id.in_(on[side]), own[side]) for side in Side))


def _exists(person: Person, places: dict[int, Side], today: date) -> list[ColumnElement[bool]]:
    seats = (
        select(Tenure.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Tenure.person_id == person.id, _not_over(today), Seat.relationship_id.not_in(places))
    )
    owned = [
        select(model.id).where(model.owner_id == person.id, is_open, model.relationship_id.not_in(places))
        for model, is_open in OWNED.values()
    ]
    return [query.exists() for query in (seats, *owned)]


def _sheets(person_id: int) -> Select[*tuple[Any, ...]]:
    """Open sheets in the columns of what is owned: of no relationship."""
    return _open_sheets(person_id).with_only_columns(
        literal(Holding.EVALUATION_SHEET.value),
        EvaluationSheet.id,
        cast(null(), Integer),
        literal(""),
        (literal("Sheet for ") + SourcingEvaluation.title),
        literal(0),
        literal(Audience.SHARED.value),
    )


def _open_sheets(person_id: int) -> Select[EvaluationSheet]:
    waiting = SourcingEvaluation.status.in_((EvaluationStatus.DRAFT, EvaluationStatus.RATING))
    return (
        select(EvaluationSheet)
        .join(SourcingEvaluation, SourcingEvaluation.id == EvaluationSheet.evaluation_id)
        .where(EvaluationSheet.person_id == person_id, EvaluationSheet.first_handed_in_at.is_(None), waiting)
    )


def _not_over(today: date) -> ColumnElement[bool]:
    return or_(Tenure.to_on.is_(None), Tenure.to_on >= today)


def _count(*conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*conditions).correlate(Seat).scalar_subquery()


# What goes along with a seat, because it belongs to the seat and not to whoever sits in it.
FOLLOWING: dict[str, Any] = {
    "forums": _count(or_(Forum.client_chair_id == Seat.id, Forum.supplier_chair_id == Seat.id)),
    "levels": select(func.count())
    .select_from(EscalationLevel)
    .join(EscalationPath, EscalationPath.id == EscalationLevel.path_id)
    .where(
        or_(EscalationLevel.client_seat_id == Seat.id, EscalationLevel.supplier_seat_id == Seat.id),
        and_(EscalationPath.in_force_at.is_not(None), EscalationPath.superseded_at.is_(None)),
    )
    .correlate(Seat)
    .scalar_subquery(),
    "figures": _count(Kpi.owner_seat_id == Seat.id),
    "decisions": _count(DecisionSeat.seat_id == Seat.id),
    "rulings": _count(Decision.waits_at_id == Seat.id),
    "benefits": _count(Benefit.owner_seat_id == Seat.id, Benefit.ended_at.is_(None)),
    "items": _count(LaunchItem.owner_seat_id == Seat.id, LaunchItem.state == ReadinessState.OPEN),
    "hand_backs": _count(HandBack.owner_seat_id == Seat.id, HandBack.state != HandBackState.HANDED_BACK),
}
