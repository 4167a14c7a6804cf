"""Marked texts in every place of every kind: who may not read them never meets them, and their owners find each."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from govtracker.database import db
from govtracker.mail import reading
from govtracker.models import ImportBatch, Notification, OutboxMail, Relationship, Review
from tests.support import marked, swapping
from tests.support import world as worlds
from tests.support.applications import let_go
from tests.support.crawling import Visit, identity
from tests.support.databases import Database
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
pytestmark = [pytest.mark.xdist_group("canary"), pytest.mark.timeout(400)]  # one process goes everywhere, once
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
INTERNAL = {"client_spoc": "MER-S1", "supplier_spoc": "MER-C1"}
EVERYBODYS_OWN = {"watch", "snooze"}  # of what one sees: whether one is told of it, and when one is reminded
PROVED_ELSEWHERE = {"successor_id"}  # tests/web/structure/test_handovers.py
RELATIONSHIP = re.compile(r"^/r/\w+/")
FORMS = 60  # at the least that are not offered to somebody
EVERY = 9  # of the marks is searched for
MAILS, NOTICES = 40, 80  # at the least, or that they say nothing proves nothing


@dataclass(frozen=True)
class House:
    """The world with its marks, and what everybody met in it."""

    world: World
    marks: Marks
    visits: dict[str, Visit]
    told: dict[str, list[str]]  # address → how it changed for the supplier when others wrote what is not its own


@contextmanager
def visited_house(app: Flask, visitors: list[str]) -> Iterator[House]:
    """Everybody has been everywhere; the clock stands still."""
    with time_machine.travel(marked.NOW, tick=False):
        world = worlds.make(app)
        marks = marked.begin(world)
        before = overviews(world)
        marked.go_on(world, marks)
        after = overviews(world)
        told = {one: list(unified_diff(before[one].split("\n"), after[one].split("\n"), n=0)) for one in before}
        yield House(world, marks, visited(app, world, visitors), told)


@pytest.fixture(scope="module")
def house(applications: Callable[[str], tuple[Flask, Database]]) -> Iterator[House]:
    """On SQLite, for all tests here: they leave nothing behind."""
    app, store = applications("sqlite")
    store.restore()
    with visited_house(app, list(VISITORS)) as found:
        yield found
    let_go(app)


def test_nobody_meets_what_is_not_theirs_and_everybody_finds_what_is(house: House) -> None:
    everybody_stays_with_their_own(house)


@pytest.mark.database("postgresql")
def test_so_it_is_on_postgresql_too(app: Flask) -> None:
    with visited_house(app, AGAIN) as found:
        everybody_stays_with_their_own(found)


def everybody_stays_with_their_own(house: House) -> None:
    wrong = [
        (who, mark, house.marks.places[mark], address)
        for who, visit in house.visits.items()
        for mark, address in visit.found.items()
        if who not in marked.readers(house.world, mark[2])
    ]
    assert not wrong
    found = {mark for visit in house.visits.values() for mark in visit.found}
    missed = {
        mark: place
        for mark, place in house.marks.places.items()
        if mark not in found and marked.readers(house.world, mark[2]) & house.visits.keys()
    }
    assert not missed, "The visitors do not reach these: that others do not meet them proves nothing."
    pages = {who: list(visit.reached.values()).count(200) for who, visit in house.visits.items()}
    assert not {who: count for who, count in pages.items() if count < VISITORS[who]}
    broken = {address for visit in house.visits.values() for address, status in visit.reached.items() if status >= 500}
    assert broken <= {"/readyz"}  # no worker runs here


def test_what_the_client_keeps_to_itself_changes_nothing_the_supplier_reads(house: House) -> None:
    assert not {address: lines for address, lines in house.told.items() if lines}


def test_whoever_looks_for_words_of_others_is_answered_as_if_nobody_had_written_them(house: House) -> None:
    for who in ("client_spoc", "supplier_spoc", "other_supplier_spoc"):
        client = house.world.client(who)
        for search in SEARCHES:
            plain = client.get(search.format(UNHEARD_OF), buffered=True).get_data()
            for mark in list(house.marks.places)[::EVERY]:
                if who not in marked.readers(house.world, mark[2]):
                    answer = client.get(search.format(mark), buffered=True).get_data()
                    said = answer.replace(mark.encode(), UNHEARD_OF.encode())
                    assert said == plain, (who, search, mark, house.marks.places[mark])


def test_no_mail_and_no_notice_says_what_its_reader_may_not_read(house: House) -> None:
    names = {person_id: name for name, person_id in house.world.people.items()}
    with house.world.context():
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
    assert not [(who, mark) for who, mark in told if who not in marked.readers(house.world, mark[2])]


@pytest.mark.parametrize("who", ["client_spoc", "supplier_spoc"])
def test_a_form_that_names_what_is_not_theirs_is_refused_and_changes_nothing(house: House, who: str) -> None:
    client, forms = house.world.client(who), house.visits[who].forms
    with house.world.context():
        strangers = swapping.foreign(house.world, keys=["CAS-1", INTERNAL[who]])
    wrong, asked, proved = [], set(), set()
    with swapping.nothing_kept() as kept:
        for form in forms.values():
            fields = swapping.naming(form)
            asked |= set(fields)
            if not (fields and kept.after(client, form.action, form.answers()) < 400 and kept.tables):
                continue
            for name in fields:
                for values in swapping.swapped(form, name, strangers):
                    status = kept.after(client, form.action, values)
                    if status < 400 or kept.tables:
                        wrong.append((form.action, name, values[name], status, kept.tables))
                proved.add(name)
    assert not wrong
    assert asked - proved <= PROVED_ELSEWHERE, (
        "No form that names these goes through: that others are refused proves nothing."
    )


@pytest.mark.parametrize("who", ["client_spoc", "supplier_spoc", "other_supplier_spoc"])
def test_a_form_that_only_others_are_offered_is_refused_and_changes_nothing(house: House, who: str) -> None:
    client, own, key = house.world.client(who), house.visits[who].forms, HOME.get(who, "MER")
    others = {form.action: form for visit in house.visits.values() for form in visit.forms.values()}
    wrong, tried = [], {identity(action) for action in own}
    for form in others.values():
        for action in {
            form.action,
            RELATIONSHIP.sub(f"/r/{key}/", form.action),
        } - own.keys():  # an id under another key
            if identity(action) not in tried:
                tried.add(identity(action))
                with swapping.nothing_kept() as kept:
                    status = kept.after(client, action, form.answers())
                if set(kept.tables) - EVERYBODYS_OWN:
                    wrong.append((action, status, kept.tables))
    assert not wrong
    assert len(tried) - len(own) >= FORMS


def overviews(world: World, addresses: Sequence[str] = OVERVIEWS) -> dict[str, str]:
    """What the supplier's SPOC reads where records are counted, listed and put in order."""
    client = world.client("supplier_spoc")
    read = {address: client.get(address, buffered=True) for address in addresses}
    assert {address: answer.status_code for address, answer in read.items()} == dict.fromkeys(addresses, 200)
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
            if one not in known and "format=" not in address:
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
