"""Comments that are edited and removed, people called by name in them, and people who watch a record."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0005_comments"
down_revision = "0004_root_cause"
branch_labels = None
depends_on = None

COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("edited_at", database.UtcDateTime(), nullable=True),
    sa.Column("removed_at", database.UtcDateTime(), nullable=True),
)
WITH_KIND = ("notification", "outbox_mail", "mail_schedule", "unsubscription")
KINDS = ("assignment", "escalation", "digest", "review_mail", "review_invitation", "review_outcome")


def upgrade() -> None:
    """Add the columns and tables, and the kind of notice that watchers get."""
    altering.add_columns("comment", *COLUMNS)
    op.create_table(
        "comment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revision")),
    )
    op.create_index(op.f("ix_comment_revision_comment_id"), "comment_revision", ["comment_id"])
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mentioned_at", database.UtcDateTime(), nullable=False),
        sa.Column("seen_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
        sa.UniqueConstraint("comment_id", "person_id", name=op.f("uq_mention_comment_id_person_id")),
    )
    op.create_index("ix_mention_unseen", "mention", ["person_id", "id"], **database.only("seen_at IS NULL"))
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("since_at", database.UtcDateTime(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_watch_action_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_watch_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_watch_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("issue_id", "person_id", name=op.f("uq_watch_issue_id_person_id")),
        sa.UniqueConstraint("action_id", "person_id", name=op.f("uq_watch_action_id_person_id")),
    )
    op.create_index("ix_watch_person", "watch", ["person_id", "id"])
    op.create_index(
        "ix_notification_waiting", "notification", ["recipient_id", "kind", "id"], **database.only("told_at IS NULL")
    )
    for table in WITH_KIND:
        altering.allow(table, "kind", [*KINDS, "watched"])


def downgrade() -> None:
    """Take them away; who is called or watches is forgotten."""
    op.execute(sa.text("DELETE FROM notification WHERE kind = 'watched'"))
    for table in WITH_KIND:
        altering.allow(table, "kind", KINDS)
    op.drop_index("ix_notification_waiting", "notification")
    op.drop_table("watch")
    op.drop_table("mention")
    op.drop_table("comment_revision")
    altering.drop_columns("comment", *COLUMNS)
