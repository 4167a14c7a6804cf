"""Measurements: entered, and corrected with what they said before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from govtracker.access import Viewer
from govtracker.enums import CriterionKind, MeasurementState, Side
from govtracker.models import Correction, Measurement, Relationship
from govtracker.queries import claims, find
from govtracker.queries.performance import held, trends
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance.measurements import Key, Stored
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry, Entry, Measure
from govtracker.rules.periods import Period
from govtracker.services import Refused, events
from govtracker.services.performance import consents, value_disputes

MISSING: Final = Entry(MeasurementState.MISSING)
NO_REASON: Final = "No reason was given."
NOTHING_AGREED: Final[Mapping[held.Place, int]] = {}


@dataclass(frozen=True)
class Given:
    """What someone says of a KPI for a month, of the whole relationship or of one `scope`.

    Source and note None: they stay as they are. A value that `is_rolled_up` was made of daily ones.
    """

    measure: Measure
    period: Period
    entry: Entry
    source: str | None = None
    note: str | None = None
    scope: int = 0
    is_rolled_up: bool = False
    awaits_consent: bool = False

    @property
    def key(self) -> Key:
        """The KPI, the first day of the month, and the scope."""
        return Key(self.measure.kpi_id, self.period.first_day, self.scope)


@dataclass(frozen=True)
class Taken:
    """What became of what was given; `before` is what stood there (None: nothing did)."""

    new: tuple[Given, ...] = ()
    corrected: tuple[tuple[Given, Stored], ...] = ()
    unchanged: int = 0


def enter(
    relationship: Relationship, given: Sequence[Given], *, reason: str, by: Viewer, at: datetime, today: date
) -> Taken:
    """Enter values by hand, all of them or none: an event each.

    `today` is the local day where months are counted (the client's). Refused carries the field "<code>:<month>", or
    "reason" where a value that was final changes without one.
    """
    if not given:
        return Taken()
    relationship = find.relationship(by, relationship.key)  # whoever shares a scorecard waits, or is waited for
    holding = held.within(relationship.id, *span(given))
    side = by.side_in(relationship.place())
    for one in given:
        _require_enterable(one, side, locked=one.key in holding, today=today)
    before = asked.stored([one.key for one in given])
    for one in given:
        _require_typed(one, before)
    if not reason.strip() and any(_is_correction(one, before) for one in given):
        raise Refused("A value that was final changes: say why. The old value is kept with your reason.", "reason")
    asking = _asking(given, before)
    if not reason.strip() and any(not one.note for one in asking):
        raise Refused("Say why it does not apply: the other side decides by it.", "reason")
    before = _settled(given, before, reason, by=by, at=at)
    taken = take(relationship, given, before=before, reason=reason.strip(), by=by, at=at, agreed=holding.agreed())
    record_each(taken, reason=reason.strip(), by=by, at=at)
    _record_asked(asking, reason.strip(), by=by, at=at)
    return taken


def take(
    relationship: Relationship,
    given: Sequence[Given],
    *,
    before: dict[Key, Stored],
    reason: str,
    by: Viewer | None,
    at: datetime,
    agreed: Mapping[held.Place, int] = NOTHING_AGREED,
) -> Taken:
    """Write what was checked already, each KPI and month once, in a fixed number of statements; records no event.

    `before` is what `queries.measurements.stored` says of them. What says the same as before is left alone. A value
    that an `agreed` scorecard holds is marked: the scorecard stays as it is, and waits for an amendment. What is
    disputed stays until it is settled, and what does not apply is asked of the other side.
    """
    side = by.side_in(relationship.place()) if by else None
    asking = _asking(given, before) if side else []
    taken = compare([_until_answered(one) if one in asking else one for one in given], before)
    who = {"entered_by_id": by.person_id if by else None, "entered_side": side, "entered_at": at}
    of_whole = [_row(relationship, one) | who for one in taken.new if not one.scope]
    of_scopes = [_row(relationship, one) | who for one in taken.new if one.scope]
    claims.insert_missing(Measurement, of_whole, unique=["kpi_id", "period_on"], where="scope_id IS NULL")
    claims.insert_missing(Measurement, of_scopes, unique=["kpi_id", "period_on", "scope_id"])
    kept = [
        _kept(old, reason, by, at) | {"scorecard_id": held.scorecard_of(one.key, agreed)}
        for one, old in taken.corrected
        if _is_kept(one, old) or (one.entry != old.entry and held.scorecard_of(one.key, agreed))
    ]
    claims.insert_rows(Correction, kept)
    claims.update_rows(Measurement, [{"id": old.id} | _said(one, old) | who for one, old in taken.corrected])
    written = [*taken.new, *(one for one, _ in taken.corrected)]
    trends.look_again((one.measure.kpi_id for one in written), at)
    if asking and by and side:
        stored = asked.stored([one.key for one in asking])
        wanted = [(stored[one.key].id, one.note or reason or NO_REASON) for one in asking]
        consents.ask(relationship, wanted, side, by=by, at=at)
    return taken


def compare(given: Sequence[Given], before: dict[Key, Stored]) -> Taken:
    """What would become of what is given, each KPI and month once, where `before` stands."""
    new = tuple(one for one in given if one.key not in before)
    known = ((one, before[one.key]) for one in given if one.key in before)
    changed = tuple((one, old) for one, old in known if _differs(one, old) and not _waits(one, old))
    return Taken(new, changed, len(given) - len(new) - len(changed))


def span(given: Sequence[Given]) -> tuple[date, date]:
    """The first and the last month that something is said of."""
    months = [one.period.first_day for one in given]
    return min(months), max(months)


def rolled_up(period: Period) -> str:
    """Why nobody enters a month that is made of its days, as a sentence."""
    return f"{period.name} is rolled up from daily values: import the days that were wrong."


def zone(relationship: Relationship) -> ZoneInfo:
    """The zone in which a relationship's months begin and end: the client's."""
    return ZoneInfo(relationship.client.zone)


def record_each(taken: Taken, *, reason: str, by: Viewer | None, at: datetime) -> None:
    """An event for each value, on the measurement it concerns."""
    before: dict[Key, tuple[Given, Entry | None]] = {one.key: (one, None) for one in taken.new}
    before |= {one.key: (one, old.entry) for one, old in taken.corrected}
    for measurement in asked.loaded(list(before)) if before else ():
        one, old = before[Key(measurement.kpi_id, measurement.period_on, measurement.scope_id or 0)]
        told = {"entry": [measuring.cell(old), measuring.cell(one.entry)]}
        action = "measurement_corrected" if old else "measurement_entered"
        events.record(measurement, action, by=by, at=at, changes=told, reason=reason)


def _require_enterable(one: Given, side: Side | None, *, locked: bool, today: date) -> None:
    field = f"{one.measure.code}:{one.period.key}"
    objection = measuring.objection(one.measure, one.period, today=today, locked=locked, side=side)
    if objection:
        raise Refused(objection, field)
    try:
        measuring.check(one.entry, one.measure)
    except BadEntry as refusal:
        raise Refused(refusal.sentence, field) from None


def _waits(one: Given, old: Stored) -> bool:
    """Whether what stands stays: it is disputed, or whether the KPI applies is for the other side to say."""
    return old.entry.state is MeasurementState.DISPUTED or one.awaits_consent


def _asking(given: Sequence[Given], before: dict[Key, Stored]) -> list[Given]:
    """What is said not to apply, and did apply before."""
    absent = (one for one in given if one.entry.state is MeasurementState.NOT_APPLICABLE)
    return [one for one in absent if one.key not in before or before[one.key].entry.state is not one.entry.state]


def _until_answered(one: Given) -> Given:
    """Until the other side has consented it is missing, or stays what it is."""
    return replace(one, entry=MISSING, awaits_consent=True)


def _record_asked(asking: Sequence[Given], reason: str, *, by: Viewer, at: datetime) -> None:
    reasons = {one.key: one.note or reason for one in asking}
    for measurement in asked.loaded(list(reasons)) if reasons else ():
        key = Key(measurement.kpi_id, measurement.period_on, measurement.scope_id or 0)
        events.record(measurement, "not_applicable_asked", by=by, at=at, reason=reasons[key])


def _settled(
    given: Sequence[Given], before: dict[Key, Stored], reason: str, *, by: Viewer, at: datetime
) -> dict[Key, Stored]:
    """What stands once the values that are corrected by their own side are disputed no more."""
    disputed = [
        before[one.key].id
        for one in given
        if one.key in before and before[one.key].entry.state is MeasurementState.DISPUTED
    ]
    for measurement_id in disputed:
        value_disputes.settle_by_correction(measurement_id, reason, by=by, at=at)
    return asked.stored([one.key for one in given]) if disputed else before


def _require_typed(one: Given, before: dict[Key, Stored]) -> None:
    old = before.get(one.key)
    if old is not None and old.is_rolled_up and _differs(one, old):
        raise Refused(rolled_up(one.period), f"{one.measure.code}:{one.period.key}")


def _is_correction(one: Given, before: dict[Key, Stored]) -> bool:
    old = before.get(one.key)
    return old is not None and measuring.needs_reason(old.entry, one.entry)


def _differs(one: Given, old: Stored) -> bool:
    stood = {**vars(old.entry), "is_rolled_up": old.is_rolled_up, "source": old.source, "note": old.note}
    return _said(one, old) != stood


def _is_kept(one: Given, old: Stored) -> bool:
    """Whether the old value is kept: a provisional one that is only computed or rated anew is not."""
    comes_of_itself = one.measure.computed or one.measure.kind is CriterionKind.QUALITATIVE
    is_open = old.entry.state is MeasurementState.PROVISIONAL and bool(comes_of_itself)
    return one.entry != old.entry and old.entry.state is not MeasurementState.MISSING and not is_open


def _row(relationship: Relationship, one: Given) -> dict[str, Any]:
    return {
        "kpi_id": one.measure.kpi_id,
        "relationship_id": relationship.id,
        "scope_id": one.scope or None,
        "period_on": one.period.first_day,
        **_said(one, None),
    }


def _said(one: Given, old: Stored | None) -> dict[str, Any]:
    source, note = (old.source, old.note) if old else (one.measure.source, "")
    return {
        **vars(one.entry),
        "is_rolled_up": one.is_rolled_up,
        "source": source if one.source is None else one.source,
        "note": note if one.note is None else one.note,
    }


def _kept(old: Stored, reason: str, by: Viewer | None, at: datetime) -> dict[str, Any]:
    figures = {name: getattr(old.entry, name) for name in ("state", "value", "numerator", "denominator")}
    who = {"corrected_by_id": by.person_id if by else None, "corrected_at": at}
    return {"measurement_id": old.id, "reason": reason or "The value was provisional.", **figures, **who}
