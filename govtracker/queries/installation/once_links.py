"""Links that let one person in once, of whatever kind: by their secret, and those that are open."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from govtracker.database import db, writing
from govtracker.models import Joining, PasswordReset

KINDS: tuple[type[Joining], type[PasswordReset]] = (Joining, PasswordReset)
L = TypeVar("L", bound=Joining | PasswordReset)


def is_open(kind: type[L]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions of a link that is neither used nor revoked; it may have expired."""
    return kind.used_at.is_(None), kind.revoked_at.is_(None)


def by_token(kind: type[L], token_hash: str) -> L | None:
    """The link whose secret has this hash, whatever became of it; held until the end of a writing transaction."""
    found = select(kind).where(kind.token_hash == token_hash)
    found = found.with_for_update(of=kind) if writing() else found
    return db.session.scalar(found, execution_options={"populate_existing": True})


def open_of(kind: type[L], person_ids: Collection[int]) -> Sequence[L]:
    """The open links of these people, at most one each; they may have expired."""
    found = select(kind).where(kind.person_id.in_(person_ids), *is_open(kind))
    return db.session.scalars(found.order_by(kind.person_id)).all()
