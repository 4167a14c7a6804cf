"""Which mails left a simulated world, in the script's numbers."""

from collections import defaultdict

from sqlalchemy import select

from benchmarks.simulation.script import ORDER, PACK, Sent
from benchmarks.simulation.world import Rows
from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.models import Notification, OutboxMail, Review


def mails(rows: Rows) -> list[Sent]:
    """Every mail that left, sorted."""
    number = {id_: number for number, id_ in rows.people.items()}
    abouts = _abouts(rows)
    columns = OutboxMail.id, OutboxMail.recipient_id, OutboxMail.kind, OutboxMail.sent_at
    found = db.session.execute(select(*columns).where(OutboxMail.state == MailState.SENT))
    return sorted(Sent(number[row.recipient_id], row.kind.value, abouts.get(row.id, ""), row.sent_at) for row in found)


def _abouts(rows: Rows) -> dict[int, str]:
    """Of which review each mail about one tells, and what: forum/period/word."""
    forum = {id_: number for number, id_ in rows.bodies.items()}
    found = db.session.execute(
        select(Notification.mail_id, Notification.kind, Notification.facts, Review.forum_id, Review.period_key)
        .join(Review, Review.id == Notification.subject_id)
        .where(Notification.subject_type == Review.__tablename__, Notification.mail_id.is_not(None))
    )
    words: dict[int, list[str]] = defaultdict(list)
    named = {}
    for row in found:
        words[row.mail_id].append(PACK if row.kind is MailKind.REVIEW_PACK else _word(row.facts))
        named[row.mail_id] = f"{forum[row.forum_id]}/{row.period_key}"
    return {mail_id: f"{named[mail_id]}/{min(words[mail_id], key=ORDER.index)}" for mail_id in named}


def _word(facts: dict[str, object]) -> str:
    if "cancelled" in facts:
        return "cancelled"
    if "reminder" in facts:
        return "reminder"
    if "again" not in facts:
        return "asked"
    return "moved" if facts.get("moved_from") else "other"
