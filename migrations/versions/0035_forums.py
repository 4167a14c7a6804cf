"""Forums with shifts, pauses and a freeze; reviews that moved; topics that return; what prepares a review."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0035_forums"
down_revision = "0034_outbox"
branch_labels = None
depends_on = None

STATUSES = ("scheduled", "in_preparation", "held", "minutes_agreed", "cancelled", "missed")
KINDS = ("measurement", "rating", "scorecard", "action", "topic")
AUDIENCES = ("shared", "client", "supplier")
SIDES = ("client", "supplier")
CHECKS = {
    "forum": {
        "freeze_days": "freeze_days BETWEEN 0 AND 20",
        "money": "money_limit IS NULL OR (money_limit >= 0 AND length(currency) = 3)",
    },
    "topic": {"minutes": "minutes IS NULL OR minutes > 0"},
}
UNIQUE = (("carried_from_id",), ("review_id", "standing_topic_id"))


def upgrade() -> None:
    """Make the tables, add the columns, and allow what was skipped."""
    op.create_table(
        "standing_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_standing_topic_minutes")),
        *_keys("standing_topic", forum_id="forum", seat_id="seat"),
    )
    op.create_index("ix_standing_topic_forum_id", "standing_topic", ["forum_id"])
    for table, columns in ADDED.items():
        altering.add_columns(table, *columns())
    for table, checks in CHECKS.items():
        for name, condition in checks.items():
            altering.add_check(table, name, condition)
    for columns_ in UNIQUE:
        altering.add_unique("topic", *columns_)
    altering.allow("review", "status", [*STATUSES, "skipped"])
    _create_preparation()


def downgrade() -> None:
    """Take them away; what was skipped counts as cancelled."""
    for table in ("frozen_agenda", "preparation_note", "preparation_task"):
        op.drop_table(table)
    op.execute(sa.text("UPDATE review SET status = 'cancelled' WHERE status = 'skipped'"))
    altering.allow("review", "status", STATUSES)
    for columns_ in UNIQUE:
        altering.drop_unique("topic", *columns_)
    for table, checks in CHECKS.items():
        for name in checks:
            altering.drop_check(table, name)
    for table, columns in ADDED.items():
        altering.drop_columns(table, *columns())
    op.drop_table("standing_topic")


def _create_preparation() -> None:
    op.create_table(
        "preparation_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", _choice("side", SIDES), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("done_at", database.UtcDateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint(
            "review_id",
            "kind",
            "subject_id",
            "person_id",
            name=op.f("uq_preparation_task_review_id_kind_subject_id_person_id"),
        ),
        *_keys(
            "preparation_task",
            review_id="review",
            relationship_id="relationship",
            person_id="person",
            done_by_id="person",
        ),
    )
    open_ones: dict[str, Any] = database.only("done_at IS NULL")
    op.create_index("ix_preparation_task_open", "preparation_task", ["person_id", "due_on", "id"], **open_ones)
    op.create_table(
        "preparation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("audience", _choice("audience", AUDIENCES), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(), nullable=False),
        *_keys("preparation_note", review_id="review", relationship_id="relationship", author_id="person"),
    )
    op.create_index("ix_preparation_note_review", "preparation_note", ["review_id", "audience", "id"])
    op.create_table(
        "frozen_agenda",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", database.UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_frozen_agenda_review_id")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_frozen_agenda")),
    )


def _choice(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32, create_constraint=True)


def _keys(table: str, **targets: str) -> list[sa.Constraint]:
    foreign: list[sa.Constraint] = [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _text(name: str, length: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=False, server_default="")


ADDED: dict[str, Callable[[], list[sa.Column[Any]]]] = {
    "forum": lambda: [
        sa.Column("shift", _choice("shift", ("none", "next", "previous")), nullable=False, server_default="none"),
        sa.Column("freeze_days", sa.Integer(), nullable=False, server_default=sa.text("5")),
        sa.Column("money_limit", sa.BigInteger()),
        _text("currency", 3),
        sa.Column("paused_until", sa.Date()),
        _text("paused_because"),
        sa.Column("ended_at", database.UtcDateTime()),
        _text("ended_because"),
        _text("laid_with", 32),
    ],
    "review": lambda: [
        sa.Column("local_time", sa.Time()),
        _text("zone", 64),
        sa.Column("nominal_on", sa.Date()),
        _text("shifted_because"),
        _text("moved_because"),
        sa.Column("freeze_at", database.UtcDateTime()),
        sa.Column("frozen_at", database.UtcDateTime()),
    ],
    "topic": lambda: [
        sa.Column("presenter_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("minutes", sa.Integer()),
        sa.Column("goes_on", sa.Boolean()),
        sa.Column("is_late", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("carried_from_id", sa.Integer(), sa.ForeignKey("topic.id")),
        sa.Column("carried", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("standing_topic_id", sa.Integer(), sa.ForeignKey("standing_topic.id")),
    ],
}
