"""Scorecards period by period: computed while they are drafts, read from their snapshot once shared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, func, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PeriodKind, ScorecardStatus
from govtracker.models import Measurement, Scorecard
from govtracker.models import Relationship as Relation
from govtracker.queries import visible
from govtracker.queries.performance import criteria, recorded, scorecard_rows, standing_bands
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.rules.performance import bands, card_periods, drafts, snapshot
from govtracker.rules.performance.bands import Band
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.drafts import Judging
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.periods import Period

PERIODS_OF_A_LINE: Mapping[PeriodKind, int] = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 8,
    PeriodKind.FISCAL_YEAR: 5,
}
one = scorecard_rows.one


@dataclass(frozen=True)
class Shown:
    """A period's scorecard with what stands beside it.

    `stored` is its row since it was shared (None: a draft), with the names of those who signed; `text` the snapshot as
    it was signed, of a disputed one as it comes out now; `previous` the scorecard of the period before. `lines` are
    the scores of each KPI (by id) over the periods of a line, the period itself last, all by the same criteria;
    `versions` says by which version each of these periods was shared. `now` is how an agreed one comes out today.
    """

    slot: Slot
    snapshot: Snapshot
    text: str
    stored: Row[Any] | None
    previous: Snapshot | None
    lines: dict[int, list[Decimal | None]]
    versions: dict[date, int]
    now: Snapshot | None = None

    @property
    def period(self) -> Period:
        """Its period."""
        return self.slot.period

    @property
    def digest(self) -> str:
        """SHA-256 of what is shown: whoever shares or signs names it."""
        if self.stored is None or self.stored.status is ScorecardStatus.DISPUTED:
            return snapshot.digest(self.text)
        return str(self.stored.digest)

    @property
    def genuine(self) -> bool:
        """Whether the snapshot is the one that was signed, and signed for this."""
        own, slot = self.snapshot, self.slot
        return snapshot.digest(self.text) == self.digest and (own.relationship, own.period) == (
            slot.relationship.key,
            slot.period.key,
        )

    @property
    def would_be(self) -> Snapshot | None:
        """How an agreed scorecard comes out today, where that is not what was agreed."""
        return None if self.now is None or same(self.snapshot, self.now) else self.now


def shown(viewer: Viewer, relationship: Relation, period: str, scope: str | None = None) -> Shown | None:
    """A period's scorecard, or the one of a number; None where there is neither a scorecard nor criteria in force."""
    numbered = scorecard_rows.numbered(viewer, relationship.id, int(period[:9])) if period.isdecimal() else None
    if numbered:
        slot = scorecard_rows.slot_of_row(viewer, relationship, numbered)
    else:
        slot = scorecard_rows.slot(viewer, relationship, period, scope)
    line = _line(slot.period)
    rows = {row.period_on: row for row in scorecard_rows.between(viewer, slot, line[0].first_day, line[-1].first_day)}
    stored = numbered or rows.get(slot.period.first_day)
    return _shown(viewer, slot, stored, rows, line)


def current(where: Slot, like: Scorecard | None = None) -> Snapshot | None:
    """A period's scorecard as it comes out now, whatever was shared; None without criteria in force.

    One that was shared before, given as `like`, keeps the criteria and the bands it was shared with.
    """
    terms = criteria.content(like.criteria_set) if like else _in_force(where.relationship.id)
    if terms is None:
        return None
    earlier = _previous(where.period)
    row = scorecard_rows.stored(Slot(where.relationship, earlier, where.scope)) if earlier else None
    before = drafts.before(_standing_before(row))
    said = recorded.said(
        None, where.relationship.id, where.period.first_day, where.period.last_day, scope_id=where.scope_id
    )
    return _draft(where, where.period, terms, said, Judging(_bands(like.snapshot if like else ""), before))


def pair(viewer: Viewer, where: Slot, other: Period) -> tuple[Snapshot | None, Snapshot | None]:
    """The scorecards of two periods of a kind, as shared or, while they are drafts, as they come out now."""
    slots = where, Slot(where.relationship, other, where.scope)
    rows = [_current(viewer, slot) for slot in slots]
    is_shared = [row is not None and row.status is not ScorecardStatus.DISPUTED for row in rows]
    terms = None if all(is_shared) else _in_force(where.relationship.id)
    judging = Judging() if all(is_shared) else Judging(standing_bands.in_use())
    one, two = (
        snapshot.read(row.snapshot) if row is not None and shared else _as_now(viewer, slot, row, terms, judging)
        for slot, row, shared in zip(slots, rows, is_shared, strict=True)
    )
    return one, two


def _current(viewer: Viewer, slot: Slot) -> Row[Any] | None:
    first = slot.period.first_day
    return next(iter(scorecard_rows.between(viewer, slot, first, first)), None)


def _as_now(
    viewer: Viewer, slot: Slot, row: Row[Any] | None, terms: Criteria | None, judging: Judging
) -> Snapshot | None:
    """A draft; a disputed one keeps the criteria it was shared with."""
    period = slot.period
    own = criteria.content_of_scorecard(row) if row is not None else terms
    said = recorded.said(viewer, slot.relationship.id, period.first_day, period.last_day, scope_id=slot.scope_id)
    return _draft(slot, period, own, said, judging) if own and _has_figures(period, said) else None


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots of a period come to the same from the same figures, however they are judged by words."""
    return (one.result, one.standing, one.zone) == (other.result, other.standing, other.zone)


def listed(viewer: Viewer, slot: Slot, *, how_many: int) -> list[tuple[Period, Any]]:
    """Periods up to the slot's, newest first: the row of a shared scorecard, else the Snapshot of what is measured."""
    wanted = card_periods.up_to(slot.period, how_many)
    first, last = wanted[0].first_day, slot.period.last_day
    rows: dict[date, Any] = {row.period_on: row for row in scorecard_rows.between(viewer, slot, first, last)}
    said = recorded.said(viewer, slot.relationship.id, first, last, scope_id=slot.scope_id)
    terms, bands_in_use = _in_force(slot.relationship.id), standing_bands.in_use()
    before: Snapshot | None = None
    for period in wanted:
        row = rows.get(period.first_day)
        if row is not None:
            before = _standing_before(row)
        elif terms and _has_figures(period, said):
            judging = Judging(bands_in_use, drafts.before(before))
            rows[period.first_day] = _draft(slot, period, terms, said, judging)
            before = None  # a draft judges nothing
    return [(period, rows[period.first_day]) for period in reversed(wanted) if period.first_day in rows]


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


