"""Links for one task of somebody who does not sign in, and the mail that brings them."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0047_task_link"
down_revision = "0046_identity_provider"
branch_labels = None
depends_on = None

WITH_KIND = ("mail_schedule", "notification", "outbox_mail", "unsubscription")
KINDS = (
    "assignment",
    "escalation",
    "watched",
    "digest",
    "review_mail",
    "review_invitation",
    "review_outcome",
    "review_pack",
)
AUDIENCES = ("shared", "client", "supplier")
TASKS = ("answer_action", "fill_sheet")
ENDINGS = ("revoked", "replaced", "used", "expired", "task_over", "not_theirs", "person_left")


def upgrade() -> None:
    """Nobody has a link yet."""
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, "task_link"])
    _create_link()


def downgrade() -> None:
    """Take them away, with the mail that brought them."""
    op.drop_table("task_link")
    for table in ("notification", "outbox_mail", "unsubscription"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE kind = 'task_link'"))
    for table in WITH_KIND:
        altering.allow(table, "kind", KINDS)


def _create_link() -> None:
    op.create_table(
        "task_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("audience", _one_of("audience", AUDIENCES), nullable=False),
        sa.Column("kind", _one_of("kind", TASKS), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("period_on", sa.Date(), nullable=True),
        sa.Column("is_single_use", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("given_at", database.UtcDateTime(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("last_used_at", database.UtcDateTime(), nullable=True),
        sa.Column("last_used_from", sa.String(length=45), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("ending", _one_of("ending", ENDINGS), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(action_id IS NULL) <> (period_on IS NULL)", name=op.f("ck_task_link_one_task")),
        sa.CheckConstraint("audience <> 'shared'", name=op.f("ck_task_link_one_side")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_task_link_relationship_id")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_task_link_{column}"))
            for column, table in (
                ("person_id", "person"),
                ("action_id", "action"),
                ("given_by_id", "person"),
                ("ended_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_task_link_token_hash")),
    )
    op.create_index("ix_task_link_list", "task_link", ["relationship_id", "audience", "id"])
    op.create_index("ix_task_link_action", "task_link", ["action_id", "id"], **database.only("action_id IS NOT NULL"))
    op.create_index("ix_task_link_open", "task_link", ["person_id", "id"], **database.only("ended_at IS NULL"))
    op.create_index("ix_task_link_expires", "task_link", ["expires_at", "id"], **database.only("ended_at IS NULL"))


def _one_of(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32, create_constraint=True)
