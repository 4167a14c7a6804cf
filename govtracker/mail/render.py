"""From notices to mails: what is due, gathered, written for one reader with their rights of that moment, and frozen."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from govtracker import clock
from govtracker.access import Viewer
from govtracker.database import transaction
from govtracker.enums import MailKind
from govtracker.mail import (
    account_mail,
    assignment_mail,
    bodies,
    digest,
    escalation_mail,
    links,
    meeting_mail,
    message,
    review_mail,
    supervision_mail,
    task_link_mail,
)
from govtracker.mail.message import Envelope
from govtracker.mail.values import Content
from govtracker.models import Notification, OutboxMail
from govtracker.queries import claims, viewers
from govtracker.queries.reviews import mails, notices, readers
from govtracker.queries.reviews.readers import Reader
from govtracker.rules.reviews import mailing, quiet_hours
from govtracker.rules.reviews.mailing import Outcome

PUT_OFF = timedelta(minutes=5)
Contents = Callable[[Sequence[Notification], Viewer, datetime], Content | None]


class Overtaken(Exception):
    """Somebody else has told one of these notices meanwhile."""


@dataclass(frozen=True)
class Draft:
    """A mail ready to be frozen: the values of its row."""

    row: dict[str, Any]


@dataclass(frozen=True)
class Held:
    """A mail that waits for the end of its reader's quiet hours."""

    until: datetime


def due(at: datetime) -> Sequence[int]:
    """The notices due at `at` (business time)."""
    return notices.due(at)


def tell(notice_id: int, at: datetime) -> None:
    """Write the mail this notice goes into, with all that is gathered with it, or note why there is none yet.

    A digest that finds nothing leaves nothing. Rendering happens before the transaction; whoever told one of the
    notices meanwhile has won. What a digest that came too late would have brought waits for the next.
    """
    gathered = notices.gathering(notice_id)
    if not gathered:
        return
    drafted = _drafted(gathered, at)
    ids = [notice.id for notice in gathered if drafted is not Outcome.EXPIRED or _has_expired(notice, at)]
    with suppress(Overtaken), transaction():
        if isinstance(drafted, Held):
            _hold(gathered, until=drafted.until)
        elif isinstance(drafted, Outcome):
            claims.forget_digests(ids)
            claims.settle_notices(ids, at=at, outcome=drafted.value)
        else:
            _freeze(drafted, ids, at)


def preview(notice: Notification, at: datetime) -> bytes | None:
    """The mail a notice that is not kept would become at `at`, wanted or not; None where there is nothing to tell."""
    viewer = viewers.viewer(notice.recipient_id, today=at.astimezone(UTC).date())
    content = CONTENTS[notice.kind]([notice], viewer, at) if viewer else None
    if viewer is None or content is None:
        return None
    raw: bytes = _draft(content, [notice], viewer, readers.reader(viewer.person_id), at).row["raw"]
    return raw


def put_off(notice_id: int, at: datetime) -> None:
    """A notice that cannot be told is tried again later, and given up in the end, visibly."""
    for notice in notices.gathering(notice_id):
        notice.attempts += 1
        notice.due_at = at + PUT_OFF * notice.attempts
        if notice.attempts >= mailing.GIVE_UP_AFTER:
            notice.told_at, notice.outcome = at, Outcome.FAILED.value


def _hold(gathered: Sequence[Notification], *, until: datetime) -> None:
    first = gathered[0]
    if first.kind is MailKind.DIGEST and _has_expired(first, until):  # the next one brings it
        claims.forget_digests([first.id])
    else:
        claims.hold_notices([notice.id for notice in gathered if notice.kind is first.kind], until=until)


def _freeze(draft: Draft, notice_ids: Sequence[int], at: datetime) -> None:
    made = claims.insert_missing(OutboxMail, [draft.row], unique=["dedupe_key"])
    if not made or not claims.settle_notices(notice_ids, at=at, outcome=Outcome.MAILED.value, mail_id=made[0]):
        raise Overtaken


