"""How each kind of mail goes out."""

from datetime import UTC, datetime, timedelta

import pytest

from govtracker.enums import MailKind
from govtracker.rules.reviews import mailing
from govtracker.rules.reviews.mailing import WhenUncertain

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", MailKind)
def test_every_kind_has_its_manner(kind: MailKind) -> None:
    assert mailing.manner(kind).wait >= timedelta()


def test_escalations_leave_at_once_and_singly_before_all_others_and_cannot_be_stopped() -> None:
    manner = mailing.manner(MailKind.ESCALATION)
    assert mailing.due_at(MailKind.ESCALATION, NOON) == NOON
    assert not manner.gathered
    assert not manner.unsubscribable
    assert manner.when_uncertain is WhenUncertain.RESEND
    assert all(mailing.manner(kind).priority > manner.priority for kind in MailKind if kind is not MailKind.ESCALATION)
    assert mailing.expires_at(MailKind.ESCALATION, NOON) is None


def test_assignments_are_gathered_for_five_minutes() -> None:
    assert mailing.due_at(MailKind.ASSIGNMENT, NOON) == NOON + timedelta(minutes=5)
    assert mailing.manner(MailKind.ASSIGNMENT).gathered


def test_a_digest_is_worth_nothing_in_the_evening() -> None:
    assert mailing.expires_at(MailKind.DIGEST, NOON) == NOON + timedelta(hours=12)


def test_pauses_grow_from_a_minute_to_half_a_day_and_end_after_ten_tries() -> None:
    pauses = [mailing.next_try(attempts, after=NOON) for attempts in range(1, 12)]
    minutes = [None if again is None else (again - NOON) // timedelta(minutes=1) for again in pauses]
    assert minutes == [1, 5, 15, 60, 240, 720, 720, 720, 720, None, None]


@pytest.mark.parametrize("spread", [-1, -0.3, 0, 1])
def test_what_failed_together_does_not_come_together(spread: float) -> None:
    again = mailing.next_try(3, after=NOON, spread=spread)
    assert again is not None
    assert again - NOON == timedelta(minutes=15) * (1 + spread / 5)


@pytest.mark.parametrize(
    ("reply", "fault", "is_bad"),
    [
        ("550 5.1.1 no such user", "550 5.1.1", True),
        ("550 no such user", "550", True),
        ("551-5.1.6 moved", "551 5.1.6", True),
        ("553 5.1.3 not an address", "553 5.1.3", True),
        ("550 5.2.1 disabled", "550 5.2.1", True),
        ("552 5.2.2 full", "552 5.2.2", False),
        ("554 5.7.1 relay access denied", "554 5.7.1", False),
        ("554 no", "554", False),
        ("450 4.2.0 greylisted", "450 4.2.0", False),
        ("5501 what", "no clear answer", False),
        ("SMTPServerDisconnected: gone", "no clear answer", False),
        ("", "no clear answer", False),
    ],
)
def test_a_reply_says_whose_fault_it_was(reply: str, fault: str, is_bad: bool) -> None:
    assert (mailing.fault(reply), mailing.refuses_address(reply)) == (fault, is_bad)


@pytest.mark.parametrize(
    "reply",
    [
        "550 5.1.1 <eva@northgate.example>: Recipient address rejected: User unknown in local recipient table",
        "550 5.1.2 <eva@nowhere.example>: Recipient address rejected: Domain not found",
        "550 Unrouteable address",
        "550 Unknown user",
        "550 sorry, no mailbox here by that name. (#5.1.1)",
        "553 sorry, this recipient is not in my validrcptto list (#5.1.1)",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        "550 5.1.1 The email account that you tried to reach does not exist. 5.1.1 Try double-checking it",
        "550 No such recipient here",
        "551 5.1.6 The mailbox has moved",
    ],
)
def test_servers_say_of_an_address_that_it_is_no_good(reply: str) -> None:
    assert mailing.refuses_address(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "550 relay not permitted",
        "550 Administrative prohibition",
        "550 Sender verify failed",
        "550 Verification failed for <govtracker@localhost> Unrouteable address Sender verify failed",
        "550 The sender's user does not exist",
        "550 SPF check failed",
        "550 Blocked - see https://rbl.example/lookup",
        "550 Requested action not taken: mailbox unavailable",
        "550 rejected because 192.0.2.7 is in a black list",
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "553 sorry, your envelope sender domain must exist (#5.1.8)",
        "554 5.7.1 <eva@northgate.example>: Relay access denied",
        "550 5.1.0 <govtracker@localhost>: Sender address rejected: User unknown in virtual mailbox table",
        "550 5.1.7 bad sender address",
        "550 5.1.8 Access denied, bad outbound sender",
        "550 5.1.90 Your message can't be sent because you've reached your daily limit",
        "550 5.4.1 Recipient address rejected: Access denied",
        "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        "550 5.7.23 The message was rejected because of Sender Policy Framework violation",
        "450 5.1.1 unknown user, but only for now",
    ],
)
def test_a_server_that_refuses_us_or_does_not_say_whom_it_refuses_spoils_nobody_s_address(reply: str) -> None:
    assert not mailing.refuses_address(reply)


def test_a_code_at_the_end_of_a_reply_gathers_what_failed_alike() -> None:
    assert mailing.fault("553 sorry, not in my list (#5.7.1)") == "553 5.7.1"


def test_a_quarter_of_an_hour_is_late() -> None:
    assert not mailing.is_late(NOON, NOON + timedelta(minutes=15))
    assert mailing.is_late(NOON, NOON + timedelta(minutes=15, seconds=1))
