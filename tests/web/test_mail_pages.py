"""Pages of mail: stopping it by a link, choosing what comes, the queue without contents, the viewer of a demo."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govtracker.enums import MailKind, MailState
from govtracker.mail import links
from govtracker.models import AuditEvent
from govtracker.queries import history
from govtracker.queries.reviews import mail_schedules, mails, readers
from govtracker.rules.reviews import mailing
from govtracker.rules.reviews.quiet_hours import Quiet
from tests.mail.steps import MINUTE, MONDAY, leave, queued, rendered
from tests.services import issue_steps
from tests.support.statements import counted
from tests.support.world import World

CANARY = "the canary sings in the cellar"


@pytest.fixture(autouse=True)
def at_monday(clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


def stopping(world: World, kind: MailKind = MailKind.DIGEST) -> str:
    """The address in a mail to the client's SPOC."""
    with world.context():
        return links.unsubscribe(world.people["client_spoc"], kind).removeprefix(links.to(""))


def is_unwanted(world: World, kind: MailKind = MailKind.DIGEST) -> bool:
    with world.context():
        return mails.is_unwanted(world.people["client_spoc"], kind)


# --- unsubscribing ----------------------------------------------------------------------------------------------------


def test_whoever_only_follows_the_link_changes_nothing(client: FlaskClient, world: World) -> None:
    assert "Stop this kind of mail?" in client.get(stopping(world)).text
    assert client.head(stopping(world)).status_code == 200
    assert not is_unwanted(world)


