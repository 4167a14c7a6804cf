"""The personal calendar feed: one secret address, told once, with its owner's rights of the moment."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, ReviewStatus
from govtracker.models import AuditEvent, Person, PersonalCalendar
from govtracker.queries import find
from govtracker.queries.reviews import dates
from govtracker.services.issues import actions
from govtracker.services.issues.actions import NewAction
from tests.services.issue_steps import raised
from tests.support import calendar_readers, contracted, forums
from tests.support.calendar_readers import Read
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_a_fixed_time(world: World, clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)
    with world.context(), database.transaction():
        forum = forums.forum(world)
        forums.review(forum, NOW + timedelta(days=7))
        forums.review(forum, NOW - timedelta(days=20), ReviewStatus.CANCELLED, period_key="gone")
        forums.review(forum, NOW - timedelta(days=40), ReviewStatus.CANCELLED, period_key="long gone")


def promise(world: World, title: str, who: str, audience: Audience) -> None:
    with world.context():
        viewer = world.viewer(who)
        with database.transaction():
            new = NewAction(title, ActionType.CORRECTION, world.people[who], date(2026, 12, 4), "Late.", audience)
            actions.add(find.relationship(viewer, "MER"), new, by=viewer, at=NOW, today=NOW.date())


def address(client: FlaskClient) -> str:
    """The path of a new address, as the page that is shown once says it."""
    answer = client.post("/settings/calendar/feed")
    assert answer.status_code == 200
    [found] = re.findall(r"(/calendar/feed/[\w-]+\.ics)", answer.get_data(as_text=True))
    return str(found)


def read(world: World, path: str) -> dict[str, Read]:
    """What the feed holds, by title, read as a stranger with nothing but the address."""
    answer = world.app.test_client().get(path)
    assert answer.status_code == 200
    return {one.title: one for one in calendar_readers.read(answer.get_data(as_text=True))}


def test_it_holds_ones_own_dates_and_what_was_called_off_lately(world: World) -> None:
    promise(world, "Only for us", "client_spoc", Audience.CLIENT)
    promise(world, "Somebody else’s", "client_lead", Audience.SHARED)
    found = read(world, address(world.client("client_spoc")))
    assert set(found) == {
        "Review: [MER] Monthly business review, 2026-12",
        "Review: [MER] Monthly business review, gone",
        "Action due: [MER-AC1] Only for us",
    }
    assert found["Review: [MER] Monthly business review, gone"].status == "CANCELLED"
    assert found["Action due: [MER-AC1] Only for us"].starts == date(2026, 12, 4)
    assert not read(world, address(world.client("executive")))


def test_however_much_is_past_what_is_to_come_stands_in_it(world: World) -> None:
    with world.context(), database.transaction():
        busy = forums.forum(world, name="Daily stand-up")
        for n in range(dates.MOST + 20):
            forums.review(busy, NOW - timedelta(hours=3 * n + 24), ReviewStatus.HELD, period_key=f"past {n}")
        forums.review(busy, NOW + timedelta(days=1), period_key="tomorrow")
    found = read(world, address(world.client("client_spoc")))
    assert "Review: [MER] Daily stand-up, tomorrow" in found
    past = [title for title in found if "past" in title or "gone" in title]
    assert len(past) == dates.MOST
    assert "Review: [MER] Daily stand-up, past 0" in past


def test_answers_that_are_due_and_notice_dates_stand_in_it_for_those_they_concern(world: World) -> None:
    with world.context():
        contracted.in_force(world)
        raised(world, "client_spoc", NOW)
    lead = {title: one.starts for title, one in read(world, address(world.client("supplier_lead"))).items()}
    assert {title: on for title, on in lead.items() if title.startswith("Last day")} == {
        "Last day of notice of the client: [MER] Customer care services": date(2026, 11, 30),
        "Last day of notice of the supplier: [MER] Customer care services": date(2027, 9, 2),
    }
    [due] = [title for title in lead if title.startswith("Your answer is due: [MER-1]")]
    assert isinstance(lead[due], datetime)
    spoc = read(world, address(world.client("client_spoc")))
    assert not [title for title in spoc if title.startswith("Your answer")]


def test_what_was_not_wanted_is_left_out(world: World) -> None:
    promise(world, "Mine", "client_spoc", Audience.SHARED)
    client = world.client("client_spoc")
    path = address(client)
    client.post("/settings/calendar", data={"first_weekday": "", "actions": "y"})
    assert set(read(world, path)) == {"Action due: [MER-A1] Mine"}


def test_its_secret_is_kept_nowhere_and_shown_once(world: World) -> None:
    client = world.client("client_spoc")
    secret = address(client).removeprefix("/calendar/feed/").removesuffix(".ics")
    assert len(secret) >= 22  # 128 bits and more
    assert secret not in client.get("/settings/calendar").get_data(as_text=True)
    with world.context():
        assert secret not in str(db.session.query(PersonalCalendar.token_hash).one())
        assert not [text for (text,) in db.session.query(AuditEvent.text) if secret in text]


def test_replaced_ended_or_of_somebody_who_left_it_leads_nowhere(world: World) -> None:
    client, stranger = world.client("client_spoc"), world.app.test_client()
    first, second = address(client), address(client)
    assert [stranger.get(path).status_code for path in (first, second, "/calendar/feed/x.ics")] == [404, 200, 404]
    client.post("/settings/calendar/feed/removal")
    assert stranger.get(second).status_code == 404
    third = address(client)
    with world.context(), database.transaction():
        db.session.get_one(Person, world.people["client_spoc"]).is_active = False
    assert stranger.get(third).status_code == 404


def test_a_program_that_has_it_already_is_told_so(world: World) -> None:
    path, stranger = address(world.client("client_spoc")), world.app.test_client()
    answer = stranger.get(path)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.content_type == "text/calendar; charset=utf-8"
    known = {"If-None-Match": answer.headers["ETag"]}
    again = stranger.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    promise(world, "New", "client_spoc", Audience.SHARED)
    assert stranger.get(path, headers=known).status_code == 200
