"""The same form sent once more, naming what is not theirs to name; and a house where nothing that is sent is kept."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from govtracker.database import db, transaction
from govtracker.models import CustomerSegment, Kpi, Review, SupportType
from tests.support import traced
from tests.support.filling_in import Form, Values
from tests.support.world import World

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
KEY = re.compile(r"^MER-[A-Z]*\d+$")
NAMING = re.compile(r"(\w+_ids?)(?:-\d+)?$")
OF_A_REFUSAL = {"audit_event", "audit_head", "audit_personal", "refusal"}  # what is kept of a refused attempt
NO_SUCH = 987_654_321
NAMES_NOBODY = {"submission_id", "root_cause_id"}  # one filling of a form; a catalogue of everybody


@dataclass
class Kept:
    """Which tables the transactions wrote that reached their end."""

    tables: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def after(self, client: FlaskClient, action: str, values: Values) -> int:
        """Send it; the status of the answer. `tables` is what it would have changed."""
        self.tables, self._open = [], []
        return client.post(action, data=values, buffered=True).status_code

    def statement(self, _connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if (found := WRITES.match(statement)) and (cursor.rowcount or traced.gives_back(cursor, statement)):
            self._open.append(found[1])

    def end(self) -> None:
        self.tables += [table for table in self._open if table not in OF_A_REFUSAL]
        self._open = []
        db.session.rollback()


@contextmanager
def nothing_kept() -> Iterator[Kept]:
    """Whatever is written is taken back where it would have been kept; what that was is told."""
    kept = Kept()
    event.listen(Engine, "after_cursor_execute", kept.statement)
    try:
        with mock.patch.object(db.session, "commit", kept.end):
            yield kept
    finally:
        event.remove(Engine, "after_cursor_execute", kept.statement)


def foreign(world: World, *, keys: list[str]) -> Mapping[str, list[Any]]:
    """What a field asks for → records of that kind that a person of MER may not name, by the end of its name; `keys`
    are those of such records.
    """
    people = [world.people["other_supplier_spoc"], world.people["administrator"]]
    seats = [world.seats["other_supplier_spoc"], world.seats["other_client_spoc"]]
    cascade = world.relationships["CAS"]
    kpis = [row.id for row in db.session.query(Kpi).filter_by(relationship_id=cascade).limit(1)]
    return {
        **dict.fromkeys(("owner_id", "person_id", "presenter_id", "successor_id", "spoc_id"), people),
        **dict.fromkeys(("seat_id", "chair_id", "member_ids"), seats),
        "area_id": [world.areas["Finance"]],
        "kpi_id": kpis,
        "review_id": [row.id for row in db.session.query(Review).filter_by(relationship_id=cascade)],
        "parent_id": [cascade],
        "occurrence_id": [NO_SUCH],
        "account_id": [NO_SUCH],
        "segment_id": [_of_cascade(world, CustomerSegment)],
        "type_id": [_of_cascade(world, SupportType)],
        "check_id": [NO_SUCH],
        "offsets_id": [NO_SUCH],
        "kpi_ids": kpis,
        "key": keys,
    }


def _of_cascade(world: World, model: Any) -> Any:
    """The id of one in the catalogue of another company, which has one from now on."""
    own = {"organisation_id": world.organisations["Cascade"], "name": "Of another company"}
    found = db.session.query(model).filter_by(**own).one_or_none()
    if found is None:
        with transaction():
            found = model(**own)
            db.session.add(found)
    return found.id


def naming(form: Form) -> list[str]:
    """The fields of a form that name records or people."""
    typed = [name for name, values in form.answers().items() if values and all(map(KEY.match, values))]
    chosen = [name for name in form.fields if (found := NAMING.match(name)) and found[1] not in NAMES_NOBODY]
    return typed + chosen


def swapped(form: Form, name: str, strangers: Mapping[str, list[Any]]) -> Iterator[Values]:
    """The answers with one field naming what is not theirs; KeyError where nobody said what the field names."""
    filled = form.answers()
    found = NAMING.match(name)
    kind = "key" if found is None else next((end for end in strangers if found[1].endswith(end)), name)
    for stranger in strangers[kind]:
        yield {**filled, name: [*filled.get(name, [])[1:], str(stranger)]}
