"""What a mail's row says after each end a try can come to."""

import secrets
from datetime import datetime
from typing import Any, Protocol

from govtracker import clock
from govtracker.enums import MailKind, MailState
from govtracker.rules.reviews import mailing
from govtracker.rules.reviews.mailing import WhenUncertain

FAILURE = "The sender failed; its log says why."


class Tried(Protocol):
    """A mail that was tried so many times, so many of them with an end nobody knows."""

    @property
    def kind(self) -> MailKind:
        """What it is."""

    @property
    def attempts(self) -> int:
        """How often it was tried."""

    @property
    def doubts(self) -> int:
        """How often nobody could know."""


def next_try(mail: Tried) -> datetime | None:
    """When it leaves again after a failure for now; None when it is given up."""
    spread = secrets.SystemRandom().uniform(-1, 1)
    return mailing.next_try(mail.attempts, after=clock.real_now(), spread=spread)


def after_failure(again_at: datetime | None, reply: str, *, fault: str) -> dict[str, Any]:
    """It certainly was not taken: again then, or (None) no more."""
    if again_at is None:
        return {"state": MailState.FAILED, "reply": reply, "fault": fault}
    return {"state": MailState.QUEUED, "not_before": again_at, "reply": reply}


def after_doubt(mail: Tried, reply: str, *, harmless: bool) -> dict[str, Any]:
    """Nobody can know: the same bytes again where that is `harmless` or the kind wants it, else a person's word."""
    resend = harmless or mailing.manner(mail.kind).when_uncertain is WhenUncertain.RESEND
    again_at = next_try(mail) if resend else None
    doubts = mail.doubts + 1
    if again_at is None:
        return {"state": MailState.UNCERTAIN, "reply": f"May have arrived. {reply}", "doubts": doubts}
    said = f"May have arrived; sent again. {reply}"
    return {"state": MailState.QUEUED, "not_before": again_at, "reply": said, "doubts": doubts}
