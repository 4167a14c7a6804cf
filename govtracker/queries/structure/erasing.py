"""What leads to a person who is to be erased, and taking it away: set by set, whatever there is of it."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, cast, delete, exists, func, or_, select, update

from govtracker.database import Base, db
from govtracker.enums import Audience, MailState
from govtracker.models import (
    Attendee,
    AuditEvent,
    AuditPersonal,
    Comment,
    CommentRevision,
    FrozenAgenda,
    ImportBatch,
    ImportRow,
    Invitation,
    LegalHold,
    Mention,
    Notification,
    OutboxMail,
    Person,
    Relationship,
    Review,
    SavedView,
    Seat,
    TaskLink,
    Tenure,
)
from govtracker.rules import audit_chain
from govtracker.rules.reviews import agenda
from govtracker.rules.structure.erasure import FATES, Fate

TO_GO = (MailState.QUEUED, MailState.CLAIMED)
CHUNK = 500
AS_IT_IS = {"synchronize_session": False}


def leads_to_a_person() -> list[str]:
    """Every column that names a person, as "table.column"."""
    return sorted(
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person"
    )


def held_by(person: Person) -> set[bool]:
    """Whose holds a relationship they had a seat in, or were told of, is under: their own side's True, the other's
    False."""
    seated = exists().where(Tenure.person_id == person.id, Seat.id == Tenure.seat_id, Seat.relationship_id == HELD)
    told = exists().where(Notification.recipient_id == person.id, Notification.relationship_id == HELD)
    is_client = Relationship.client_id == person.organisation_id
    query = select(is_client, LegalHold.audience).join(Relationship, Relationship.id == HELD).distinct()
    holds = db.session.execute(query.where(LegalHold.lifted_at.is_(None), or_(seated, told)))
    return {(audience is Audience.CLIENT) == client for client, audience in holds}


def ever_called(person: Person) -> list[str]:
    """Their names and addresses, and those the trail knows of earlier, but for what others are called by now."""
    now, earlier = {person.name, person.email}, set[str]()
    sealed = select(AuditPersonal.said).where(AuditPersonal.person_id == person.id)
    for said in db.session.scalars(sealed, execution_options={"yield_per": CHUNK}):
        earlier |= {said.get("name", ""), *_pairs(said.get("changes", {}))}
    plain = AuditEvent.edition == audit_chain.FIRST
    about = (AuditEvent.subject_type == "person") & (AuditEvent.subject_id == person.id)
    for changes in db.session.scalars(select(AuditEvent.changes).where(plain, about)):
        earlier |= _pairs(changes)
    earlier |= set(db.session.scalars(select(AuditEvent.actor_name).where(plain, AuditEvent.actor_id == person.id)))
    called = or_(Person.name.in_(earlier), Person.email.in_(earlier))
    others = db.session.execute(select(Person.name, Person.email).where(Person.id != person.id, called))
    return sorted(now | earlier.difference({""}, *others), key=lambda word: (-len(word), word))


def _pairs(changes: Mapping[str, Any]) -> set[str]:
    """What stood and stands for name and address in the changes of an event."""
    return {one for name in ("name", "email") for one in changes.get(name, ()) if isinstance(one, str)}


def is_taken(name: str) -> bool:
    """Whether somebody is called so."""
    return db.session.scalar(select(Person.id).where(Person.name == name).limit(1)) is not None


def delete_own(person_id: int) -> None:
    """Delete what was theirs alone, with what hangs on it."""
    for name, fate in FATES.items():
        if fate is Fate.GOES:
            table_name, _, column = name.partition(".")
            table = Base.metadata.tables[table_name]
            _delete(table, table.c[column] == person_id)
    private = (SavedView.owner_id == person_id) & SavedView.audience.is_(None)
    _delete(Base.metadata.tables["saved_view"], private)


def clear_mail(person_id: int) -> None:
    """Empty what was sent to them and stop what was to be sent; that a mail went, and when, stays."""
    own = OutboxMail.recipient_id == person_id
    stopped = update(OutboxMail).where(own, OutboxMail.state.in_(TO_GO)).values(state=MailState.SUPPRESSED)
    emptied = update(OutboxMail).where(own).values(raw=b"", subject="", to_address="", reply="", thread="")
    for statement in (stopped, emptied):
        db.session.execute(statement, execution_options=AS_IT_IS)


def clear_words(person_id: int, *, called: Collection[str], pseudonym: str) -> None:
    """Take away what they answered with, and from where; who came in somebody's place is called as they are now."""
    for statement in (
        update(Invitation).where(Invitation.person_id == person_id).values(answer_note=""),
        update(TaskLink).where(TaskLink.person_id == person_id).values(last_used_from=""),
        update(Attendee).where(Attendee.represented_by.in_(called)).values(represented_by=pseudonym),
        update(ImportRow)
        .where(ImportRow.subject_type == "person", ImportRow.subject_id == person_id)
        .values(label="", sentence="", before={}, after={}),
    ):
        db.session.execute(statement, execution_options=AS_IT_IS)


