"""What people read of an escalation: warned, handed over, reminded, silent, grown old; and nothing once it is over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from govtracker import database
from govtracker.enums import Audience, MailKind, Side
from govtracker.models import Issue
from govtracker.queries import find
from govtracker.services.governance import escalation
from govtracker.services.issues import issues
from tests.mail.steps import MONDAY, mails, opened, outcomes, rendered
from tests.services.issue_steps import CONTEXT, acknowledged, fresh, handed_over, raised, set_terms, ticked
from tests.support.world import World

EXPECTED = Path(__file__).parent / "expected"
# Monday 2 March 2026, 9:00 in Berlin and 16:00 in Manila, where Meridian works until 17:00
TUESDAY = datetime.fromisoformat("2026-03-03T01:00Z")  # 9:00 in Manila


@pytest.fixture(autouse=True)
def at_monday(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(MONDAY)


def read(moment: datetime) -> dict[str, str]:
    """The escalation mails written by then, by the first part of their address, the last of each."""
    rendered(moment)
    written = [mail for mail in mails() if mail.kind is MailKind.ESCALATION]
    return {mail.to_address.split("@")[0]: opened(mail).text for mail in written}


def approved(name: str) -> str:
    return (EXPECTED / f"{name}.txt").read_text("utf-8")


def test_a_handover_reads_as_approved(world: World) -> None:
    raised(world, "client_spoc", MONDAY)
    handed_over(world, "supplier_lead", Side.CLIENT, MONDAY, "Which invoices are meant?")
    assert read(MONDAY) == {"rafael.ortega": approved("handed_over")}


def test_above_the_first_level_those_who_do_the_work_read_of_a_handover_too(world: World) -> None:
    raised(world, "client_lead", MONDAY)
    ticked(TUESDAY + timedelta(hours=3))
    read(TUESDAY + timedelta(hours=3))
    handed_over(world, "supplier_spoc", Side.CLIENT, TUESDAY + timedelta(hours=4), "The log, please.")
    texts = read(TUESDAY + timedelta(hours=4))
    assert "Please acknowledge it by Tue 3 Mar 17:00 CET" in texts["eva.varga"]
    assert "for which you do the work" in " ".join(texts["rafael.ortega"].split())
    assert "Northgate has to answer by Tue 3 Mar 17:00 CET" in texts["rafael.ortega"]


def test_nobody_reads_of_a_handover_that_was_handed_on(world: World) -> None:
    raised(world, "client_spoc", MONDAY)
    handed_over(world, "supplier_lead", Side.CLIENT, MONDAY)
    handed_over(world, "client_lead", Side.SUPPLIER, MONDAY)
    assert set(read(MONDAY)) == {"priya.nair"}
    assert outcomes()["Rafael Ortega"][-1] == "nothing_left"


def test_a_warning_reads_as_approved(world: World) -> None:
    set_terms(world, warning=60)
    raised(world, "client_spoc", MONDAY)
    warned = TUESDAY + timedelta(hours=2)
    ticked(warned)
    assert read(warned) == {"priya.nair": approved("warned")}


def test_a_warning_of_the_resolution_names_that(world: World) -> None:
    set_terms(world, warning=60)
    raised(world, "client_spoc", MONDAY)
    acknowledged(world, "supplier_lead", "1", MONDAY)
    warned = datetime.fromisoformat("2026-03-04T07:00Z")
    ticked(warned)
    assert "Please resolve it by Wed 4 Mar 16:00 UTC+8" in read(warned)["priya.nair"]


def test_who_has_answered_meanwhile_is_not_warned(world: World) -> None:
    set_terms(world, warning=60)
    raised(world, "client_spoc", MONDAY)
    warned = TUESDAY + timedelta(hours=2)
    ticked(warned)
    acknowledged(world, "supplier_lead", "1", warned)
    assert read(warned) == {}


def test_a_reminder_at_the_top_reads_as_approved_on_both_sides(world: World) -> None:
    set_terms(world, top_reminders=2)
    issue = raised(world, "client_lead", MONDAY)
    for level in (2, 3):
        ticked(_due(issue))
        assert fresh(issue).level == level
    due = _due(issue)
    ticked(due)
    texts = read(due)
    assert texts["kavita.iyer"] == approved("reminded_asked")
    assert texts["helena.lund"] == approved("reminded_told")


def test_an_expired_acknowledgement_reads_as_approved(world: World) -> None:
    set_terms(world, expiry_days=1)
    raised(world, "client_spoc", MONDAY)
    acknowledged(world, "supplier_lead", "1", TUESDAY)
    silent = TUESDAY + timedelta(days=1)
    ticked(silent)
    assert read(silent)["priya.nair"] == approved("silent")


def test_stepping_down_says_whose_it_is_again_and_why(world: World) -> None:
    raised(world, "client_lead", MONDAY)
    ticked(TUESDAY + timedelta(hours=3))
    spoc, later = world.viewer("client_spoc"), TUESDAY + timedelta(hours=4)
    with database.transaction():
        issue = find.issue(spoc, "MER", "1")
        escalation.step_down(issue, 1, "The lead has what it needs.", by=spoc, at=later)
    text = read(later)["priya.nair"]
    assert text.startswith("MER-1 is back at level 1: Billing outage")
    assert '"The lead has what it needs."' in text


def test_an_old_issue_reads_as_approved_to_both_spocs(world: World) -> None:
    set_terms(world, age_days=2)
    raised(world, "client_lead", MONDAY)
    ticked(TUESDAY + timedelta(hours=3))
    acknowledged(world, "supplier_spoc", "1", TUESDAY + timedelta(hours=4))
    old = MONDAY + timedelta(days=2)
    ticked(old)
    rendered(old)
    grown = {mail.to_address: opened(mail).text for mail in mails() if "has been open" in opened(mail).text}
    assert set(grown) == {"eva.varga@northgate.example", "diego.alonso@meridian.example"}
    assert grown["eva.varga@northgate.example"] == approved("grown_old")


def test_what_is_over_when_it_is_written_is_not_told(world: World) -> None:
    set_terms(world, age_days=1)
    raised(world, "client_spoc", MONDAY)
    acknowledged(world, "supplier_lead", "1", MONDAY)
    ticked(MONDAY + timedelta(days=1))
    lead = world.viewer("supplier_lead")
    with database.transaction():
        issues.resolve(find.issue(lead, "MER", "1"), CONTEXT, by=lead, at=MONDAY + timedelta(days=1))
    assert read(MONDAY + timedelta(days=1)) == {}


def test_of_an_internal_issue_no_mail_leaves_the_company(world: World) -> None:
    set_terms(world, warning=60, age_days=1, top_reminders=1)
    raised(world, "client_lead", MONDAY, audience=Audience.CLIENT)
    for day in range(1, 15):
        ticked(MONDAY + timedelta(days=day))
        rendered(MONDAY + timedelta(days=day))
    assert mails()
    assert {mail.to_address.split("@")[1] for mail in mails()} == {"northgate.example"}


def _due(issue: Issue) -> datetime:
    due = fresh(issue).climb_at
    assert due is not None
    return due
