"""Which mails were written, and where each stands on its way out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, exists, func, select, text

from govtracker.access import Place, Viewer
from govtracker.database import db, writing
from govtracker.enums import MailKind, MailState
from govtracker.models import (
    CustomerAccount,
    Issue,
    Notification,
    Opportunity,
    Organisation,
    OutboxMail,
    Person,
    Relationship,
    Unsubscription,
)
from govtracker.queries import NotFound, mail_claims, paging, visible
from govtracker.queries.paging import Slice

CAPPED = 100
LATEST = 1000
IN_FLIGHT = text("outbox_mail.state IN ('claimed', 'handing')")  # literally, for the partial index


def shown(
    *, kind: MailKind | None = None, words: str = "", after: str | None = None, before: str | None = None
) -> Slice:
    """A page of all mails, the newest first, for the viewer of a demonstration.

    `words` stand in the subject or in the name of who gets it.
    """
    query = (
        select(
            OutboxMail.id,
            OutboxMail.kind,
            OutboxMail.subject,
            OutboxMail.state,
            OutboxMail.created_at,
            Person.name.label("recipient"),
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == OutboxMail.recipient_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
    )
    if kind is not None:
        query = query.where(OutboxMail.kind == kind)
    if words:
        named = Person.name.icontains(words, autoescape=True)
        query = query.where(OutboxMail.subject.icontains(words, autoescape=True) | named)
    return paging.page(query, by=[OutboxMail.id.expression], descending=True, after=after, before=before)


def envelopes(
    state: MailState | None = None,
    *,
    recipient_id: int | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """A page of envelopes, the newest first, for whoever runs the installation: neither subject nor content."""
    query = select(
        OutboxMail.id,
        OutboxMail.kind,
        OutboxMail.state,
        OutboxMail.recipient_id,
        OutboxMail.to_address,
        OutboxMail.created_at,
        OutboxMail.not_before,
        OutboxMail.handed_at,
        OutboxMail.sent_at,
        OutboxMail.attempts,
        OutboxMail.doubts,
        OutboxMail.reply,
    )
    if state is not None:
        query = query.where(OutboxMail.state == state)
    if recipient_id is not None:
        query = query.where(OutboxMail.recipient_id == recipient_id)
    return paging.page(query, by=[OutboxMail.id.expression], descending=True, after=after, before=before)


def faults() -> Sequence[tuple[str, int]]:
    """Why the latest failed mails failed, and how many for each reason, the commonest first."""
    latest = (
        select(OutboxMail.fault)
        .where(text("outbox_mail.state = 'failed'"))
        .order_by(OutboxMail.id.desc())
        .limit(LATEST)
        .subquery()
    )
    many = func.count()
    rows = db.session.execute(
        select(latest.c.fault, many).group_by(latest.c.fault).order_by(many.desc(), latest.c.fault)
    )
    return [(row[0], row[1]) for row in rows]


def last_address(person_id: int) -> str | None:
    """The address the latest mail to a person went to; None for who never got one."""
    return db.session.scalar(
        select(OutboxMail.to_address)
        .where(OutboxMail.recipient_id == person_id)
        .order_by(OutboxMail.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Depth:
    """How much waits, none counted further than one over CAPPED; `oldest_at` is when the oldest queued was written."""

    queued: int
    uncertain: int
    failed: int
    notices_due: int
    notices_failed: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Handed:
    """How many mails went to somebody lately, and when the first of them."""

    many: int
    first_at: datetime


def depth(at: datetime) -> Depth:
    """What waits and what is stuck at `at` (business time)."""

    def capped(rows: Select[Any]) -> ScalarSelect[int]:
        return select(func.count()).select_from(rows.limit(CAPPED + 1).subquery()).scalar_subquery()

    def in_state(state: MailState) -> ScalarSelect[int]:
        return capped(select(OutboxMail.id).where(OutboxMail.state == state))

    due = select(Notification.id).where(Notification.told_at.is_(None), Notification.due_at <= at)
    row = db.session.execute(
        select(
            capped(select(OutboxMail.id).where(mail_claims.QUEUED)),
            in_state(MailState.UNCERTAIN),
            in_state(MailState.FAILED),
            capped(due),
            capped(select(Notification.id).where(text("notification.outcome = 'failed'"))),
            select(func.min(OutboxMail.created_at)).where(mail_claims.QUEUED).scalar_subquery(),
        )
    ).one()
    return Depth(*row)


def mail(mail_id: int) -> OutboxMail:
    """The mail of that number, locked while writing; raises NotFound. For the sender, those who run it, and demos."""
    found = db.session.get(OutboxMail, mail_id, with_for_update={"of": OutboxMail} if writing() else None)
    if found is None:
        raise NotFound
    return found


def some_due(real: datetime) -> bool:
    """Whether a mail waits to leave at `real` (real time)."""
    return bool(db.session.scalar(select(exists().where(mail_claims.QUEUED, OutboxMail.not_before <= real))))


def in_flight() -> Sequence[OutboxMail]:
    """The mails workers have claimed and not yet settled."""
    return db.session.scalars(select(OutboxMail).where(IN_FLIGHT).order_by(OutboxMail.id)).all()


def places(relationship_ids: Iterable[int]) -> dict[int, Place]:
    """Where relationships belong, by id; for asking whether a reader still may read what a mail quotes."""
    ids = set(relationship_ids)
    if not ids:
        return {}
    rows = db.session.execute(
        select(Relationship.id, Relationship.client_id, Relationship.supplier_id).where(Relationship.id.in_(ids))
    )
    return {row.id: Place(row.id, row.client_id, row.supplier_id) for row in rows}


def still_reads(viewer: Viewer, told: Mapping[str, Sequence[int]]) -> bool:
    """Whether a person may read all records of customers that a mail tells of: the ids of issues and opportunities."""
    issues = select(func.count()).select_from(Issue).where(visible.supervised_issues(viewer))
    opportunities = select(func.count()).select_from(Opportunity).where(visible.opportunities(viewer))
    opportunities = opportunities.join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
    asked: dict[str, tuple[Any, Any]] = {
        "issue": (issues, Issue.id),
        "opportunity": (opportunities, Opportunity.id),
    }
    return all(
        db.session.scalar(asked[kind][0].where(asked[kind][1].in_(ids))) == len(set(ids)) for kind, ids in told.items()
    )


def subject_of(thread: str) -> str | None:
    """The subject the first mail of a thread had; the others keep it, so that mail programs keep them together."""
    return db.session.scalar(
        select(OutboxMail.subject)
        .where(OutboxMail.thread == thread, text("outbox_mail.thread <> ''"))
        .order_by(OutboxMail.id)
        .limit(1)
    )


def unwanted(person_ids: Collection[int]) -> set[tuple[int, MailKind]]:
    """Which of these people have unsubscribed from which kinds of mail."""
    asked = select(Unsubscription.person_id, Unsubscription.kind).where(Unsubscription.person_id.in_(person_ids))
    return {(row.person_id, row.kind) for row in db.session.execute(asked)}


def handed_since(person_ids: Collection[int], since: datetime, *, but: Collection[MailKind]) -> dict[int, Handed]:
    """How many mails, `but` for some kinds, were handed over to each of these people since then (real time)."""
    asked = (
        select(OutboxMail.recipient_id, func.count().label("many"), func.min(OutboxMail.handed_at).label("first_at"))
        .where(OutboxMail.recipient_id.in_(person_ids), OutboxMail.handed_at > since, OutboxMail.kind.not_in(but))
        .group_by(OutboxMail.recipient_id)
    )
    return {row.recipient_id: Handed(row.many, row.first_at) for row in db.session.execute(asked)}


def is_unwanted(person_id: int, kind: MailKind) -> bool:
    """Whether the person has unsubscribed from that kind of mail."""
    return bool(
        db.session.scalar(select(exists().where(Unsubscription.person_id == person_id, Unsubscription.kind == kind)))
    )
