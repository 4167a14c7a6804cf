"""Erasing a person from the audit trail: what it says of them goes, and every link still verifies.

Call `erase` in the transaction that erases the person, after their row has its pseudonym. Their values are deleted
with their salts (`audit_personal`). Events of the first edition have names in their hashed text: theirs lose all words
and keep their link and their deed (`edition` 0: the names of others go, too), the only update the database lets
through. Events say which these were and what is left of them, so that nobody else's go for theirs; the last of it is an
event that says how many of each went.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from govtracker.access import Viewer
from govtracker.models import Person
from govtracker.queries import trail_erasure
from govtracker.rules import audit_chain
from govtracker.services import events


def erase(person: Person, words: Collection[str], *, by: Viewer | None, at: datetime) -> None:
    """Take everything said of `person` out of the trail, `words` (former names and addresses) out of older events."""
    events.erased().add(person.id)
    values = trail_erasure.delete_said(person.id)
    older = 0
    for rows in trail_erasure.first_editions(person.id, [word for word in words if word]):
        older += len(rows)
        trail_erasure.withhold([{"id": row["id"], **audit_chain.WITHOUT} for row in rows])
        left: dict[int, dict[int, str]] = defaultdict(dict)
        for row in rows:
            left[row["chain"]][row["seq"]] = audit_chain.left(dict(row))
        events.record(person, trail_erasure.DEED, by=by, at=at, changes={"left": left})
    changes = {"values": [values, 0], "older_events": [older, 0]}
    events.record(person, "trail_erased", by=by, at=at, changes=changes)
