"""Attachments and the content they point at; decisions, risks and problems that people talk about and watch."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0010_attachments"
down_revision = "0009_saved_views"
branch_labels = None
depends_on = None

KINDS = ("decision", "risk", "problem")
SUBJECTS = ("issue", "action", *KINDS)
COLUMNS = [sa.Column(f"{kind}_id", sa.Integer(), sa.ForeignKey(f"{kind}.id"), nullable=True) for kind in KINDS]


def upgrade() -> None:
    """Add the tables, and the columns of the new kinds of records."""
    for column in COLUMNS:
        altering.add_columns("comment", column)
        altering.add_columns("watch", column)
    for kind in KINDS:
        op.create_index(
            f"ix_comment_{kind}", "comment", [f"{kind}_id", "id"], **database.only(f"{kind}_id IS NOT NULL")
        )
        op.create_index(f"uq_watch_{kind}", "watch", [f"{kind}_id", "person_id"], unique=True)
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", database.UtcDateTime(), nullable=True),
        sa.Column("loose_at", database.UtcDateTime(), nullable=True),
        sa.Column("leaving_at", database.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("place", name=op.f("uq_stored_file_place")),
    )
    op.create_index("ix_stored_file_digest", "stored_file", ["digest", "id"])
    op.create_index("ix_stored_file_loose", "stored_file", ["loose_at", "id"], **database.only("loose_at IS NOT NULL"))
    _create_attachment()


def _create_attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("client", "supplier", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("uploaded_at", database.UtcDateTime(), nullable=False),
        sa.Column("removed_at", database.UtcDateTime(), nullable=True),
        *(sa.Column(f"{kind}_id", sa.Integer(), nullable=True) for kind in SUBJECTS),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_attachment_comment_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_attachment_relationship_id")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["person.id"], name=op.f("fk_attachment_uploaded_by_id")),
        *(
            sa.ForeignKeyConstraint([f"{kind}_id"], [f"{kind}.id"], name=op.f(f"fk_attachment_{kind}_id"))
            for kind in SUBJECTS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    for name in (*SUBJECTS, "comment"):
        where = database.only(f"{name}_id IS NOT NULL")
        op.create_index(f"ix_attachment_{name}", "attachment", [f"{name}_id", "id"], **where)
    op.create_index("ix_attachment_file", "attachment", ["file_id"], **database.only("file_id IS NOT NULL"))


def downgrade() -> None:
    """Take them away, with what was said under decisions, risks and problems."""
    op.drop_table("attachment")
    op.drop_table("stored_file")
    for kind in KINDS:
        of_kind = f"FROM comment WHERE {kind}_id IS NOT NULL"
        for table in ("mention", "comment_revision"):
            op.execute(sa.text(f"DELETE FROM {table} WHERE comment_id IN (SELECT id {of_kind})"))
        op.execute(sa.text(f"DELETE {of_kind}"))
        op.execute(sa.text(f"DELETE FROM watch WHERE {kind}_id IS NOT NULL"))
        op.drop_index(f"ix_comment_{kind}", "comment")
        op.drop_index(f"uq_watch_{kind}", "watch")
    for column in reversed(COLUMNS):
        altering.drop_columns("watch", column)
        altering.drop_columns("comment", column)
