"""Value assurance, watch metrics, capability checks, launches and exit plans; their dates in personal calendars."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0060_value"
down_revision = "0059_pulse"
branch_labels = None
depends_on = None

TABLES = (
    "capability_check",
    "exit_plan",
    "exit_review",
    "programme",
    "capability",
    "hand_back",
    "launch",
    "benefit",
    "launch_item",
    "programme_kpi",
    "watch_metric",
    "benefit_month",
    "watch_month",
    "collateral_alert",
)


def upgrade() -> None:
    """Make the tables, and let calendars hold their dates."""
    _create_capability_check()
    _create_exit_plan()
    _create_exit_review()
    _create_programme()
    _create_capability()
    _create_hand_back()
    _create_launch()
    _create_benefit()
    _create_launch_item()
    _create_programme_kpi()
    _create_watch_metric()
    _create_benefit_month()
    _create_watch_month()
    _create_collateral_alert()
    altering.add_columns("personal_calendar", _in_feeds())


def downgrade() -> None:
    """Take them away."""
    altering.drop_columns("personal_calendar", _in_feeds())
    for table in reversed(TABLES):
        op.drop_table(table)


def _in_feeds() -> sa.Column[object]:
    return sa.Column("value_dates", sa.Boolean(), nullable=False, server_default=sa.true())


def _create_capability_check() -> None:
    op.create_table(
        "capability_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_capability_check_made_by_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_capability_check_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability_check")),
    )
    op.create_index("ix_capability_check_list", "capability_check", ["relationship_id", "id"])


def _create_exit_plan() -> None:
    op.create_table(
        "exit_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("review_due_on", sa.Date(), nullable=False),
        sa.Column("reminded_for_on", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_exit_plan_made_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_exit_plan_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_plan")),
        sa.UniqueConstraint("relationship_id", name=op.f("uq_exit_plan_relationship_id")),
    )
    op.create_index("ix_exit_plan_due", "exit_plan", ["review_due_on", "id"])


def _create_exit_review() -> None:
    op.create_table(
        "exit_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_exit_review_relationship_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["person.id"], name=op.f("fk_exit_review_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_review")),
    )
    op.create_index("ix_exit_review_list", "exit_review", ["relationship_id", "reviewed_on", "id"])


def _create_programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("next_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_programme_in_order")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_programme_made_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_programme_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_index("ix_programme_list", "programme", ["relationship_id", "from_on", "id"])
    op.create_index("ix_programme_next", "programme", ["next_at", "id"])


def _create_capability() -> None:
    op.create_table(
        "capability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("not_yet", "partly", "works", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("checked_at", database.UtcDateTime(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["capability_check.id"], name=op.f("fk_capability_check_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_capability_checked_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_capability_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability")),
    )
    op.create_index("ix_capability_check", "capability", ["check_id", "id"])
    op.create_index("ix_capability_relationship_id", "capability", ["relationship_id"])


def _create_hand_back() -> None:
    op.create_table(
        "hand_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "knowledge",
                "data",
                "access",
                "equipment",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "ready", "handed_back", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_hand_back_owner_seat_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_hand_back_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_back")),
    )
    op.create_index("ix_hand_back_list", "hand_back", ["relationship_id", "id"])
    op.create_index("ix_hand_back_owner", "hand_back", ["owner_seat_id"])


def _create_launch() -> None:
    op.create_table(
        "launch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("launch_on", sa.Date(), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("go", "no_go", name="decision", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("decided_at", database.UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["capability_check.id"], name=op.f("fk_launch_check_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_launch_decided_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_launch_made_by_id")),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_launch_owner_seat_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_launch_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch")),
    )
    op.create_index("ix_launch_list", "launch", ["relationship_id", "launch_on", "id"])


def _create_benefit() -> None:
    op.create_table(
        "benefit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "committed",
                "unplanned",
                "dis_benefit",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "side",
            sa.Enum("client", "supplier", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("measured_by", sa.Text(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "percent",
                "hours",
                "minutes",
                "seconds",
                "days",
                "money",
                "count",
                "points",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_label", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("baseline", database.Micro(), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("target", database.Micro(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column("offsets_id", sa.Integer(), nullable=True),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("check_reason", sa.Text(), nullable=False),
        sa.Column(
            "proposed_side",
            sa.Enum("client", "supplier", name="proposed_side", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "agreed_at IS NULL OR (baseline IS NOT NULL AND baseline_on IS NOT NULL AND target IS NOT NULL)",
            name=op.f("ck_benefit_agreed_with_baseline"),
        ),
        sa.CheckConstraint("due_on IS NULL OR due_on >= starts_on", name=op.f("ck_benefit_in_order")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["person.id"], name=op.f("fk_benefit_agreed_by_id")),
        sa.ForeignKeyConstraint(["check_id"], ["capability_check.id"], name=op.f("fk_benefit_check_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_benefit_kpi_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_benefit_made_by_id")),
        sa.ForeignKeyConstraint(["offsets_id"], ["benefit.id"], name=op.f("fk_benefit_offsets_id")),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_benefit_owner_seat_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_benefit_programme_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_benefit_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit")),
    )
    op.create_index("ix_benefit_list", "benefit", ["programme_id", "id"])
    op.create_index("ix_benefit_owner", "benefit", ["owner_seat_id"])
    op.create_index("ix_benefit_relationship", "benefit", ["relationship_id", "id"])


def _create_launch_item() -> None:
    op.create_table(
        "launch_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("launch_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "self_service",
                "support_training",
                "knowledge",
                "escalation_path",
                "kpis",
                "own",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "done", "not_needed", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reminded_for_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["launch_id"], ["launch.id"], name=op.f("fk_launch_item_launch_id")),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_launch_item_owner_seat_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_launch_item_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_launch_item")),
    )
    op.create_index("ix_launch_item_list", "launch_item", ["launch_id", "id"])
    op.create_index("ix_launch_item_open", "launch_item", ["due_on", "id"], **database.only("state = 'open'"))
    op.create_index("ix_launch_item_owner", "launch_item", ["owner_seat_id"])
    op.create_index("ix_launch_item_relationship_id", "launch_item", ["relationship_id"])


def _create_programme_kpi() -> None:
    op.create_table(
        "programme_kpi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_programme_kpi_kpi_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_kpi_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_kpi")),
        sa.UniqueConstraint("programme_id", "kpi_id", name=op.f("uq_programme_kpi_programme_id_kpi_id")),
    )
    op.create_index("ix_programme_kpi_kpi", "programme_kpi", ["kpi_id"])


def _create_watch_metric() -> None:
    op.create_table(
        "watch_metric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "unit",
            sa.Enum(
                "percent",
                "hours",
                "minutes",
                "seconds",
                "days",
                "money",
                "count",
                "points",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_label", sa.String(length=16), nullable=False),
        sa.Column("more_is_better", sa.Boolean(), nullable=False),
        sa.Column("baseline", database.Micro(), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=False),
        sa.Column("tolerance", database.Micro(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(), nullable=True),
        sa.CheckConstraint("tolerance >= 0", name=op.f("ck_watch_metric_tolerance")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_watch_metric_kpi_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_watch_metric_made_by_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_watch_metric_programme_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_watch_metric_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_metric")),
    )
    op.create_index("ix_watch_metric_kpi", "watch_metric", ["kpi_id"])
    op.create_index("ix_watch_metric_list", "watch_metric", ["programme_id", "id"])
    op.create_index("ix_watch_metric_relationship", "watch_metric", ["relationship_id", "id"])


def _create_benefit_month() -> None:
    op.create_table(
        "benefit_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benefit_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("value", database.Micro(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["benefit_id"], ["benefit.id"], name=op.f("fk_benefit_month_benefit_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_benefit_month_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_benefit_month_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_month")),
        sa.UniqueConstraint("benefit_id", "period_on", name=op.f("uq_benefit_month_benefit_id_period_on")),
    )
    op.create_index(op.f("ix_benefit_month_relationship_id"), "benefit_month", ["relationship_id"])


def _create_watch_month() -> None:
    op.create_table(
        "watch_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("watch_metric_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("value", database.Micro(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_watch_month_entered_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_watch_month_relationship_id")),
        sa.ForeignKeyConstraint(["watch_metric_id"], ["watch_metric.id"], name=op.f("fk_watch_month_watch_metric_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_month")),
        sa.UniqueConstraint("watch_metric_id", "period_on", name=op.f("uq_watch_month_watch_metric_id_period_on")),
    )
    op.create_index(op.f("ix_watch_month_relationship_id"), "watch_month", ["relationship_id"])


def _create_collateral_alert() -> None:
    op.create_table(
        "collateral_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("watch_metric_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("value", database.Micro(), nullable=False),
        sa.Column("raised_at", database.UtcDateTime(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("accepted", "issue", "action", name="answer", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", database.UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_collateral_alert_action_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_collateral_alert_answered_by_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_collateral_alert_issue_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_collateral_alert_relationship_id")
        ),
        sa.ForeignKeyConstraint(
            ["watch_metric_id"], ["watch_metric.id"], name=op.f("fk_collateral_alert_watch_metric_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collateral_alert")),
        sa.UniqueConstraint("watch_metric_id", "period_on", name=op.f("uq_collateral_alert_watch_metric_id_period_on")),
    )
    op.create_index("ix_collateral_alert_list", "collateral_alert", ["relationship_id", "period_on", "id"])
    op.create_index(
        "ix_collateral_alert_open",
        "collateral_alert",
        ["relationship_id", "id"],
        **database.only("answered_at IS NULL"),
    )
