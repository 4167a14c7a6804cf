"""Those who come with something in their hands and no right to be there, for the world of tests/support/world.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from flask.testing import FlaskClient

from govtracker import clock, database
from govtracker.database import db
from govtracker.enums import Audience, SeatRole, Side, TaskKind, Tier
from govtracker.mail import links
from govtracker.models import Absence, Person, PersonalCalendar, Relationship, Seat, SignInSession, TaskLink, Tenure
from govtracker.queries import claims
from govtracker.services.installation import tokens
from govtracker.services.reviews import feeds
from tests.support import world as worlds
from tests.support.world import MADE_AT, NEVER_OVER, SINCE, World

FEED = "the-secret-of-a-calendar-feed-that-somebody-else-subscribed-to"
DAY = timedelta(days=1)
SEED = "the seed of a link for one task"
# who they are → their company and name
PEOPLE = {
    "former_member": ("Northgate", "Fenna Alt"),  # held a seat in MER, and holds none
    "deactivated": ("Northgate", "Dario Aus"),  # holds one, and may not sign in any more
    "sibling": ("Meridian", "Sina Nebenan"),  # SPOC of another relationship of MER's supplier
}


def add(world: World) -> None:
    """Write them into the world, inside an application context."""
    with database.transaction():
        for who, (company, name) in PEOPLE.items():
            email = f"{name.lower().replace(' ', '.')}@{company.lower()}.example"
            person = Person(organisation_id=world.organisations[company], name=name, email=email, created_at=MADE_AT)
            person.zone, person.is_active = "UTC", who != "deactivated"
            db.session.add(person)
            db.session.flush()
            world.people[who] = person.id
        claims.insert_rows(SignInSession, [worlds.session(world.people[who], who) for who in PEOPLE])
        sibling = Relationship(key="SIB", created_at=MADE_AT)
        sibling.client_id, sibling.supplier_id = world.organisations["Cascade"], world.organisations["Meridian"]
        db.session.add(sibling)
        db.session.flush()
        _seat(world, sibling.id, "sibling", Side.SUPPLIER, SeatRole.SPOC)
        member = _seat(world, world.relationships["MER"], "deactivated", Side.CLIENT, SeatRole.MEMBER)
        member.tenures.append(Tenure(person_id=world.people["former_member"], from_on=SINCE, to_on=SINCE))
        db.session.add_all([_feed(world), _link(world)])


def _seat(world: World, relationship_id: int, who: str, side: Side, role: SeatRole) -> Seat:
    seat = Seat(relationship_id=relationship_id, side=side, role=role, tier=Tier.TACTICAL)
    seat.tenures.append(Tenure(person_id=world.people[who], from_on=SINCE + DAY))
    db.session.add(seat)
    return seat


def _feed(world: World) -> PersonalCalendar:
    return PersonalCalendar(person_id=world.people["client_sponsor"], token_hash=feeds.digest(FEED), issued_at=MADE_AT)


def _link(world: World) -> TaskLink:
    return TaskLink(
        relationship_id=world.relationships["MER"],
        audience=Audience.CLIENT,
        kind=TaskKind.FILL_SHEET,
        person_id=world.people["client_member"],
        period_on=date(2026, 10, 1),
        seed=SEED,
        token_hash=tokens.hashed(task_token()),
        given_by_id=world.people["client_sponsor"],
        given_at=MADE_AT,
        expires_at=NEVER_OVER,
    )


def task_token() -> str:
    """The secret of the link for one task; made with the key of the application whose context is open."""
    return links.task_token(SEED)


def holder(world: World) -> FlaskClient:
    """Somebody who is not signed in and shows both secrets wherever one might be taken: as a session, as a bearer."""
    client = world.app.test_client()
    with world.context():
        token = task_token()
    with client.session_transaction() as session:
        session.update({"_user_id": token, "_fresh": True})
    client.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {FEED}", "HTTP_X_TOKEN": token}
    return client


@contextmanager
def away(world: World, who: str) -> Iterator[None]:
    """For as long as the block lasts that person is away, so that their deputy acts."""
    today = clock.today("UTC")
    with world.context(), database.transaction():
        absence = Absence(person_id=world.people[who], from_on=today - DAY, to_on=today + DAY)
        db.session.add(absence)
        db.session.flush()
        absence_id = absence.id
    yield
    with world.context(), database.transaction():
        db.session.delete(db.session.get_one(Absence, absence_id))
