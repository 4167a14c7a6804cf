"""Which issues are there: lists with filters, what an issue's page shows, open ones alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from govtracker.access import Place, Stance, Viewer
from govtracker.database import db
from govtracker.enums import Audience, ContactChannel, IssueStatus, Severity, Side
from govtracker.models import FunctionalArea, Issue, Organisation, Person, Relationship, RelationshipArea, RootCause
from govtracker.queries import find, paging, search, visible
from govtracker.queries.paging import Slice
from govtracker.rules import likeness, search_text

MOST_PARTS = 400  # SQLite joins no more than 500 selects
MOST_ALIKE = 5
MOST_COMPARED = 200
MOST_SEEN = 6


@dataclass(frozen=True)
class Standpoint:
    """A relationship the viewer sees, and the side they see it from."""

    place: Place
    key: str
    client: str
    supplier: str
    side: Side

    @classmethod
    def of(cls, relationship: Relationship, viewer: Viewer) -> "Standpoint":
        """The viewer's standpoint in a relationship they see."""
        place, names = relationship.place(), (relationship.client.name, relationship.supplier.name)
        return cls(place, relationship.key, *names, _side(viewer, place))

    @property
    def relationship_id(self) -> int:
        """The relationship."""
        return self.place.relationship_id

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place)

    def company(self, side: Side) -> str:
        """The name of the company on a side."""
        return self.client if side is Side.CLIENT else self.supplier

    @property
    def audiences(self) -> tuple[Audience, Audience]:
        """Whose records exist for the viewer there."""
        return Audience.SHARED, Audience(self.side.value)


@dataclass(frozen=True)
class Filter:
    """What an address asks of the list; None, False and "" ask nothing.

    `status` is open, resolved, closed or all; `waiting` is us or them, seen from the viewer's side.
    """

    words: str = ""
    status: str = "open"
    severity: Severity | None = None
    area_id: int | None = None
    waiting: str = ""
    category: str = ""
    segment: str = ""
    channel: ContactChannel | None = None
    owner_id: int | None = None
    overdue_on: date | None = None
    escalated: bool = False
    sort: str = "due"
    descending: bool = False

    @property
    def order(self) -> str:
        """The order as an address names it, "-" before it for descending."""
        return f"-{self.sort}" if self.descending else self.sort


@dataclass(frozen=True)
class Shape:
    """What the statements of a list differ by: all else are parameters of theirs."""

    asked: tuple[str, ...]
    status: str
    sort: str
    descending: bool
    waiting: bool
    places: int
    size: int

    @classmethod
    def of(cls, wanted: Filter, places: int, size: int) -> "Shape":
        """The shape of a filter over so many relationships, a page of that size at a time."""
        asked = tuple(_asked(wanted))
        return cls(asked, wanted.status, wanted.sort, wanted.descending, bool(wanted.waiting), places, size)


@dataclass(frozen=True)
class Listed:
    """A page of the list; `more_matches` when a search met more issues than it looks at."""

    page: Slice
    more_matches: bool


SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "due": (Issue.due_on.expression, Issue.id.expression),
    "severity": (Issue.severity_rank.expression, Issue.due_on.expression, Issue.id.expression),
    "opened": (Issue.opened_at.expression, Issue.id.expression),
    "updated": (Issue.updated_at.expression, Issue.id.expression),
}


def standpoints(viewer: Viewer, *, key: str | None = None) -> list[Standpoint]:
    """The relationships the viewer sees (or the one of that key), with their side in each, by key."""
    query = STANDPOINTS.where(visible.relationships(viewer))
    if key is not None:
        query = query.where(Relationship.key == key.upper())
    return [
        Standpoint(
            place := Place(row.id, row.client_id, row.supplier_id),
            row.key,
            row.client,
            row.supplier,
            _side(viewer, place),
        )
        for row in db.session.execute(query)
    ]


