"""Issue pages: logging, working, two people at once, lists that keep their state in the address."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import Audience, IssueStatus, Severity
from govtracker.models import Issue, Notification
from tests.services.issue_steps import PROCESS, done_actions, raised
from tests.support import forums, supervised
from tests.support.world import World

pytestmark = pytest.mark.database("sqlite", "postgresql")

AT = datetime(2026, 11, 19, 8, tzinfo=UTC)  # Thursday: 09:00 in Berlin, 16:00 in Manila


class _Fields(HTMLParser):
    """Collects what a browser would send of a form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self.values[name] = value
        elif tag == "textarea":
            self._name, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._name = ""

    def handle_data(self, data: str) -> None:
        if self._name:
            self.values[self._name] += data


ClockAt = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def on_thursday(clock_at: ClockAt) -> None:
    clock_at(AT)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent within the block."""
    sent: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def report(world: World, **values: str) -> dict[str, Any]:
    """What the form of a new issue sends."""
    return {
        "submission_id": "one",
        "audience": "shared",
        "title": "Billing outage",
        "description": "Nobody can pay.",
        "area_id": world.areas["Customer care"],
        "severity": "critical",
        **values,
    }


def text(answer: Any) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def log(app: Flask, world: World, who: str = "client_spoc", **values: Any) -> None:
    with app.app_context():
        raised(world, who, AT, **values)


def test_after_logging_the_page_says_who_must_answer_by_when_and_what_happens_otherwise(world: World) -> None:
    client = world.client("client_spoc")
    answer = client.post("/r/MER/issues", data=report(world))
    assert (answer.status_code, answer.location) == (303, "/r/MER/issues/1")
    page = text(client.get(answer.location))
    assert (
        "Priya Nair of Meridian has to acknowledge by Fri 20 Nov 05:00 your time; "
        "otherwise it climbs to level 2, tactical: E. Varga ⇄ D. Alonso."
    ) in page
    assert "counted in Asia/Manila: Thu 19 Nov 16:00–17:00, Fri 20 Nov 09:00–12:00" in page


def test_the_same_form_sent_twice_logs_one_issue(app: Flask, world: World) -> None:
    client = world.client("client_spoc")
    answers = [client.post("/r/MER/issues", data=report(world)).location for _ in range(2)]
    assert answers == ["/r/MER/issues/1"] * 2
    with app.app_context():
        assert len(db.session.scalars(select(Issue)).all()) == 1
        assert len(db.session.scalars(select(Notification)).all()) == 2  # one for each counterpart


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Give it a title"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"description": "x" * 20_001}, "longer than 20000"),
        ({"due_on": "2026-13-01"}, "valid date"),
        ({"due_on": "2026-11-18"}, "This day is over"),
        ({"area_id": "999"}, "Not a valid choice"),
        ({"area_id": "care"}, "Invalid"),
        ({"severity": "awful"}, "Not a valid choice"),
        ({"audience": "supplier"}, "Not a valid choice"),
        ({"owner_id": "999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_logged_is_said_beside_its_field_and_nothing_typed_is_lost(
    app: Flask, world: World, values: dict[str, str], said: str
) -> None:
    answer = world.client("client_spoc").post("/r/MER/issues", data=report(world, **{"category": "kept", **values}))
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="kept"' in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(Issue)).all() == []


def test_a_person_with_one_relationship_logs_there_at_once(world: World) -> None:
    assert world.client("supplier_lead").get("/issues/new").location == "/r/MER/issues/new"
    form = world.client("supplier_lead").get("/r/MER/issues/new?title=Phones%20down&severity=high")
    page = form.get_data(as_text=True)
    assert 'value="Phones down"' in page
    assert re.search(r'value="high" checked', page)


def test_internal_issues_do_not_exist_for_the_other_side(app: Flask, world: World) -> None:
    log(app, world, audience=Audience.CLIENT)
    assert "MER-C1" in text(world.client("client_member").get("/r/MER/issues"))
    supplier = world.client("supplier_spoc")
    assert "MER-C1" not in text(supplier.get("/r/MER/issues"))
    assert supplier.get("/r/MER/issues/C1").status_code == 404
    assert "Billing outage" not in text(supplier.get("/search?q=billing"))
    assert supplier.get("/search?q=MER-C1").status_code == 200
    assert "only Northgate sees this" in text(world.client("client_member").get("/r/MER/issues/C1"))


def test_the_way_from_open_to_closed(app: Flask, world: World) -> None:
    log(app, world)
    supplier, client = world.client("supplier_lead"), world.client("client_spoc")
    assert supplier.post("/r/MER/issues/1/acknowledgement").status_code == 303
    assert supplier.post("/r/MER/issues/1/work").status_code == 303
    incomplete = supplier.post("/r/MER/issues/1/resolution", data={"why_it_occurred": "A slip."})
    assert (incomplete.status_code, "Say what was done." in text(incomplete)) == (422, True)
    resolved = supplier.post("/r/MER/issues/1/resolution", data={"what_was_done": "Rolled back."})
    assert resolved.location == "/r/MER/issues/1"
    gaps = client.post("/r/MER/issues/1/closing", data={"what_was_done": "Rolled back."})
    assert gaps.status_code == 422
    for said in (
        "Say why it occurred.",
        "Say why it will not happen again.",
        "a corrective action",
        "root cause",
        "chain",
    ):
        assert said in text(gaps)
    with app.app_context():
        done_actions(world, db.session.scalars(select(Issue)).one(), AT)
    context = {
        "why_it_occurred": "A slip.",
        "what_was_done": "Rolled back.",
        "why_not_again": "It is checked.",
        "root_cause_id": PROCESS,
        **{f"five_whys-{place}-answer": answer for place, answer in enumerate(("Haste.", "No list.", "No owner."))},
    }
    assert client.post("/r/MER/issues/1/closing", data=context).status_code == 303
    page = text(client.get("/r/MER/issues/1"))
    assert "Effectiveness check planned for Sat 19 Dec" in page


def test_acknowledging_from_my_work_leads_back_there(app: Flask, world: World) -> None:
    log(app, world)
    answer = world.client("supplier_lead").post("/r/MER/issues/1/acknowledgement", data={"from": "work"})
    assert (answer.status_code, answer.location) == (303, "/")


def test_only_who_may_acknowledge_is_offered_to(app: Flask, world: World) -> None:
    log(app, world)
    offered = {
        who
        for who in ("supplier_lead", "supplier_spoc", "client_spoc", "client_observer")
        if "/acknowledgement" in world.client(who).get("/r/MER/issues/1").get_data(as_text=True)
    }
    assert offered == {"supplier_lead"}


def test_two_people_saving_at_once_are_merged_where_they_changed_different_fields(app: Flask, world: World) -> None:
    log(app, world)
    first, second = world.client("client_spoc"), world.client("supplier_spoc")
    forms = [_fields(one.get("/r/MER/issues/1/edit").get_data(as_text=True)) for one in (first, second)]
    first.post("/r/MER/issues/1", data={**forms[0], "title": "Billing is down"})
    answer = second.post("/r/MER/issues/1", data={**forms[1], "category": "billing"})
    assert answer.status_code == 303
    with app.app_context():
        issue = db.session.scalars(select(Issue)).one()
        assert (issue.title, issue.category) == ("Billing is down", "billing")


def test_two_people_changing_the_same_field_see_each_others_words_and_lose_nothing(app: Flask, world: World) -> None:
    log(app, world)
    first, second = world.client("client_spoc"), world.client("supplier_spoc")
    forms = [_fields(one.get("/r/MER/issues/1/edit").get_data(as_text=True)) for one in (first, second)]
    first.post("/r/MER/issues/1", data={**forms[0], "title": "Billing is down"})
    clash = second.post("/r/MER/issues/1", data={**forms[1], "title": "Payments fail"})
    page = clash.get_data(as_text=True)
    assert clash.status_code == 422
    assert "Billing is down" in page
    assert 'value="Payments fail"' in page
    again = second.post("/r/MER/issues/1", data=_fields(page))
    assert again.status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Issue)).one().title == "Payments fail"


def test_a_raised_severity_begins_a_new_round_on_the_page(app: Flask, world: World) -> None:
    log(app, world, severity=Severity.LOW)
    client = world.client("client_spoc")
    form = _fields(client.get("/r/MER/issues/1/edit").get_data(as_text=True))
    client.post("/r/MER/issues/1", data={**form, "severity": "critical", "reason": "It spreads."})
    with app.app_context():
        assert db.session.scalars(select(Issue)).one().round == 2
    assert "Round begun: It spreads." in text(client.get("/r/MER/issues/1"))


def test_open_issues_alike_appear_while_typing(app: Flask, world: World) -> None:
    log(app, world, title="Billing outage after release")
    log(app, world, title="Headsets are missing")
    page = text(world.client("client_spoc").get("/r/MER/issues/similar?title=another+billing+out"))
    assert "MER-1" in page
    assert "MER-2" not in page


def test_a_recurrence_is_shown_with_links(app: Flask, world: World) -> None:
    for _ in range(3):
        log(app, world, category="billing")
    page = text(world.client("client_spoc").get("/r/MER/issues/3"))
    assert "billing in Customer care has come up 3 times in 90 days." in page
    assert "Before: MER-2" in page
    assert "Is it the same again?" not in text(world.client("client_spoc").get("/r/MER/issues/2"))


def test_the_ladder_shows_where_the_issue_stands(app: Flask, world: World, clock_at: ClockAt) -> None:
    log(app, world)
    clock_at(AT + timedelta(hours=20))
    with app.app_context():
        jobs.run(jobs.job_named("escalate"))
    page = text(world.client("supplier_lead").get("/r/MER/issues/1"))
    assert "Level 1 · operational , climbed on R. Ortega ⇄ P. Nair told Thu 19 Nov 16:00 · not acknowledged by" in page
    assert "Level 2 · tactical , waiting now" in page
    assert "if Meridian does not" in page


def test_the_page_says_what_follows_an_acknowledgement_and_what_a_missed_time_leads_to(
    app: Flask, world: World, clock_at: ClockAt
) -> None:
    log(app, world)
    clock_at(AT + timedelta(hours=20))
    late = text(world.client("supplier_lead").get("/r/MER/issues/1"))
    assert "Time ran out Fri 20 Nov 12:00 your time: it climbs to level 2, tactical" in late
    clock_at(AT + timedelta(hours=1))
    client = world.client("supplier_lead")
    client.post("/r/MER/issues/1/acknowledgement")
    page = text(client.get("/r/MER/issues/1"))
    assert "Meridian has to resolve it by Mon 23 Nov 16:00 your time; otherwise it climbs to level 2, tactical" in page
    assert "acknowledged Thu 19 Nov 17:00 by Priya Nair" in page


# --- lists -----------------------------------------------------------------------------------------------------------


def _many(app: Flask, world: World, count: int, *, first: int = 1) -> None:
    """`count` open issues of MER, due in turn, every fifth critical, every seventh late."""
    with app.app_context(), database.transaction():
        for number in range(first, first + count):
            severity = Severity.CRITICAL if number % 5 == 0 else Severity.LOW
            db.session.add(
                Issue(
                    relationship_id=world.relationships["MER"],
                    number=number,
                    audience=Audience.CLIENT if number % 11 == 0 else Audience.SHARED,
                    title=f"Issue {number}",
                    area_id=world.areas["Quality" if number % 3 == 0 else "Customer care"],
                    severity=severity,
                    severity_rank=severity.rank,
                    raised_side="client",
                    waiting_on="client" if number % 4 == 0 else "supplier",
                    owner_id=world.people["client_lead"] if number % 6 == 0 else None,
                    status=IssueStatus.RESOLVED if number % 13 == 0 else IssueStatus.OPEN,
                    is_open=number % 13 != 0,
                    due_on=date(2026, 11, 18) if number % 7 == 0 else date(2026, 11, 20) + timedelta(days=number % 9),
                    opened_at=AT - timedelta(minutes=number),
                    updated_at=AT - timedelta(minutes=number * 37 % 101),
                    level=2 if number % 8 == 0 else 1,
                    description=f"{'billing' if number % 2 else 'phones'}",
                )
            )


def _walk(world: World, who: str, address: str) -> list[str]:
    """The keys on every page of a list, in order, following Next to the end."""
    client, keys = world.client(who), []
    while address:
        page = client.get(address).get_data(as_text=True)
        keys += re.findall(r'class="key">(MER-C?\d+)<', page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    return keys


@pytest.mark.parametrize("sort", ["due", "-due", "severity", "opened", "-opened", "updated", "-updated"])
@pytest.mark.parametrize("place", ["/issues", "/r/MER/issues"])
def test_paging_shows_every_issue_once_in_order(app: Flask, world: World, sort: str, place: str) -> None:
    _many(app, world, 120)
    keys = _walk(world, "client_lead", f"{place}?sort={sort}")
    with app.app_context():
        stored = db.session.scalars(select(Issue).where(Issue.is_open)).all()
        columns = {"due": "due_on", "severity": "severity_rank", "opened": "opened_at", "updated": "updated_at"}
        name = columns[sort.removeprefix("-")]
        wanted = sorted(
            stored,
            key=lambda i: (getattr(i, name), i.due_on if name == "severity_rank" else 0, i.id),
            reverse=sort.startswith("-"),
        )
        assert keys == [issue.key for issue in wanted]


def test_going_back_leads_to_the_page_before(app: Flask, world: World) -> None:
    _many(app, world, 120)
    client = world.client("client_lead")
    first = client.get("/r/MER/issues").get_data(as_text=True)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).get_data(as_text=True)
    before = re.search(r'rel="prev" href="([^"]+)"', second)
    assert before
    again = client.get(before[1].replace("&amp;", "&")).get_data(as_text=True)
    key = re.compile(r">(MER-C?\d+)<")
    assert key.findall(again) == key.findall(first)
    assert 'rel="prev"' not in first


FILTERS: dict[str, Callable[[Issue], bool]] = {
    "severity=critical": lambda issue: issue.is_open and issue.severity is Severity.CRITICAL,
    "status=resolved": lambda issue: not issue.is_open,
    "status=all": lambda issue: True,
    "waiting=us": lambda issue: issue.is_open and issue.waiting_on == "client",
    "waiting=them": lambda issue: issue.is_open and issue.waiting_on == "supplier",
    "owner=me": lambda issue: issue.is_open and issue.owner_id is not None,
    "owner=me&status=all": lambda issue: issue.owner_id is not None,
    "overdue=1": lambda issue: issue.is_open and issue.due_on < AT.date(),
    "escalated=1": lambda issue: issue.is_open and issue.level > 1,
    "q=billing": lambda issue: issue.is_open and issue.number % 2 == 1,
    "q=bill&severity=critical&status=all": lambda issue: issue.number % 2 == 1 and issue.severity == "critical",
    "q=BILLING+issue": lambda issue: issue.is_open and issue.number % 2 == 1,
    "q=%22%27%28+AND": lambda issue: False,
    "q=--": lambda issue: False,
}


@pytest.mark.parametrize("place", ["/issues", "/r/MER/issues"])
@pytest.mark.parametrize("query", FILTERS)
def test_filters_show_what_they_say(app: Flask, world: World, place: str, query: str) -> None:
    _many(app, world, 60)
    keys = _walk(world, "client_lead", f"{place}?{query}")
    with app.app_context():
        stored = db.session.scalars(select(Issue)).all()
        assert sorted(keys) == sorted(issue.key for issue in stored if FILTERS[query](issue))


def test_the_area_narrows_the_list(app: Flask, world: World) -> None:
    _many(app, world, 30)
    keys = _walk(world, "client_lead", f"/issues?area={world.areas['Quality']}")
    assert sorted(keys) == sorted(f"MER-{n}" for n in range(3, 31, 3))


@pytest.mark.parametrize("query", ["severity=awful", "sort=secret", "page=2", "status=gone", "area=x", "waiting=me"])
def test_what_a_list_does_not_know_is_ignored_and_said(app: Flask, world: World, query: str) -> None:
    _many(app, world, 3)
    answer = world.client("client_lead").get(f"/issues?{query}&after=nonsense")
    assert answer.status_code == 200
    assert f"does not know what to do with: {query.partition('=')[0]}." in text(answer)
    assert "MER-1" in text(answer)


def test_lists_leave_out_other_relationships(app: Flask, world: World) -> None:
    _many(app, world, 3)
    assert _walk(world, "other_client_spoc", "/issues") == []
    assert world.client("other_client_spoc").get("/r/MER/issues").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    [("/issues", 8), ("/r/MER/issues", 8), ("/issues?q=billing", 9), ("/search?q=billing", 8), ("/r/MER/issues/1", 12)],
)
def test_a_page_sends_as_many_statements_however_much_it_shows(
    app: Flask, world: World, address: str, most: int
) -> None:
    log(app, world)
    client = world.client("client_spoc")
    client.get(address)
    with counted(app) as few:
        client.get(address)
    _many(app, world, 60, first=2)
    with counted(app) as many:
        client.get(address)
    assert len(few) == len(many) <= most, many


def test_an_issue_that_was_born_in_a_review_and_leads_to_an_account_takes_no_statement_more(
    app: Flask, world: World
) -> None:
    log(app, world)
    customers = supervised.known(world)
    with app.app_context(), database.transaction():
        review = forums.review(forums.forum(world), AT)
        issue = db.session.scalars(select(Issue)).one()
        issue.review_id, issue.customer_account_id, issue.segment = review.id, customers.harbour, "A bank"
    client = world.client("client_spoc")
    client.get("/")
    with counted(app) as made:
        page = client.get("/r/MER/issues/1").text
    assert "Monthly business review" in page
    assert "Harbour Bank" in page
    assert len(made) <= 12, made


# --- search ----------------------------------------------------------------------------------------------------------


def test_a_key_leads_straight_to_its_record(app: Flask, world: World) -> None:
    log(app, world)
    client = world.client("client_spoc")
    assert client.get("/search?q=mer-1").location == "/r/MER/issues/1"
    assert client.get("/search?q=MER-7").status_code == 200
    assert world.client("other_client_spoc").get("/search?q=mer-1").status_code == 200


def test_search_finds_relationships_by_name(world: World) -> None:
    assert "Northgate and Meridian" in text(world.client("client_spoc").get("/search?q=meri"))
    assert "Northgate and Meridian" not in text(world.client("other_client_spoc").get("/search?q=meri"))


def _fields(page: str) -> dict[str, str]:
    """The values of the form on a page, as a browser would send them."""
    form = re.search(r'<form class="form.*?</form>', page, flags=re.DOTALL)
    assert form
    parser = _Fields()
    parser.feed(form[0])
    return parser.values
