"""Scorecards that are unanswered or amended, of quarters and fiscal years, and what follows from a standing."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database
from govtracker.database import only

revision = "0027_scorecard_lifecycle"
down_revision = "0026_value_disputes"
branch_labels = None
depends_on = None

STANDINGS = ("preferred", "satisfactory", "watch", "improvement_plan", "under_review", "insufficient_data")
CONSEQUENCES = ("open_plan", "raise_tier", "notify_sponsors")
STATUSES = ("draft", "shared", "agreed", "disputed")
CURRENT = only("is_current", sqlite="is_current = 1")
WHOLE = only("is_current AND scope_id IS NULL", sqlite="is_current = 1 AND scope_id IS NULL")
REMINDED_AFTER = timedelta(days=7)  # five of ten working days
TALKED_UNDER = ("comment", "attachment")
INDEXES = (
    ("uq_scorecard_amends", "scorecard", ["amends_id"], True, only("amends_id IS NOT NULL")),
    ("uq_scorecard_whole", "scorecard", ["relationship_id", "period_kind", "period_on"], True, WHOLE),
    ("uq_scorecard_scope", "scorecard", ["relationship_id", "period_kind", "period_on", "scope_id"], True, CURRENT),
    ("ix_scorecard_next", "scorecard", ["next_at", "id"], False, only("next_at IS NOT NULL")),
    ("ix_action_plan", "action", ["plan_id", "due_on", "id"], False, only("plan_id IS NOT NULL")),
    *(
        (f"ix_{table}_scorecard", table, ["scorecard_id", "id"], False, only("scorecard_id IS NOT NULL"))
        for table in TALKED_UNDER
    ),
    ("uq_watch_scorecard", "watch", ["scorecard_id", "person_id"], True, {}),
)


def upgrade() -> None:
    """What was shared waits for its answer from now on: the first reminder comes after half the usual window."""
    altering.drop_unique("scorecard", "relationship_id", "period_on")
    altering.allow("scorecard", "status", (*STATUSES, "unanswered", "amended"))
    altering.add_columns("scorecard", *_of_scorecard())
    _fill()
    altering.require_something("scorecard", "ends_on")
    altering.require_something("scorecard", "updated_at")
    altering.add_unique("scorecard", "relationship_id", "number")
    _make_plans()
    _make_consequences()
    for table, columns in _of_others().items():
        altering.add_columns(table, *columns)
    for name, table, indexed, unique, where in INDEXES:
        op.create_index(name, table, indexed, unique=unique, **where)


def downgrade() -> None:
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table)
    op.execute("DELETE FROM scorecard_consequence")
    for table in ("mention", "comment_revision", "attachment"):
        op.execute(f"DELETE FROM {table} WHERE comment_id IN (SELECT id FROM comment WHERE scorecard_id IS NOT NULL)")
    for table in ("attachment", "comment", "watch"):
        op.execute(f"DELETE FROM {table} WHERE scorecard_id IS NOT NULL")
    for table, columns in _of_others().items():
        altering.drop_columns(table, *columns)
    for table in ("scorecard_consequence", "consequence", "improvement_plan"):
        op.drop_table(table)
    _forget_unknown()
    op.execute("DELETE FROM counter WHERE kind IN ('scorecard:shared', 'improvement_plan:shared')")
    op.execute("UPDATE scorecard SET status = 'shared' WHERE status = 'unanswered'")
    altering.drop_unique("scorecard", "relationship_id", "number")
    for name in ("ends_on", "updated_at"):
        altering.allow_nothing("scorecard", name)
    altering.drop_columns("scorecard", *reversed(_of_scorecard()))
    altering.allow("scorecard", "status", STATUSES)
    altering.add_unique("scorecard", "relationship_id", "period_on")


def _forget_unknown() -> None:
    """The scorecards the revision before knows nothing of; what was made of them stays, but for their reckoning."""
    unknown = "SELECT id FROM scorecard WHERE NOT is_current OR period_kind <> 'month' OR scope_id IS NOT NULL"
    op.execute("UPDATE scorecard SET amends_id = NULL")
    op.execute(f"DELETE FROM incentive_reckoning WHERE scorecard_id IN ({unknown})")
    for table in ("incentive_entry", "correction"):
        op.execute(f"UPDATE {table} SET scorecard_id = NULL WHERE scorecard_id IN ({unknown})")
    op.execute(f"DELETE FROM scorecard WHERE id IN ({unknown})")


def _of_scorecard() -> list[sa.Column[Any]]:
    """The new columns; made anew each time, for a column belongs to one use."""
    return [
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        _words("audience", "shared", "client", "supplier", default="shared"),
        sa.Column("title", sa.String(length=120), nullable=False, server_default=""),
        _words("period_kind", "month", "quarter", "fiscal_year", default="month"),
        sa.Column("period_key", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("scope_id", sa.Integer(), sa.ForeignKey("scorecard_scope.id"), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("amends_id", sa.Integer(), sa.ForeignKey("scorecard.id"), nullable=True),
        sa.Column("amendment_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("standing_name", sa.String(length=40), nullable=False, server_default=""),
        *(
            sa.Column(name, database.UtcDateTime(), nullable=True)
            for name in ("answer_due_at", "next_at", "reminded_at", "sponsor_told_at", "updated_at")
        ),
    ]


def _of_others() -> dict[str, list[sa.Column[Any]]]:
    return {
        "relationship": [sa.Column("answer_days", sa.Integer(), nullable=False, server_default="10")],
        "review": [
            _words("raised_tier", "strategic", "tactical", "operational"),
            sa.Column("raised_because", sa.Text(), nullable=False, server_default=""),
        ],
        "action": [sa.Column("plan_id", sa.Integer(), sa.ForeignKey("improvement_plan.id"), nullable=True)],
        **{
            table: [sa.Column("scorecard_id", sa.Integer(), sa.ForeignKey("scorecard.id"), nullable=True)]
            for table in (*TALKED_UNDER, "watch")
        },
    }


def _fill() -> None:
    """Numbers in the order of the months, their keys and ends, and the last number given out."""
    bind = op.get_bind()
    op.execute("UPDATE scorecard SET updated_at = shared_at")
    reminder = sa.bindparam("reminder", datetime.now(UTC) + REMINDED_AFTER, type_=database.UtcDateTime())
    bind.execute(sa.text("UPDATE scorecard SET next_at = :reminder WHERE status = 'shared'").bindparams(reminder))
    for (day,) in bind.execute(sa.text("SELECT DISTINCT period_on FROM scorecard")).all():
        first = day if isinstance(day, date) else date.fromisoformat(day)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        bind.execute(
            sa.text("UPDATE scorecard SET ends_on = :last, period_key = :key, title = :title WHERE period_on = :day"),
            {"last": last.isoformat(), "key": f"{first:%Y-%m}", "title": f"Scorecard of {first:%B %Y}", "day": day},
        )
    op.execute(
        "UPDATE scorecard SET number = (SELECT count(*) FROM scorecard AS other"
        " WHERE other.relationship_id = scorecard.relationship_id AND other.period_on <= scorecard.period_on)"
    )
    op.execute(
        "INSERT INTO counter (relationship_id, kind, value)"
        " SELECT relationship_id, 'scorecard:shared', max(number) FROM scorecard GROUP BY relationship_id"
    )


def _make_plans() -> None:
    op.create_table(
        "improvement_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=True),
        _words("status", "open", "achieved", "closed", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("opened_at", database.UtcDateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("improvement_plan", "relationship_id", "relationship"),
        _reference("improvement_plan", "scorecard_id", "scorecard"),
        _reference("improvement_plan", "opened_by_id", "person"),
        _reference("improvement_plan", "closed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_plan")),
        sa.UniqueConstraint("relationship_id", "number", name=op.f("uq_improvement_plan_relationship_id_number")),
    )
    op.create_index("ix_improvement_plan_list", "improvement_plan", ["relationship_id", "status", "id"])


def _make_consequences() -> None:
    op.create_table(
        "consequence",
        _words("standing", *STANDINGS, nullable=False),
        _words("kind", *CONSEQUENCES, nullable=False),
        sa.PrimaryKeyConstraint("standing", "kind", name=op.f("pk_consequence")),
    )
    op.create_table(
        "scorecard_consequence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        _words("kind", *CONSEQUENCES, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("happened_at", database.UtcDateTime(), nullable=False),
        _reference("scorecard_consequence", "scorecard_id", "scorecard"),
        _reference("scorecard_consequence", "plan_id", "improvement_plan"),
        _reference("scorecard_consequence", "review_id", "review"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard_consequence")),
        sa.UniqueConstraint("scorecard_id", "kind", name=op.f("uq_scorecard_consequence_scorecard_id_kind")),
    )
    op.create_index(
        "ix_scorecard_consequence_plan", "scorecard_consequence", ["plan_id"], **only("plan_id IS NOT NULL")
    )


def _words(name: str, *words: str, default: str | None = None, nullable: bool = True) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=nullable and default is None, server_default=default)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
