"""The audit trail: one chain of events a relationship, and one of the installation (chain 0)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice, only
from govtracker.enums import Audience, Origin


class AuditEvent(Base):
    """What happened; the database refuses to change or delete it.

    `text` is the canonical JSON of the other columns that `hash` covers together with `previous_hash`; `edition` says
    how it is written (`rules/audit_chain`). What is personal stands in AuditPersonal; `sealed` has its salted hash by
    person. `company_id` is whose person did it; `for_seat_id` and `for_person_id` say on whose behalf.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("chain", "seq"),
        UniqueConstraint("chain", "previous_hash"),
        Index("ix_audit_event_subject", "subject_type", "subject_id", "id"),
        Index("ix_audit_event_chain_at", "chain", "id"),
        Index("ix_audit_event_what", "chain", "action", "at", "id"),
        Index("ix_audit_event_who", "chain", "actor_id", "id"),
        Index("ix_audit_event_kind", "chain", "subject_type", "id"),
        Index("ix_audit_event_company", "chain", "company_id", "id"),
        Index("ix_audit_event_refused", "chain", "id", **only("is_refused", sqlite="is_refused = 1")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[int]
    seq: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(120), default="")
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(200), default="")
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    changes: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int]
    company_id: Mapped[int | None]
    for_seat_id: Mapped[int | None]
    for_person_id: Mapped[int | None]
    origin: Mapped[Origin | None] = mapped_column(choice(Origin, "origin"))
    request_id: Mapped[str] = mapped_column(String(32), default="")
    is_refused: Mapped[bool] = mapped_column(default=False)
    sealed: Mapped[dict[str, Any] | None]


class AuditPersonal(Base):
    """What an event says of a person (0: of nobody who is here); deleted, with its salt, when they are erased."""

    __tablename__ = "audit_personal"
    __table_args__ = (Index("ix_audit_personal_person", "person_id", "chain", "seq"),)

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    said: Mapped[dict[str, Any]]


class AuditHead(Base):
    """The last link of each chain; its row is locked last in every transaction, and only ever moves on."""

    __tablename__ = "audit_head"

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64))


class AuditCheck(Base):
    """How far each chain was verified, when (real time), and the first fault found in it ("" for none)."""

    __tablename__ = "audit_check"

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64))
    checked_at: Mapped[datetime]
    fault: Mapped[str] = mapped_column(Text, default="")


class Refusal(Base):
    """Attempts of one person, or from one place, at one thing within a minute: the first is an event, all are counted.

    `who` and `what` say whose and at what; `minute` is minutes since 1970 of real time.
    """

    __tablename__ = "refusal"

    minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    who: Mapped[str] = mapped_column(String(80), primary_key=True)
    what: Mapped[str] = mapped_column(String(80), primary_key=True)
    times: Mapped[int] = mapped_column(default=1)
