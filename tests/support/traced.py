"""Whether every change of a record leaves an event: looked at in each transaction that the product itself opens.

What a test writes by its own hand to set a scene is not looked at: its transaction is the test's. Statements are read
as they go to the database, so that what is written in bulk is seen like what is written by objects.
"""

import re
import sys
from typing import Any

from sqlalchemy import Engine, event

from govtracker import database
from govtracker.services import events

WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
INSERTS = re.compile(r"\s*INSERT INTO\b", re.IGNORECASE)
SET = re.compile(r'(?:SET|,)\s*"?(\w+)"?\s*=', re.IGNORECASE)
EVENTS = "audit_event"
# each table whose rows come and go without an event, and why that is right
UNTRACKED = {
    "audit_event": "the trail itself",
    "audit_personal": "the trail itself",
    "audit_head": "the trail itself",
    "audit_check": "what was found in the trail",
    "refusal": "counts of the trail",
    "alembic_version": "the schema",
    "counter": "numbers given out",
    "setting": "marks of the installation; what people set has its own event",
    "tick": "signs of life of workers",
    "tally": "counts for whoever watches",
    "submission": "forms that were sent, so that none counts twice",
    "throttle": "counts of attempts",
    "import_batch": "a file on its way in; taking it in is an event",
    "import_row": "a file on its way in; taking it in is an event",
    "stored_file": "content; the attachment is the record",
    "personal_export": "how far a file is; asking for it, its being ready and taking it have their own events",
    "review_pack": "how far a file is; that somebody asked for it has its own event",
    "minutes_answer": "who is to be reminded when; what a side answers has its own event",
    "retention_rule": "when a kind was last gone through; what people choose has its own event",
    "export_file": "content",
    "pack_file": "content",
    "notification": "mail and notices follow from what happened",
    "outbox_mail": "mail and notices follow from what happened",
    "search_document": "follows from what it finds",
    "search_index": "follows from what it finds",
    "structure_check": "when a structure was last looked at",
    "issue_clock": "computed from what happened",
    "clock_pause": "computed from what happened",
    "incentive_reckoning": "what is still to be reckoned",
    "watch": "what a person wants to be told, for themselves",
    "snooze": "what a person put aside, for themselves",
    "default_view": "what a person sees first, for themselves",
    "sign_in_session": "signing in; what people do to sessions has its own event",
}
# tables whose rows may appear without an event, and why; what changes in them later has one
UNTRACKED_INSERTS = {
    "obligation_occurrence": "the clock makes them of the rule both sides agreed",
    "trend_signal": "found by the clock in what was measured",
    "reading": "a file on its way in; taking it in is an event",
    "imported_value": "a file on its way in; taking it in is an event",
}
# columns that may change alone: caches, when a job wakes, and these, each with its reason
UNTRACKED_COLUMNS = events.UNRECORDED | {
    "version",  # counts along with what changes
    "seen_at",  # that somebody has looked
    "last_begun_at",  # when somebody last came in that way
    "last_period",  # what a schedule of mail sent last
    "last_sent_at",
    "next_on",  # up to when occurrences were made
    "pack_told_for",  # for which instant the mail about a pack has left
    "remind_at",  # when a job looks at it next
    "trend_due_at",
    "climb_failures",  # how often a job failed at it
    "last_on",  # up to when a signal was seen
    "reminded_at",  # whom a job has reminded, and what follows when
    "reminders",
    "reminded_for_on",  # of which due day a job has reminded
    "sponsor_told_at",
    "late_told_at",
    "answer_due_at",
}
PRODUCT = "govtracker"
found: list[str] = []


def watch() -> None:
    """Look at every transaction of the product from here on; what left no event is `found`."""
    event.listen(Engine, "after_cursor_execute", _note)
    database.before_commit(_look)


def _note(_connection: Any, cursor: Any, statement: str, *_more: Any) -> None:
    said = WRITES.match(statement)
    if said is None or not (cursor.rowcount or gives_back(cursor, statement)) or not database.writing():
        return
    written: set[str] = database.carried().setdefault("traced", set())
    verb, table = said[1].upper(), said[2].lower()
    if table == EVENTS:
        written.add(EVENTS)
    elif verb == "INSERT INTO" and table in UNTRACKED_INSERTS:
        return
    elif table not in UNTRACKED and not table.startswith("search_index"):
        columns = set(SET.findall(statement.split(" WHERE ", maxsplit=1)[0])) if verb == "UPDATE" else set()
        if not columns or columns - UNTRACKED_COLUMNS:
            written.add(f"{verb} {table} ({', '.join(sorted(columns))})" if columns else f"{verb} {table}")


def gives_back(cursor: Any, statement: str) -> bool:
    """Is it one that inserts and returns what it inserted? SQLite counts such rows only once they are fetched.

    Whether one that may leave rows out, or changes them, has met any is not known before: PostgreSQL knows.
    """
    return bool(cursor.description) and INSERTS.match(statement) is not None and "ON CONFLICT" not in statement


def _look() -> None:
    written: set[str] = database.carried().get("traced", set())
    opener = _opener() if written and EVENTS not in written else ""
    if opener.split(".")[0] == PRODUCT:
        found.append(f"{opener}: {'; '.join(sorted(written))}")


def _opener() -> str:
    """The module whose `with` this transaction stands in: above this step, the transaction and contextlib."""
    return str(sys._getframe(4).f_globals.get("__name__", ""))
