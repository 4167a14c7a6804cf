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


def test_a_quarter_of_an_hour_is_late() -> None:
    assert not mailing.is_late(NOON, NOON + timedelta(minutes=15))
    assert mailing.is_late(NOON, NOON + timedelta(minutes=15, seconds=1))
