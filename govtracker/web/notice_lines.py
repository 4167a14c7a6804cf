"""Notices as lines of a list: what each says, and the page it leads to; and how many are unread, for every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Audience, MailKind, MailState
from govtracker.models import Comment
from govtracker.models.subject import KINDS
from govtracker.queries.reviews import notice_list
from govtracker.rules import keys, rich_text
from govtracker.rules.reviews import notice_words
from govtracker.rules.reviews.mailing import Outcome

LONGEST = 300
PATHS = {kind.name: kind.path for kind in KINDS}
NOT_MAILED: Mapping[str, str] = {
    Outcome.UNREACHABLE.value: "not mailed: your address is refused",
    Outcome.UNSUBSCRIBED.value: "not mailed, as you wish",
    Outcome.EXPIRED.value: "not mailed: it would have come too late",
    Outcome.FAILED.value: "not mailed: it could not be written",
    Outcome.RESTORED.value: "not mailed after a restore: it may have come before",
}
NOT_ARRIVED: Mapping[MailState, str] = {
    MailState.FAILED: "its mail could not be delivered",
    MailState.SUPPRESSED: NOT_MAILED[Outcome.UNREACHABLE.value],
    MailState.EXPIRED: NOT_MAILED[Outcome.EXPIRED.value],
    MailState.UNCERTAIN: "its mail may not have arrived",
}


@dataclass(frozen=True)
class Line:
    """One notice; `internal` where it is about what one side keeps to itself, `note` says why no mail came."""

    id: int
    kind: MailKind
    url: str
    name: str
    title: str
    words: str
    by: str
    at: datetime
    is_unread: bool
    internal: bool
    note: str


def init_app(app: Flask) -> None:
    """Give every page `unread_notices(viewer)`: "", a number, or "99+"."""
    app.jinja_env.globals.update(unread_notices=unread_in_words)


def unread_in_words(viewer: Viewer) -> str:
    """How many notices somebody has not read."""
    count = notice_list.unread(viewer, clock.now())
    return "" if count == 0 else f"{notice_list.COUNTED - 1}+" if count >= notice_list.COUNTED else str(count)


def line(row: Any) -> Line:
    """A row of queries/reviews/notice_list."""
    words = notice_words.said(row.kind, row.subject_type, row.facts)
    return Line(
        id=row.id,
        kind=row.kind,
        url=_url(row),
        name=_name(row),
        title=_title(row),
        words=rich_text.plain(words, LONGEST),
        by=notice_words.by_whom(row.facts),
        at=row.created_at,
        is_unread=row.read_at is None,
        internal=row.audience is not Audience.SHARED,
        note=NOT_MAILED.get(row.outcome) or NOT_ARRIVED.get(row.mail_state, ""),
    )


def _name(row: Any) -> str:
    """What people call the record, the relationship where it has no name of its own."""
    if row.record in keys.KEY_OF and row.number and row.record != "scorecard":
        return keys.KEY_OF[row.record](row.relationship_key, row.number, row.record_audience)
    return row.relationship_key or ""


def _title(row: Any) -> str:
    if row.forum:
        return f"{row.forum}, {row.period_key}"
    return row.title or ""


def _url(row: Any) -> str:
    """The page of exactly what it is about."""
    if row.facts.get("path"):
        return str(row.facts["path"])
    base = f"/r/{row.relationship_key}"
    if row.review_id:
        return f"{base}/reviews/{row.review_id}"
    if row.record and row.number:
        page = f"{base}/{PATHS[row.record]}/{keys.number(row.number, row.record_audience)}"
        return f"{page}#comment-{row.subject_id}" if row.subject_type == Comment.__tablename__ else page
    return f"{base}{ELSEWHERE.get(row.subject_type, '')}"


ELSEWHERE = {"criteria_set": "/criteria"}
