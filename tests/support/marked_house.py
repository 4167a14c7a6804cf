"""The marked world and what everybody met in it: built and visited once for all tests that look there."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.models import ImportBatch, Relationship, Review
from tests.support import asking, marked, swapping
from tests.support import world as worlds
from tests.support.asking import Question
from tests.support.crawling import Visit, identity
from tests.support.marked import MARK, OWN, SUPERVISOR, Marks
from tests.support.world import World

VISITORS = {  # name → how many pages answer, at the least, or the visit proves nothing
    "client_spoc": 250,
    "supplier_spoc": 250,
    "other_supplier_spoc": 150,
    "organisation_administrator": 30,
    "administrator": 30,
    SUPERVISOR: 30,
}
HOME = {"other_supplier_spoc": "CAS"}  # others begin at MER
OVERVIEWS = (
    *("/", "/portfolio", "/portfolio/pictures", "/issues", "/actions", "/calendar", "/notices"),
    *("/issues?format=csv", "/actions?format=csv", "/search?q=zq", "/settings/mail/preview", "/people/1"),
    *(
        f"/r/MER{tail}"
        for tail in (
            *("", "/issues", "/actions", "/actions/board", "/actions/series", "/raid", "/owed", "/decisions", "/risks"),
            *("/problems", "/history", "/changes?since=2026-11-01", "/contacts", "/structure", "/reviews"),
            *("/reviews/1", "/reviews/1/agenda", "/reviews/1/preparation", "/reviews/2", "/issues/new", "/bow-tie"),
            *("/issues/1", "/actions/1", "/decisions/1", "/risks/1", "/problems/1", "/issues/1/comments"),
        )
    ),
)
RANDOM = re.compile(r'value="[0-9a-f-]{32,36}"|[\w-]{40,}\.[\w-]{6}\.[\w-]{20,}')  # of one form, of one session


@dataclass(frozen=True)
class House:
    """The world with its marks, and what everybody met in it."""

    world: World
    marks: Marks
    visits: dict[str, Visit]
    questions: dict[str, Question]  # what was asked of the database, by pages and by what follows of itself
    told: dict[str, list[str]]  # address → how it changed for the supplier when others wrote what is not its own


def visited(app: Flask, visitors: list[str]) -> House:
    """Everybody has been everywhere in a world that is made in the empty database; the clock should stand at NOW."""
    world = worlds.make(app)
    marks = marked.begin(world)
    before = overviews(world)
    with asking.noted() as questions:
        marked.go_on(world, marks)
    after = overviews(world)
    told = {one: list(unified_diff(before[one].split("\n"), after[one].split("\n"), n=0)) for one in before}
    with asking.noted() as more:
        visits = _visits(app, world, visitors)
        send_forms(world, visits)
    return House(world, marks, visits, questions | more, told)


def overviews(world: World, addresses: Sequence[str] = OVERVIEWS) -> dict[str, str]:
    """What the supplier's SPOC reads where records are counted, listed and put in order."""
    client = world.client("supplier_spoc")
    read = {address: client.get(address, buffered=True) for address in addresses}
    assert {address: answer.status_code for address, answer in read.items()} == dict.fromkeys(addresses, 200)
    return {address: RANDOM.sub("", answer.get_data(as_text=True)) for address, answer in read.items()}


def _visits(app: Flask, world: World, visitors: list[str]) -> dict[str, Visit]:
    """Everybody follows every link, and then asks for what only others are led to."""
    visits = {who: Visit(world.client(who), MARK) for who in visitors}
    for who, visit in visits.items():
        visit.crawl(["/", *addresses(app, HOME.get(who, "MER"))])
    everywhere = {identity(address): address for visit in visits.values() for address in visit.reached}
    for visit in visits.values():
        known = set(map(identity, visit.reached))
        for one, address in everywhere.items():
            if one not in known and "format=" not in address:
                visit.read(address)
    return visits


def send_forms(world: World, visits: dict[str, Visit]) -> None:
    """Both heads send every form that they are offered; nothing of it stays."""
    for who in OWN.values():
        with swapping.nothing_kept() as kept:
            for form in visits[who].forms.values():
                kept.after(world.client(who), form.action, form.answers())


def addresses(app: Flask, key: str) -> Iterator[str]:
    """Every address of the application that names no more than a relationship, one of its reviews or a file."""
    with app.app_context():
        batches = db.session.scalars(select(ImportBatch.id)).all()
        reviews = db.session.scalars(select(Review.id).join(Review.relationship).where(Relationship.key == key)).all()
    known = {"key": [key], "batch_id": batches, "review_id": reviews}
    builder = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        names = sorted(rule.arguments)
        if "GET" in (rule.methods or ()) and known.keys() >= rule.arguments:
            for values in itertools.product(*(known[name] for name in names)):
                yield builder.build(rule.endpoint, dict(zip(names, values, strict=True)))
