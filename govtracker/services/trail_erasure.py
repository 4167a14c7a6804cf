"""Erasing a person from the audit trail: what it says of them goes, and every link still verifies.

Call `erase` in the transaction that erases the person, after their row has its pseudonym. Their values are deleted
with their salts (`audit_personal`). Events of the first edition have names in their hashed text: theirs lose that text
and keep their link, their deed and, without the names, their changes (`edition` 0), the only update the database lets
through. The last of it is an event that says how many of each went.
"""

import re
from collections.abc import Collection
from datetime import datetime

from govtracker.access import Viewer
from govtracker.models import Person
from govtracker.queries import trail_erasure
from govtracker.rules import audit_chain, personal
from govtracker.services import events


def erase(person: Person, words: Collection[str], *, by: Viewer | None, at: datetime) -> None:
    """Take everything said of `person` out of the trail, `words` (former names and addresses) out of older events."""
    events.erased().add(person.id)
    values = trail_erasure.delete_said(person.id)
    found = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word) or r"(?!)")
    older = 0
    for rows in trail_erasure.first_editions(person.id, [word for word in words if word]):
        older += len(rows)
        trail_erasure.withhold(
            [
                {
                    "id": row.id,
                    "edition": audit_chain.WITHHELD,
                    "text": "",
                    "actor_name": "" if row.actor_id == person.id else row.actor_name,
                    "label": personal.without(row.label, found),
                    "changes": personal.without(row.changes, found),
                    "reason": personal.without(row.reason, found),
                }
                for row in rows
            ]
        )
    changes = {"values": [values, 0], "older_events": [older, 0]}
    events.record(person, "trail_erased", by=by, at=at, changes=changes)
