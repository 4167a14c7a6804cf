"""Clocks of both sides with their pauses, warnings, reminders, and how long acknowledgements and issues may last."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0011_issue_clocks"
down_revision = "0010_attachments"
branch_labels = None
depends_on = None

SIDES = ("client", "supplier")
TRIGGERS = ("opened", "not_acknowledged", "not_resolved", "severity_raised", "by_hand", "reopened")
NEW_TRIGGERS = ("stepped_down", "silent", "nobody_there")
TIMES = "response_minutes > 0 AND resolution_minutes >= response_minutes"
WARNED = "warning_minutes >= 0 AND warning_minutes < response_minutes"


def upgrade() -> None:
    """Make the clocks; what runs goes on: all the time since its round began was spent by the side waited on."""
    _make_clocks()
    _make_pauses()
    for table, columns in added().items():
        altering.add_columns(table, *columns)
    op.execute("ALTER TABLE issue RENAME COLUMN round_started_at TO aging_since")
    altering.allow("rung", "trigger", (*TRIGGERS, *NEW_TRIGGERS))
    altering.change_check("escalation_level", "times", f"{TIMES} AND {WARNED}")
    op.drop_index("ix_issue_climb", "issue")
    _index("ix_issue_next", ["next_at", "id"], "next_at IS NOT NULL")
    _index("ix_issue_parked", ["id"], "climb_failures > 0")
    op.execute("UPDATE escalation_level SET warning_minutes = response_minutes / 4")
    op.execute("UPDATE issue SET next_at = climb_at")
    op.execute(
        "UPDATE rung SET answering_person_id = (SELECT min(person_id) FROM tenure "
        "WHERE tenure.seat_id = rung.answering_seat_id AND tenure.to_on IS NULL)"
    )
    op.execute(
        "INSERT INTO issue_clock (issue_id, round, side, started_at, running_since, carried, spent, level, "
        "response_spent, budget_minutes) SELECT issue.id, issue.round, issue.waiting_on, issue.aging_since, "
        "issue.aging_since, 0, 0, issue.level, 0, escalation_level.resolution_minutes "
        "FROM issue JOIN rung ON rung.issue_id = issue.id AND rung.is_current "
        "JOIN escalation_level ON escalation_level.id = rung.level_id"
    )


def downgrade() -> None:
    """Rounds begun for a reason that was unknown before were begun by hand."""
    op.drop_index("ix_issue_parked", "issue")
    op.drop_index("ix_issue_next", "issue")
    op.execute(f"UPDATE rung SET trigger = 'by_hand' WHERE trigger IN ({', '.join(map(repr, NEW_TRIGGERS))})")
    altering.allow("rung", "trigger", TRIGGERS)
    altering.change_check("escalation_level", "times", TIMES)
    op.execute("ALTER TABLE issue RENAME COLUMN aging_since TO round_started_at")
    for table, columns in added().items():
        altering.drop_columns(table, *columns)
    _index("ix_issue_climb", ["climb_at", "id"], "climb_at IS NOT NULL")
    op.drop_table("clock_pause")
    op.drop_table("issue_clock")


def added() -> dict[str, list[sa.Column[Any]]]:
    return {
        "issue": [
            _instant("next_at"),
            _instant("held_until"),
            _number("climb_failures", 0),
            _instant("active_at"),
            _instant("age_due_at"),
            _instant("age_warned_at"),
            _number("handovers", 0),
        ],
        "escalation_path": [_number("expiry_days", 5), _number("age_days", 20), _number("top_reminders", 3)],
        "escalation_level": [_number("warning_minutes", 0)],
        "rung": [
            _person("answering_person_id"),
            sa.Column("unreachable", sa.Boolean(), server_default=sa.false(), nullable=False),
            _number("reminders", 0),
            _instant("reminded_at"),
        ],
    }


def _make_clocks() -> None:
    op.create_table(
        "issue_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=False),
        _instant("started_at"),
        _instant("running_since"),
        sa.Column("carried", database.Duration(), nullable=False),
        sa.Column("spent", database.Duration(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("response_spent", database.Duration(), nullable=False),
        sa.Column("budget_minutes", sa.Integer(), nullable=True),
        _instant("response_warned_at"),
        _instant("resolution_warned_at"),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_clock_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_clock")),
        sa.UniqueConstraint("issue_id", "round", "side", name=op.f("uq_issue_clock_issue_id_round_side")),
    )


def _make_pauses() -> None:
    op.create_table(
        "clock_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("side", _word("side", SIDES), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", _word("reason", ("handed_over", "held")), nullable=False),
        sa.Column("from_at", database.UtcDateTime(), nullable=False),
        _instant("to_at"),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        _instant("acknowledged_at"),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("to_at IS NULL OR to_at >= from_at", name=op.f("ck_clock_pause_in_order")),
        sa.CheckConstraint("(reason = 'held') = (until_on IS NOT NULL)", name=op.f("ck_clock_pause_held_until_a_day")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_clock_pause_issue_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_clock_pause_comment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clock_pause_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_clock_pause_ended_by_id")),
        sa.ForeignKeyConstraint(["acknowledged_by_id"], ["person.id"], name=op.f("fk_clock_pause_acknowledged_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
    )
    op.create_index("ix_clock_pause_issue", "clock_pause", ["issue_id", "id"])
    _index("uq_clock_pause_open", ["issue_id", "side"], "to_at IS NULL", table="clock_pause", unique=True)


def _word(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, database.UtcDateTime(), nullable=True)


def _number(name: str, default: int) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=sa.text(str(default)), nullable=False)


def _person(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey("person.id"), nullable=True)


def _index(name: str, columns: list[str], where: str, *, table: str = "issue", unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