def _drafted(gathered: Sequence[Notification], at: datetime) -> Draft | Outcome | Held:
    first = gathered[0]
    manner = mailing.manner(first.kind)
    viewer = viewers.viewer(first.recipient_id, today=at.astimezone(UTC).date())
    worth_it = [notice for notice in gathered if not _has_expired(notice, at)]
    if viewer is None:
        return Outcome.INACTIVE
    if manner.unsubscribable and mails.is_unwanted(viewer.person_id, first.kind):
        return Outcome.UNSUBSCRIBED
    reader = readers.reader(viewer.person_id)
    if reader.unreachable_at is not None or message.envelope_address(viewer.email) is None:
        return Outcome.UNREACHABLE
    if not worth_it or (first not in worth_it and not manner.gathered):
        return Outcome.EXPIRED
    content = CONTENTS[first.kind](worth_it, viewer, at)
    if content is None:
        return Outcome.NOTHING_LEFT
    if content.needed_by and quiet_hours.over_at(reader.quiet, at) >= content.needed_by:
        content = replace(content, disturbs=True)
    goes_at = _goes_at(content, reader, at)
    return _draft(content, worth_it, viewer, reader, at) if goes_at <= at else Held(goes_at)


def _goes_at(content: Content, reader: Reader, at: datetime) -> datetime:
    return at if content.disturbs else quiet_hours.over_at(reader.quiet, at)


def _draft(content: Content, gathered: Sequence[Notification], viewer: Viewer, reader: Reader, at: datetime) -> Draft:
    first = gathered[0]
    manner = mailing.manner(first.kind)
    address = content.address or viewer.email
    dedupe = f"{first.kind.value}:notice:{first.id}:{first.attempts}"
    envelope = Envelope(
        name=viewer.name,
        address=address,
        at=at,
        message_id=message.new_id(),
        idempotency_key=dedupe,
        unsubscribe=links.unsubscribe(viewer.person_id, first.kind) if manner.unsubscribable else "",
    )
    subject = mails.subject_of(content.thread) or message.one_line(content.subject, longest=message.LONGEST_SUBJECT)
    since = _goes_at(content, reader, content.due_at or first.due_at)
    shared = {
        "subject": subject,
        "at": at,
        "kind": first.kind,
        "late_since": since if mailing.is_late(since, at) else None,
        "unsubscribe": envelope.unsubscribe,
        "home": links.to("/"),
        "mail_settings": links.to("/settings"),
    }
    text, html = bodies.text(content, viewer, **shared), bodies.html(content, viewer, **shared)
    return Draft(
        {
            "dedupe_key": dedupe,
            "kind": first.kind,
            "recipient_id": viewer.person_id,
            "to_address": address,
            "thread": content.thread,
            "subject": subject,
            "message_id": envelope.message_id,
            "raw": message.written(content, envelope, subject=subject, text=text, html=html),
            "quotes": [
                [relationship_id, audience.value] for relationship_id, audience in dict.fromkeys(content.quotes)
            ],
            "told": {kind: sorted(set(ids)) for kind, ids in content.told.items() if ids},
            "priority": manner.priority,
            "disturbs": content.disturbs,
            "created_at": at,
            "not_before": clock.real_now(),
            "expires_at": min(
                filter(None, (mailing.expires_at(first.kind, first.due_at), content.worth_until)), default=None
            ),
        }
    )


def _has_expired(notice: Notification, at: datetime) -> bool:
    expires_at = mailing.expires_at(notice.kind, notice.due_at)
    return expires_at is not None and at >= expires_at


CONTENTS: Mapping[MailKind, Contents] = {
    MailKind.ASSIGNMENT: assignment_mail.content,
    MailKind.ESCALATION: escalation_mail.content,
    MailKind.DIGEST: digest.content,
    MailKind.WATCHED: lambda told, viewer, at: None,  # no mail of its own: the digest brings it
    MailKind.REVIEW_MAIL: review_mail.content,
    MailKind.SUPERVISION: supervision_mail.content,
    MailKind.REVIEW_INVITATION: meeting_mail.invitation,
    MailKind.REVIEW_OUTCOME: meeting_mail.outcome,
    MailKind.REVIEW_PACK: meeting_mail.pack,
    MailKind.TASK_LINK: task_link_mail.content,
    MailKind.JOINING: account_mail.joining,
    MailKind.ACCOUNT: account_mail.account,
    MailKind.FORMER_ADDRESS: account_mail.former_address,
}
