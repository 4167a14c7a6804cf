"""A small world to test in: Northgate governs Meridian (MER) and Cascade (CAS); everybody has a name by role."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from flask import Flask, has_app_context
from flask.testing import FlaskClient

from govtracker import clock, database
from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.enums import PortfolioRole, SeatRole, Side, SignInWay, Tier
from govtracker.models import (
    BusinessCalendar,
    EscalationLevel,
    EscalationPath,
    FunctionalArea,
    Organisation,
    Person,
    Relationship,
    RelationshipArea,
    RoleHeld,
    Seat,
    SignInSession,
    Tenure,
)
from govtracker.queries import claims, viewers
from govtracker.services.installation import tokens
from tests.support.applications import let_go
from tests.support.databases import Database

SINCE = date(2024, 1, 1)
MADE_AT = datetime(2024, 1, 1, 8, tzinfo=UTC)
NEVER_OVER = datetime(2100, 1, 1, tzinfo=UTC)
WEEKDAYS = {str(day): [[9 * 60, 17 * 60]] for day in range(5)}
# name by role: (organisation, name, zone)
PEOPLE = {
    "client_spoc": ("Northgate", "Eva Varga", "Europe/Berlin"),
    "client_deputy": ("Northgate", "Oskar Brandt", "Europe/Berlin"),
    "client_sponsor": ("Northgate", "Helena Lund", "Europe/Berlin"),
    "client_lead": ("Northgate", "Rafael Ortega", "Europe/Berlin"),
    "client_member": ("Northgate", "Mia Sommer", "Europe/Berlin"),
    "client_observer": ("Northgate", "Jonas Wolf", "Europe/Berlin"),
    "governance_office": ("Northgate", "Greta Falk", "Europe/Berlin"),
    "executive": ("Northgate", "Emil Krause", "Europe/Berlin"),
    "auditor": ("Northgate", "Anna Vogt", "Europe/Berlin"),
    "organisation_administrator": ("Northgate", "Otto Busch", "Europe/Berlin"),
    "supplier_spoc": ("Meridian", "Diego Alonso", "Asia/Manila"),
    "supplier_deputy": ("Meridian", "Carla Dizon", "Asia/Manila"),
    "supplier_sponsor": ("Meridian", "Kavita Iyer", "Asia/Manila"),
    "supplier_lead": ("Meridian", "Priya Nair", "Asia/Manila"),
    "supplier_member": ("Meridian", "Ben Cruz", "Asia/Manila"),
    "supplier_office": ("Meridian", "Lara Reyes", "Asia/Manila"),
    "other_supplier_spoc": ("Cascade", "Noah Berg", "Europe/Oslo"),
    "other_client_spoc": ("Northgate", "Petra Stein", "Europe/Berlin"),
    "nobody": ("Northgate", "Nils Frei", "Europe/Berlin"),
    "administrator": ("Operator", "Ada Root", "UTC"),
}
ROLES = {
    "governance_office": PortfolioRole.GOVERNANCE_OFFICE,
    "executive": PortfolioRole.EXECUTIVE,
    "auditor": PortfolioRole.AUDITOR,
    "organisation_administrator": PortfolioRole.ORGANISATION_ADMINISTRATOR,
    "supplier_office": PortfolioRole.GOVERNANCE_OFFICE,
}
# each: relationship, who, side, role, tier, area
SEATS = (
    ("MER", "client_sponsor", Side.CLIENT, SeatRole.SPONSOR, Tier.STRATEGIC, None),
    ("MER", "client_spoc", Side.CLIENT, SeatRole.SPOC, Tier.TACTICAL, None),
    ("MER", "client_deputy", Side.CLIENT, SeatRole.DEPUTY_SPOC, Tier.TACTICAL, None),
    ("MER", "client_lead", Side.CLIENT, SeatRole.FUNCTIONAL_LEAD, Tier.OPERATIONAL, "Customer care"),
    ("MER", "client_member", Side.CLIENT, SeatRole.MEMBER, Tier.OPERATIONAL, None),
    ("MER", "client_observer", Side.CLIENT, SeatRole.OBSERVER, Tier.OPERATIONAL, None),
    ("MER", "supplier_sponsor", Side.SUPPLIER, SeatRole.SPONSOR, Tier.STRATEGIC, None),
    ("MER", "supplier_spoc", Side.SUPPLIER, SeatRole.SPOC, Tier.TACTICAL, None),
    ("MER", "supplier_deputy", Side.SUPPLIER, SeatRole.DEPUTY_SPOC, Tier.TACTICAL, None),
    ("MER", "supplier_lead", Side.SUPPLIER, SeatRole.FUNCTIONAL_LEAD, Tier.OPERATIONAL, "Customer care"),
    ("MER", "supplier_member", Side.SUPPLIER, SeatRole.MEMBER, Tier.OPERATIONAL, None),
    ("CAS", "other_client_spoc", Side.CLIENT, SeatRole.SPOC, Tier.TACTICAL, None),
    ("CAS", "other_supplier_spoc", Side.SUPPLIER, SeatRole.SPOC, Tier.TACTICAL, None),
)
LEVELS = (  # tier, role, response and resolution in business minutes
    (Tier.OPERATIONAL, SeatRole.FUNCTIONAL_LEAD, 4 * 60, 16 * 60),
    (Tier.TACTICAL, SeatRole.SPOC, 8 * 60, 24 * 60),
    (Tier.STRATEGIC, SeatRole.SPONSOR, 8 * 60, 40 * 60),
)


@dataclass
class World:
    """Ids by name. MER has the areas "Customer care" (led on both sides) and "Quality" (seats vacant)."""

    app: Flask
    people: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    relationships: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)  # by who holds it; "vacant_client", "vacant_supplier"
    path_id: int = 0

    def viewer(self, name: str) -> Viewer:
        """The rights of that person now."""
        with self.context():
            viewer = viewers.viewer(self.people[name], today=clock.today("UTC"))
        assert viewer is not None
        return viewer

    def sign_in(self, client: FlaskClient, name: str) -> FlaskClient:
        """`client`, signed in as that person."""
        with client.session_transaction() as session:
            session.update(cookie(name))
        return client

    def client(self, name: str) -> FlaskClient:
        """A new browser, signed in as that person."""
        return self.sign_in(self.app.test_client(), name)

    @contextmanager
    def context(self) -> Iterator[None]:
        """An application context: the one that is there, or a new one."""
        if has_app_context():
            yield
            return
        with self.app.app_context():
            yield


def cookie(name: str) -> dict[str, object]:
    """What the cookie of that person's browser holds; `make` wrote the session it opens."""
    return {"_user_id": f"the session of {name}", "_fresh": True}


