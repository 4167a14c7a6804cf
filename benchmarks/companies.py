"""Who is there: one client, its suppliers, their people, seats, calendars and escalation paths."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from benchmarks.bulk import Bulk
from govtracker.enums import SeatRole, Side, Stage, SupplierCategory, Tier
from govtracker.models import (
    BusinessCalendar,
    EscalationLevel,
    EscalationPath,
    FunctionalArea,
    Organisation,
    Person,
    Relationship,
    RelationshipArea,
    Seat,
    Tenure,
)

AREAS = ("Customer care", "Information technology", "Quality", "Finance", "Human resources", "Operations")
SHARE = 4  # a client SPOC looks after every fourth relationship
WEEKDAYS = {str(day): [[9 * 60, 17 * 60]] for day in range(5)}
GIVEN = ("Eva", "Rafael", "Priya", "Diego", "Mia", "Jonas", "Lara", "Ben", "Greta", "Noah", "Anna", "Oskar", "Kavita")
FAMILY = ("Varga", "Ortega", "Nair", "Alonso", "Sommer", "Wolf", "Reyes", "Cruz", "Falk", "Berg", "Vogt", "Brandt")
LEVELS = (  # tier, role, response and resolution in business minutes
    (Tier.OPERATIONAL, SeatRole.FUNCTIONAL_LEAD, 4 * 60, 16 * 60),
    (Tier.TACTICAL, SeatRole.SPOC, 8 * 60, 24 * 60),
    (Tier.STRATEGIC, SeatRole.SPONSOR, 8 * 60, 40 * 60),
)


@dataclass(frozen=True)
class Held:
    """A seat and who holds it."""

    seat_id: int
    person_id: int


@dataclass(frozen=True)
class Area:
    """A functional area of one relationship: its leads, its path, and the path's levels from the lowest."""

    id: int
    leads: dict[Side, Held]
    path_id: int
    level_ids: tuple[int, ...]


@dataclass(frozen=True)
class Governed:
    """A relationship, as the rest of the world needs to know it."""

    id: int
    key: str
    spocs: dict[Side, Held]
    sponsors: dict[Side, Held]
    areas: tuple[Area, ...]

    def seat(self, role: SeatRole, side: Side, area: Area) -> Held:
        """Who answers on a level."""
        return {SeatRole.FUNCTIONAL_LEAD: area.leads, SeatRole.SPOC: self.spocs, SeatRole.SPONSOR: self.sponsors}[role][
            side
        ]


