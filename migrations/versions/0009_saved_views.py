"""Views of lists that people keep, which of them a list opens with, and what is out of sight in My work until a day."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0009_saved_views"
down_revision = "0008_problems"
branch_labels = None
depends_on = None

LISTS = ("issues", "actions", "raid", "portfolio")
AUDIENCES = ("shared", "client", "supplier")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "list_name",
            sa.Enum(*LISTS, name="list_name", native_enum=False, length=32, create_constraint=True),
            nullable=False,
        ),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(*AUDIENCES, name="audience", native_enum=False, length=32, create_constraint=True),
            nullable=True,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_saved_view_owner_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_saved_view_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index("ix_saved_view_owner", "saved_view", ["owner_id", "list_name"])
    op.create_index("ix_saved_view_shared", "saved_view", ["relationship_id", "list_name", "audience"])
    op.create_table(
        "default_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_default_view_person_id")),
        sa.ForeignKeyConstraint(["view_id"], ["saved_view.id"], name=op.f("fk_default_view_view_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_default_view")),
        sa.UniqueConstraint("person_id", "view_id", name=op.f("uq_default_view_person_id_view_id")),
    )
    op.create_index(op.f("ix_default_view_view_id"), "default_view", ["view_id"])
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("since_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint(
            "person_id", "subject_type", "subject_id", name=op.f("uq_snooze_person_id_subject_type_subject_id")
        ),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("snooze")
    op.drop_index(op.f("ix_default_view_view_id"), "default_view")
    op.drop_table("default_view")
    op.drop_index("ix_saved_view_shared", "saved_view")
    op.drop_index("ix_saved_view_owner", "saved_view")
    op.drop_table("saved_view")
