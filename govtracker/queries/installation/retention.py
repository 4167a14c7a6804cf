"""What has been kept long enough: taken away set by set, the oldest first, but for what a legal hold covers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Row, delete, exists, func, or_, select, text, update
from sqlalchemy.orm import aliased

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, ExportStage, MailState, PackStage
from govtracker.models import (
    AuditEvent,
    ExportFile,
    ImportBatch,
    LegalHold,
    Notification,
    OutboxMail,
    PackFile,
    Person,
    PersonalExport,
    RetentionRule,
    ReviewPack,
    Submission,
)
from govtracker.queries.installation import once_links
from govtracker.rules.installation.retention import Kept

AT_ONCE = 500
WITH_TEXT = text("length(raw) > 0")  # as the index says it
STOPPED = (MailState.FAILED, MailState.SUPPRESSED, MailState.EXPIRED, MailState.CANCELLED)
AS_IT_IS = {"synchronize_session": False}


def settings() -> dict[str, RetentionRule]:
    """What the installation chose and what the last runs did, by name."""
    return {row.name: row for row in db.session.scalars(select(RetentionRule))}


def held_relationships() -> list[int]:
    """The relationships of which nothing may go."""
    held = select(LegalHold.relationship_id).where(LegalHold.lifted_at.is_(None)).distinct()
    return sorted(db.session.scalars(held))


def hold_of(relationship_id: int, audience: Audience) -> LegalHold | None:
    """The hold in force of one side of a relationship."""
    own = LegalHold.relationship_id == relationship_id, LegalHold.audience == audience
    return db.session.scalar(select(LegalHold).where(*own, LegalHold.lifted_at.is_(None)))


def take(kind: Kept, before: datetime, *, after: int) -> tuple[int, int]:
    """Take away some of a kind that is older than `before`, past the id `after`: how many went, and the last id seen.

    Nothing is left once no id was seen (0).
    """
    return TAKING[kind](before, after)


def former_colleagues(viewer: Viewer, before: datetime, *, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """People of the viewer's company whose access ended before then and who are not erased: id, name, since when."""
    ended = (
        select(func.max(AuditEvent.at))
        .where(AuditEvent.subject_type == "person", AuditEvent.subject_id == Person.id)
        .where(AuditEvent.action == "person_deactivated")
        .scalar_subquery()
    )
    return db.session.execute(
        select(Person.id, Person.name, ended.label("ended_at"))
        .where(Person.organisation_id == viewer.organisation_id, ~Person.is_active, Person.erased_at.is_(None))
        .where(ended < before)
        .order_by(ended, Person.id)
        .limit(most)
    ).all()


def _mails(*states: MailState) -> Callable[[datetime, int], tuple[int, int]]:
    def take(before: datetime, after: int) -> tuple[int, int]:
        query = (
            select(OutboxMail.id, OutboxMail.quotes)
            .where(WITH_TEXT, OutboxMail.created_at < before, OutboxMail.state.in_(states), OutboxMail.id > after)
            .order_by(OutboxMail.id)
            .limit(AT_ONCE)
        )
        held = set(held_relationships())
        found = db.session.execute(query).all()
        ids = [row.id for row in found if not held & {quoted[0] for quoted in row.quotes}]
        emptied = update(OutboxMail).where(OutboxMail.id.in_(ids)).values(raw=b"", subject="", reply="")
        return _done(emptied), found[-1].id if found else 0

    return take


def _notices(before: datetime, after: int) -> tuple[int, int]:
    ids = _ids(
        select(Notification.id)
        .where(Notification.subject_type != "", Notification.created_at < before, Notification.told_at.is_not(None))
        .where(Notification.relationship_id.is_(None) | Notification.relationship_id.not_in(held_relationships())),
        Notification.id,
        after,
    )
    emptied = update(Notification).where(Notification.id.in_(ids)).values(facts={}, subject_type="", subject_id=None)
    return _done(emptied), ids[-1] if ids else 0


def _import_files(before: datetime, after: int) -> tuple[int, int]:
    batch = ImportBatch
    ids = _ids(
        select(batch.id)
        .where(batch.content != "", batch.uploaded_at < before, batch.queued_at.is_(None))
        .where(batch.relationship_id.is_(None) | batch.relationship_id.not_in(held_relationships())),
        batch.id,
        after,
    )
    return _done(update(batch).where(batch.id.in_(ids)).values(content="")), ids[-1] if ids else 0


def _old_packs(before: datetime, after: int) -> tuple[int, int]:
    newer = aliased(ReviewPack)
    replaced = exists().where(
        newer.review_id == ReviewPack.review_id,
        newer.audience == ReviewPack.audience,
        newer.number > ReviewPack.number,
        newer.stage == PackStage.READY,
    )
    ids = _ids(
        select(ReviewPack.id)
        .where(ReviewPack.made_at < before, ReviewPack.due_at.is_(None), replaced)
        .where(ReviewPack.relationship_id.not_in(held_relationships())),
        ReviewPack.id,
        after,
    )
    db.session.execute(delete(PackFile).where(PackFile.pack_id.in_(ids)), execution_options=AS_IT_IS)
    return _done(delete(ReviewPack).where(ReviewPack.id.in_(ids))), ids[-1] if ids else 0


def _used_invitations(before: datetime, after: int) -> tuple[int, int]:
    went = 0
    for model in once_links.KINDS:
        over = or_(model.used_at < before, model.revoked_at < before, model.expires_at < before)
        ids = _ids(select(model.id).where(over), model.id, 0)
        went += _done(delete(model).where(model.id.in_(ids)))
    return went, after + 1 if went else 0


def _sent_forms(before: datetime, after: int) -> tuple[int, int]:
    ids = _ids(select(Submission.id).where(Submission.at < before), Submission.id, after)
    return _done(delete(Submission).where(Submission.id.in_(ids))), ids[-1] if ids else 0


def _personal_exports(before: datetime, after: int) -> tuple[int, int]:
    asked = PersonalExport
    ids = _ids(select(asked.id).where(asked.stage == ExportStage.READY, asked.made_at < before), asked.id, after)
    db.session.execute(delete(ExportFile).where(ExportFile.export_id.in_(ids)), execution_options=AS_IT_IS)
    return _done(update(asked).where(asked.id.in_(ids)).values(stage=ExportStage.EXPIRED)), ids[-1] if ids else 0


def _ids(query: Any, column: Any, after: int) -> list[int]:
    return list(db.session.scalars(query.where(column > after).order_by(column).limit(AT_ONCE)))


def _done(statement: Any) -> int:
    done: CursorResult[Any] = db.session.execute(statement, execution_options=AS_IT_IS)  # type: ignore[assignment]
    return int(done.rowcount)


TAKING: dict[Kept, Callable[[datetime, int], tuple[int, int]]] = {
    Kept.MAIL_TEXTS: _mails(MailState.SENT),
    Kept.FAILED_MAILS: _mails(*STOPPED),
    Kept.NOTICES: _notices,
    Kept.IMPORT_FILES: _import_files,
    Kept.OLD_PACKS: _old_packs,
    Kept.USED_INVITATIONS: _used_invitations,
    Kept.SENT_FORMS: _sent_forms,
    Kept.PERSONAL_EXPORTS: _personal_exports,
}
