"""Marked texts in every place of every kind: who may not read them never meets them, and their owners find each."""

import re

import pytest

from govtracker.database import db
from govtracker.mail import reading
from govtracker.models import Notification, OutboxMail
from tests.support import marked, marked_house, swapping
from tests.support.crawling import identity
from tests.support.marked import MARK
from tests.support.marked_house import House

pytestmark = pytest.mark.timeout(900)
UNHEARD_OF = "zqz000x"  # a mark nobody wrote
SEARCHES = (
    "/search?q={}",
    "/search?q={}&format=csv",
    "/r/MER/issues/similar?title={}",
    "/issues?q={}",
    "/actions?q={}",
)
INTERNAL = {"client_spoc": "MER-S1", "supplier_spoc": "MER-C1"}
EVERYBODYS_OWN = {"watch", "snooze"}  # of what one sees: whether one is told of it, and when one is reminded
# tests/web/structure/test_handovers.py, tests/web/partnership/test_value.py
PROVED_ELSEWHERE = {"successor_id", "check_id", "offsets_id", "kpi_ids"}
RELATIONSHIP = re.compile(r"^/r/\w+/")
# under another key, the number of what one's own side keeps there
OWN_THERE = {
    "client_spoc": re.compile(r"/C\d"),
    "supplier_spoc": re.compile(r"/S\d"),
    "other_supplier_spoc": re.compile(r"/S\d"),
}
FORMS = 60  # at the least that are not offered to somebody
EVERY = 18  # of the marks is searched for
MAILS, NOTICES = 40, 80  # at the least, or that they say nothing proves nothing


def test_nobody_meets_what_is_not_theirs_and_everybody_finds_what_is(house: House) -> None:
    everybody_stays_with_their_own(house)


def everybody_stays_with_their_own(house: House) -> None:
    wrong = [
        (who, mark, house.marks.places[mark], address)
        for who, visit in house.visits.items()
        for mark, address in visit.found.items()
        if not marked.may_read(house.world, who, mark, house.marks)
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
    assert not {who: count for who, count in pages.items() if count < marked_house.VISITORS[who]}
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
    told = {(who, hit[0]) for who, said in mails + notices for hit in MARK.finditer(said)}
    assert {mark[2] for _, mark in told} >= set(marked.SPOTS), "Nobody is told of what some keep to themselves."
    assert not [one for one in told if not marked.may_read(house.world, *one, house.marks)]


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
    client, own, key = house.world.client(who), house.visits[who].forms, marked_house.HOME.get(who, "MER")
    others = {form.action: form for visit in house.visits.values() for form in visit.forms.values()}
    wrong, tried = [], {identity(action) for action in own}
    for form in others.values():
        for action in {
            form.action,
            RELATIONSHIP.sub(f"/r/{key}/", form.action),
        } - own.keys():  # an id under another key
            own_there = action != form.action and OWN_THERE[who].search(action)
            if identity(action) not in tried and not own_there:
                tried.add(identity(action))
                with swapping.nothing_kept() as kept:
                    status = kept.after(client, action, form.answers())
                if set(kept.tables) - EVERYBODYS_OWN:
                    wrong.append((action, status, kept.tables))
    assert not wrong
    assert len(tried) - len(own) >= FORMS
