"""From notices to mails: gathered, with the rights of that moment, once, and never for the wrong side."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from govtracker import database
from govtracker.database import db
from govtracker.enums import ActionType, Audience, MailKind, Tier
from govtracker.mail import render
from govtracker.models import Issue, Notification, Person, Tenure
from govtracker.queries import find
from govtracker.queries.reviews import notices
from govtracker.rules.reviews import mailing
from govtracker.services.governance import path_proposals
from govtracker.services.governance.escalation_paths import LevelFacts, PathFacts
from govtracker.services.issues import actions
from govtracker.services.issues.origins import Origin
from govtracker.services.reviews import mail_preferences
from tests.mail import steps
from tests.mail.steps import MINUTE, MONDAY, leave, mails, opened, outcomes, rendered
from tests.services import issue_steps
from tests.support.world import World

EXPECTED = Path(__file__).parent / "expected"
LONG_AFTER = MONDAY + timedelta(hours=30)
CANARY = "the canary sings in the cellar"


@pytest.fixture(autouse=True)
def at_monday(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


def add_action(world: World, issue: Issue, title: str, at: datetime) -> None:
    """An action on the issue for the supplier's lead, added by the client's SPOC."""
    viewer = world.viewer("client_spoc")
    with database.transaction():
        known = find.issue(viewer, "MER", issue.key.removeprefix("MER-"))
        lead = world.people["supplier_lead"]
        new = actions.NewAction(title, ActionType.CORRECTION, lead, date(2026, 3, 6), "Nobody can pay.")
        actions.add(known.relationship, new, by=viewer, at=at, today=at.date(), origin=Origin(issue=known))


def vacate(world: World, who: str) -> None:
    """That person holds no seat any more."""
    with database.transaction():
        db.session.execute(delete(Tenure).where(Tenure.person_id == world.people[who]))


# --- pace -------------------------------------------------------------------------------------------------------------


def test_word_of_one_issue_is_gathered_for_five_minutes(world: World) -> None:
    issue = issue_steps.raised(world, "client_lead", MONDAY)
    add_action(world, issue, "Call the bank", MONDAY + 3 * MINUTE)
    issue_steps.raised(world, "client_lead", MONDAY + 4 * MINUTE, title="Another matter")
    rendered(MONDAY + 4 * MINUTE)
    assert mails() == []
    rendered(MONDAY + 5 * MINUTE)
    [mail] = mails()
    assert "Please acknowledge this issue" in opened(mail).text
    assert "Call the bank" in opened(mail).text
    rendered(MONDAY + 9 * MINUTE)
    assert [mail.subject for mail in mails()] == ["[MER-1] Billing outage", "[MER-2] Another matter"]


def test_escalations_go_at_once_and_singly_to_both_sides(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    due = issue_steps.rungs(issue)[0].response_due_at
    assert due is not None
    issue_steps.ticked(due)
    rendered(due)
    told = [mail.to_address for mail in mails() if mail.kind is MailKind.ESCALATION]
    assert sorted(told) == ["diego.alonso@meridian.example", "eva.varga@northgate.example"]


def test_a_notice_becomes_one_mail_however_often_it_is_told(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    [notice_id] = notices.due(MONDAY)
    render.tell(notice_id, MONDAY)
    render.tell(notice_id, MONDAY)
    assert len(mails()) == 1


def test_of_two_who_write_the_same_mail_one_wins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    [notice_id] = notices.due(MONDAY)
    slow = render._drafted

    def overtaken(*arguments: object) -> object:
        drafted = slow(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(render, "_drafted", slow)
        render.tell(notice_id, MONDAY)
        return drafted

    monkeypatch.setattr(render, "_drafted", overtaken)
    render.tell(notice_id, MONDAY)
    assert len(mails()) == 1
    assert outcomes()["Eva Varga"] == ["mailed"]


# --- who gets none ----------------------------------------------------------------------------------------------------


def test_nobody_inactive_gets_mail(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    with database.transaction():
        db.session.execute(update(Person).values(is_active=False))
    rendered(LONG_AFTER)
    assert mails() == []
    assert outcomes()["Eva Varga"] == ["inactive"]


def test_who_lost_the_seat_reads_no_more_of_the_issue(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "supplier_sponsor", issue)
    vacate(world, "supplier_sponsor")
    rendered(MONDAY)
    assert mails() == []
    assert outcomes()["Kavita Iyer"] == ["nothing_left"]


def test_unsubscribing_stops_assignments_and_no_escalation(world: World) -> None:
    issue = issue_steps.raised(world, "client_lead", MONDAY)
    person = world.people["supplier_lead"]
    with database.transaction():
        mail_preferences.unsubscribe(person, MailKind.ASSIGNMENT, by=None, at=MONDAY)
        mail_preferences.unsubscribe(person, MailKind.ESCALATION, by=None, at=MONDAY)
    leave(world, MailKind.ESCALATION, "supplier_lead", issue)
    rendered(MONDAY + 5 * MINUTE)
    assert [mail.kind for mail in mails()] == [MailKind.ESCALATION]
    assert outcomes()["Priya Nair"] == ["unsubscribed", "mailed"]


def test_nobody_is_told_of_their_own_deed(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue, by=world.people["client_spoc"])
    rendered(MONDAY)
    assert mails() == []
    assert "Eva Varga" not in outcomes()


def test_word_of_a_relationship_itself_reaches_its_people(world: World) -> None:
    relationship = issue_steps.raised(world, "client_spoc", MONDAY).relationship
    leave(world, MailKind.ASSIGNMENT, "supplier_spoc", relationship, words="AHT does not apply in March.")
    rendered(MONDAY + 5 * MINUTE)
    assert "AHT does not apply in March." in opened(mails()[-1]).text


def test_what_was_answered_meanwhile_is_not_asked_any_more(world: World) -> None:
    issue_steps.raised(world, "client_spoc", MONDAY)
    issue_steps.acknowledged(world, "supplier_lead", "1", MONDAY + MINUTE)
    rendered(MONDAY + 5 * MINUTE)
    assert mails() == []
    assert outcomes()["Priya Nair"] == ["nothing_left"]


def test_an_assignment_is_worth_nothing_after_a_week_and_an_escalation_always(world: World) -> None:
    issue = issue_steps.raised(world, "client_lead", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    rendered(MONDAY + timedelta(days=30))
    assert outcomes() == {"Priya Nair": ["expired"], "Eva Varga": ["mailed"]}


@pytest.mark.parametrize("audience", [Audience.CLIENT, Audience.SUPPLIER])
def test_internal_words_reach_nobody_of_the_other_side(world: World, audience: Audience) -> None:
    own, other = ("client", "supplier") if audience is Audience.CLIENT else ("supplier", "client")
    issue = issue_steps.raised(world, f"{own}_spoc", MONDAY, title=CANARY, description=CANARY, audience=audience)
    for who in ("spoc", "lead", "sponsor", "deputy", "member"):
        leave(world, MailKind.ESCALATION, f"{other}_{who}" if who != "member" else "other_client_spoc", issue)
        with database.transaction():
            db.session.execute(update(Notification).values(due_at=MONDAY))
    leave(world, MailKind.ESCALATION, f"{own}_sponsor", issue)
    rendered(MONDAY)
    readers = {mail.to_address for mail in mails() if CANARY in opened(mail).text or CANARY in opened(mail).html}
    company = "northgate" if own == "client" else "meridian"
    assert readers
    assert all(reader.endswith(f"@{company}.example") for reader in readers)
    assert "petra.stein@northgate.example" not in readers
    assert all(mail.quotes == [[world.relationships["MER"], audience.value]] for mail in mails())


# --- what it says -----------------------------------------------------------------------------------------------------


def test_escalation_reads_as_approved_for_who_is_asked_and_who_is_told(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    due = issue_steps.rungs(issue)[0].response_due_at
    assert due is not None
    issue_steps.ticked(due)
    rendered(due)
    texts = {mail.to_address.split("@")[0]: opened(mail).text for mail in mails()}
    assert texts["diego.alonso"] == (EXPECTED / "escalation_asked.txt").read_text("utf-8")
    assert texts["eva.varga"] == (EXPECTED / "escalation_told.txt").read_text("utf-8")


def test_assignment_reads_as_approved(world: World) -> None:
    issue = issue_steps.raised(world, "client_lead", MONDAY)
    add_action(world, issue, "Call the bank", MONDAY + MINUTE)
    rendered(MONDAY + 5 * MINUTE)
    [mail] = mails()
    text, stop = opened(mail).text.split("Stop this kind of mail: ")
    assert text == (EXPECTED / "assignment.txt").read_text("utf-8")
    assert stop.startswith("http://127.0.0.1:5000/unsubscribe/")


def test_the_counterpart_of_who_is_asked_reads_of_a_new_issue_too(world: World) -> None:
    issue_steps.raised(world, "client_spoc", MONDAY)
    rendered(MONDAY + 5 * MINUTE)
    texts = {mail.to_address.split("@")[0]: opened(mail).text for mail in mails()}
    assert "Please acknowledge this issue; otherwise it climbs" in texts["priya.nair"]
    assert "Meridian has to acknowledge this issue; otherwise it climbs" in texts["rafael.ortega"]
    assert "you stand for your side at level 1" in " ".join(texts["rafael.ortega"].split())


def test_a_late_mail_says_since_when(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue, since=MONDAY.isoformat())
    rendered(MONDAY + 20 * MINUTE)
    [mail] = [mail for mail in mails() if mail.kind is MailKind.ESCALATION]
    assert "This mail is late. It was due Mon 2 Mar 09:00 CET." in opened(mail).text


def test_all_mails_of_an_issue_keep_the_subject_of_the_first(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY, title="Billing outage")
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    rendered(MONDAY)
    steps.retitled(issue, "Billing outage in all regions")
    leave(world, MailKind.ESCALATION, "supplier_spoc", issue)
    rendered(MONDAY)
    assert [mail.subject for mail in mails()] == ["[MER-1] Billing outage"] * 2
    assert "in all regions" in opened(mails()[1]).text


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_notice_that_cannot_be_written_blocks_no_other_and_is_given_up_visibly(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    leave(world, MailKind.ESCALATION, "supplier_spoc", issue)
    whole = render.CONTENTS[MailKind.ESCALATION]

    def broken(told: list[Notification], viewer: object, at: datetime) -> object:
        if told[0].recipient_id == world.people["client_spoc"]:
            raise ValueError("nobody foresaw this")
        return whole(told, viewer, at)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "CONTENTS", {MailKind.ESCALATION: broken})
    ran = rendered(MONDAY)
    assert (ran.done, ran.failed) == (1, 1)
    assert [mail.to_address for mail in mails()] == ["diego.alonso@meridian.example"]
    for hour in range(1, 20):
        rendered(MONDAY + timedelta(hours=hour))
    assert outcomes()["Eva Varga"] == ["failed"]
    assert db.session.scalar(select(Notification.attempts).where(Notification.outcome == "failed")) == (
        mailing.GIVE_UP_AFTER
    )


@pytest.mark.parametrize(
    "title",
    [
        "line\r\nBcc: evil@evil.example",
        "\x00\x08\x1b[31mred",
        "rtl \u202egnp.exe",
        "ü" * 150,
        "<script>alert(1)</script>",
        "=?utf-8?q?x?=",
    ],
)
def test_odd_titles_poison_nothing(world: World, title: str) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    steps.retitled(issue, title.replace("\x00", "\x01"))
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    assert rendered(MONDAY).failed == 0
    [mail] = mails()
    headers = dict(opened(mail).headers)
    assert "Bcc" not in headers
    assert "<script>" not in opened(mail).html
    assert not set(headers["Subject"]) & set("\r\n\x01\x08\x1b\u202e")


def test_an_odd_name_poisons_nothing(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    with database.transaction():
        name = 'Eva "the\r\nBcc: evil@evil.example" <x@y.example>, Ünal'
        db.session.execute(update(Person).where(Person.id == world.people["client_spoc"]).values(name=name))
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    assert rendered(MONDAY).failed == 0
    headers = dict(opened(mails()[0]).headers)
    assert "Bcc" not in headers
    assert headers["To"].endswith("<eva.varga@northgate.example>")


def test_an_address_no_server_takes_is_noted(world: World) -> None:
    issue = issue_steps.raised(world, "client_spoc", MONDAY)
    with database.transaction():
        db.session.execute(
            update(Person).where(Person.id == world.people["client_spoc"]).values(email="jürgen@northgate.example")
        )
    leave(world, MailKind.ESCALATION, "client_spoc", issue)
    rendered(MONDAY)
    assert outcomes()["Eva Varga"] == ["unreachable"]


def test_proposed_path_is_told_with_its_reason_and_its_address(world: World) -> None:
    with database.transaction():
        spoc = world.viewer("client_spoc")
        relationship = find.relationship(spoc, "MER")
        seats = world.seats["client_spoc"], world.seats["supplier_spoc"]
        levels = [LevelFacts(Tier.TACTICAL, *seats, 60, 240)]
        path = path_proposals.propose(relationship, PathFacts(levels), "Calls wait too long.", by=spoc, at=MONDAY)
        address = f"/r/MER/escalation-paths/{path.id}"
    rendered(MONDAY + 5 * MINUTE)
    [mail] = mails()
    assert mail.to_address == "diego.alonso@meridian.example"
    words = " ".join(opened(mail).text.split())
    assert "MER: Escalation path" in words
    assert (
        "“General”, version 2, is proposed and needs your agreement. Why: Calls wait too long. From Eva Varga." in words
    )
    assert address in words
