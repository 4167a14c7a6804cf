"""Which issues are there: lists with filters, what an issue's page shows, open ones alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, literal_column, not_, or_, select, tuple_, type_coerce

from govtracker.access import Place, Stance, Viewer
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, Severity, Side
from govtracker.models import FunctionalArea, Issue, Person, Relationship, RelationshipArea
from govtracker.queries import paging, search, visible
from govtracker.queries.paging import Slice
from govtracker.rules import recurrence, search_text

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
        side = viewer.side_in(relationship.place())
        assert side is not None
        place = relationship.place()
        return cls(place, relationship.key, relationship.client.name, relationship.supplier.name, side)

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
    owner_id: int | None = None
    overdue_on: date | None = None
    escalated: bool = False
    sort: str = "due"
    descending: bool = False


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
    query = select(Relationship).where(visible.relationships(viewer)).order_by(Relationship.key)
    if key is not None:
        query = query.where(Relationship.key == key.upper())
    return [Standpoint.of(row, viewer) for row in db.session.scalars(query)]


def listed(
    viewer: Viewer,
    places: Sequence[Standpoint],
    wanted: Filter,
    *,
    after: str | None = None,
    before: str | None = None,
) -> Listed:
    """A page of the issues of `places`, as plain rows."""
    if not places:
        return Listed(Slice([], None, None), more_matches=False)
    sides = [(place.relationship_id, place.side) for place in places]
    found = search.issues(viewer, sides, wanted.words) if wanted.words else None
    page = paging.page(
        _rows().where(visible.issues(viewer)),
        by=SORTS[wanted.sort],
        descending=wanted.descending,
        after=after,
        before=before,
        ranges=_ranges(viewer, places, wanted, found.ids if found else None),
    )
    return Listed(page, more_matches=bool(found and found.more))


def alike(viewer: Viewer, place: Standpoint, title: str) -> list[Any]:
    """Open issues of one relationship whose titles share words with `title`, the most alike first."""
    words = set(search_text.query(title))
    sides = [(place.relationship_id, place.side)]
    found = search.issues(viewer, sides, title, any_word=True, only_open=True, most=MOST_COMPARED)
    titles = db.session.execute(select(Issue.id, Issue.title).where(Issue.id.in_(found.ids))).all()
    shared = {row.id: len(words & set(search_text.words(row.title))) for row in titles}
    best = sorted((-count, -issue_id) for issue_id, count in shared.items() if count)[:MOST_ALIKE]
    chosen = [-issue_id for _, issue_id in best]
    rows = db.session.execute(_rows().where(visible.issues(viewer), Issue.id.in_(chosen)))
    return sorted(rows, key=lambda row: chosen.index(row.id))


def seen_before(viewer: Viewer, issue: Issue) -> list[Any]:
    """Issues like this one, opened within the recurrence window before it, newest first; internal ones enter no
    shared count."""
    if not issue.category:
        return []
    audiences = {Audience.SHARED, issue.audience}
    return list(
        db.session.execute(
            select(Issue.number, Issue.audience, Issue.title, Issue.status, Issue.opened_at)
            .where(
                visible.issues(viewer),
                Issue.audience.in_(audiences),
                Issue.relationship_id == issue.relationship_id,
                Issue.area_id == issue.area_id,
                Issue.category == issue.category,
                Issue.opened_at >= issue.opened_at - recurrence.WINDOW,
                tuple_(Issue.opened_at, Issue.id) < tuple_(issue.opened_at, issue.id),
            )
            .order_by(Issue.opened_at.desc(), Issue.id.desc())
            .limit(MOST_SEEN)
        )
    )


def areas(places: Sequence[Standpoint]) -> list[tuple[int, str]]:
    """(id, name) of the functional areas these relationships need, in the order of the catalogue."""
    needed = select(RelationshipArea.area_id).where(
        RelationshipArea.relationship_id.in_([place.relationship_id for place in places])
    )
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


def _rows() -> Select[*tuple[Any, ...]]:
    return (
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
            Issue.is_exhausted,
            Issue.climb_at,
            FunctionalArea.name.label("area"),
            Person.name.label("owner"),
            Relationship.key.label("relationship_key"),
        )
        .join(FunctionalArea, FunctionalArea.id == Issue.area_id)
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .outerjoin(Person, Person.id == Issue.owner_id)
    )


def _ranges(
    viewer: Viewer, places: Sequence[Standpoint], wanted: Filter, ids: Sequence[int] | None
) -> list[Select[Any]]:
    """Parts of the issue table; within each an index serves every order of the list."""
    base = select(Issue.id).where(*_conditions(places, wanted))
    halves = STATUSES[wanted.status]
    if ids is not None:
        return [base.where(Issue.id.in_(ids), half) for half in halves]
    if wanted.owner_id is not None:
        return [base.where(_within(places), half) for half in halves]
    if len(places) * len(halves) > MOST_PARTS:
        return [base.where(visible.issues(viewer), half) for half in halves]
    return [
        base.where(Issue.relationship_id == place.relationship_id, half, AUDIENCE.in_(place.audiences))
        for place in places
        for half in halves
    ]


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


def _conditions(places: Sequence[Standpoint], wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.severity is not None:
        conditions.append(Issue.severity_rank == wanted.severity.rank)
    if wanted.area_id is not None:
        conditions.append(Issue.area_id == wanted.area_id)
    if wanted.waiting:
        conditions.append(or_(*(_waiting(places, side, wanted.waiting) for side in Side)))
    if wanted.owner_id is not None:
        conditions.append(Issue.owner_id == wanted.owner_id)
    if wanted.overdue_on is not None:
        conditions.append(Issue.due_on < wanted.overdue_on)
    if wanted.escalated:
        conditions.append(Issue.level > literal_column("1"))
    return conditions


def _waiting(places: Sequence[Standpoint], side: Side, whom: str) -> ColumnElement[bool]:
    seen_from = [place.relationship_id for place in places if place.side is side]
    return and_(Issue.relationship_id.in_(seen_from), Issue.waiting_on == (side if whom == "us" else side.other))


# Columns as values: SQLite, which keeps no statistics, would rather walk an index over them than the one that is meant.
RELATIONSHIP: ColumnElement[int] = Issue.relationship_id + 0
AUDIENCE: ColumnElement[str] = type_coerce(Issue.audience, String).concat("")

# Written as literals, for an index over some of the rows serves only a query that repeats its words.
STATUSES: dict[str, tuple[ColumnElement[bool], ...]] = {
    "open": (Issue.is_open.expression,),
    "resolved": (Issue.status == literal_column("'resolved'"),),
    "closed": (and_(not_(Issue.is_open), Issue.status == IssueStatus.CLOSED),),
    "all": (Issue.is_open.expression, not_(Issue.is_open)),
}
