"""The search index: a document for every record that can be found, written in the transaction that changes it.

Whatever a session writes to a watched table is noted, and its documents are made anew just before the commit. What is
inserted past the session, many rows in one round, is told with `changed`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, event, inspect, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstanceState, Session

from govtracker.database import Base, before_commit, carried, db, writing
from govtracker.enums import Audience
from govtracker.models import SearchDocument
from govtracker.queries.search_sources import SOURCES, Source, Watch, text_of
from govtracker.rules import search_text

CHUNK = 500
LAST_SECOND = 2**32 - 1
SUBJECT_BITS, KIND_BITS = 26, 5
STORED = ("id", "relationship_id", "audience", "places", "title", "words")


@dataclass(frozen=True)
class Checked:
    """What was looked at of one kind: how many records, how many documents were wrong, and where to go on."""

    records: int
    mended: int
    last_id: int | None  # None: that was all


def changed(model: type[Base], ids: Iterable[int]) -> None:
    """Rows of `model` were written past the session: their documents follow before the commit."""
    for source, place, watch in WATCHED[model]:
        if watch.model is source.id.class_:
            _touched()[source.kind, place].update(ids)


@before_commit
def follow() -> None:
    """Make the documents anew of what this transaction has changed."""
    touched = _touched()
    for (kind, place), ids in sorted(touched.items()):
        source = SOURCES[kind]
        watch = source.watched[place]
        for chunk in _chunks(sorted(ids)):
            documents = _documents(source, db.session.execute(source.rows.where(watch.column.in_(chunk))).all())
            _store(documents)
            if watch.model is source.id.class_:
                _forget(kind, set(chunk) - {document["subject_id"] for document in documents})
    touched.clear()


def check(kind: str, *, after: int, size: int = 1000) -> Checked:
    """Compare the next `size` records of a kind with their documents, by id, and mend what differs."""
    source = SOURCES[kind]
    rows = db.session.execute(source.rows.where(source.id > after).order_by(source.id).limit(size)).all()
    last_id = rows[-1].subject_id if len(rows) == size else None
    documents = _documents(source, rows)
    stored = {document.subject_id: document for document in _stored(kind, after, last_id)}
    wrong = [one for one in documents if not _is(stored.pop(one["subject_id"], None), one)]
    _forget(kind, stored)
    _store(wrong)
    return Checked(len(rows), len(wrong) + len(stored), last_id)


def _stored(kind: str, after: int, last_id: int | None) -> Sequence[Row[Any]]:
    columns = [getattr(SearchDocument, name) for name in STORED]
    query = select(SearchDocument.subject_id, *columns).where(
        SearchDocument.kind == kind, SearchDocument.subject_id > after
    )
    return db.session.execute(query if last_id is None else query.where(SearchDocument.subject_id <= last_id)).all()


def _is(stored: Row[Any] | None, document: dict[str, Any]) -> bool:
    return stored is not None and all(getattr(stored, name) == document[name] for name in STORED)


def _documents(source: Source, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    places = _places(source, [row.subject_id for row in rows])
    return [_document(source, row, places.get(row.subject_id, ())) for row in rows]


def _document(source: Source, row: Row[Any], stands_in: Sequence[int]) -> dict[str, Any]:
    audience = Audience(row.audience)
    held_by = [row.relationship_id] if row.relationship_id is not None else sorted(stands_in)
    tokens = [source.kind, *(f"{relationship_id}{audience.value}" for relationship_id in held_by)]
    if source.key:
        tokens.append(key_token(source.key(row.relationship_key, row.number, audience)))
    return {
        "id": _place_in_time(source.code, row.subject_id, row.at),
        "kind": source.kind,
        "subject_id": row.subject_id,
        "relationship_id": row.relationship_id,
        "audience": audience,
        "places": " ".join(f"@{token}" for token in tokens),
        "title": search_text.normalise(row.title),
        "words": search_text.normalise(text_of(row)),
    }


def key_token(key: str) -> str:
    """MER-42 as one word: mer42."""
    return key.replace("-", "").lower()


def _place_in_time(code: int, subject_id: int, at: datetime) -> int:
    """An id that grows with the second `at`, and differs within it: documents sort by it from old to new."""
    second = min(max(int(at.timestamp()), 0), LAST_SECOND)
    return (second << KIND_BITS + SUBJECT_BITS) + (code << SUBJECT_BITS) + subject_id % (1 << SUBJECT_BITS)


def _places(source: Source, ids: Sequence[int]) -> dict[int, list[int]]:
    """Subject → the relationships it stands in, for a kind that has several."""
    found: dict[int, list[int]] = defaultdict(list)
    if source.places is not None and ids:
        subject = source.places.selected_columns.subject_id
        for subject_id, relationship_id in db.session.execute(source.places.where(subject.in_(ids))):
            found[subject_id].append(relationship_id)
    return found


def _store(documents: Sequence[dict[str, Any]]) -> None:
    """Insert, or replace where something differs: an index is not touched for nothing."""
    if not documents:
        return
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(SearchDocument)
    new = {name: insert.excluded[name] for name in STORED}
    differs = or_(*(getattr(SearchDocument, name).is_distinct_from(value) for name, value in new.items()))
    statement = insert.on_conflict_do_update(index_elements=["kind", "subject_id"], set_=new, where=differs)
    db.session.execute(statement.execution_options(render_nulls=True), list(documents))


def _forget(kind: str, subject_ids: Collection[int]) -> None:
    for chunk in _chunks(sorted(subject_ids)):
        gone = delete(SearchDocument).where(SearchDocument.kind == kind, SearchDocument.subject_id.in_(chunk))
        db.session.execute(gone.execution_options(synchronize_session=False))


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _touched() -> dict[tuple[str, int], set[int]]:
    """(kind, place of the watch) → ids of what was changed in this transaction."""
    touched: dict[tuple[str, int], set[int]] = carried().setdefault("search", defaultdict(set))
    return touched


@event.listens_for(db.session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    if not writing():
        return
    whole = [(row, None) for row in (*session.new, *session.deleted)]
    for row, state in (*whole, *((row, inspect(row)) for row in session.dirty)):
        for source, place, watch in WATCHED.get(type(row), ()):
            if state is None or _has_changed(state, watch):
                _touched()[source.kind, place].add(watch.of(row))


def _has_changed(state: InstanceState[Any], watch: Watch) -> bool:
    return any(state.attrs[name].history.has_changes() for name in watch.attributes)


def _watched() -> dict[type[Base], list[tuple[Source, int, Watch]]]:
    found: dict[type[Base], list[tuple[Source, int, Watch]]] = defaultdict(list)
    for source in SOURCES.values():
        for place, watch in enumerate(source.watched):
            found[watch.model].append((source, place, watch))
    return found


WATCHED = _watched()
