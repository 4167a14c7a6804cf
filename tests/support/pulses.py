"""Pulses of MER: statements both SPOCs agreed to, a round, and what people answer."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import PulseTheme
from govtracker.models import PulseRound
from govtracker.queries import find
from govtracker.queries.partnership import pulse_rounds as asked
from govtracker.rules.partnership.pulse_catalogue import Wording
from govtracker.services.partnership import pulse_answers, pulse_rounds, pulse_sets
from govtracker.services.partnership.pulse_answers import Answers
from tests.support.world import World

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
CLOSED = AT + timedelta(days=15)
CLIENTS = ("client_sponsor", "client_spoc", "client_deputy", "client_lead", "client_member")
SUPPLIERS = ("supplier_sponsor", "supplier_spoc", "supplier_deputy", "supplier_lead", "supplier_member")
STATEMENTS = (
    Wording(PulseTheme.TRUST, "We can rely on Meridian.", "Northgate can rely on us."),
    Wording(PulseTheme.ROLES, "It is clear who decides.", "It is clear who decides."),
)


def agreed(world: World) -> int:
    """Statements that the client's SPOC proposed and the supplier's agreed to; the id of their version."""
    client, supplier = world.viewer("client_spoc"), world.viewer("supplier_spoc")
    with world.context(), database.transaction():
        proposed = pulse_sets.propose(find.relationship(client, "MER"), STATEMENTS, by=client, at=AT)
        pulse_sets.agree(proposed, by=supplier, at=AT)
        return proposed.id


def opened(world: World, at: datetime = AT) -> int:
    """A round of agreed statements, opened by the client's SPOC; its id."""
    spoc = world.viewer("client_spoc")
    with world.context(), database.transaction():
        return pulse_rounds.open_round(find.relationship(spoc, "MER"), by=spoc, at=at).id


def answer(
    world: World,
    who: str,
    *ratings: int,
    number: int = 1,
    at: datetime = AT,
    comments: tuple[str, str] = ("", ""),
    named: bool = False,
) -> bool:
    """What somebody answers; whether that changes what they answered before."""
    viewer = world.viewer(who)
    with world.context(), database.transaction():
        found = asked.one(viewer, "MER", number)
        return pulse_answers.answer(found, Answers(ratings, comments, named), by=viewer, at=at)


def answers(world: World, given: Mapping[str, tuple[int, ...]], *, number: int = 1, at: datetime = AT) -> None:
    """The same for several."""
    for who, ratings in given.items():
        answer(world, who, *ratings, number=number, at=at)


def close(world: World, at: datetime = CLOSED) -> None:
    """Let the worker close what is over."""
    with world.context():
        jobs.run(jobs.job_named("close-pulses"), at=at)


def rounds() -> list[PulseRound]:
    """All of them, in order."""
    return db.session.query(PulseRound).order_by(PulseRound.number).all()
