"""The RAID log: the risks, actions, issues and decisions of a relationship as one list, and how old they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
)

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import RaidKind, Side
from govtracker.models import Action, Decision, FunctionalArea, Issue, Person, Relationship, Risk
from govtracker.queries import visible
from govtracker.queries.merged import Merged, Slice
from govtracker.queries.paging import SIZE

CAPPED = 100
SORTS = ("due", "opened")


@dataclass(frozen=True)
class Filter:
    """What an address asks of the log; None and False ask nothing.

    `overdue` maps each side to the day before which what it has to do is late.
    """

    kinds: tuple[RaidKind, ...] = tuple(RaidKind)
    finished: bool = False
    owner_id: int | None = None
    side: Side | None = None
    area_id: int | None = None
    overdue: Mapping[Side, date] | None = None
    sort: str = "due"
    descending: bool = False


@dataclass(frozen=True)
class Shape:
    """What the statements of the log differ by: all else are parameters of theirs."""

    kinds: tuple[RaidKind, ...]
    finished: bool
    asked: tuple[str, ...]
    sort: str
    descending: bool
    size: int


@dataclass(frozen=True)
class Ageing:
    """How many of a kind are open, late, and older than 30 and 90 days; each counted up to CAPPED + 1."""

    open: int
    overdue: int
    over_30: int
    over_90: int


@dataclass(frozen=True)
class Source:
    """Where a kind of record keeps what the log shows of all: its table, and columns of that."""

    table: Any
    due: Any
    opened: Any
    side: Any
    note: Any
    points: Any


def listed(
    viewer: Viewer,
    relationship: Relationship,
    wanted: Filter,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
) -> Slice:
    """A page of the log of a relationship the person sees: what is due first, or what is oldest, first."""
    asked: dict[str, Any] = {
        name: getattr(wanted, name) for name in ("owner_id", "side", "area_id") if getattr(wanted, name) is not None
    }
    if wanted.overdue is not None:
        asked["overdue"] = True
    shape = Shape(wanted.kinds, wanted.finished, tuple(asked), wanted.sort, wanted.descending, size)
    values = {**asked, **_place(viewer, relationship), **_deadlines(wanted.overdue or {})}
    return _list(shape).page(values=values, after=after, before=before)


def ageing(
    viewer: Viewer, relationship: Relationship, *, overdue: Mapping[Side, date], over_30: datetime, over_90: datetime
) -> dict[RaidKind, Ageing]:
    """How old what is open has become; `over_30` and `over_90` are the instants before which it was opened."""
    values = {**_place(viewer, relationship), **_deadlines(overdue), "over_30": over_30, "over_90": over_90}
    row = db.session.execute(_ageing(), values).one()
    return {kind: Ageing(*row[place * 4 : place * 4 + 4]) for place, kind in enumerate(RaidKind)}


def _place(viewer: Viewer, relationship: Relationship) -> dict[str, Any]:
    return {"relationship": relationship.id, "audiences": visible.audiences(viewer, relationship.place())}


def _deadlines(overdue: Mapping[Side, date]) -> dict[str, date]:
    return {f"{side.value}_overdue": day for side, day in overdue.items()}


@lru_cache(maxsize=256)
def _list(shape: Shape) -> Merged:
    parts = [_part(kind, shape) for kind in shape.kinds]
    by = [parts[0].selected_columns[name] for name in (shape.sort, "rank", "id")]
    return Merged(parts[0], by, shape.descending, shape.size, parts, over=_shown)


def _part(kind: RaidKind, shape: Shape) -> Select[Any]:
    """The rows of one kind, as many columns wide as those of any other."""
    source = SOURCES[kind]
    table = source.table
    half = not_(table.is_open) if shape.finished else table.is_open
    return select(
        literal(kind.value).label("kind"),
        literal(list(RaidKind).index(kind)).label("rank"),
        table.id.label("id"),
        table.number.label("number"),
        table.audience.label("audience"),
        table.title.label("title"),
        type_coerce(table.status, String).label("status"),
        table.is_open.label("is_open"),
        source.due.label("due"),
        source.opened.label("opened"),
        source.side.label("side"),
        source.note.label("note"),
        source.points.label("points"),
        table.owner_id.label("owner_id"),
        table.area_id.label("area_id"),
    ).where(*_in_place(table), half, *(_asked(source)[name] for name in shape.asked))


def _in_place(table: Any) -> tuple[ColumnElement[bool], ...]:
    """What a viewer sees of one relationship, as parameters."""
    return (
        table.relationship_id == bindparam("relationship"),
        table.audience.in_(bindparam("audiences", expanding=True)),
    )


def _asked(source: Source) -> dict[str, ColumnElement[bool]]:
    return {
        "owner_id": source.table.owner_id == bindparam("owner_id"),
        "side": source.side == bindparam("side"),
        "area_id": source.table.area_id == bindparam("area_id"),
        "overdue": _is_overdue(source),
    }


def _is_overdue(source: Source) -> ColumnElement[bool]:
    return or_(*(and_(source.side == side, source.due < bindparam(f"{side.value}_overdue")) for side in Side))


def _shown(best: Subquery) -> Select[Any]:
    """The best rows with the names of owner and area."""
    return (
        select(best, Person.name.label("owner"), FunctionalArea.name.label("area"))
        .outerjoin(Person, Person.id == best.c.owner_id)
        .outerjoin(FunctionalArea, FunctionalArea.id == best.c.area_id)
    )


@lru_cache(maxsize=1)
def _ageing() -> Select[Any]:
    counts = []
    for kind in RaidKind:
        source = SOURCES[kind]
        there = select(source.table.id).where(*_in_place(source.table), source.table.is_open)
        for where in (None, _is_overdue(source), *(source.opened < bindparam(name) for name in ("over_30", "over_90"))):
            found = there if where is None else there.where(where)
            counts.append(select(func.count()).select_from(found.limit(CAPPED + 1).subquery()).scalar_subquery())
    return select(*counts)


NO_POINTS = literal(0)
SOURCES: Mapping[RaidKind, Source] = {
    RaidKind.RISK: Source(Risk, Risk.look_on, Risk.created_at, Risk.owner_side, Risk.plan, Risk.score),
    RaidKind.ACTION: Source(
        Action, Action.due_on, Action.created_at, Action.owner_side, Action.consequence, Action.slips
    ),
    RaidKind.ISSUE: Source(
        Issue, Issue.due_on, Issue.opened_at, Issue.waiting_on, type_coerce(Issue.severity, String), Issue.level
    ),
    RaidKind.DECISION: Source(
        Decision, Decision.due_on, Decision.created_at, Decision.owner_side, Decision.reason, NO_POINTS
    ),
}