def listed(
    viewer: Viewer,
    places: Sequence[Standpoint],
    wanted: Filter,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = paging.SIZE,
) -> Listed:
    """A page of the issues of `places`, as plain rows."""
    if not places:
        return Listed(Slice([], None, None), more_matches=False)
    sides = [(place.relationship_id, place.side) for place in places]
    found = search.issues(viewer, sides, wanted.words) if wanted.words else None
    asked = _asked(wanted)
    if found or wanted.owner_id is not None or len(places) * len(STATUSES[wanted.status]) > MOST_PARTS:
        parts = _parts(viewer, places, wanted, found.ids if found else None)
        pages = paging.List(ROWS, SORTS[wanted.sort], wanted.descending, size, parts)
    else:
        pages = _by_place(Shape.of(wanted, len(places), size))
        asked |= _values(places, wanted.waiting)
    page = pages.page(visible.issues(viewer), values=asked, after=after, before=before)
    return Listed(page, more_matches=bool(found and found.more))


def named(viewer: Viewer, typed: Collection[str]) -> Sequence[Row[Any]]:
    """The issues with these keys (MER-42) as rows of the list, by due date; what is not seen is left out."""
    query = ROWS.where(find.named(Issue, typed), visible.issues(viewer))
    return db.session.execute(query.order_by(Issue.due_on, Issue.id)).all()


def alike(viewer: Viewer, place: Standpoint, title: str) -> list[Any]:
    """Open issues of one relationship whose titles share words with `title`, the most alike first."""
    words = likeness.telling(search_text.query(title))
    sides = [(place.relationship_id, place.side)]
    wanted = " ".join(words)
    found = search.issues(viewer, sides, wanted, any_word=True, only_open=True, most=MOST_COMPARED)
    titles = db.session.execute(select(Issue.id, Issue.title).where(Issue.id.in_(found.ids))).all()
    shared = {row.id: likeness.score(words, search_text.words(row.title)) for row in titles}
    best = sorted((-count, -issue_id) for issue_id, count in shared.items() if count)[:MOST_ALIKE]
    chosen = [-issue_id for _, issue_id in best]
    rows = db.session.execute(ROWS.where(visible.issues(viewer), Issue.id.in_(chosen)))
    return sorted(rows, key=lambda row: chosen.index(row.id))


def areas(places: Sequence[Standpoint]) -> list[tuple[int, str]]:
    """(id, name) of the functional areas these relationships need, in the order of the catalogue."""
    return areas_of([place.relationship_id for place in places])


def areas_of(relationship_ids: Collection[int]) -> list[tuple[int, str]]:
    """The same for the relationships with these ids."""
    needed = select(RelationshipArea.area_id).where(RelationshipArea.relationship_id.in_(relationship_ids))
    rows = db.session.execute(
        select(FunctionalArea.id, FunctionalArea.name)
        .where(FunctionalArea.id.in_(needed))
        .order_by(FunctionalArea.position, FunctionalArea.name)
    )
    return [(row.id, row.name) for row in rows]


def area(relationship_id: int, area_id: int) -> FunctionalArea | None:
    """The area of that id, if the relationship needs it."""
    return db.session.scalar(
        select(FunctionalArea)
        .join(RelationshipArea, RelationshipArea.area_id == FunctionalArea.id)
        .where(RelationshipArea.relationship_id == relationship_id, FunctionalArea.id == area_id)
    )


def _side(viewer: Viewer, place: Place) -> Side:
    side = viewer.side_in(place)
    assert side is not None
    return side


def _standpoints() -> Select[*tuple[Any, ...]]:
    client, supplier = aliased(Organisation), aliased(Organisation)
    return (
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
        .order_by(Relationship.key)
    )


@lru_cache(maxsize=256)
def _by_place(shape: Shape) -> paging.List:
    """The list of so many relationships, each a part; within each an index serves every order."""
    parts = [
        select(Issue.id).where(
            Issue.relationship_id == bindparam(f"relationship_{place}"),
            half,
            AUDIENCE.in_(bindparam(f"audiences_{place}", expanding=True)),
            *([Issue.waiting_on == bindparam(f"waiting_{place}")] if shape.waiting else []),
            *(CONDITIONS[name] for name in shape.asked),
        )
        for place in range(shape.places)
        for half in STATUSES[shape.status]
    ]
    return paging.List(ROWS, SORTS[shape.sort], shape.descending, shape.size, parts)


def _values(places: Sequence[Standpoint], waiting: str) -> dict[str, Any]:
    """The parameters of _by_place."""
    return paging.of_parts(
        {
            "relationship": place.relationship_id,
            "audiences": place.audiences,
            "waiting": place.side if waiting == "us" else place.side.other,
        }
        for place in places
    )