def session(person_id: int, name: str) -> dict[str, object]:
    """One that is open and fresh at whatever instant a test is played."""
    times = dict.fromkeys(("begun_at", "admitted_at", "proved_at", "seen_at"), NEVER_OVER)
    token_hash = tokens.hashed(str(cookie(name)["_user_id"]))
    return {"person_id": person_id, "token_hash": token_hash, "way": SignInWay.PASSWORD, **times}


def make(app: Flask) -> World:
    """Write the world into the application's empty database, without audit events."""
    world = World(app)
    with world.context(), database.transaction():
        for name in ("Northgate", "Meridian", "Cascade", "Operator"):
            world.organisations[name] = _add(Organisation(name=name, zone=_zone(name)))
        for who, (company, name, zone) in PEOPLE.items():
            email = name.lower().replace(" ", ".") + f"@{company.lower()}.example"
            world.people[who] = _add(
                Person(
                    organisation_id=world.organisations[company],
                    name=name,
                    email=email,
                    zone=zone,
                    created_at=MADE_AT,
                    is_administrator=who == "administrator",
                )
            )
        claims.insert_rows(SignInSession, [session(world.people[who], who) for who in PEOPLE])
        for who, role in ROLES.items():
            _add(RoleHeld(person_id=world.people[who], role=role, since_on=SINCE))
        for position, name in enumerate(("Customer care", "Quality", "Finance")):
            world.areas[name] = _add(FunctionalArea(name=name, position=position))
        for company in ("Northgate", "Meridian"):
            _add(
                BusinessCalendar(
                    organisation_id=world.organisations[company], name="Office", zone=_zone(company), hours=WEEKDAYS
                )
            )
        _relationship(world, "MER", "Meridian", ("Customer care", "Quality"))
        _relationship(world, "CAS", "Cascade", ())
        _seats(world)
        _path(world)
    return world


def keep(app: Flask, store: Database) -> None:
    """Make the world in the migrated database once, and let it be a state of its own."""
    app.extensions["world"] = make(app)
    let_go(app)
    store.keep("world")


def kept(app: Flask) -> World:
    """The world of that state."""
    world: World = app.extensions["world"]
    return deepcopy(world, {id(app): app})


def _zone(company: str) -> str:
    return {"Meridian": "Asia/Manila", "Cascade": "Europe/Oslo", "Operator": "UTC"}.get(company, "Europe/Berlin")


def _relationship(world: World, key: str, supplier: str, areas: tuple[str, ...]) -> None:
    world.relationships[key] = _add(
        Relationship(
            key=key,
            client_id=world.organisations["Northgate"],
            supplier_id=world.organisations[supplier],
            created_at=MADE_AT,
        )
    )
    for position, area in enumerate(areas):
        _add(RelationshipArea(relationship_id=world.relationships[key], area_id=world.areas[area], position=position))


def _seats(world: World) -> None:
    for key, who, side, role, tier, area in SEATS:
        world.seats[who] = _add(
            Seat(
                relationship_id=world.relationships[key],
                side=side,
                role=role,
                tier=tier,
                area_id=world.areas[area] if area else None,
            )
        )
        _add(Tenure(seat_id=world.seats[who], person_id=world.people[who], from_on=SINCE))
    for side in Side:
        world.seats[f"vacant_{side.value}"] = _add(
            Seat(
                relationship_id=world.relationships["MER"],
                side=side,
                role=SeatRole.FUNCTIONAL_LEAD,
                tier=Tier.OPERATIONAL,
                area_id=world.areas["Quality"],
            )
        )


def _path(world: World) -> None:
    general = EscalationPath(relationship_id=world.relationships["MER"], name="General")
    general.created_at = general.in_force_at = MADE_AT
    world.path_id = _add(general)
    names = {SeatRole.FUNCTIONAL_LEAD: "lead", SeatRole.SPOC: "spoc", SeatRole.SPONSOR: "sponsor"}
    for position, (tier, role, response, resolution) in enumerate(LEVELS, 1):
        _add(
            EscalationLevel(
                path_id=world.path_id,
                position=position,
                tier=tier,
                client_seat_id=world.seats[f"client_{names[role]}"],
                supplier_seat_id=world.seats[f"supplier_{names[role]}"],
                response_minutes=response,
                resolution_minutes=resolution,
            )
        )


def _add(row: Base) -> int:
    db.session.add(row)
    db.session.flush()
    return int(row.id)  # type: ignore[attr-defined]  # every row made here has one