def test_a_mail_program_stops_it_with_one_click_and_no_session(
    app: Flask, client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post(stopping(world), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert is_unwanted(world)
    assert not is_unwanted(world, MailKind.ASSIGNMENT)
    assert client.post(stopping(world), data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(stopping(world), data={"again": "1"}).status_code == 200
    assert not is_unwanted(world)


def test_escalations_cannot_be_stopped_and_addresses_not_forged(client: FlaskClient, world: World) -> None:
    assert client.post(stopping(world, MailKind.ESCALATION)).status_code == 404
    assert client.post(stopping(world)[:-2] + "xx").status_code == 404
    assert client.get("/unsubscribe/nonsense").status_code == 404


# --- settings ---------------------------------------------------------------------------------------------------------

CHOSEN = {
    "zone": "Europe/Lisbon",
    "theme": "dark",
    "shortcuts": "y",
    "digest": "y",
    "digest_time": "09:15",
    "day_0": "y",
    "day_6": "y",
    "review_mail": "y",
    "supervision": "y",
    "quiet_from": "20:00",
    "quiet_to": "07:00",
    "quiet_days": "y",
}


def test_a_person_chooses_which_mail_comes_when(world: World) -> None:
    browser = world.client("client_spoc")
    assert browser.post("/settings", data=CHOSEN).status_code == 303
    viewer = world.viewer("client_spoc")
    assert (viewer.zone, viewer.theme, viewer.shortcuts) == ("Europe/Lisbon", "dark", True)
    with world.context():
        kept = mail_schedules.of_person(viewer.person_id, MailKind.DIGEST)
        assert kept is not None
        assert (kept.local_time, kept.working_days, kept.zone) == (time(9, 15), "06", "Europe/Lisbon")
        not_ticked = {kind for kind in MailKind if mailing.manner(kind).unsubscribable and kind.value not in CHOSEN}
        assert set(mail_schedules.unwanted(viewer.person_id)) == not_ticked
        quiet = readers.reader(viewer.person_id).quiet
        assert quiet == Quiet("Europe/Lisbon", time(20), time(7), frozenset({1, 2, 3, 4, 5}))
    shown = browser.get("/settings").text
    assert 'value="09:15"' in shown
    assert 'value="20:00"' in shown
    assert "Europe/Lisbon" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Mars/Olympus"}, "no time zone"),
        ({"digest_time": "25:00"}, "Not a valid time"),
        ({"day_0": "", "day_6": ""}, "at least one working day"),
        ({"theme": "pink"}, "Not a valid choice"),
        ({"quiet_to": ""}, "both times"),
        ({"quiet_to": "20:00"}, "leave some time"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_kept(world: World, wrong: dict[str, str], said: str) -> None:
    values = {name: value for name, value in {**CHOSEN, **wrong}.items() if value}
    answer = world.client("client_spoc").post("/settings", data=values)
    assert answer.status_code == 422
    assert said in answer.text
    assert world.viewer("client_spoc").zone == "Europe/Berlin"
    assert not is_unwanted(world, MailKind.ASSIGNMENT)


# --- the queue --------------------------------------------------------------------------------------------------------


def test_whoever_runs_it_sees_envelopes_and_nothing_else(world: World) -> None:
    with world.context():
        queued(
            world,
            subject=CANARY,
            raw=CANARY.encode(),
            state=MailState.FAILED,
            reply="550 <eva.varga@northgate.example>",
        )
        queued(world, kind=MailKind.DIGEST, state=MailState.UNCERTAIN)
    browser = world.client("administrator")
    text = browser.get("/administration/mail").text
    assert "e•••@northgate.example" in text
    assert "550 &lt;e•••@northgate.example&gt;" in text
    assert CANARY not in text
    assert "eva.varga" not in text
    assert "set SMTP_URL" in text
    assert text.count("Send again") == 2
    assert text.count("It arrived") == 1
    failed = browser.get("/administration/mail?state=failed").text
    assert "Escalation" in failed
    assert "Digest" not in failed


def test_a_stuck_mail_can_be_sent_again_or_counted_as_arrived(world: World) -> None:
    with world.context():
        failed, uncertain = queued(world, state=MailState.FAILED), queued(world, state=MailState.UNCERTAIN)
    browser = world.client("administrator")
    assert browser.post(f"/administration/mail/{failed}/sending").status_code == 303
    assert browser.post(f"/administration/mail/{uncertain}/arrival").status_code == 303
    assert browser.post(f"/administration/mail/{uncertain}/arrival").status_code == 422
    assert browser.post("/administration/mail/999/sending").status_code == 404
    with world.context():
        assert mails.mail(failed).state is MailState.QUEUED
        assert mails.mail(uncertain).state is MailState.SENT


def test_all_that_failed_for_one_reason_leave_again_at_once(world: World) -> None:
    with world.context():
        for fault in ("550 5.7.1", "550 5.7.1", "552 5.2.2"):
            queued(world, state=MailState.FAILED, fault=fault, attempts=1)
    browser = world.client("administrator")
    page = browser.get("/administration/mail?state=failed")
    assert page.text.count("Send all of these again") == 2
    assert browser.post("/administration/mail/failed/sending", data={"fault": "550 5.7.1"}).status_code == 303
    assert browser.post("/administration/mail/failed/sending", data={"fault": "550 5.7.1"}).status_code == 422
    with world.context():
        states = [mails.mail(number).state for number in (1, 2, 3)]
        [event] = history.page_of(AuditEvent.action == "failed_mails_sent_again").rows
        assert (event.changes["mails"], event.actor_name) == ([None, 2], "Ada Root")
    assert states == [MailState.QUEUED, MailState.QUEUED, MailState.FAILED]


def test_what_has_come_too_late_stays_here_when_the_others_leave_again(world: World) -> None:
    with world.context():
        queued(world, state=MailState.FAILED, fault="550 5.7.1")
        for expires_at in (MONDAY - MINUTE, MONDAY + MINUTE):
            queued(world, kind=MailKind.DIGEST, state=MailState.FAILED, fault="550 5.7.1", expires_at=expires_at)
    browser = world.client("administrator")
    answer = browser.post("/administration/mail/failed/sending", data={"fault": "550 5.7.1"}, follow_redirects=True)
    assert "2 mails leave again. 1 that has come too late does not." in answer.text
    with world.context():
        kept = [mails.mail(number).expires_at for number in (1, 2, 3)]
        assert kept == [None, MONDAY - MINUTE, MONDAY + MINUTE]
        assert mails.mail(3).state is MailState.QUEUED


def test_what_one_person_got_is_listed_without_what_it_said(world: World) -> None:
    with world.context():
        queued(world, subject=CANARY, raw=CANARY.encode(), state=MailState.SENT, handed_at=MONDAY, sent_at=MONDAY)
        queued(world, "supplier_spoc", kind=MailKind.DIGEST)
        for _ in range(60):
            queued(world, kind=MailKind.REVIEW_MAIL)
    browser = world.client("administrator")
    browser.get("/administration/mail")
    with counted() as made:
        first = browser.get(f"/administration/mail/people/{world.people['client_spoc']}").text
    assert len(made) <= 12
    assert "Mail to e•••@northgate.example" in first
    assert "after=" in first
    assert "Digest" not in first
    assert CANARY not in first
    assert "eva.varga" not in first
    assert browser.get("/administration/mail/people/9999").status_code == 404


# --- the demonstration's viewer ---------------------------------------------------------------------------------------


def test_the_viewer_shows_each_mail_as_it_would_arrive(world: World, make_app: Callable[..., Flask]) -> None:
    with world.context():
        issue = issue_steps.raised(world, "client_spoc", MONDAY)
        leave(world, MailKind.ESCALATION, "client_spoc", issue)
        rendered(MONDAY)
    browser = make_app(DEMO="1").test_client()
    listed = browser.get("/demo/mail").text
    assert "[MER-1] Billing outage" in listed
    assert "Eva Varga" in listed
    shown = browser.get("/demo/mail/1").text
    assert "MER-1 has reached level 1" in shown
    assert "Auto-Submitted" in shown
    framed = browser.get("/demo/mail/1/html")
    policy = framed.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "MER-1 has reached level 1" in framed.text
    assert browser.get("/demo/mail/1/source").data.startswith(b"Content-Type: multipart/alternative")
    assert browser.get("/demo/mail/2").status_code == 404


def test_an_empty_viewer_says_what_to_do(world: World, make_app: Callable[..., Flask]) -> None:
    assert "No mail yet" in make_app(DEMO="1").test_client().get("/demo/mail").text


def test_a_hundred_mails_come_in_pages(world: World, make_app: Callable[..., Flask]) -> None:
    with world.context():
        for _ in range(60):
            queued(world)
    browser = make_app(DEMO="1").test_client()
    first = browser.get("/demo/mail").text
    assert first.count("<tr>") == 51
    assert "after=" in first


def test_health_says_when_mail_cannot_leave(app: Flask, client: FlaskClient, make_app: Callable[..., Flask]) -> None:
    assert client.get("/readyz").get_json()["mail"] == "waits: set SMTP_URL"
    assert make_app(DEMO="1").test_client().get("/readyz").get_json()["mail"] == "ok"