def clear_files(organisation_id: int, words: Sequence[str]) -> None:
    """Empty the imported files of their company, and of its relationships, in which one of these words stands."""
    own = select(Relationship.id).where(
        or_(Relationship.client_id == organisation_id, Relationship.supplier_id == organisation_id)
    )
    of_company = or_(ImportBatch.organisation_id == organisation_id, ImportBatch.relationship_id.in_(own))
    holding = or_(*(ImportBatch.content.icontains(word, autoescape=True) for word in words))
    emptied = update(ImportBatch).where(of_company, holding).values(content="")
    db.session.execute(emptied, execution_options=AS_IT_IS)


def rename_in_agendas(organisation_id: int, name: str, pseudonym: str) -> None:
    """Call them as they are now in the frozen agendas of their company's relationships, where they owned a line."""
    own = (
        select(Review.id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .where(or_(Relationship.client_id == organisation_id, Relationship.supplier_id == organisation_id))
    )
    before, after = agenda.owned_by(name), agenda.owned_by(pseudonym)
    renamed = update(FrozenAgenda).where(
        FrozenAgenda.review_id.in_(own), FrozenAgenda.text.contains(before, autoescape=True)
    )
    db.session.execute(renamed.values(text=func.replace(FrozenAgenda.text, before, after)), execution_options=AS_IT_IS)


def calling(person_id: int) -> Iterator[Comment | CommentRevision]:
    """The comments that call them by name, and how these read before."""
    called = select(Mention.comment_id).where(Mention.person_id == person_id)
    yield from db.session.scalars(select(Comment).where(Comment.id.in_(called)).order_by(Comment.id))
    before = select(CommentRevision).where(CommentRevision.comment_id.in_(called))
    yield from db.session.scalars(before.order_by(CommentRevision.id))


def notices_naming(name: str) -> Iterator[Sequence[Notification]]:
    """Notices to others whose facts hold the name, some at a time."""
    written = json.dumps(name)[1:-1]  # as JSON stands in both databases
    query = select(Notification).where(cast(Notification.facts, Text).contains(written, autoescape=True))
    last = 0
    while rows := db.session.scalars(query.where(Notification.id > last).order_by(Notification.id).limit(CHUNK)).all():
        yield rows
        last = rows[-1].id


def _delete(table: Table, condition: ColumnElement[bool]) -> None:
    """Delete the rows of a table, and first those of others that hang on them."""
    for child, column in _hanging_on(table):
        _delete(child, column.in_(select(table.c.id).where(condition)))
    db.session.execute(delete(table).where(condition))


def _hanging_on(table: Table) -> list[tuple[Table, Column[Any]]]:
    return [
        (child, key.parent)
        for child in Base.metadata.sorted_tables
        for key in child.foreign_keys
        if key.column.table is table and child is not table
    ]


HELD = LegalHold.relationship_id.expression
