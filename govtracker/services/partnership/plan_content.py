"""The words of a relationship management plan: what the queries found, as lines people read, in the same parts."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any, Final

from govtracker.enums import SeatRole, Side
from govtracker.queries.partnership.management_plans import Facts
from govtracker.queries.partnership.plan_parts import Standing
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules import date_words
from govtracker.rules.governance import cadence_words
from govtracker.rules.partnership.management_plan import Entry, Part, Plan
from govtracker.rules.performance import explanation
from govtracker.rules.performance.criteria import Criteria, Terms
from govtracker.rules.words import counted, label, seat_title

LEADING: Final = (SeatRole.SPONSOR, SeatRole.SPOC, SeatRole.DEPUTY_SPOC, SeatRole.FUNCTIONAL_LEAD)


def plan(facts: Facts) -> Plan:
    """The plan as things stand."""
    relationship = facts.relationship
    governance = chain(map(_forum, facts.of("forum")), map(_path, facts.of("path")))
    improving = chain(map(_improvement, facts.of("improvement")), map(_programme, facts.of("programme")))
    parts = (
        Part("Where the relationship stands", tuple(_standing(facts)), ""),
        Part("Objectives", _lines(relationship.purpose), "Nobody has said what it is for: Edit the relationship."),
        Part("Structure", tuple(_seats(facts.seats)), "No seat stands yet."),
        Part("Governance", tuple(governance), "No forum meets."),
        Part("Success criteria", tuple(_criteria(facts.criteria)), "Both sides have agreed none."),
        Part("Contract", tuple(_contract(facts)), "None is in force here."),
        Part("Risks", tuple(map(_risk, facts.of("risk"))), "No shared risk is open."),
        Part("Plans to become better", tuple(improving), "No improvement plan and no programme runs."),
        Part("Exit", tuple(_exit(facts)), "There is no exit plan."),
    )
    return Plan(relationship.key, (relationship.client.name, relationship.supplier.name), parts)


def _standing(facts: Facts) -> Iterable[Entry]:
    yield Entry(f"Stage (ISO 44001): {label(facts.relationship.stage).lower()}")
    yield Entry(f"Supplier category: {label(facts.relationship.category).lower()}")


def _seats(seats: Iterable[SeatRow]) -> Iterable[Entry]:
    """The seats that lead, the two of a kind in one line."""
    pairs: dict[tuple[SeatRole, str], dict[Side, int]] = {}
    for seat in seats:
        if seat.role in LEADING:
            pairs.setdefault((seat.role, seat.area or ""), {})[seat.side] = seat.person_id or 0
    for (role, area), held in sorted(pairs.items(), key=lambda pair: (LEADING.index(pair[0][0]), pair[0][1])):
        yield Entry(seat_title(role, area or None), tuple(held.get(side, 0) for side in Side))


def _forum(row: Standing) -> Entry:
    assert row.text is not None
    assert row.from_on is not None
    often = cadence_words.days_in_words(row.text, row.from_on)
    return Entry(f"{row.name} ({label(row.word).lower()}), {often}, {row.first} minutes")


def _path(row: Standing) -> Entry:
    return Entry(f"Escalation path “{row.name}”, version {row.first}, {counted(row.second or 0, 'level')}")


def _criteria(criteria: Criteria | None) -> Iterable[Entry]:
    if criteria is None:
        return
    total = sum(criteria.pillar_weights.values())
    shares = [
        f"{label(pillar).lower()} {explanation.figure(100 * weight / total, 0)} %"
        for pillar, weight in criteria.pillar_weights.items()
        if weight
    ]
    yield Entry(f"Version {criteria.version}: {', '.join(shares)}")
    yield from map(_criterion, criteria.terms)


def _criterion(terms: Terms) -> Entry:
    gate = ", a gate" if terms.is_gate else ""
    if terms.is_rated:
        return Entry(f"{terms.name} ({label(terms.pillar).lower()}): rated by both sides{gate}")

    def value(anchor: Any) -> str:
        return explanation.measured(anchor, terms.unit, label=terms.unit_label, decimals=terms.decimals)

    target, least = value(terms.anchors.target), value(terms.anchors.minimum)
    upper = f" to {value(terms.anchors.high_target)}" if terms.anchors.high_target is not None else ""
    return Entry(f"{terms.name} ({label(terms.pillar).lower()}): target {target}{upper}, minimum {least}{gate}")


def _contract(facts: Facts) -> Iterable[Entry]:
    for row in facts.of("contract"):
        until = f" to {date_words.long_day(row.to_on)}" if row.to_on else ", without an end"
        yield Entry(f"{row.name}: {row.text}, from {_day(row.from_on)}{until}")
        yield Entry(label(row.word))
        for side, days in zip((Side.CLIENT, Side.SUPPLIER), (row.first, row.second), strict=True):
            yield Entry(f"Notice by {facts.relationship.company(side).name}: {counted(days or 0, 'day')}")


def _risk(row: Standing) -> Entry:
    return Entry(f"{row.name} ({row.first} × {row.second}), {label(row.word).lower()}{_first_line(row)}")


def _improvement(row: Standing) -> Entry:
    return Entry(f"Improvement plan {row.first}, {row.name}{_first_line(row)}")


def _programme(row: Standing) -> Entry:
    days = f"{_day(row.from_on)} to {_day(row.to_on)}"
    return Entry(f"Programme “{row.name}”, {days}, {counted(row.first or 0, 'benefit')} both sides agreed")


def _exit(facts: Facts) -> Iterable[Entry]:
    for row in facts.of("exit"):
        yield from _lines(row.text or "")
        yield Entry(f"To be looked at again by {_day(row.to_on)}")


def _first_line(row: Standing) -> str:
    """The first line of its text behind a colon, "" without a text."""
    text = row.text or ""
    return f": {text.splitlines()[0]}" if text.strip() else ""


def _day(day: date | None) -> str:
    return date_words.long_day(day) if day else "–"


def _lines(text: str) -> tuple[Entry, ...]:
    return tuple(Entry(line.strip()) for line in text.splitlines() if line.strip())
