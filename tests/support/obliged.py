"""Obligations of MER's client, agreed by both sides."""

from datetime import UTC, date, datetime

from govtracker import database, jobs
from govtracker.database import db
from govtracker.models import Kpi, Obligation, ObligationOccurrence
from govtracker.queries import find
from govtracker.queries.performance import obligations as asked
from govtracker.services.performance import client_misses, obligations
from govtracker.services.performance.obligations import NewObligation
from tests.support.world import World

AT = datetime(2026, 10, 1, 8, tzinfo=UTC)
FIRST = date(2026, 10, 9)


def new(world: World, **changed: object) -> NewObligation:
    """A forecast every month, by the client's functional lead."""
    values = {
        "title": "Volume forecast",
        "description": "Per week and channel",
        "owner_seat_id": seat_id(world, "client_lead"),
        "kpi_id": None,
        "rrule": "FREQ=MONTHLY",
        "starts_on": FIRST,
        "lead_days": 7,
    }
    return NewObligation(**{**values, **changed})  # type: ignore[arg-type]


def seat_id(world: World, who: str) -> int:
    """The seat of MER somebody holds."""
    [seat] = world.viewer(who).seats_in(world.relationships["MER"])
    return seat.seat_id


def proposed(world: World, **changed: object) -> Obligation:
    """By the supplier's SPOC, within a transaction."""
    spoc = world.viewer("supplier_spoc")
    return obligations.propose(find.relationship(spoc, "MER"), new(world, **changed), by=spoc, at=AT)


def agreed(world: World, **changed: object) -> int:
    """Agreed by the client's SPOC too, and its first day has appeared; the obligation's id."""
    with world.context():
        with database.transaction():
            made = proposed(world, **changed)
            obligations.agree(made, by=world.viewer("client_spoc"), at=AT)
            found = made.id
        appear(datetime(2026, 10, 2, 8, tzinfo=UTC))
        return found


def appear(at: datetime) -> None:
    """Let the worker make what is due at `at`."""
    jobs.run(jobs.job_named("make-obligations"), at=at)


def meet(world: World, number: int, met_on: date, late_reason: str = "") -> None:
    """The client's lead says that it was given, at noon of that day (UTC), in a transaction of its own."""
    viewer = world.viewer("client_lead")
    with world.context(), database.transaction():
        at = datetime(met_on.year, met_on.month, met_on.day, 12, tzinfo=UTC)
        obligations.meet(asked.occurrence(viewer, "MER", number), met_on, "", late_reason, by=viewer, at=at)


def days() -> list[ObligationOccurrence]:
    """All due days, oldest first."""
    db.session.expire_all()
    return db.session.query(ObligationOccurrence).order_by(ObligationOccurrence.due_on).all()


def claim(world: World) -> None:
    """The supplier's SPOC says that the client caused October's red FCR, in a transaction of its own."""
    spoc = world.viewer("supplier_spoc")
    with world.context(), database.transaction():
        fcr = db.session.query(Kpi).filter_by(code="FCR").one()
        relationship = find.relationship(spoc, "MER")
        client_misses.claim(relationship, fcr, date(2026, 10, 1), "The forecast came late", by=spoc, at=AT)
