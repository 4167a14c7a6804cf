"""Questions that pages asked of the database, asked again by others: what is not theirs might as well not be there."""

import enum
import functools
import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from inspect import isgenerator, signature
from sqlite3 import Connection, connect
from types import FunctionType, ModuleType
from typing import Any

from sqlalchemy import Row
from sqlalchemy import inspect as mapped

import govtracker.queries
from govtracker.access import Viewer
from govtracker.database import Base, db
from govtracker.queries import NotFound
from tests.support.marked import SUPERVISOR
from tests.support.world import World

PLACES = {  # who asks → the relationship whose records they may read, and the side they stand on
    "supplier_spoc": ("MER", "supplier"),
    "client_spoc": ("MER", "client"),
    "sibling": ("SIB", "supplier"),
}
STRANGERS = (*PLACES, SUPERVISOR)
# what a supervisor may read: of the customers they supervise, and never what a supplier keeps to itself
SEGMENTS = "SELECT segment_id FROM supervision WHERE person_id = :person"
ACCOUNTS = f"SELECT id FROM customer_account WHERE segment_id IN ({SEGMENTS})"
SUPERVISED = {
    "issue": f"customer_segment_id IN ({SEGMENTS}) AND audience != 'supplier'",
    "customer_segment": f"id IN ({SEGMENTS} UNION SELECT segment_id FROM segment_value)",  # the strategy: its pages ask
    "customer_account": f"id IN ({ACCOUNTS})",
    "scorecard_scope": f"segment_id IN ({SEGMENTS})",
    "value_statement": f"segment_id IN ({SEGMENTS}) OR account_id IN ({ACCOUNTS})",
}
QUERIES = f"{govtracker.queries.__name__}."
MOST, EACH, SILENT = 12, 4, 2  # different calls of one query; by one person; that were answered with nothing
PLAIN = (str, int, float, bool, bytes, date, time, timedelta, Decimal, enum.Enum, type(None))
# queries about a record that was found through what the person sees → what of their answer is narrowed once more
NARROWED: dict[str, Callable[[Any], Any]] = {
    "history.exported": lambda links: [link for link in links if link.text or link.said],  # hashes join the chain
    "issues.talk.beside": lambda beside: beside.files,
    "performance.scorecard_months.shown": lambda _: None,
    "performance.trends.trends": lambda trends: {one: replace(trend, anchors=None) for one, trend in trends.items()},
    "structure.activity.of_relationship": lambda found: (
        *(found.open_issues, found.overdue_actions, found.overdue_by_side, found.oldest_due_on),
    ),
    "structure.health.with_activity": lambda _: None,
}
NOT_YET = 0  # stored
Arguments = tuple[tuple[Any, ...], dict[str, Any]]
BROKEN = "broken off: "


@dataclass(frozen=True)
class Stored:
    """A record among the arguments."""

    model: type[Base]
    id: int


