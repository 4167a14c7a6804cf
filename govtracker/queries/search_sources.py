"""What can be searched: a source for every kind of record says what it is found by and what its result shows.

A new kind is a row in SOURCES: its documents follow every write, `flask reindex` and the page of results know it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.types import TypeEngine

from govtracker.access import Viewer
from govtracker.database import Base, UtcDateTime
from govtracker.enums import Audience, ContractStatus
from govtracker.models import (
    Action,
    Benefit,
    Comment,
    Contract,
    Decision,
    Forum,
    Issue,
    Launch,
    Obligation,
    Organisation,
    Person,
    Problem,
    Programme,
    Relationship,
    Review,
    Risk,
    Seat,
    Tenure,
    Topic,
    subject,
)
from govtracker.queries import visible
from govtracker.rules import keys

Seen = Callable[[Viewer], ColumnElement[bool]]


@dataclass(frozen=True)
class Watch:
    """A table that documents are made of, and which of its attributes count once a row of it stands.

    Whose documents change with a row: those of the source's rows where `column` is what `of` says of it.
    """

    model: type[Base]
    column: ColumnElement[int]
    attributes: tuple[str, ...]
    of: Callable[[Any], int] = attrgetter("id")


@dataclass(frozen=True)
class Source:
    """One kind of record. `code` (1 to 31) stands in the ids of its documents: it stays, and is never given again.

    `rows` select COLUMNS; `places`, for a kind that stands in several relationships, selects subject_id and
    relationship_id of each.
    """

    kind: str
    code: int
    id: InstrumentedAttribute[int]
    rows: Select[*tuple[Any, ...]]
    visible: Seen
    watched: tuple[Watch, ...]
    key: Callable[[str, int, Audience], str] | None = None
    places: Select[*tuple[Any, ...]] | None = None


COLUMNS: dict[str, TypeEngine[Any]] = {
    "kind": String(),
    "subject_id": Integer(),
    "relationship_id": Integer(),
    "relationship_key": String(),
    "audience": String(),
    "at": UtcDateTime(),  # when it came about: the newest is found first
    "title": String(),
    "text": String(),
    "whys": JSON(),  # a five-whys chain, which is text too
    "number": Integer(),
    "heading": String(),  # what it belongs to, where its title does not say it all
    "parent_kind": String(),
    "parent_id": Integer(),
    "parent_number": Integer(),
    "parent_audience": String(),
}


def text_of(row: Any) -> str:
    """The text of a row of COLUMNS, its chain of whys included."""
    chain = [why[part] for why in row.whys or () for part in ("question", "answer")]
    return "\n".join([row.text, *chain])


def _rows(**given: Any) -> Select[*tuple[Any, ...]]:
    """COLUMNS, empty where nothing is given."""
    columns = {name: given.get(name, cast(null(), kind)) for name, kind in COLUMNS.items()}
    return select(*(type_coerce(column, COLUMNS[name]).label(name) for name, column in columns.items()))


def _joined(*columns: Any) -> ColumnElement[str]:
    """Texts one below the other."""
    whole: ColumnElement[str] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        whole = whole.concat("\n").concat(func.coalesce(column, ""))
    return whole


def _records(kind: str, code: int, model: Any, at: Any, texts: Sequence[str], seen: Seen) -> Source:
    """Records that people name by a key: one title and several texts, for one audience."""
    chain = ("five_whys",) if hasattr(model, "five_whys") else ()
    rows = _rows(
        kind=literal(kind),
        subject_id=model.id,
        relationship_id=model.relationship_id,
        relationship_key=Relationship.key,
        audience=model.audience,
        at=at,
        title=model.title,
        text=_joined(*(getattr(model, name) for name in texts)),
        number=model.number,
        **({"whys": model.five_whys} if chain else {}),
    ).join(Relationship, Relationship.id == model.relationship_id)
    watched = (Watch(model, model.id.expression, ("title", *texts, *chain)),)
    return Source(kind, code, model.id, rows, seen, watched, key=keys.KEY_OF[kind])


def _comments() -> Source:
    """A comment is never wider than what it stands under, so its own audience says who may find it."""
    kinds: list[tuple[str, Any, Any]] = [
        (kind.name, kind.model, getattr(Comment, f"{kind.name}_id")) for kind in subject.KINDS
    ]
    rows = _rows(
        kind=literal("comment"),
        subject_id=Comment.id,
        relationship_id=Comment.relationship_id,
        relationship_key=Relationship.key,
        audience=Comment.audience,
        at=Comment.written_at,
        title=literal(""),
        text=Comment.body,
        heading=func.coalesce(*(model.title for _, model, _ in kinds)),
        parent_kind=case(*((column.is_not(None), name) for name, _, column in kinds)),
        parent_number=func.coalesce(*(model.number for _, model, _ in kinds)),
        parent_audience=func.coalesce(*(type_coerce(model.audience, String) for _, model, _ in kinds)),
    ).join(Relationship, Relationship.id == Comment.relationship_id)
    for _, model, column in kinds:
        rows = rows.outerjoin(model, model.id == column)
    rows = rows.where(Comment.removed_at.is_(None))
    watched = (Watch(Comment, Comment.id.expression, ("body", "removed_at")),)
    return Source("comment", 3, Comment.id, rows, visible.comments, watched)


def _topics() -> Source:
    rows = (
        _rows(
            kind=literal("topic"),
            subject_id=Topic.id,
            relationship_id=Review.relationship_id,
            relationship_key=Relationship.key,
            audience=literal(Audience.SHARED.value),
            at=func.coalesce(Review.held_at, Review.scheduled_at),
            title=Topic.title,
            text=_joined(Topic.notes, Topic.decision),
            heading=Forum.name,
            parent_kind=literal("review"),
            parent_id=Review.id,
        )
        .join(Review, Review.id == Topic.review_id)
        .join(Forum, Forum.id == Review.forum_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
    )
    watched = (
        Watch(Topic, Topic.id.expression, ("title", "notes", "decision")),
        Watch(Review, Topic.review_id.expression, ("held_at", "scheduled_at")),
    )
    return Source("topic", 4, Topic.id, rows, _see_topic, watched)


def _people() -> Source:
    rows = _rows(
        kind=literal("person"),
        subject_id=Person.id,
        audience=literal(Audience.SHARED.value),
        at=Person.created_at,
        title=Person.name,
        text=_joined(Person.job_title, Person.email, Organisation.name),
        heading=Organisation.name,
    ).join(Organisation, Organisation.id == Person.organisation_id)
    watched = (
        Watch(Person, Person.id.expression, ("name", "job_title", "email", "organisation_id")),
        Watch(Tenure, Person.id.expression, ("person_id",), of=attrgetter("person_id")),
        Watch(Organisation, Person.organisation_id.expression, ("name",)),
    )
    places = (
        select(Tenure.person_id.label("subject_id"), Seat.relationship_id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .distinct()
    )
    return Source("person", 5, Person.id, rows, _see_person, watched, places=places)


def _relationships() -> Source:
    client, supplier = aliased(Organisation), aliased(Organisation)
    rows = (
        _rows(
            kind=literal("relationship"),
            subject_id=Relationship.id,
            relationship_id=Relationship.id,
            relationship_key=Relationship.key,
            audience=literal(Audience.SHARED.value),
            at=Relationship.created_at,
            title=Relationship.key.concat(" ").concat(client.name).concat(" and ").concat(supplier.name),
            text=Relationship.purpose,
        )
        .join(client, client.id == Relationship.client_id)
        .join(supplier, supplier.id == Relationship.supplier_id)
    )
    watched = (
        Watch(Relationship, Relationship.id.expression, ("key", "client_id", "supplier_id", "purpose")),
        Watch(Organisation, Relationship.client_id.expression, ("name",)),
        Watch(Organisation, Relationship.supplier_id.expression, ("name",)),
    )
    return Source("relationship", 6, Relationship.id, rows, visible.relationships, watched)


def _contracts() -> Source:
    """The version in force of each contract: what was before is history, and what is drafted may still change."""
    rows = (
        _rows(
            kind=literal("contract"),
            subject_id=Contract.id,
            relationship_id=Contract.relationship_id,
            relationship_key=Relationship.key,
            audience=literal(Audience.SHARED.value),
            at=Contract.created_at,
            title=Contract.title,
            text=_joined(Contract.reference, Contract.remarks, Contract.bonus_terms),
            heading=Contract.reference,
        )
        .join(Relationship, Relationship.id == Contract.relationship_id)
        .where(Contract.status == ContractStatus.IN_FORCE)
    )
    said = ("title", "reference", "remarks", "bonus_terms", "status")
    watched = (Watch(Contract, Contract.id.expression, said),)
    return Source("contract", 10, Contract.id, rows, _see_contract, watched)


def _obligations() -> Source:
    rows = _rows(
        kind=literal("obligation"),
        subject_id=Obligation.id,
        relationship_id=Obligation.relationship_id,
        relationship_key=Relationship.key,
        audience=literal(Audience.SHARED.value),
        at=Obligation.created_at,
        title=Obligation.title,
        text=_joined(Obligation.description),
    ).join(Relationship, Relationship.id == Obligation.relationship_id)
    watched = (Watch(Obligation, Obligation.id.expression, ("title", "description")),)
    return Source("obligation", 11, Obligation.id, rows, _see_obligation, watched)


def _noted(kind: str, code: int, model: Any, texts: Sequence[str]) -> Source:
    """Shared records without a key: a title and some texts, since they were noted."""
    rows = _rows(
        kind=literal(kind),
        subject_id=model.id,
        relationship_id=model.relationship_id,
        relationship_key=Relationship.key,
        audience=literal(Audience.SHARED.value),
        at=model.created_at,
        title=model.title,
        text=_joined(*(getattr(model, name) for name in texts)),
    ).join(Relationship, Relationship.id == model.relationship_id)
    watched = (Watch(model, model.id.expression, ("title", *texts)),)
    return Source(kind, code, model.id, rows, partial(_see_noted, model), watched)


def _see_noted(model: Any, viewer: Viewer) -> ColumnElement[bool]:
    return visible.of_relationship(viewer, model.relationship_id)


def _see_contract(viewer: Viewer) -> ColumnElement[bool]:
    return visible.of_relationship(viewer, Contract.relationship_id)


def _see_obligation(viewer: Viewer) -> ColumnElement[bool]:
    return visible.of_relationship(viewer, Obligation.relationship_id)


def _see_topic(viewer: Viewer) -> ColumnElement[bool]:
    return visible.of_relationship(viewer, Review.relationship_id)


def _see_person(viewer: Viewer) -> ColumnElement[bool]:
    return visible.people(viewer, Person.id)


CONTEXT = ("description", "why_it_occurred", "what_was_done", "why_not_again", "category")
ALL = (
    _records("issue", 1, Issue, Issue.opened_at, (*CONTEXT, "segment", "source_ref"), visible.issues),
    _records("action", 2, Action, Action.created_at, ("consequence", "evidence", "source_ref"), visible.actions),
    _comments(),
    _topics(),
    _people(),
    _relationships(),
    _records("decision", 7, Decision, Decision.created_at, ("reason", "ruling"), visible.decisions),
    _records("risk", 8, Risk, Risk.created_at, ("description", "plan"), visible.risks),
    _contracts(),
    _obligations(),
    _noted("programme", 21, Programme, ("objective", "ended_because")),
    _noted("benefit", 22, Benefit, ("measured_by", "check_reason", "ended_because")),
    _noted("launch", 23, Launch, ("description", "decision_reason")),
    _records("problem", 9, Problem, Problem.opened_at, CONTEXT, visible.problems),
)
SOURCES = {source.kind: source for source in ALL}