def _parts(
    viewer: Viewer, places: Sequence[Standpoint], wanted: Filter, ids: Sequence[int] | None
) -> list[Select[Any]]:
    """Parts of the issue table by what an owner has, or what a search has found."""
    base = select(Issue.id).where(*(CONDITIONS[name] for name in _asked(wanted)))
    if wanted.waiting:
        base = base.where(or_(*(_waiting(places, side, wanted.waiting) for side in Side)))
    if ids is not None:
        return [base.where(Issue.id.in_(ids), half) for half in STATUSES[wanted.status]]
    seen = _within(places) if wanted.owner_id is not None else visible.issues(viewer)
    return [base.where(seen, half) for half in STATUSES[wanted.status]]


def _within(places: Sequence[Standpoint]) -> ColumnElement[bool]:
    """What exists for the viewer in these relationships, said so that no index is chosen for it."""
    sides = [[place for place in places if place.side is side] for side in Side]
    return or_(
        *(
            and_(RELATIONSHIP.in_([place.relationship_id for place in seen]), AUDIENCE.in_(seen[0].audiences))
            for seen in sides
            if seen
        )
    )


def _asked(wanted: Filter) -> dict[str, Any]:
    """What a filter asks, as names of CONDITIONS with their values."""
    values = {
        "severity": wanted.severity.rank if wanted.severity else None,
        "area_id": wanted.area_id,
        "category": wanted.category.lower() or None,
        "segment": wanted.segment.lower() or None,
        "channel": wanted.channel,
        "owner_id": wanted.owner_id,
        "overdue_on": wanted.overdue_on,
        "escalated": wanted.escalated or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _waiting(places: Sequence[Standpoint], side: Side, whom: str) -> ColumnElement[bool]:
    seen_from = [place.relationship_id for place in places if place.side is side]
    return and_(Issue.relationship_id.in_(seen_from), Issue.waiting_on == (side if whom == "us" else side.other))


# Columns as values: SQLite, which keeps no statistics, would rather walk an index over them than the one that is meant.
RELATIONSHIP: ColumnElement[int] = Issue.relationship_id + 0
AUDIENCE: ColumnElement[str] = type_coerce(Issue.audience, String).concat("")
STANDPOINTS = _standpoints()
ROWS: Select[*tuple[Any, ...]] = (
    select(
        Issue.id,
        Issue.number,
        Issue.audience,
        Issue.relationship_id,
        Issue.title,
        Issue.severity,
        Issue.status,
        Issue.is_open,
        Issue.waiting_on,
        Issue.due_on,
        Issue.opened_at,
        Issue.updated_at,
        Issue.level,
        Issue.version,
        Issue.is_exhausted,
        Issue.climb_at,
        Issue.category,
        Issue.segment,
        Issue.resolved_at,
        FunctionalArea.name.label("area"),
        Person.name.label("owner"),
        RootCause.name.label("root_cause"),
        Relationship.key.label("relationship_key"),
    )
    .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
    .join(Relationship, Relationship.id == Issue.relationship_id)
    .outerjoin(Person, Person.id == Issue.owner_id)
    .outerjoin(RootCause, RootCause.id == Issue.root_cause_id)
)
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "severity": Issue.severity_rank == bindparam("severity"),
    "area_id": Issue.area_id == bindparam("area_id"),
    "category": func.lower(Issue.category) == bindparam("category"),
    "segment": func.lower(Issue.segment) == bindparam("segment"),
    "channel": Issue.channel == bindparam("channel"),
    "owner_id": Issue.owner_id == bindparam("owner_id"),
    "overdue_on": Issue.due_on < bindparam("overdue_on"),
    "escalated": Issue.level > literal_column("1"),
}
# Written as literals, for an index over some of the rows serves only a query that repeats its words.
STATUSES: dict[str, tuple[ColumnElement[bool], ...]] = {
    "open": (Issue.is_open.expression,),
    "resolved": (Issue.status == literal_column("'resolved'"),),
    "closed": (and_(not_(Issue.is_open), Issue.status == IssueStatus.CLOSED),),
    "all": (Issue.is_open.expression, not_(Issue.is_open)),
}
