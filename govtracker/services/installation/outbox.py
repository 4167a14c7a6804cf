"""What a person may do with a mail that is stuck: send it again, or count it as arrived."""

from datetime import datetime

from govtracker import clock
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import MailState
from govtracker.mail import written
from govtracker.models import OutboxMail
from govtracker.queries import claims, mail_claims
from govtracker.rules.reviews.mailing import Outcome
from govtracker.services import Refused, events

MOST_AT_ONCE = 1000
STUCK = (MailState.FAILED, MailState.UNCERTAIN, MailState.EXPIRED)


def send_again(mail: OutboxMail, *, by: Viewer, at: datetime) -> None:
    """Let the same mail leave once more."""
    if mail.state not in STUCK:
        raise Refused("This mail is not stuck: it waits, is on its way, or has arrived.")
    events.change(mail, "mail_sent_again", by=by, at=at, state=MailState.QUEUED)
    mail.attempts, mail.token, mail.worker, mail.fault = 0, None, None, ""
    mail.not_before, mail.expires_at = clock.real_now(), None
    claims.settle_news([mail.id], at=at, outcome=Outcome.MAILED.value)


def send_failed_again(fault: str, *, by: Viewer, at: datetime) -> tuple[int, int]:
    """Let the latest mails that failed for one reason leave once more, up to MOST_AT_ONCE.

    How many leave, and how many the sender will find to be too late: what expires does so still.
    """
    again = mail_claims.requeue_failed(fault, real=clock.real_now(), most=MOST_AT_ONCE)
    if not again:
        raise Refused("No mail has failed for that reason any more.")
    claims.settle_news([row.id for row in again], at=at, outcome=Outcome.MAILED.value)
    too_late = sum(1 for row in again if row.expires_at and at >= row.expires_at)
    changes = {"fault": [fault, None], "mails": [None, len(again) - too_late]}
    events.record(None, "failed_mails_sent_again", by=by, at=at, changes=changes)
    return len(again) - too_late, too_late


def count_as_arrived(mail: OutboxMail, *, by: Viewer, at: datetime) -> None:
    """An uncertain mail has arrived: a person asked."""
    if mail.state is not MailState.UNCERTAIN:
        raise Refused("Only a mail nobody knows of can be counted as arrived.")
    events.change(mail, "mail_counted_as_arrived", by=by, at=at, state=MailState.SENT)
    mail.sent_at = mail.handed_at or clock.real_now()
    db.session.flush()
    written.forget_secrets([mail])
