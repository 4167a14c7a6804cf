"""What a person must do: what waits on their side, what they wait for, what is to be signed and prepared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, CriteriaStatus, InvitationAnswer, ReviewStatus, Side
from govtracker.models import (
    CriteriaSet,
    EscalationPath,
    EvaluationSheet,
    Forum,
    FunctionalArea,
    Invitation,
    Issue,
    Person,
    PreparationTask,
    PulseAsked,
    PulseRound,
    Relationship,
    Review,
    Scorecard,
    SourcingEvaluation,
    Tenure,
)
from govtracker.queries import paging, visible
from govtracker.queries.governance.escalation_paths import PROPOSED
from govtracker.queries.issues import snoozes
from govtracker.queries.partnership import opportunities, value
from govtracker.queries.performance import scorecard_rows
from govtracker.queries.sourcing import evaluations, segment_needs
from govtracker.queries.structure.absences import is_away
from govtracker.queries.structure.seats import held_on
from govtracker.rules import wall_time

SHOWN = 50
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Counts:
    """How many open issues wait on the person's side and on the other, and how many things are put out of sight."""

    own_side: int
    other_side: int
    snoozed: int


def waiting(viewer: Viewer, *, on_own_side: bool, today: date, limit: int = SHOWN) -> Sequence[Row[*tuple[Any, ...]]]:
    """Open issues that wait on the person's side, or on the other, in what they oversee or lead; most urgent first.

    Without what they have put out of sight for `today`, their local day.
    """
    overseen = visible.overseen(viewer)
    if not overseen:
        return []
    values = _values(overseen, on_own_side=on_own_side) | snoozes.values(viewer, today)
    return _waiting(_with_area(overseen), limit).page(visible.issues(viewer), values=values).rows


def counts(viewer: Viewer, *, today: date, most: int = SHOWN) -> Counts:
    """How much of each there is; counts no further than one over `most`."""
    overseen = visible.overseen(viewer)
    values: dict[str, Any] = snoozes.values(viewer, today)
    for side, on_own_side in (("own", True), ("other", False)):
        values |= {f"{side}_{name}": value for name, value in _values(overseen, on_own_side=on_own_side).items()}
    row = db.session.execute(_counting(viewer, most), values).one()
    return Counts(*(min(number, most + 1) for number in row))


@lru_cache(maxsize=64)
def _counting(viewer: Viewer, most: int) -> Select[*tuple[Any, ...]]:
    """Built once for somebody's rights: building it takes several times as long as its answer."""
    with_area = _with_area(visible.overseen(viewer))
    sides = [_count(with_area, side, most) if with_area else literal(0) for side in ("own", "other")]
    return select(*sides, snoozes.counted(viewer).scalar_subquery())


def _values(overseen: Sequence[tuple[int, Side, int | None]], *, on_own_side: bool) -> dict[str, Any]:
    return paging.of_parts(
        {
            "relationship": relationship_id,
            "audiences": [Audience.SHARED, Audience(side.value)],
            "waiting_on": side if on_own_side else side.other,
            "area": area_id,
        }
        for relationship_id, side, area_id in overseen
    )


def _with_area(overseen: Sequence[tuple[int, Side, int | None]]) -> tuple[bool, ...]:
    return tuple(area_id is not None for _, _, area_id in overseen)


def _parts(with_area: tuple[bool, ...], prefix: str = "") -> list[Select[*tuple[Any, ...]]]:
    """Open issues that wait on a side, a part for each seat that oversees all of its side or (with_area) one area."""
    return [
        select(Issue.id).where(
            Issue.relationship_id == bindparam(f"{prefix}relationship_{part}"),
            Issue.is_open,
            Issue.audience.in_(bindparam(f"{prefix}audiences_{part}", expanding=True)),
            Issue.waiting_on == bindparam(f"{prefix}waiting_on_{part}"),
            *([Issue.area_id == bindparam(f"{prefix}area_{part}")] if one_area else []),
            snoozes.awake(Issue),
        )
        for part, one_area in enumerate(with_area)
    ]


@lru_cache(maxsize=64)
def _count(with_area: tuple[bool, ...], side: str, most: int) -> Any:
    parts = [select(part.limit(most + 1).subquery()) for part in _parts(with_area, f"{side}_")]
    return select(func.count()).select_from(union_all(*parts).subquery()).scalar_subquery()


