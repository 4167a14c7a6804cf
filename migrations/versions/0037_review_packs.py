"""Review packs with their files, and the mail that says a pack is ready."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0037_review_packs"
down_revision = "0036_minutes"
branch_labels = None
depends_on = None

AUDIENCES = ("shared", "client", "supplier")
STAGES = ("waiting", "collecting", "drawing", "writing", "ready", "failed")
WITH_KIND = ("mail_schedule", "notification", "outbox_mail", "unsubscription")
KINDS = (
    "assignment",
    "escalation",
    "watched",
    "digest",
    "review_mail",
    "review_invitation",
    "review_outcome",
)


def upgrade() -> None:
    """No review has a pack yet."""
    altering.add_columns("forum", _days())
    altering.add_columns("review", _told())
    _create_pack()
    op.create_table(
        "pack_file",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["review_pack.id"], name=op.f("fk_pack_file_pack_id")),
        sa.PrimaryKeyConstraint("pack_id", name=op.f("pk_pack_file")),
    )
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, "review_pack"])


def downgrade() -> None:
    """Take them away, with the mail that told of them."""
    op.execute(sa.text("DELETE FROM notification WHERE kind = 'review_pack'"))
    op.execute(sa.text("DELETE FROM outbox_mail WHERE kind = 'review_pack'"))
    op.execute(sa.text("DELETE FROM unsubscription WHERE kind = 'review_pack'"))
    for table in WITH_KIND:
        altering.allow(table, "kind", KINDS)
    for table in ("pack_file", "review_pack"):
        op.drop_table(table)
    altering.drop_columns("review", _told())
    altering.drop_columns("forum", _days())


def _create_pack() -> None:
    op.create_table(
        "review_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        _words("audience", *AUDIENCES),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("stage", *STAGES),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("due_at", database.UtcDateTime(), nullable=True),
        sa.Column("claimed_until", database.UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("made_at", database.UtcDateTime(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_review_pack_asked_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_review_pack_relationship_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_pack_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_pack")),
        sa.UniqueConstraint("review_id", "audience", "number", name=op.f("uq_review_pack_review_id_audience_number")),
    )
    op.create_index("ix_review_pack_relationship_id", "review_pack", ["relationship_id"])
    op.create_index("ix_review_pack_due", "review_pack", ["due_at", "id"], **database.only("due_at IS NOT NULL"))


def _days() -> sa.Column[int]:
    return sa.Column("pack_days", sa.Integer(), nullable=False, server_default=sa.text("3"))


def _told() -> sa.Column[object]:
    return sa.Column("pack_told_for", database.UtcDateTime(), nullable=True)


def _words(column: str, *words: str) -> sa.Column[str]:
    kind = sa.Enum(*words, name=column, native_enum=False, length=32, create_constraint=True)
    return sa.Column(column, kind, nullable=False)
