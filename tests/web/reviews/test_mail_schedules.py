"""When a manager's review mail comes: chosen, stopped, looked at beforehand, sent at once."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select

from govtracker import jobs
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.models import MailSchedule, Notification, OutboxMail
from govtracker.queries.reviews import mail_schedules
from tests.support import managed
from tests.support.world import World

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHOSEN = {"frequency": "weekly", "weekday": "2", "day": "1", "local_time": "06:45", "zone": "Europe/Lisbon"}


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def schedule(world: World, who: str) -> MailSchedule | None:
    with world.context():
        return mail_schedules.of_person(world.people[who], MailKind.REVIEW_MAIL)


def is_unwanted(world: World, who: str) -> bool:
    with world.context():
        return MailKind.REVIEW_MAIL in mail_schedules.unwanted(world.people[who])


def test_a_sponsor_has_it_on_mondays_without_asking(world: World) -> None:
    with world.context():
        jobs.run(jobs.job_named("begin-review-mail"))
        jobs.run(jobs.job_named("begin-review-mail"))
    kept = schedule(world, "supplier_sponsor")
    assert kept is not None
    assert (kept.frequency, kept.weekday, kept.local_time, kept.zone) == ("weekly", 0, time(7, 30), "Asia/Manila")
    assert kept.next_at == datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    assert schedule(world, "client_spoc") is None


def test_anybody_may_choose_when_it_comes_and_stop_it(world: World) -> None:
    browser = world.client("client_spoc")
    assert "None comes to you now." in browser.get("/settings/mail").text
    assert browser.post("/settings/mail", data=CHOSEN).status_code == 303
    kept = schedule(world, "client_spoc")
    assert kept is not None
    assert kept.next_at == datetime(2026, 11, 25, 6, 45, tzinfo=UTC)
    assert "The next one comes" in browser.get("/settings/mail").text
    monthly = {**CHOSEN, "frequency": "monthly", "day": "31"}
    assert browser.post("/settings/mail", data=monthly).status_code == 303
    kept = schedule(world, "client_spoc")
    assert kept is not None
    assert kept.next_at == datetime(2026, 11, 30, 6, 45, tzinfo=UTC)
    assert browser.post("/settings/mail", data={**CHOSEN, "frequency": "never"}).status_code == 303
    assert is_unwanted(world, "client_spoc")
    assert browser.post("/settings/mail", data=CHOSEN).status_code == 303
    assert not is_unwanted(world, "client_spoc")


def test_a_manager_chooses_the_relationships_it_tells_of(world: World) -> None:
    managed.make(world)
    browser = world.client("client_sponsor")
    ids = [world.relationships[key] for key in ("CAS", "INH", "MER", "TES")]
    for chosen, kept in ((ids[:1], ids[:1]), (ids, []), ([], [])):
        assert browser.post("/settings/mail", data={**CHOSEN, "chosen": chosen}).status_code == 303
        found = schedule(world, "client_sponsor")
        assert found is not None
        assert found.chosen == kept
    foreign = world.client("supplier_sponsor").post("/settings/mail", data={**CHOSEN, "chosen": ids[:1]})
    assert foreign.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Mars/Olympus"}, "is not a time zone"),
        ({"zone": ""}, "Write a time zone"),
        ({"local_time": "25:00"}, "Not a valid time"),
        ({"frequency": "hourly"}, "Not a valid choice"),
        ({"day": "32"}, "Not a valid choice"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_kept(world: World, wrong: dict[str, str], said: str) -> None:
    answer = world.client("client_spoc").post("/settings/mail", data={**CHOSEN, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert schedule(world, "client_spoc") is None


def test_the_next_one_is_shown_as_it_would_be_sent_and_nothing_is_kept(world: World) -> None:
    managed.make(world)
    shown = world.client("client_sponsor").get("/settings/mail/preview")
    assert "Two of your four relationships need you" in shown.text
    assert "style-src 'unsafe-inline'; img-src data:" in shown.headers["Content-Security-Policy"]
    assert "script" not in shown.headers["Content-Security-Policy"]
    text = world.client("client_sponsor").get("/settings/mail/preview?text=1")
    assert (text.mimetype, text.text.startswith("Two of your four relationships need you")) == ("text/plain", True)
    with world.context():
        assert not db.session.scalars(select(Notification).where(Notification.kind == MailKind.REVIEW_MAIL)).all()


def test_whoever_has_stopped_it_may_still_look_at_it(world: World) -> None:
    browser = world.client("client_sponsor")
    browser.post("/settings/mail", data={**CHOSEN, "frequency": "never"})
    assert "Your relationship with Meridian needs you" in browser.get("/settings/mail/preview").text


def test_somebody_who_sees_nothing_is_told_so(world: World) -> None:
    assert "you see no relationship" in world.client("nobody").get("/settings/mail/preview").text


def test_one_at_once_is_really_sent_unless_it_was_stopped(world: World) -> None:
    browser = world.client("client_spoc")
    assert browser.post("/settings/mail/now").status_code == 303
    with world.context():
        jobs.run(jobs.job_named("render-notices"))
        kinds = db.session.scalars(select(OutboxMail.kind)).all()
    assert kinds == [MailKind.REVIEW_MAIL]
    browser.post("/settings/mail", data={**CHOSEN, "frequency": "never"})
    assert browser.post("/settings/mail/now").status_code == 422
    assert "Send me one now" not in browser.get("/settings/mail").text
