"""Scorecards: the months of a relationship, computed while they are drafts, read from their snapshot once shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Measurement, Person, Scorecard
from govtracker.models import Relationship as Relation
from govtracker.queries import NotFound, find, visible
from govtracker.queries.performance import criteria, recorded
from govtracker.rules import periods
from govtracker.rules.performance import drafts, snapshot
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.periods import Period

MONTHS_OF_A_LINE = 12
Drafts = dict[date, Snapshot]


@dataclass(frozen=True)
class Shown:
    """A month's scorecard with what stands beside it.

    `stored` is its row since it was shared (None: a draft), with the names of those who signed; `text` the snapshot as
    it was signed; `previous` the scorecard of the month before. `lines` are the scores of each KPI (by id) over
    12 months, the month itself last.
    """

    period: Period
    snapshot: Snapshot
    text: str
    stored: Row[Any] | None
    previous: Snapshot | None
    lines: dict[int, list[Any]]

    @property
    def digest(self) -> str:
        """SHA-256 of what is shown: whoever shares or signs names it."""
        return str(self.stored.digest) if self.stored else snapshot.digest(self.text)

    @property
    def genuine(self) -> bool:
        """Whether the snapshot is the one that was signed."""
        return snapshot.digest(self.text) == self.digest


def one(viewer: Viewer, key: str, period: str) -> Scorecard:
    """The shared scorecard of a month (2026-10); raises NotFound for one that is a draft."""
    month = _month(period)
    return find.one(
        select(Scorecard)
        .join(Scorecard.relationship)
        .where(Relation.key == key.upper(), Scorecard.period_on == month.first_day)
        .where(visible.of_relationship(viewer, Scorecard.relationship_id))
    )


def shown(viewer: Viewer, relationship: Relation, period: str) -> Shown | None:
    """A month's scorecard, however far it has come; None where there is neither a scorecard nor criteria in force."""
    month = _month(period)
    first = _months_before(month, MONTHS_OF_A_LINE)[0]
    earlier = _months_before(month, 2)[0].first_day  # the month itself at the beginning of time
    rows = {row.period_on: row for row in _stored(viewer, relationship.id, earlier, month.first_day)}
    stored = rows.get(month.first_day)
    terms = _in_force(relationship.id)
    computed = _computed(
        relationship, terms, recorded.said(viewer, relationship.id, first.first_day, month.first_day), month
    )
    text = stored.snapshot if stored else _text(computed.get(month.first_day))
    if not text:
        return None
    own, previous = snapshot.read(text), None
    if earlier != month.first_day:
        previous = snapshot.read(rows[earlier].snapshot) if earlier in rows else computed.get(earlier)
    return Shown(month, own, text, stored, previous, _lines(own, computed, month))


def current(relationship: Relation, month: Period) -> Snapshot | None:
    """A month's scorecard as it comes out now, whatever was shared; None without criteria in force."""
    said = recorded.said(None, relationship.id, month.first_day, month.first_day)
    terms = _in_force(relationship.id)
    return drafts.draft(relationship.key, month.key, terms, said.get(month.first_day, {})) if terms else None


def stored(relationship_id: int, period_on: date) -> Scorecard | None:
    """The scorecard of a month that was shared at least once."""
    wanted = Scorecard.relationship_id == relationship_id, Scorecard.period_on == period_on
    return db.session.scalars(select(Scorecard).where(*wanted)).one_or_none()


def months(viewer: Viewer, relationship: Relation, last: Period, *, how_many: int) -> list[tuple[Period, Any]]:
    """Months up to `last`, newest first: the row of a shared scorecard, else the Snapshot of what is measured."""
    wanted = _months_before(last, how_many)
    first_day = wanted[0].first_day
    rows: dict[date, Any] = {row.period_on: row for row in _stored(viewer, relationship.id, first_day, last.first_day)}
    said = recorded.said(viewer, relationship.id, first_day, last.first_day)
    terms = _in_force(relationship.id)
    for month in wanted:
        if terms and month.first_day in said and month.first_day not in rows:
            rows[month.first_day] = drafts.draft(relationship.key, month.key, terms, said[month.first_day])
    return [(month, rows[month.first_day]) for month in reversed(wanted) if month.first_day in rows]


def newest(viewer: Viewer, relationship_id: int, *, up_to: date) -> Period | None:
    """The newest month up to a day in which anything was measured or shared; None where there is none."""
    days = (
        select(func.max(noun.period_on))
        .where(noun.relationship_id == relationship_id, noun.period_on <= up_to)
        .where(visible.of_relationship(viewer, noun.relationship_id))
        .scalar_subquery()
        for noun in (Measurement, Scorecard)
    )
    found = [day for day in db.session.execute(select(*days)).one() if day is not None]
    return periods.containing(max(found)) if found else None


def _stored(viewer: Viewer, relationship_id: int, first: date, last: date) -> Sequence[Row[Any]]:
    """Rows of scorecards with the names of those who shared, signed and disputed them."""
    roles = ("shared_by", "client_agreed_by", "supplier_agreed_by", "disputed_by")
    people = {role: aliased(Person) for role in roles}
    names = (people[role].name.label(f"{role}_name") for role in roles)
    query: Select[Any] = select(*Scorecard.__table__.columns, *names)
    for role in roles:
        query = query.outerjoin(people[role], people[role].id == getattr(Scorecard, f"{role}_id"))
    return db.session.execute(
        query.where(Scorecard.relationship_id == relationship_id, Scorecard.period_on.between(first, last))
        .where(visible.of_relationship(viewer, Scorecard.relationship_id))
        .order_by(Scorecard.period_on)
    ).all()


def _in_force(relationship_id: int) -> Criteria | None:
    version = criteria.in_force(relationship_id)
    return criteria.content(version) if version else None


def _computed(relationship: Relation, terms: Criteria | None, said: recorded.Months, last: Period) -> Drafts:
    """The scorecards that come out now for the months of a line."""
    if terms is None:
        return {}
    return {
        month.first_day: drafts.draft(relationship.key, month.key, terms, said.get(month.first_day, {}))
        for month in _months_before(last, MONTHS_OF_A_LINE)
        if month.first_day in said or month == last
    }


def _lines(own: Snapshot, computed: Drafts, last: Period) -> dict[int, list[Any]]:
    """Scores of each KPI over the months; the last is what the scorecard itself says."""
    earlier = _months_before(last, MONTHS_OF_A_LINE)[:-1]
    scores = [_scores(computed.get(month.first_day)) for month in earlier] + [_scores(own)]
    return {found.criterion.id: [month.get(found.criterion.id) for month in scores] for found in own.result.criteria}


def _scores(one: Snapshot | None) -> dict[int, Any]:
    return {found.criterion.id: found.score for found in one.result.criteria} if one else {}


def _text(one: Snapshot | None) -> str:
    return snapshot.write(one) if one else ""


def _month(period: str) -> Period:
    try:
        return periods.parse(period)
    except periods.BadPeriod:
        raise NotFound from None


def _months_before(last: Period, how_many: int) -> list[Period]:
    """So many months, `last` the last of them, oldest first; fewer at the beginning of time."""
    found = [last]
    while len(found) < how_many:
        try:
            found.append(found[-1].previous())
        except periods.BadPeriod:
            break
    return found[::-1]
