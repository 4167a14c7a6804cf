"""Contacts between two companies: what one side wrote or did where the other sees it, by whom and about which area.

Of shared records alone, so that both sides read the same. What the system raised and what was imported is no contact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, not_, or_, select, union_all

from govtracker.database import db
from govtracker.enums import Audience, ContactKind, ContactMaker
from govtracker.models import Action, ClockPause, Comment, FunctionalArea, Issue, Person, Rung, Subject
from govtracker.models.subject import KINDS
from govtracker.queries import paging
from govtracker.queries.paging import Slice
from govtracker.rules.structure.contacts import DAYS, Tally
from govtracker.rules.structure.posts import DAY, Posts


@dataclass(frozen=True)
class Span:
    """Days (UTC, both included) over which contacts are looked at, and who held which post meanwhile."""

    since: date
    on: date
    posts: Posts

    @property
    def begins_at(self) -> datetime:
        """The first instant of it."""
        return _midnight(self.since)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.on + DAY)

    @property
    def stretches(self) -> list[date]:
        """The first day of each stretch in which nobody's post changed."""
        return [self.since, *self.posts.cuts(self.since, self.on)]


@dataclass(frozen=True)
class Filter:
    """Which contacts are listed; None asks nothing."""

    area_id: int | None = None
    person_id: int | None = None
    maker: ContactMaker | None = None


class Source(NamedTuple):
    """Where contacts of a kind stand: the record they are on, who made them and when, their id, and the rows."""

    kind: ContactKind
    record: Any
    made_by: Any
    at: Any
    id: Any
    query: Select[Any]

    @property
    def area_id(self) -> Any:
        """The area it was about; as a value, so that SQLite walks the index of what is new and not that of areas."""
        return self.record.area_id + 0


def first_day(on: date) -> date:
    """The first of the days that count for a finding on `on`."""
    return on - timedelta(days=DAYS - 1)


def tallied(relationship_id: int, span: Span) -> list[Tally]:
    """How many contacts each person made in each area, as what, and when the last was."""
    rows = db.session.execute(union_all(*tallies(relationship_id, span)))
    return [read(row, span) for row in rows]


def tallies(relationship_id: int, span: Span) -> list[Select[Any]]:
    """What `tallied` asks, in parts: `about` (an area's id), `maker_id`, `stretch` (its place), `number`, `last_at`."""
    cuts = [_midnight(day) for day in span.stretches[1:]]
    return [
        source.query.with_only_columns(
            source.area_id.label("about"),
            source.made_by.label("maker_id"),
            _stretch(source.at, cuts).label("stretch"),
            func.count().label("number"),
            func.max(source.at).label("last_at"),
        ).group_by("about", "maker_id", "stretch")
        for source in _sources(relationship_id, span)
    ]


def read(row: Any, span: Span) -> Tally:
    """A row of `tallies`."""
    side = span.posts.side_of(row.maker_id)
    assert side is not None  # only contacts of people with posts are counted
    maker = span.posts.maker(row.maker_id, row.about, span.stretches[row.stretch])
    return Tally(row.about, row.maker_id, side, maker, row.number, row.last_at.astimezone(UTC).date())


def maker(row: Any, posts: Posts) -> ContactMaker:
    """As what somebody made a contact of `listed`."""
    return posts.maker(row.person_id, row.area_id, row.at.astimezone(UTC).date())