@dataclass
class Companies:
    """Makes the organisations and their people; `password_hash` lets every one of them sign in."""

    bulk: Bulk
    at: datetime
    password_hash: str
    people: int = 0

    def relationships(self, count: int) -> list[Governed]:
        """`count` relationships of one client, the first quarter of them led by the first client SPOC."""
        area_ids = [self.bulk.add(FunctionalArea, name=name, position=place) for place, name in enumerate(AREAS)]
        client = self._organisation("Northgate Group", "Europe/Berlin")
        sponsor = self._person(client, "northgate")
        desks = [self._person(client, "northgate") for _ in range(SHARE)]
        leads = [[self._person(client, "northgate") for _ in AREAS] for _ in range(SHARE)]
        made = []
        for position in range(count):
            desk = position * SHARE // count
            supplier = self._organisation(f"Supplier {position + 1}", "Asia/Manila")
            domain = f"supplier{position + 1}"
            relationship = self._relationship(position, client, supplier)
            people = {
                Side.CLIENT: (sponsor, desks[desk], leads[desk]),
                Side.SUPPLIER: (
                    self._person(supplier, domain),
                    self._person(supplier, domain),
                    [self._person(supplier, domain) for _ in AREAS],
                ),
            }
            made.append(self._governed(relationship, area_ids, people, position))
        return made

    def _organisation(self, name: str, zone: str) -> int:
        made = self.bulk.add(Organisation, name=name, zone=zone)
        self.bulk.add(BusinessCalendar, organisation_id=made, name="Office", zone=zone, country="", hours=WEEKDAYS)
        return made

    def _person(self, organisation_id: int, domain: str) -> int:
        self.people += 1
        names = list(product(FAMILY, GIVEN))
        family, given = names[self.people % len(names)]
        return self.bulk.add(
            Person,
            organisation_id=organisation_id,
            name=f"{given} {family}",
            email=f"{given}.{family}.{self.people}@{domain}.example".lower(),
            zone="Europe/Berlin",
            password_hash=self.password_hash,
            created_at=self.at - timedelta(days=800),
        )

    def _relationship(self, position: int, client: int, supplier: int) -> int:
        return self.bulk.add(
            Relationship,
            key=key_of(position),
            client_id=client,
            supplier_id=supplier,
            stage=Stage.WORKING_TOGETHER,
            category=list(SupplierCategory)[position % 4],
            purpose="Customer support in six languages, day and night.",
            created_at=self.at - timedelta(days=800),
        )

    def _governed(
        self, relationship: int, area_ids: list[int], people: dict[Side, tuple[int, int, list[int]]], position: int
    ) -> Governed:
        sponsors, spocs = {}, {}
        leads: dict[Side, list[Held]] = {}
        for side, (sponsor, spoc, area_leads) in people.items():
            sponsors[side] = self._seat(relationship, side, SeatRole.SPONSOR, Tier.STRATEGIC, sponsor)
            spocs[side] = self._seat(relationship, side, SeatRole.SPOC, Tier.TACTICAL, spoc)
            leads[side] = [
                self._seat(relationship, side, SeatRole.FUNCTIONAL_LEAD, Tier.OPERATIONAL, lead, area_id)
                for area_id, lead in zip(area_ids, area_leads, strict=True)
            ]
        areas = []
        for place, area_id in enumerate(area_ids):
            self.bulk.add(RelationshipArea, relationship_id=relationship, area_id=area_id, position=place)
            heads = {side: leads[side][place] for side in Side}
            seats = {SeatRole.FUNCTIONAL_LEAD: heads, SeatRole.SPOC: spocs, SeatRole.SPONSOR: sponsors}
            areas.append(Area(area_id, heads, *self._path(relationship, area_id, seats)))
        return Governed(relationship, key_of(position), spocs, sponsors, tuple(areas))

    def _seat(
        self, relationship: int, side: Side, role: SeatRole, tier: Tier, person: int, area_id: int | None = None
    ) -> Held:
        seat = self.bulk.add(
            Seat,
            relationship_id=relationship,
            side=side,
            role=role,
            tier=tier,
            area_id=area_id,
            scope_of_authority="Decides what stays inside the agreed scope.",
        )
        self.bulk.add(Tenure, seat_id=seat, person_id=person, from_on=date(2024, 1, 1), to_on=None)
        return Held(seat, person)

    def _path(
        self, relationship: int, area_id: int, seats: dict[SeatRole, dict[Side, Held]]
    ) -> tuple[int, tuple[int, ...]]:
        path = self.bulk.add(
            EscalationPath,
            relationship_id=relationship,
            area_id=area_id,
            name=f"{AREAS[area_id - 1]} path",
            created_at=self.at - timedelta(days=800),
            in_force_at=self.at - timedelta(days=800),
        )
        levels = [
            self.bulk.add(
                EscalationLevel,
                path_id=path,
                position=position,
                tier=tier,
                client_seat_id=seats[role][Side.CLIENT].seat_id,
                supplier_seat_id=seats[role][Side.SUPPLIER].seat_id,
                response_minutes=response,
                resolution_minutes=resolution,
            )
            for position, (tier, role, response, resolution) in enumerate(LEVELS, 1)
        ]
        return path, tuple(levels)


def key_of(position: int) -> str:
    """RAA, RAB, … RBA: the key of the relationship at that place."""
    return f"R{chr(65 + position // 26)}{chr(65 + position % 26)}"