@dataclass(frozen=True)
class Question:
    """A call of a query, but for who asked."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]

    @property
    def identity(self) -> str:
        return f"{self.name} {self.arguments!r} {self.named!r}"


@dataclass
class Noted:
    """What was asked so far."""

    questions: dict[str, Question] = field(default_factory=dict)
    counted: Counter[tuple[str, object]] = field(default_factory=Counter)

    def note(self, name: str, function: Callable[..., Any], given: Arguments, *, told: bool) -> None:
        """Keep one call, unless enough of its kind are kept; `told`: it was answered with something."""
        arguments, named = given
        viewer = named["viewer"] if "viewer" in named else arguments[0]
        person = viewer.person_id if viewer else 0  # the worker's own
        room = {(name, "told"): MOST, (name, person): EACH} if told else {(name, "silent"): SILENT}
        if any(self.counted[kind] >= most for kind, most in room.items()):
            return
        rest = {key: _stored(value) for key, value in named.items() if key != "viewer"}
        asked = tuple(_stored(value) for value in arguments[0 if "viewer" in named else 1 :])
        question = Question(name, function, asked, tuple(sorted(rest.items())))
        if question.identity not in self.questions:
            self.counted.update(room.keys())
            self.questions[question.identity] = question


@contextmanager
def noted() -> Iterator[dict[str, Question]]:
    """Different calls of every query that takes a viewer, for as long as the block lasts: of several people, and for
    the most part answered with something, as nobody learns from the others.
    """
    found = Noted()
    kept = [(module, name, function) for module in _modules() for name, function in _asked_by_viewers(module)]
    for module, name, function in kept:
        setattr(module, name, _noting(f"{module.__name__.removeprefix(QUERIES)}.{name}", function, found))
    try:
        yield found.questions
    finally:
        for module, name, function in kept:
            setattr(module, name, function)


def _noting(name: str, function: FunctionType, found: Noted) -> Callable[..., Any]:
    @functools.wraps(function)
    def noting(*arguments: Any, **named: Any) -> Any:
        told = False
        try:
            answer = function(*arguments, **named)
            told = _tells(answer)
        finally:
            found.note(name, function, (arguments, named), told=told)
        return answer

    return noting


def _tells(answer: Any) -> bool:
    """Is there anything in it?"""
    if isinstance(answer, Base):
        return True
    if is_dataclass(answer) and not isinstance(answer, type):
        return any(_tells(getattr(answer, one.name)) for one in fields(answer))
    return bool(answer) if isinstance(answer, (*PLAIN, list, tuple, dict, set, frozenset)) else True


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(govtracker.queries.__path__, f"{govtracker.queries.__name__}."):
        if not found.ispkg and not found.name.endswith(".visible"):
            yield importlib.import_module(found.name)


def _asked_by_viewers(module: ModuleType) -> list[tuple[str, FunctionType]]:
    return [
        (name, function)
        for name, function in vars(module).items()
        if isinstance(function, FunctionType)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and next(iter(signature(function).parameters), "") == "viewer"
    ]


def _stored(value: Any) -> Any:
    if isinstance(value, Base):
        identity = mapped(value).identity
        return Stored(type(value), identity[0] if identity else NOT_YET)
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_stored(one) for one in value)
    return value


def records(questions: Iterable[Question]) -> dict[Stored, Base]:
    """The records among the arguments, as they are stored now, for a time when they are not."""
    asked = {one for question in questions for one in _all_stored([question.arguments, question.named])}
    found = {one: db.session.get(one.model, one.id) for one in asked}
    db.session.expunge_all()
    return {one: row for one, row in found.items() if row is not None}


def _all_stored(value: Any) -> Iterator[Stored]:
    if isinstance(value, Stored):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _all_stored(one)


def answer(viewer: Viewer, question: Question, known: Mapping[Stored, Base]) -> str:
    """Everything that somebody is answered, in words; inside an application context or request."""

    def given(value: Any) -> Any:
        if isinstance(value, Stored):
            return db.session.merge(known[value], load=False)
        if type(value) in (list, tuple):
            return type(value)(given(one) for one in value)
        return value

    try:
        arguments, named = given(question.arguments), dict(given(question.named))
        narrowed = NARROWED.get(question.name, lambda answer: answer)
        return in_words(narrowed(question.function(viewer, *arguments, **named)))
    except NotFound:
        return "nothing is found"
    except Exception as fault:  # noqa: BLE001  # what others are never led to may not be asked by them at all
        return f"{BROKEN}{type(fault).__name__}"
    finally:
        db.session.rollback()
        db.session.expunge_all()


def in_words(value: Any) -> str:
    """Rows, records, numbers and texts, whatever they lie in; the same for what is equal."""
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, Base):
        keys = [column.key for column in mapped(type(value)).column_attrs]
        return f"{type(value).__name__}({', '.join(f'{key}={in_words(getattr(value, key))}' for key in keys)})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(sorted(f"{in_words(key)}: {in_words(one)}" for key, one in value.items())) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(in_words, value))) + "}"
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}({', '.join(in_words(getattr(value, one.name)) for one in fields(value))})"
    if isinstance(value, list | tuple | Row) or isgenerator(value):
        return f"[{', '.join(map(in_words, value))}]"
    return type(value).__name__  # conditions and statements: they are asked where they are used


def forget_others(file: str, world: World, who: str) -> None:
    """Take from a closed SQLite database whatever is not for them: other relationships and the other side's own, or
    what is not of the customers they supervise.
    """
    with closing(connect(file)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        if who == SUPERVISOR:
            _forget_customers(connection, world.people[who])
        else:
            key, side = PLACES[who]
            _forget_places(connection, world.relationships[key], side)
        while _forget_children(connection):
            pass
        connection.commit()


def _forget_customers(connection: Connection, person_id: int) -> None:
    for name, theirs in SUPERVISED.items():
        connection.execute(f'DELETE FROM "{name}" WHERE ({theirs}) IS NOT TRUE', {"person": person_id})
    for table in Base.metadata.sorted_tables:
        if "audience" in table.columns:
            connection.execute(f"DELETE FROM \"{table.name}\" WHERE audience = 'supplier'")


def _forget_places(connection: Connection, relationship_id: int, side: str) -> None:
    other = "client" if side == "supplier" else "supplier"
    connection.execute("DELETE FROM relationship WHERE id != ?", [relationship_id])
    connection.execute("DELETE FROM audit_event WHERE chain NOT IN (0, ?)", [relationship_id])
    for table in Base.metadata.sorted_tables:
        if "audience" in table.columns:
            connection.execute(f'DELETE FROM "{table.name}" WHERE audience = ?', [other])
        if "relationship_id" in table.columns:
            place = "DELETE FROM {} WHERE relationship_id IS NOT NULL AND relationship_id != ?"
            connection.execute(place.format(f'"{table.name}"'), [relationship_id])


def _forget_children(connection: Connection) -> int:
    """What hangs on rows that are gone; how many rows that were."""
    gone = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                above = f'SELECT "{key.column.name}" FROM "{key.column.table.name}"'
                if not column.nullable:
                    missing = f'DELETE FROM "{table.name}" WHERE "{column.name}" NOT IN ({above})'
                    gone += connection.execute(missing).rowcount
    return gone
