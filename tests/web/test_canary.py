"""Marked texts in every place of every kind: who may not read them never meets them, and their owners find each."""

import itertools
import re
from collections.abc import Iterator
from difflib import unified_diff

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.mail import reading
from govtracker.models import ImportBatch, Notification, OutboxMail, Relationship, Review
from tests.support import marked
from tests.support.crawling import Visit, identity
from tests.support.marked import MARK, Marks
from tests.support.world import World

VISITORS = {  # name → how many pages answer, at the least, or the visit proves nothing
    "client_spoc": 250,
    "supplier_spoc": 250,
    "other_supplier_spoc": 150,
    "other_client_spoc": 150,
    "organisation_administrator": 30,
    "administrator": 30,
}
AGAIN = ["client_spoc", "supplier_spoc", "other_supplier_spoc"]  # who visits the other database, too
HOME = {"other_supplier_spoc": "CAS", "other_client_spoc": "CAS"}  # others begin at MER
UNHEARD_OF = "zqz000x"  # a mark nobody wrote
SEARCHES = (
    "/search?q={}",
    "/search?q={}&format=csv",
    "/r/MER/issues/similar?title={}",
    "/issues?q={}",
    "/actions?q={}",
)
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
EVERY = 9  # of the marks is searched for
MAILS, NOTICES = 40, 80  # at the least, or that they say nothing proves nothing


@pytest.mark.timeout(400)
@pytest.mark.database("sqlite", "postgresql")
def test_nobody_meets_what_is_not_theirs_and_everybody_finds_what_is(app: Flask, world: World) -> None:
    with time_machine.travel(marked.NOW, tick=False):
        marks = marked.begin(world)
        before = overviews(world)
        marked.go_on(world, marks)
        after = overviews(world)
        told = {one: list(unified_diff(before[one].split("\n"), after[one].split("\n"), n=0)) for one in before}
        assert not {one: lines for one, lines in told.items() if lines}, "They tell of what the client keeps to itself."
        on_sqlite = app.config["SETTINGS"].sqlite
        visits = visited(app, world, list(VISITORS) if on_sqlite else AGAIN)
        searched(world, marks)
    wrong = [
        (who, mark, marks.places[mark], address)
        for who, visit in visits.items()
        for mark, address in visit.found.items()
        if who not in marked.readers(world, mark[2])
    ]
    assert not wrong
    found = {mark for visit in visits.values() for mark in visit.found}
    missed = {
        mark: place
        for mark, place in marks.places.items()
        if mark not in found and marked.readers(world, mark[2]) & visits.keys()
    }
    assert not missed, "The visitors do not reach these: that others do not meet them proves nothing."
    pages = {who: list(visit.reached.values()).count(200) for who, visit in visits.items()}
    assert not {who: count for who, count in pages.items() if count < VISITORS[who]}
    broken = {address for visit in visits.values() for address, status in visit.reached.items() if status >= 500}
    assert broken <= {"/readyz"}  # no worker runs here
    nothing_is_told(app, world)


def overviews(world: World) -> dict[str, str]:
    """What the supplier's SPOC reads where records are counted, listed and put in order."""
    client = world.client("supplier_spoc")
    read = {address: client.get(address, buffered=True) for address in OVERVIEWS}
    assert {address: answer.status_code for address, answer in read.items()} == dict.fromkeys(OVERVIEWS, 200)
    return {address: RANDOM.sub("", answer.get_data(as_text=True)) for address, answer in read.items()}


def visited(app: Flask, world: World, visitors: list[str]) -> dict[str, Visit]:
    """Everybody follows every link, and then asks for what only others are led to."""
    visits = {who: Visit(world.client(who), MARK) for who in visitors}
    for who, visit in visits.items():
        visit.crawl(["/", *addresses(app, HOME.get(who, "MER"))])
    everywhere = {identity(address): address for visit in visits.values() for address in visit.reached}
    for visit in visits.values():
        known = set(map(identity, visit.reached))
        for one, address in everywhere.items():
            if one not in known:
                visit.read(address)
    return visits


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


def searched(world: World, marks: Marks) -> None:
    """Whoever looks for words of others is answered as if nobody had ever written them."""
    for who in ("client_spoc", "supplier_spoc", "other_supplier_spoc"):
        client = world.client(who)
        for search in SEARCHES:
            plain = client.get(search.format(UNHEARD_OF), buffered=True).get_data()
            for mark in list(marks.places)[::EVERY]:
                if who not in marked.readers(world, mark[2]):
                    answer = client.get(search.format(mark), buffered=True).get_data()
                    said = answer.replace(mark.encode(), UNHEARD_OF.encode())
                    assert said == plain, (who, search, mark, marks.places[mark])


def nothing_is_told(app: Flask, world: World) -> None:
    """No mail and no notice says anything that its reader may not read."""
    names = {person_id: name for name, person_id in world.people.items()}
    with app.app_context():
        mails = [
            (names[row.recipient_id], f"{opened.headers} {opened.text} {opened.html}")
            for row in db.session.query(OutboxMail)
            for opened in [reading.opened(row.raw)]
        ]
        notices = [(names[row.recipient_id], str(row.facts)) for row in db.session.query(Notification)]
    assert len(mails) >= MAILS
    assert len(notices) >= NOTICES
    told = [(who, hit[0]) for who, said in mails + notices for hit in MARK.finditer(said)]
    assert {mark[2] for _, mark in told} >= set(marked.SPOTS), "Nobody is told of what some keep to themselves."
    assert not [(who, mark) for who, mark in told if who not in marked.readers(world, mark[2])]
