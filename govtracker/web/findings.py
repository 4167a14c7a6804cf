"""What is found of a structure as people read it: a sentence, the facts behind it, and where the contacts stand."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import url_for

from govtracker.enums import ContactMaker, PairFinding, Side, StructureFinding
from govtracker.models import Relationship
from govtracker.queries.structure.health import Health
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.date_words import listed, long_day
from govtracker.rules.structure.contacts import Concentration, KeyPerson, Tally
from govtracker.rules.structure.structure import Finding, PairFacts
from govtracker.rules.words import label


@dataclass(frozen=True)
class Told:
    """A finding in words; `contacts` is the address of the contacts it was computed from, "" where it has none."""

    kind: StrEnum
    text: str
    href: str
    facts: tuple[str, ...] = ()
    contacts: str = ""


@dataclass(frozen=True)
class Facts:
    """A relationship and what is found of it."""

    relationship: Relationship
    health: Health

    def contacts(self, **wanted: Any) -> str:
        """The address of contacts of the span."""
        return url_for("contacts.index", key=self.relationship.key, on=self.health.on.isoformat(), **wanted)

    def company(self, side: Side) -> str:
        """The name of a company."""
        return self.relationship.company(side).name


def told(relationship: Relationship, health: Health) -> list[Told]:
    """All findings that are no good news: the collapse, pairs, other vacant seats, key persons."""
    facts = Facts(relationship, health)
    found = [concentration(relationship, health)] if health.concentration.collapsed else []
    for pair in health.pairs:
        found += [one for finding in health.findings[pair.area_id] if (one := _pair(facts, pair, finding))]
    found += [_vacant(facts, seat) for seat in health.seats if seat.person_id is None and seat.area_id is None]
    return found + [_key_person(facts, one) for one in health.key_persons]


def of_pair(relationship: Relationship, health: Health, area_id: int) -> list[Told]:
    """The same of one pair."""
    facts = Facts(relationship, health)
    pair = next(pair for pair in health.pairs if pair.area_id == area_id)
    return [one for finding in health.findings[area_id] if (one := _pair(facts, pair, finding))]


def concentration(relationship: Relationship, health: Health) -> Told:
    """Who makes the contacts, whether that is a finding or not."""
    facts, found = Facts(relationship, health), health.concentration
    kind = StructureFinding.COLLAPSED if found.collapsed else PairFinding.HEALTHY
    lines = [*_by_maker(found), *_by_spoc(facts)]
    address = facts.contacts(made=ContactMaker.SPOC.value)
    return Told(kind, found.why, address, tuple(lines), address)


def _by_maker(found: Concentration) -> list[str]:
    words = {
        ContactMaker.COUNTERPART: "by the leads of the areas they were about",
        ContactMaker.SPOC: "by a SPOC, or a deputy who acted",
        ContactMaker.OTHER: "by others",
    }
    return [f"{found.counted[maker]} {words[maker]}" for maker in ContactMaker]


def _by_spoc(facts: Facts) -> list[str]:
    areas = {pair.area_id: pair.area for pair in facts.health.pairs}
    made: dict[int, list[Tally]] = {}
    for tally in facts.health.tallies:
        if tally.maker is ContactMaker.SPOC and tally.area_id in areas:
            made.setdefault(tally.person_id, []).append(tally)
    return [
        f"{facts.health.names.get(person_id, 'Somebody who held the seat before')}: "
        + ", ".join(f"{areas[one.area_id or 0]} {one.number}" for one in sorted(own, key=lambda one: -one.number))
        for person_id, own in made.items()
    ]


def _pair(facts: Facts, pair: PairFacts, finding: Finding) -> Told | None:
    href = url_for("relationships.area", key=facts.relationship.key, area_id=pair.area_id)
    match finding.kind:
        case PairFinding.HEALTHY:
            return None
        case PairFinding.VACANT:
            return Told(finding.kind, finding.why, href, tuple(_since_when(facts, pair)))
        case PairFinding.DOUBLED:
            return Told(finding.kind, finding.why, href, tuple(_who_leads(facts, pair)))
        case PairFinding.DORMANT:
            contacts = facts.contacts(area=pair.area_id)
            return Told(finding.kind, finding.why, href, tuple(_last_contacts(facts, pair)), contacts)


def _since_when(facts: Facts, pair: PairFacts) -> list[str]:
    seats = [seat for seat in facts.health.seats if seat.area_id == pair.area_id and seat.person_id is None]
    return [
        f"{facts.company(seat.side)}: nobody since {long_day(seat.vacant_since)}"
        if seat.vacant_since
        else f"{facts.company(seat.side)}: nobody has held the seat yet"
        for seat in seats
    ]


def _who_leads(facts: Facts, pair: PairFacts) -> list[str]:
    lines = []
    for side in Side:
        who = pair.person_id(side)
        led = [other.area for other in facts.health.pairs if who is not None and other.person_id(side) == who]
        if who is not None and len(led) > 1:
            lines.append(f"{facts.health.names[who]} ({facts.company(side)}) leads {listed(led)}")
    return lines


def _last_contacts(facts: Facts, pair: PairFacts) -> list[str]:
    """What each of the two did in the area in the span."""
    health, lines = facts.health, []
    for side in Side:
        own = [one for one in health.tallies if (one.area_id, one.person_id) == (pair.area_id, pair.person_id(side))]
        number = sum(one.number for one in own)
        last = f", the last on {long_day(max(one.last_on for one in own))}" if own else ""
        name = health.names.get(pair.person_id(side) or 0, "nobody")
        lines.append(f"{name} ({facts.company(side)}): {number or 'no'} contact{'' if number == 1 else 's'}{last}")
    others = health.contacts[pair.area_id] - sum(
        one.number
        for one in health.tallies
        if one.area_id == pair.area_id and one.person_id in (pair.client_person_id, pair.supplier_person_id)
    )
    return [*lines, f"others: {others or 'no'} contact{'' if others == 1 else 's'}"]


def _vacant(facts: Facts, seat: SeatRow) -> Told:
    since = f" since {long_day(seat.vacant_since)}" if seat.vacant_since else ""
    text = f"{facts.company(seat.side)} has nobody as {label(seat.role)}{since}."
    return Told(PairFinding.VACANT, text, url_for("seats.show", key=facts.relationship.key, seat_id=seat.seat_id))


def _key_person(facts: Facts, found: KeyPerson) -> Told:
    areas = {pair.area_id: pair.area for pair in facts.health.pairs}
    name = facts.health.names.get(found.person_id, "One person")
    led = listed([areas.get(one.area_id, "an area that is gone") for one in found.areas])
    company = facts.company(found.side)
    lines = tuple(
        f"{areas.get(one.area_id, 'An area that is gone')}: {one.own} of {one.of} contacts of {company}"
        for one in found.areas
    )
    return Told(
        StructureFinding.KEY_PERSON,
        f"At {company}, {led} depend on {name}.",
        url_for("people.show", person_id=found.person_id),
        lines,
        facts.contacts(person=found.person_id),
    )
