"""Personal calendar feeds: opened under a secret address that is told once, replaced, closed."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import PersonalCalendar
from govtracker.queries import claims
from govtracker.queries.reviews import personal_calendars
from govtracker.services import Refused, events

SECRET_BYTES: Final = 24
LONGEST_TOKEN: Final = 64  # characters
PARTS: Final = ("reviews", "actions", "acknowledgements", "notice_dates", "value_dates")


def choose(viewer: Viewer, *, first_weekday: int | None, parts: dict[str, bool], at: datetime) -> None:
    """With which day weeks begin (0 is Monday; None: as the browser's language has it), and what the feed holds."""
    if first_weekday is not None and not 0 <= first_weekday <= 6:
        raise Refused("Choose a day of the week.", "first_weekday")
    chosen: dict[str, Any] = {"first_weekday": first_weekday, **{name: parts[name] for name in PARTS}}
    events.change(_own(viewer), "calendar_chosen", by=viewer, at=at, **chosen)


def open_feed(viewer: Viewer, *, at: datetime) -> str:
    """The secret of a new address of the person's feed, kept nowhere; an address they had leads nowhere any more."""
    calendar, token = _own(viewer), secrets.token_urlsafe(SECRET_BYTES)
    deed = "feed_replaced" if calendar.token_hash else "feed_opened"
    before, calendar.token_hash, calendar.issued_at = calendar.issued_at, digest(token), at
    events.record(calendar, deed, by=viewer, at=at, changes={"issued_at": [before, at]})
    return token


def close_feed(viewer: Viewer, *, at: datetime) -> None:
    """The address leads nowhere any more."""
    calendar = _own(viewer)
    calendar.token_hash = None
    events.change(calendar, "feed_closed", by=viewer, at=at, issued_at=None)


def digest(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode(errors="replace")).hexdigest()


def _own(viewer: Viewer) -> PersonalCalendar:
    row = {"person_id": viewer.person_id, **dict.fromkeys(PARTS, True)}
    claims.insert_missing(PersonalCalendar, [row], unique=["person_id"])
    found = personal_calendars.of(viewer)
    assert found is not None
    db.session.flush()
    return found
