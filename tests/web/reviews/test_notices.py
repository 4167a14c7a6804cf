"""The list of notices: what people were told, mail or not, as far as they see it now, and what of it is unread."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, MailKind, MailState
from govtracker.mail import address_messages
from govtracker.models import Comment, Notification, OutboxMail, Person, Tenure
from govtracker.queries import find
from govtracker.services.issues import comments
from govtracker.web.notice_lines import NOT_ARRIVED
from tests.mail.steps import MINUTE, MONDAY, leave, rendered
from tests.services.issue_steps import raised
from tests.support.statements import counted
from tests.support.world import World


@pytest.fixture(autouse=True)
def at_monday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


def seen(world: World, who: str, address: str = "/notices") -> list[tuple[str, str]]:
    """Where each line of somebody's list leads, and what it says."""
    page = world.client(who).get(address).get_data(as_text=True)
    found = re.findall(r'class="find-title" href="([^"]+)".*?class="find-text">([^<]*)<', page, re.DOTALL)
    return [(url, unescape(words)) for url, words in found]


def unread(world: World, who: str) -> str:
    """What the header of every page says."""
    found = re.search(r'aria-label="Notices(?:: ([0-9+]+) unread)?"', world.client(who).get("/settings").text)
    assert found is not None
    return found[1] or ""


def told(world: World) -> None:
    """An issue, and word of it for the client's SPOC."""
    with world.context():
        issue = raised(world, "supplier_spoc", MONDAY)
        leave(world, MailKind.ESCALATION, "client_spoc", issue, event="grown_old", days=3)


def called(world: World, audience: Audience = Audience.SHARED) -> int:
    """The id of a comment of the client's lead that calls the SPOC by name."""
    with world.context():
        issue = raised(world, "client_lead", MONDAY, audience=audience)
        viewer = world.viewer("client_lead")
        with database.transaction():
            number = issue.key.removeprefix("MER-")
            comments.write(find.issue(viewer, "MER", number), "@Eva Varga, look", audience, by=viewer, at=MONDAY)
        return db.session.scalars(select(Comment.id)).one()


def written(world: World, *statements: Any) -> None:
    """Do that to the database."""
    with world.context(), database.transaction():
        for statement in statements:
            db.session.execute(statement)


def ids(world: World) -> list[int]:
    """The notices of the client's SPOC, oldest first."""
    with world.context():
        own = Notification.recipient_id == world.people["client_spoc"]
        return list(db.session.scalars(select(Notification.id).where(own).order_by(Notification.id)))


def test_each_line_leads_to_exactly_the_thing(world: World) -> None:
    told(world)
    comment = called(world, Audience.CLIENT)
    assert seen(world, "client_spoc") == [
        (f"/r/MER/issues/C1#comment-{comment}", "Rafael Ortega called you by name."),
        ("/r/MER/issues/1", "It has been open for 3 working days."),
    ]
    assert seen(world, "client_spoc", "/notices?sort=escalations") == [
        ("/r/MER/issues/1", "It has been open for 3 working days.")
    ]
    assert seen(world, "client_spoc", "/notices?sort=reviews") == []


def test_nobody_reads_of_what_they_see_no_more(world: World) -> None:
    told(world)
    comment = called(world)
    written(world, update(Comment).where(Comment.id == comment).values(removed_at=MONDAY))
    assert [url for url, _ in seen(world, "client_spoc")] == ["/r/MER/issues/1"]
    assert unread(world, "client_spoc") == "1"
    written(world, delete(Tenure).where(Tenure.person_id == world.people["client_spoc"]))
    assert seen(world, "client_spoc") == []
    assert unread(world, "client_spoc") == ""


def test_one_or_all_shown_can_be_marked_as_read_and_nobody_else_s(world: World) -> None:
    told(world)
    told(world)
    first, last = ids(world)
    assert unread(world, "client_spoc") == "2"
    world.client("supplier_spoc").post(f"/notices/{last}/reading")
    world.client("supplier_spoc").post("/notices/reading", data={"up_to": str(last)})
    assert unread(world, "client_spoc") == "2"
    answer = world.client("client_spoc").post(f"/notices/{last}/reading", data={"unread": "1"})
    assert answer.location == "/notices?unread=1"
    assert unread(world, "client_spoc") == "1"
    assert len(seen(world, "client_spoc", "/notices?unread=1")) == 1
    world.client("client_spoc").post("/notices/reading", data={"up_to": str(first)})
    assert unread(world, "client_spoc") == ""
    assert len(seen(world, "client_spoc")) == 2


def test_what_is_older_than_half_a_year_is_gone(world: World, clock_at: Callable[[datetime], None]) -> None:
    told(world)
    clock_at(MONDAY + timedelta(days=181))
    assert seen(world, "client_spoc") == []
    assert unread(world, "client_spoc") == ""
    assert "No notices yet" in world.client("client_spoc").get("/notices").text


def test_it_says_why_no_mail_came(world: World) -> None:
    told(world)
    written(world, update(Notification).values(outcome="unreachable", told_at=MONDAY))
    assert "not mailed: your address is refused" in world.client("client_spoc").get("/notices").text


def test_however_many_there_are_it_costs_the_same(world: World) -> None:
    told(world)
    with world.context():
        own = Notification.recipient_id == world.people["client_spoc"]
        row = db.session.execute(select(Notification.__table__).where(own)).mappings().one()
    browser = world.client("client_spoc")
    with counted() as few:
        browser.get("/notices")
    values = {name: value for name, value in row.items() if name != "id"}
    copies = [{**values, "dedupe_key": f"copy {n}", "created_at": MONDAY + n * MINUTE} for n in range(120)]
    written(world, insert(Notification).values(copies))
    with counted() as many:
        page = browser.get("/notices").text
    assert len(many) == len(few) <= 12
    assert unread(world, "client_spoc") == "99+"
    assert page.count("find-title") == 50
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older is not None
    assert browser.get(unescape(older[1])).text.count("find-title") == 50


def test_whose_mail_is_refused_reads_it_where_it_matters(world: World) -> None:
    told(world)
    reply = "550 5.1.1 no such user"
    written(
        world,
        update(Person).where(Person.id == world.people["client_spoc"]).values(unreachable_at=MONDAY),
        update(Person).where(Person.id == world.people["client_spoc"]).values(unreachable_reply=reply),
    )
    with world.context(), database.transaction():
        address_messages.refused(world.people["client_spoc"], reply, at=MONDAY)
    person = f"/organisation/people/{world.people['client_spoc']}"
    [(url, words)] = seen(world, "organisation_administrator")
    assert (url, reply in words) == (person, True)
    assert reply in world.client("organisation_administrator").get(person).text
    eva = world.client("client_spoc")
    assert "No mail reaches you" in eva.get("/notices").text
    assert reply in eva.get("/settings").text
    eva.post("/settings/address")
    assert "No mail reaches you" not in eva.get("/settings").text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MailState.FAILED, "its mail could not be delivered"),
        (MailState.UNCERTAIN, "its mail may not have arrived"),
        (MailState.EXPIRED, "not mailed: it would have come too late"),
        (MailState.SENT, None),
    ],
)
def test_a_notice_says_what_became_of_its_mail(world: World, state: MailState, words: str | None) -> None:
    told(world)
    with world.context():
        rendered(MONDAY + MINUTE)
    written(world, update(OutboxMail).values(state=state))
    page = world.client("client_spoc").get("/notices").text
    assert [said for said in NOT_ARRIVED.values() if said in page] == ([words] if words else [])
