"""Files about a person: asked for by them or by their company, made by the worker, fetched once.

Theirs tells everything. One their company asked for tells of their account, and how much there is of the rest: whoever
keeps the company's accounts sees no relationship by that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from govtracker import database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.documents import personal_file
from govtracker.documents.personal_file import PersonalFile
from govtracker.enums import ExportStage
from govtracker.models import ExportFile, Person, PersonalExport
from govtracker.queries.structure import personal_data as asked
from govtracker.rules import canonical
from govtracker.rules.structure import personal_data
from govtracker.rules.structure.personal_data import ACCOUNT, TAKING_PART, TRACES, WORDS, Section
from govtracker.services import Refused, events

CLAIMED: Final = timedelta(minutes=10)
PUT_OFF: Final = timedelta(minutes=2)
KEPT: Final = timedelta(days=7)
TRIES: Final = 5
MAKING: Final = frozenset({ExportStage.WAITING, ExportStage.GATHERING, ExportStage.WRITING})
ABOUT: Final = (
    "Everything this installation keeps of {name} on {day:%d %B %Y} (UTC). Times are UTC. What others wrote, and what "
    "they are called, is theirs and is left out; passwords and secrets are kept as marks nobody can read back."
)
ABOUT_ACCOUNT: Final = (
    "What this installation keeps of the account of {name} on {day:%d %B %Y} (UTC). Times are UTC. Of what they took "
    "part in and wrote it says how much there is: they alone can take that along, under Settings, Your data."
)
REST: Final = "How much there is of the rest"


def ask(person: Person, *, by: Viewer, at: datetime) -> None:
    """Let the file be made, anew if need be; refuses while one is being made."""
    newest = asked.newest(by, person.id)
    if newest is not None and newest.stage in MAKING:
        raise Refused("The file is being made already.")
    db.session.add(PersonalExport(person_id=person.id, asked_by_id=by.person_id, asked_at=at, due_at=at))
    events.record(person, "personal_data_asked_for", by=by, at=at)


def make(export_id: int, at: datetime) -> None:
    """Make one file, a transaction for each stage, so that people see how far it is; another worker's is left alone."""
    until = at + CLAIMED
    with database.transaction():
        taken = asked.waiting(export_id, at)
        if taken is None:
            return
        taken.due_at = taken.claimed_until = until
        taken.stage = ExportStage.GATHERING
    with database.transaction():
        export = asked.claimed(export_id, until)
        if export is None:
            return
        is_own = export.asked_by_id == export.person_id
        told = _everything(export.person, at) if is_own else _account(export.person, at)
        mails = list(asked.mails(export.person_id)) if is_own else []
        export.stage = ExportStage.WRITING
    content = personal_file.write(told, mails)
    with database.transaction():
        export = asked.claimed(export_id, until)
        if export is not None:
            _finish(export, content, at)


def put_off(export_id: int, at: datetime) -> None:
    """One that could not be made is tried again in a while, and given up in the end, visibly."""
    export = asked.unmade(export_id)
    if export is None:
        return
    export.attempts += 1
    export.claimed_until = None
    given_up = export.attempts >= TRIES
    export.stage = ExportStage.FAILED if given_up else ExportStage.WAITING
    export.due_at = None if given_up else at + PUT_OFF * export.attempts


def fetch(person_id: int, *, by: Viewer, at: datetime) -> bytes:
    """The file, this once: it is gone from here afterwards. Raises NotFound where `by` has none that is ready."""
    export = asked.to_fetch(by, person_id, at)
    kept = asked.file_of(export.id)
    content = kept.content
    db.session.delete(kept)
    export.stage = ExportStage.FETCHED
    events.record(export.person, "personal_data_fetched", by=by, at=at)
    return content


def _finish(export: PersonalExport, content: bytes, at: datetime) -> None:
    export.stage, export.made_at, export.expires_at = ExportStage.READY, at, at + KEPT
    export.size, export.digest = len(content), canonical.digest_of(content)
    export.due_at = export.claimed_until = None
    db.session.add(ExportFile(export_id=export.id, content=content))
    events.record(export.person, "personal_data_gathered", by=None, at=at)


def _everything(person: Person, at: datetime) -> PersonalFile:
    sections = _rows((*ACCOUNT, *TAKING_PART, *WORDS), person.id)
    for leads in TRACES:
        found = asked.trace(leads, person.id)
        if found:
            sections[personal_data.in_words(leads)] = found
    sections["What the audit trail says they did"] = asked.deeds(person.id)
    return PersonalFile(f"Personal data of {person.name}", ABOUT.format(name=person.name, day=at), sections)


def _account(person: Person, at: datetime) -> PersonalFile:
    sections = _rows(ACCOUNT, person.id)
    counted = ((section.title, asked.how_many(section, person.id)) for section in (*TAKING_PART, *WORDS))
    sections[REST] = [{"what": title, "how_many": number} for title, number in counted]
    return PersonalFile(f"Account of {person.name}", ABOUT_ACCOUNT.format(name=person.name, day=at), sections)


def _rows(sections: Iterable[Section], person_id: int) -> dict[str, list[dict[str, Any]]]:
    return {section.title: asked.rows(section, person_id) for section in sections}
