"""Seats of one's own side from a table: by role and area, with who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from govtracker.database import db
from govtracker.enums import RowOutcome, SeatRole, Side, Tier
from govtracker.imports import days, vocabulary
from govtracker.imports.cells import Typed
from govtracker.imports.days import BadDay
from govtracker.imports.kinds import Ground, Planned, Problem, Row, RowRefused, Written
from govtracker.models import FunctionalArea, Person, Relationship, Seat
from govtracker.queries.structure import people, seats
from govtracker.rules.performance import values
from govtracker.rules.performance.values import BadValue
from govtracker.rules.words import label
from govtracker.services import Refused
from govtracker.services.structure import seats as filling
from govtracker.services.structure import structure
from govtracker.services.structure.structure import ONE_A_SIDE, Scope

ROLES: Final = vocabulary.words(
    SeatRole,
    {
        "single point of contact": SeatRole.SPOC,
        "deputy": SeatRole.DEPUTY_SPOC,
        "sponsor": SeatRole.SPONSOR,
        "lead": SeatRole.FUNCTIONAL_LEAD,
        "functional area lead": SeatRole.FUNCTIONAL_LEAD,
        "supervisor": SeatRole.OPERATIONS_SUPERVISOR,
    },
)
TIERS: Final = vocabulary.words(Tier, {})
USUAL_TIER: Final = {
    SeatRole.SPONSOR: Tier.STRATEGIC,
    SeatRole.SPOC: Tier.TACTICAL,
    SeatRole.DEPUTY_SPOC: Tier.TACTICAL,
}
MINOR_UNITS: Final = 100


@dataclass(frozen=True)
class Said:
    """What a row says of a seat; None where it says nothing."""

    role: SeatRole
    area: FunctionalArea | None
    holder: Person | None
    from_on: date | None
    tier: Tier | None
    authority: str | None
    responsibility: str | None
    money: tuple[int, str] | None  # minor units and their currency


@dataclass(frozen=True)
class Deed:
    """What is to be done: with a new seat or one that is there, its scope where it changes, who is to fill it."""

    seat_id: int | None
    role: SeatRole
    area: FunctionalArea | None
    scope: Scope | None
    fill: tuple[int, date] | None


class Seats:
    """Reads rows of seats; the table is walked in one piece, for a seat may be said only once."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Relationship)
        self.ground = ground
        self.relationship = ground.place
        side = ground.by.side_in(self.relationship.place())
        assert side is not None
        self.side: Side = side
        self.company = self.relationship.company(side)
        self.areas = {vocabulary.plain(one.area.name): one.area for one in self.relationship.areas}
        self.there = list(seats.of_side(self.relationship.id, side))
        self.last = seats.last_tenures([seat.id for seat in self.there])
        self.said: dict[tuple[SeatRole, int | None, int | None], int] = {}
        self.taken: set[int] = set()

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New seats, those that change, those that are as the row says."""
        known = people.with_addresses({row.said["holder"].strip().lower() for row in rows})
        found: list[Planned | Problem] = []
        for row in rows:
            try:
                found.append(self._plan(row.number, self._read(row, known)))
            except RowRefused as refusal:
                found.append(Problem(row.number, refusal.field, refusal.sentence))
            except Refused as refusal:
                found.append(Problem(row.number, FIELD_OF.get(refusal.field, ""), refusal.text))
        return found

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Add seats, describe them, fill them."""
        by_id = {seat.id: seat for seat in self.there}
        return [self._do(one.row, one.deed, by_id.get(one.deed.seat_id)) for one in planned]

    def _do(self, row: int, deed: Deed, seat: Seat | None) -> Written:
        who: dict[str, Any] = {"by": self.ground.by, "at": self.ground.at}
        before: dict[str, Any] = {"scope": described(seat)} if seat else {}
        after: dict[str, Any] = {}
        if seat is None:
            assert deed.scope is not None
            seat = structure.add_seat(self.relationship, self.side, deed.role, deed.scope, area=deed.area, **who)
        elif deed.scope is not None:
            structure.edit_scope(seat, deed.scope, **who)
        if deed.fill:
            person_id, from_on = deed.fill
            held = self.last.get(seat.id)
            before["ended"] = held.id if held and held.to_on is None else None
            tenure = filling.fill(seat, person_id, from_on=from_on, today=self.ground.today, **who)
            db.session.flush()
            after = {"tenure": tenure.id}
        return Written(row, "seat", seat.id, before, {**after, "scope": described(seat)})

    def _read(self, row: Row, known: dict[str, Person]) -> Said:
        said = row.said
        self._require_own_side(said["side"])
        role = vocabulary.read(said["role"], ROLES, "role")
        return Said(
            role,
            self._area(said["area"], role),
            self._holder(said["holder"].strip(), known),
            self._day(said["from_on"]),
            vocabulary.read(said["tier"], TIERS, "tier") if said["tier"] else None,
            said["authority"].strip() or None,
            said["responsibility"].strip() or None,
            self._money(said["money_limit"], said["currency"]),
        )

    def _require_own_side(self, text: str) -> None:
        other = self.relationship.company(self.side.other)
        names = {vocabulary.plain(one) for one in (self.side.value, self.company.name)}
        if not text or vocabulary.plain(text) in names:
            return
        if vocabulary.plain(text) in {vocabulary.plain(one) for one in (self.side.other.value, other.name)}:
            raise RowRefused("side", f"This seat is {other.name}’s: their SPOC or governance office brings it in.")
        raise RowRefused("side", f"“{text[:40]}” is no side: write client or supplier, or leave it empty.")

    def _area(self, text: str, role: SeatRole) -> FunctionalArea | None:
        if role is not SeatRole.FUNCTIONAL_LEAD:
            if text:
                raise RowRefused("area", f"Only functional leads have an area; {label(role)} has none.")
            return None
        found = self.areas.get(vocabulary.plain(text))
        if found is None:
            names = [one.name for one in self.areas.values()]
            there = f"It has: {', '.join(names)}." if names else "It has none yet."
            said = f"“{text[:40]}” is no functional area of this relationship." if text else "Say which area they lead."
            raise RowRefused(
                "area", f"{said} {there} Areas are added under Structure.{vocabulary.nearest(text, names)}"
            )
        return found

    def _holder(self, text: str, known: dict[str, Person]) -> Person | None:
        if not text:
            return None
        person = known.get(text.lower())
        if person is None or person.organisation_id != self.company.id or not person.is_active:
            raise RowRefused(
                "holder", f"Nobody of {self.company.name} has the address “{text[:80]}”. People come in first."
            )
        if person.id == self.ground.by.person_id:
            raise RowRefused("holder", "Nobody takes a seat by their own hand: ask your SPOC or governance office.")
        return person

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        try:
            day = days.read(text, self.ground.order)
        except BadDay as refusal:
            raise RowRefused("from_on", str(refusal)) from None
        filling.require_near(day, self.ground.today, "from_on")
        return day

    def _money(self, text: str, currency: str) -> tuple[int, str] | None:
        if not text:
            return None
        try:
            amount = values.parse_number(text, decimal_mark="." if isinstance(text, Typed) else None) * MINOR_UNITS
        except BadValue as refusal:
            raise RowRefused("money_limit", refusal.sentence) from None
        if amount != amount.to_integral_value():
            raise RowRefused("money_limit", f"“{text[:40]}” has more than two decimals.")
        return int(amount), currency.strip()

    def _plan(self, number: int, said: Said) -> Planned:
        seat = self._seat(said)
        self._once(number, said)
        name = f"{label(said.role)}{f' for {said.area.name}' if said.area else ''}"
        if seat is None:
            fresh = _scope(said, Scope(said.tier or USUAL_TIER.get(said.role, Tier.OPERATIONAL)))
            structure.checked(fresh)
            holder = (said.holder.id, said.from_on or self.ground.today) if said.holder else None
            return Planned(number, name, RowOutcome.NEW, Deed(None, said.role, said.area, fresh, holder))
        self.taken.add(seat.id)
        kept = Scope(seat.tier, seat.scope_of_authority, seat.scope_of_responsibility, seat.money_limit, seat.currency)
        wanted = _scope(said, kept)
        scope = wanted if structure.checked(wanted) != structure.checked(kept) else None
        fill = self._fill(seat, said)
        outcome = RowOutcome.UNCHANGED if scope is None and fill is None else RowOutcome.CHANGED
        return Planned(number, name, outcome, Deed(seat.id, said.role, said.area, scope, fill))

    def _seat(self, said: Said) -> Seat | None:
        """The seat that is meant: the one there is, or among several that of the holder, else a vacant one."""
        alike = [
            seat
            for seat in self.there
            if seat.role is said.role and seat.area_id == (said.area.id if said.area else None)
        ]
        if said.role in ONE_A_SIDE or said.area:
            return alike[0] if alike else None
        free = [seat for seat in alike if seat.id not in self.taken]
        holder_id = said.holder.id if said.holder else None
        held = [seat for seat in free if holder_id and self._holder_of(seat) == holder_id]
        return next(iter([*held, *(seat for seat in free if self._holder_of(seat) is None)]), None)

    def _once(self, number: int, said: Said) -> None:
        """Refuses a seat that an earlier row says: a side has one SPOC, and one lead of an area."""
        is_one = said.role in ONE_A_SIDE or said.area is not None
        holder_id = said.holder.id if said.holder else None
        if not is_one and holder_id is None:
            return  # any number of vacant members
        key = (said.role, said.area.id if said.area else None, None if is_one else holder_id)
        earlier = self.said.setdefault(key, number)
        if earlier != number:
            raise RowRefused("role", f"Row {earlier} says this seat already: {self.company.name} has one.")

    def _fill(self, seat: Seat, said: Said) -> tuple[int, date] | None:
        if said.holder is None or self._holder_of(seat) == said.holder.id:
            return None
        from_on, last = said.from_on or self.ground.today, self.last.get(seat.id)
        if last:
            filling.require_after(last, from_on)
        return said.holder.id, from_on

    def _holder_of(self, seat: Seat) -> int | None:
        last = self.last.get(seat.id)
        return last.person_id if last and last.to_on is None else None


def described(seat: Seat) -> dict[str, Any]:
    """The scope of a seat as JSON can hold it; `scope_of` reads it again."""
    return {
        "tier": seat.tier.value,
        "authority": seat.scope_of_authority,
        "responsibility": seat.scope_of_responsibility,
        "money_limit": seat.money_limit,
        "currency": seat.currency,
    }


def scope_of(kept: dict[str, Any]) -> Scope:
    """The scope that was described."""
    return Scope(**{**kept, "tier": Tier(kept["tier"])})


def _scope(said: Said, kept: Scope) -> Scope:
    """What a row says of the scope, with what is kept where it says nothing."""
    money, currency = said.money or (kept.money_limit, kept.currency)
    return replace(
        kept,
        tier=said.tier or kept.tier,
        authority=kept.authority if said.authority is None else said.authority,
        responsibility=kept.responsibility if said.responsibility is None else said.responsibility,
        money_limit=money,
        currency=currency,
    )


FIELD_OF: Final = {"money_limit": "money_limit", "currency": "currency", "from_on": "from_on", "person_id": "holder"}