def _shown(
    viewer: Viewer, slot: Slot, stored: Row[Any] | None, rows: Mapping[date, Row[Any]], line: list[Period]
) -> Shown | None:
    first, last = line[0].first_day, slot.period.last_day
    said = recorded.said(viewer, slot.relationship.id, first, last, scope_id=slot.scope_id)
    earlier = _previous(slot.period)
    before = rows.get(earlier.first_day) if earlier else None
    terms = criteria.content_of_scorecard(stored) if stored else _in_force(slot.relationship.id)
    if terms is None:
        return None
    kept = snapshot.read(stored.snapshot) if stored is not None else None
    previous = snapshot.read(before.snapshot) if before is not None else None
    stands = None if before is None or before.status is ScorecardStatus.DISPUTED else previous
    if earlier and before is None and _has_figures(earlier, said):
        previous = _draft(slot, earlier, terms, said, Judging())
    text, own, now = _own(slot, stored, kept, lambda: _judged(slot, terms, said, kept, stands))
    scores = [_scores_of(slot, one, terms, said) for one in line[:-1]] + [_scores(own)]
    versions = {day: row.criteria_version for day, row in rows.items()}
    return Shown(slot, own, text, stored, previous, _lines(own, scores), versions, now)


def _own(
    slot: Slot, stored: Row[Any] | None, kept: Snapshot | None, draft: Callable[[], Snapshot]
) -> tuple[str, Snapshot, Snapshot | None]:
    """Text and snapshot of what is shown, and how an agreed one comes out now; nothing is computed for any other."""
    if stored is None or kept is None or stored.status is ScorecardStatus.DISPUTED:
        made = draft()
        return snapshot.write(made), made, None
    may_differ = stored.status is ScorecardStatus.AGREED and stored.is_current
    return stored.snapshot, kept, draft() if may_differ else None


def _judged(
    slot: Slot, terms: Criteria, said: recorded.Months, kept: Snapshot | None, stands: Snapshot | None
) -> Snapshot:
    """How it comes out now, by the bands it was shared with."""
    in_use = (kept.bands or bands.OURS) if kept else standing_bands.in_use()
    return _draft(slot, slot.period, terms, said, Judging(in_use, drafts.before(stands)))


def _draft(slot: Slot, period: Period, terms: Criteria, said: recorded.Months, judging: Judging) -> Snapshot:
    """What the months of a period come to."""
    months = card_periods.months(period)
    made = drafts.draft(slot.relationship.key, period.key, terms, _stands(slot, period, terms, said), judging)
    named = tuple(month.key for month in months) if len(months) > 1 else ()
    return replace(made, scope=slot.scope.name if slot.scope else "", months=named)


def _stands(slot: Slot, period: Period, terms: Criteria, said: recorded.Months) -> Mapping[int, Any]:
    if card_periods.kind_of(period) is PeriodKind.MONTH:
        year_begins, found = slot.relationship.fiscal_year_start, said.get(period.first_day, {})
        return drafts.with_not_due(terms, period.first_day, found, year_begins=year_begins)
    months = card_periods.months(period)
    return drafts.rolled(terms, [(month.name, said.get(month.first_day, {})) for month in months])


def _scores_of(slot: Slot, period: Period, terms: Criteria, said: recorded.Months) -> Mapping[int, Decimal | None]:
    """The score of each KPI in a period by these criteria, as its draft has it."""
    return drafts.scores(terms, _stands(slot, period, terms, said)) if _has_figures(period, said) else {}


def _has_figures(period: Period, said: recorded.Months) -> bool:
    return any(month.first_day in said for month in card_periods.months(period))


def _standing_before(row: Any) -> Snapshot | None:
    """What was shared for the period before, unless it is disputed."""
    return None if row is None or row.status is ScorecardStatus.DISPUTED else snapshot.read(row.snapshot)


def _bands(text: str) -> tuple[Band, ...]:
    """The bands a snapshot was judged by, those in use for one that is yet to be made ("")."""
    return (snapshot.read(text).bands or bands.OURS) if text else standing_bands.in_use()


def _previous(period: Period) -> Period | None:
    try:
        return period.previous()
    except periods.BadPeriod:
        return None


def _line(period: Period) -> list[Period]:
    return card_periods.up_to(period, PERIODS_OF_A_LINE[card_periods.kind_of(period)])


def _in_force(relationship_id: int) -> Criteria | None:
    version = criteria.in_force(relationship_id)
    return criteria.content(version) if version else None


def _lines(own: Snapshot, scores: Sequence[Mapping[int, Decimal | None]]) -> dict[int, list[Decimal | None]]:
    """Scores of each KPI over the periods; the last is what the scorecard itself says."""
    return {found.criterion.id: [period.get(found.criterion.id) for period in scores] for found in own.result.criteria}


def _scores(one: Snapshot) -> Mapping[int, Decimal | None]:
    return {found.criterion.id: found.score for found in one.result.criteria}
