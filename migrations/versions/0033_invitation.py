"""Invitations to reviews with what was answered, and personal calendars."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0033_invitation"
down_revision = "0032_mail_wishes"
branch_labels = None
depends_on = None

ANSWERS = ("open", "accepted", "tentative", "declined")


def upgrade() -> None:
    """Two more tables."""
    _create_invitation()
    op.create_table(
        "personal_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_weekday", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("issued_at", database.UtcDateTime(), nullable=True),
        sa.Column("reviews", sa.Boolean(), nullable=False),
        sa.Column("actions", sa.Boolean(), nullable=False),
        sa.Column("acknowledgements", sa.Boolean(), nullable=False),
        sa.Column("notice_dates", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_personal_calendar_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_calendar")),
        sa.UniqueConstraint("person_id", name=op.f("uq_personal_calendar_person_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_calendar_token_hash")),
    )


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("organizer", sa.String(length=254), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", database.UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("invited_at", database.UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", database.UtcDateTime(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(*ANSWERS, name="answer", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("answer_note", sa.String(length=300), nullable=False),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        sa.Column("reminded_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_invitation_relationship_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_invitation_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("review_id", "person_id", name=op.f("uq_invitation_review_id_person_id")),
    )
    op.create_index("ix_invitation_person", "invitation", ["person_id", "starts_at", "id"])
    op.create_index(
        "ix_invitation_unanswered",
        "invitation",
        ["starts_at", "id"],
        **database.only("reminded_at IS NULL AND answer = 'open'"),
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("personal_calendar", "invitation"):
        op.drop_table(table)