@lru_cache(maxsize=64)
def _waiting(with_area: tuple[bool, ...], size: int) -> paging.List:
    """These by due date, page by page."""
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
            Issue.held_until,
            Issue.is_exhausted,
            Issue.version,
            Relationship.key.label("relationship_key"),
            FunctionalArea.name.label("area"),
        )
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
    )
    return paging.List(query, (Issue.due_on.expression, Issue.id.expression), size=size, parts=_parts(with_area))


def to_answer(viewer: Viewer, *, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What somebody asks the person and no relationship knows of, the longest waiting first.

    Each row has kind ("needs" of a customer segment, "opportunity", "sheet" of an evaluation), id and name; a sheet has
    due_on and saved_at, the others asked_at and asked_by. There are at most `limit` of each kind.
    """
    nothing = cast(null(), SourcingEvaluation.due_on.type), cast(null(), EvaluationSheet.saved_at.type)
    unset = [one.label(name) for one, name in zip(nothing, ("due_on", "saved_at"), strict=True)]
    kinds = {
        "needs": segment_needs.waiting(viewer).add_columns(*unset),
        "opportunity": opportunities.to_answer(viewer).add_columns(*unset),
        "sheet": evaluations.waiting(viewer),
    }
    asked = union_all(*(query.add_columns(literal(kind).label("kind")) for kind, query in kinds.items())).subquery()
    first = asked.c.due_on, asked.c.asked_at, asked.c.kind, asked.c.id
    return db.session.execute(select(asked).order_by(*first).limit(limit * len(kinds))).all()


def to_agree(viewer: Viewer, *, today: date | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """What waits for the word of the person's side: shared scorecards, proposed criteria and escalation paths.

    With `today`, behind them (`sort` from value.FIRST on) what waits of value, its day as period_on, its id as place.

    Each row has relationship_key and name; a scorecard has period_on, overall and standing, the others a version, and a
    path its path_id. A round of the pulse that waits for the person's own answers has closes_at, and its number as
    path_id.
    """
    return db.session.execute(_agreeing(viewer, today)).all()


@lru_cache(maxsize=64)
def _agreeing(viewer: Viewer, today: date | None) -> Select[*tuple[Any, ...]]:
    beside = (*NO_SCORE[1:], NO_CLOSE)
    valued = [part.add_columns(*beside) for part in value.waiting(viewer, today=today)] if today else []
    found = union_all(_to_sign(viewer), _criteria(viewer), _paths(viewer), _pulses(viewer), *valued).subquery()
    return (
        select(*found.c, Relationship.key.label("relationship_key"))
        .join(Relationship, Relationship.id == found.c.relationship_id)
        .order_by(found.c.sort, found.c.period_on, found.c.place, found.c.name)
        .limit(SHOWN)
    )


def _to_sign(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return select(
        Scorecard.relationship_id,
        literal(0).label("sort"),
        Scorecard.id.label("place"),
        Scorecard.title.label("name"),
        cast(null(), Integer).label("version"),
        Scorecard.number.label("path_id"),
        Scorecard.period_on,
        Scorecard.overall,
        Scorecard.standing,
        NO_CLOSE.label("closes_at"),
    ).where(*scorecard_rows.waiting(), _unsigned(viewer, Scorecard))


def _criteria(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return select(
        CriteriaSet.relationship_id,
        literal(1),
        CriteriaSet.id,
        literal("Success criteria"),
        CriteriaSet.version,
        cast(null(), Integer),
        *NO_SCORE,
        NO_CLOSE,
    ).where(CriteriaSet.status == CriteriaStatus.PROPOSED, _unsigned(viewer, CriteriaSet))


def _paths(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return select(
        EscalationPath.relationship_id,
        literal(2),
        EscalationPath.id,
        EscalationPath.name,
        EscalationPath.version,
        EscalationPath.id,
        *NO_SCORE,
        NO_CLOSE,
    ).where(*PROPOSED, _unsigned(viewer, EscalationPath))


def _pulses(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    waiting = PulseAsked.person_id == viewer.person_id, ~PulseAsked.has_answered, PulseRound.closed_at.is_(None)
    return (
        select(
            PulseRound.relationship_id,
            literal(3),
            PulseRound.id,
            literal("Relationship pulse"),
            cast(null(), Integer),
            PulseRound.number,
            *NO_SCORE,
            PulseRound.closes_at,
        )
        .join(PulseAsked, PulseAsked.round_id == PulseRound.id)
        .where(*waiting, visible.of_relationship(viewer, PulseRound.relationship_id))
    )


def _unsigned(viewer: Viewer, model: type[Scorecard] | type[CriteriaSet] | type[EscalationPath]) -> ColumnElement[bool]:
    """What the person's side has not agreed to, where the person speaks for it."""
    return _as_spoc(
        viewer,
        model.relationship_id,
        lambda side: (model.client_agreed_at if side is Side.CLIENT else model.supplier_agreed_at).is_(None),
    )


def to_prepare(viewer: Viewer, *, at: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Reviews of the next two weeks that the person chairs, has to prepare or has not said whether they come to.

    And held ones without agreed minutes that they chair.

    Minutes wait for whoever speaks for a side where its chair's seat is vacant or its holder away, too.

    `asked` counts what the person still has to do for it, `asked_by` is the day by which; `is_unanswered` says that
    they are invited and have not answered.
    """
    seats = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats if seat.acting_for}
    unsigned = or_(
        and_(Forum.client_chair_id.in_(seats), Review.client_agreed_at.is_(None)),
        and_(Forum.supplier_chair_id.in_(seats), Review.supplier_agreed_at.is_(None)),
    )
    coming = Review.status.in_([ReviewStatus.SCHEDULED, ReviewStatus.IN_PREPARATION])
    asked = (
        select(func.count(PreparationTask.id), func.min(PreparationTask.due_on))
        .where(PreparationTask.review_id == Review.id, PreparationTask.person_id == viewer.person_id)
        .where(PreparationTask.done_at.is_(None))
        .correlate(Review)
    )
    counted = asked.with_only_columns(func.count(PreparationTask.id)).scalar_subquery()
    unanswered = _unanswered(viewer)
    return db.session.execute(
        select(
            counted.label("asked"),
            unanswered.label("is_unanswered"),
            asked.with_only_columns(func.min(PreparationTask.due_on)).scalar_subquery().label("asked_by"),
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
            visible.of_relationship(viewer, Review.relationship_id),
            or_(
                and_(
                    or_(Forum.client_chair_id.in_(seats), Forum.supplier_chair_id.in_(seats)),
                    or_(
                        and_(coming, Review.scheduled_at < at + AHEAD),
                        and_(Review.status == ReviewStatus.HELD, unsigned),
                    ),
                ),
                and_(Review.status == ReviewStatus.HELD, _acts_as_chair(viewer, wall_time.utc(at).date())),
                and_(coming, counted > 0),
                and_(coming, Review.scheduled_at > at, Review.scheduled_at < at + AHEAD, unanswered),
            ),
        )
        .order_by(Review.scheduled_at, Review.id)
        .limit(SHOWN)
    ).all()


def _unanswered(viewer: Viewer) -> ColumnElement[bool]:
    """The person is invited to the review, and has not said whether they come."""
    return exists().where(
        Invitation.review_id == Review.id,
        Invitation.person_id == viewer.person_id,
        Invitation.answer == InvitationAnswer.OPEN,
        Invitation.cancelled_at.is_(None),
    )


def _acts_as_chair(viewer: Viewer, on: date) -> ColumnElement[bool]:
    """Where the person gives their side's word on minutes on a day (UTC), because its chair is not there."""
    clauses = []
    for side, chair, agreed_at in (
        (Side.CLIENT, Forum.client_chair_id, Review.client_agreed_at),
        (Side.SUPPLIER, Forum.supplier_chair_id, Review.supplier_agreed_at),
    ):
        places = {seat.relationship_id for seat in viewer.seats if seat.side is side and seat.acts_as_spoc}
        there = (
            exists()
            .where(Tenure.seat_id == chair, held_on(on))
            .where(Person.id == Tenure.person_id, Person.is_active, not_(is_away(Person.id.expression, on)))
        )
        if places:
            clauses.append(and_(Review.relationship_id.in_(places), agreed_at.is_(None), not_(there)))
    return or_(false(), *clauses)


def relationship_count(viewer: Viewer) -> int:
    """In how many relationships the person holds a seat."""
    return len({seat.relationship_id for seat in viewer.seats})


def _as_spoc(viewer: Viewer, relationship_id: Any, waits: Callable[[Side], ColumnElement[bool]]) -> ColumnElement[bool]:
    """What waits for a side, in the relationships where the person speaks for it: no other is asked."""
    spoken_for = {
        side: {seat.relationship_id for seat in viewer.seats if seat.side is side and seat.acts_as_spoc}
        for side in Side
    }
    clauses = [and_(relationship_id.in_(places), waits(side)) for side, places in spoken_for.items() if places]
    return or_(false(), *clauses)


NO_SCORE = (cast(null(), Date), cast(null(), Scorecard.overall.type), cast(null(), Scorecard.standing.type))
NO_CLOSE = cast(null(), PulseRound.closes_at.type)
