"""Minutes: who was there, each side's answer, the texts both chairs agreed; issues born in a review."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0036_minutes"
down_revision = "0035_forums"
branch_labels = None
depends_on = None

SIDES = ("client", "supplier")
PRESENCES = ("present", "apologies", "absent", "represented")


def upgrade() -> None:
    """What the minutes said of who was there is kept in their own words, as a line of guests."""
    op.execute(sa.text("ALTER TABLE review RENAME COLUMN attendance TO guests"))
    altering.add_columns("review", _reason())
    altering.add_columns("issue", *_born())
    op.create_index("ix_issue_review", "issue", ["review_id"], **database.only("review_id IS NOT NULL"))
    _create_attendee()
    _create_answer()
    _create_agreed()


def downgrade() -> None:
    """Take them away; who was there as a person is forgotten."""
    for table in ("agreed_minutes", "minutes_answer", "attendee"):
        op.drop_table(table)
    op.drop_index("ix_issue_review", "issue")
    altering.drop_columns("issue", *_born())
    altering.drop_columns("review", _reason())
    op.execute(sa.text("ALTER TABLE review RENAME COLUMN guests TO attendance"))


def _create_attendee() -> None:
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _words("side", *SIDES),
        _words("presence", *PRESENCES),
        sa.Column("represented_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendee_person_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_attendee_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("review_id", "person_id", name=op.f("uq_attendee_review_id_person_id")),
    )
    op.create_index("ix_attendee_person_id", "attendee", ["person_id"])


def _create_answer() -> None:
    op.create_table(
        "minutes_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        _words("side", *SIDES),
        sa.Column("asked_at", database.UtcDateTime(), nullable=False),
        sa.Column("due_at", database.UtcDateTime(), nullable=False),
        sa.Column("reminded_at", database.UtcDateTime(), nullable=True),
        sa.Column("sponsor_told_at", database.UtcDateTime(), nullable=True),
        sa.Column("next_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_minutes_answer_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_answer")),
        sa.UniqueConstraint("review_id", "side", name=op.f("uq_minutes_answer_review_id_side")),
    )
    due = database.only("next_at IS NOT NULL")
    op.create_index("ix_minutes_answer_next", "minutes_answer", ["next_at", "id"], **due)


def _create_agreed() -> None:
    people = [f"{side}_agreed_by_id" for side in SIDES]
    op.create_table(
        "agreed_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *(sa.Column(f"{side}_agreed_at", database.UtcDateTime(), nullable=False) for side in SIDES),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in people),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_agreed_minutes_{name}")) for name in people),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_agreed_minutes_relationship_id")
        ),
        sa.ForeignKeyConstraint(["replaces_id"], ["agreed_minutes.id"], name=op.f("fk_agreed_minutes_replaces_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_agreed_minutes_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_minutes")),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_agreed_minutes_review_id_number")),
    )
    op.create_index("ix_agreed_minutes_relationship_id", "agreed_minutes", ["relationship_id"])


def _reason() -> sa.Column[str]:
    return sa.Column("amendment_reason", sa.Text(), nullable=False, server_default="")


def _born() -> list[sa.Column[int]]:
    return [
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("review.id"), nullable=True),
        sa.Column("topic_id", sa.Integer(), sa.ForeignKey("topic.id"), nullable=True),
    ]


def _words(column: str, *words: str) -> sa.Column[str]:
    kind = sa.Enum(*words, name=column, native_enum=False, length=32, create_constraint=True)
    return sa.Column(column, kind, nullable=False)