def listed(
    relationship_id: int, span: Span, wanted: Filter, *, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of the contacts themselves, the newest first: when, who, what and on which record."""
    merged = union_all(*(_rows(source, wanted, span) for source in _sources(relationship_id, span))).subquery()
    query = (
        select(merged, Person.name.label("person"), FunctionalArea.name.label("area"))
        .join(Person, Person.id == merged.c.person_id)
        .join(FunctionalArea, FunctionalArea.id == merged.c.area_id, isouter=True)
    )
    by = [merged.c.at, merged.c.kind, merged.c.contact_id]
    return paging.page(query, by=by, descending=True, after=after, before=before)


def _sources(relationship_id: int, span: Span) -> list[Source]:
    """Where each kind of contact stands; open and closed records apart, for so are the indexes that serve them."""
    issue, action = _shared(Issue, relationship_id), _shared(Action, relationship_id)
    begins_at, people = span.begins_at, span.posts.people
    raised = Source(ContactKind.ISSUE, Issue, Issue.raised_by_id, Issue.opened_at, Issue.id, issue)
    agreed = Source(ContactKind.ACTION, Action, Action.added_by_id, Action.created_at, Action.id, action)
    answered = Source(
        ContactKind.ACKNOWLEDGEMENT,
        Issue,
        Rung.acknowledged_by_id,
        Rung.acknowledged_at,
        Rung.id,
        _acknowledged(Rung, relationship_id),
    )
    given_back = Source(
        ContactKind.ACKNOWLEDGEMENT,
        Issue,
        ClockPause.acknowledged_by_id,
        ClockPause.acknowledged_at,
        ClockPause.id,
        _acknowledged(ClockPause, relationship_id),
    )
    found = [*_halves(raised), *_halves(agreed), answered, given_back, *_comments(relationship_id)]
    return [
        source._replace(
            query=source.query.where(source.at >= begins_at, source.at < span.ends_at, source.made_by.in_(people))
        )
        for source in found
    ]


def _shared(record: type[Subject], relationship_id: int) -> Select[Any]:
    return select(record.id).where(record.relationship_id == relationship_id, record.audience == Audience.SHARED)


def _acknowledged(table: type[Rung] | type[ClockPause], relationship_id: int) -> Select[Any]:
    """What somebody acknowledged, still or until it was handed over.

    The relationship is a value here, so that SQLite begins with who and when.
    """
    return (
        select(table.id)
        .join(Issue, Issue.id == table.issue_id)
        .where(table.acknowledged_by_id.is_not(None))
        .where(Issue.relationship_id + 0 == relationship_id, Issue.audience == Audience.SHARED)
    )


def _comments(relationship_id: int) -> list[Source]:
    """What was said about each kind of record."""
    made = (Comment.author_id, Comment.written_at, Comment.id)
    shared = (Comment.relationship_id == relationship_id, Comment.audience == Audience.SHARED)
    return [
        Source(
            ContactKind.COMMENT,
            kind.model,
            *made,
            _shared(kind.model, relationship_id)
            .join(Comment, getattr(Comment, f"{kind.name}_id") == kind.model.id)
            .where(*shared),
        )
        for kind in KINDS
        if hasattr(kind.model, "area_id")  # what is of no functional area is no functional matter
    ]


def _halves(source: Source) -> list[Source]:
    is_open: Any = source.record.is_open
    return [source._replace(query=source.query.where(half)) for half in (is_open.expression, not_(is_open))]


def _rows(source: Source, wanted: Filter, span: Span) -> Select[Any]:
    return source.query.with_only_columns(
        literal(source.kind.value).label("kind"),
        source.id.label("contact_id"),
        source.at.label("at"),
        source.made_by.label("person_id"),
        source.area_id.label("area_id"),
        literal(source.record.__tablename__).label("record"),
        source.record.number.label("number"),
        source.record.audience.label("audience"),
        source.record.title.label("title"),
    ).where(*_wanted(source, wanted, span))


def _wanted(source: Source, wanted: Filter, span: Span) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.area_id is not None:
        conditions.append(source.area_id == wanted.area_id)
    if wanted.person_id is not None:
        conditions.append(source.made_by == wanted.person_id)
    if wanted.maker is not None:
        conditions += [source.area_id.is_not(None), _made_as(wanted.maker, source, span)]
    return conditions


def _made_as(maker: ContactMaker, source: Source, span: Span) -> ColumnElement[bool]:
    """Made by somebody who was that at the time."""
    leading, speaking = [], []
    ends = [*span.stretches[1:], span.on + DAY]
    for first, end in zip(span.stretches, ends, strict=True):
        within = and_(source.at >= _midnight(first), source.at < _midnight(end))
        for person_id in span.posts.people:
            own, led = and_(within, source.made_by == person_id), span.posts.led_by(person_id, first)
            if led:
                leading.append(and_(own, source.area_id.in_(sorted(led))))
            if span.posts.speaks(person_id, first):
                speaking.append(own)
    as_lead, as_spoc = or_(false(), *leading), or_(false(), *speaking)
    return {
        ContactMaker.COUNTERPART: as_lead,
        ContactMaker.SPOC: and_(as_spoc, not_(as_lead)),
        ContactMaker.OTHER: not_(or_(as_lead, as_spoc)),
    }[maker]


def _stretch(at: Any, cuts: Sequence[datetime]) -> ColumnElement[int]:
    """The place of the stretch an instant lies in."""
    return case(*((at < cut, place) for place, cut in enumerate(cuts)), else_=len(cuts)) if cuts else literal(0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
