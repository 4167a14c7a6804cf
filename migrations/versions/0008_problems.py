"""Problems and what ties issues to them and to each other; what made the system raise an issue."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database
from govtracker.database import only

revision = "0008_problems"
down_revision = "0007_structure"
branch_labels = None
depends_on = None

UNRAISED = "is_open AND (raised_for_on IS NULL OR raised_for_on <> due_on)"
UNRAISED_SQLITE = "is_open = 1 AND (raised_for_on IS NULL OR raised_for_on != due_on)"
TITLES = "ix_issue_search_title"


def upgrade() -> None:
    """What is overdue or red already is not raised all at once."""
    _make_problems()
    _make_ties()
    for table, columns in added().items():
        altering.add_columns(table, *columns)
    op.execute("UPDATE action SET raised_for_on = due_on WHERE is_open")
    for name, table, indexed, where in INDEXES:
        op.create_index(name, table, indexed, **only(where))
    op.create_index("ix_action_overdue", "action", ["due_on", "id"], **only(UNRAISED, sqlite=UNRAISED_SQLITE))
    op.create_index("uq_issue_published_as_id", "issue", ["published_as_id"], unique=True)
    _index_titles()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP INDEX IF EXISTS {TITLES}")
    op.drop_index("uq_issue_published_as_id", "issue")
    op.drop_index("ix_action_overdue", "action")
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)
    for table, columns in added().items():
        altering.drop_columns(table, *columns)
    for table in ("issue_origin", "issue_link", "recurrence_dismissal", "problem_issue", "problem"):
        op.drop_table(table)


INDEXES = (
    ("ix_action_problem", "action", ["problem_id", "due_on", "id"], "problem_id IS NOT NULL"),
    ("ix_issue_recurrence_due", "issue", ["recurrence_due_at", "id"], "recurrence_due_at IS NOT NULL"),
    (
        "ix_issue_held",
        "issue",
        ["relationship_id", "area_id", "category", "closed_at"],
        "effectiveness = 'effective'",
    ),
    ("ix_scorecard_reds_due", "scorecard", ["reds_due_at", "id"], "reds_due_at IS NOT NULL"),
)


def added() -> dict[str, list[sa.Column[Any]]]:
    """The new columns by table; made anew each time, for a column belongs to one use."""
    return {
        "issue": [
            sa.Column("five_whys", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("reopenings", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("reopened_at", database.UtcDateTime(), nullable=True),
            sa.Column("reopened_after_days", sa.Integer(), nullable=True),
            sa.Column("recurrence_due_at", database.UtcDateTime(), nullable=True),
            sa.Column("published_as_id", sa.Integer(), sa.ForeignKey("issue.id"), nullable=True),
        ],
        "action": [
            sa.Column("problem_id", sa.Integer(), sa.ForeignKey("problem.id"), nullable=True),
            sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("failed_at", database.UtcDateTime(), nullable=True),
            sa.Column("raised_for_on", sa.Date(), nullable=True),
        ],
        "scorecard": [sa.Column("reds_due_at", database.UtcDateTime(), nullable=True)],
    }


def _index_titles() -> None:
    """Trigrams of titles, where this database may have the extension; without it words alone are compared."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    try:
        with bind.begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            op.execute(f"CREATE INDEX {TITLES} ON issue USING gin (title gin_trgm_ops)")
    except (sa.exc.ProgrammingError, sa.exc.OperationalError, sa.exc.NotSupportedError):
        return  # not installed on this server, or not permitted to this user


def _words(name: str, *words: str) -> sa.Column[Any]:
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, database.UtcDateTime(), nullable=nullable)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _make_problems() -> None:
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _words("audience", "shared", "client", "supplier"),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        _words("raised_side", "client", "supplier"),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        _words("status", "open", "in_progress", "closed"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        _instant("opened_at"),
        _instant("updated_at"),
        _instant("closed_at", nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("why_it_occurred", "what_was_done", "why_not_again")),
        sa.Column("root_cause_id", sa.Integer(), nullable=True),
        sa.Column("five_whys", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("problem", "relationship_id", "relationship"),
        _reference("problem", "area_id", "functional_area"),
        _reference("problem", "raised_by_id", "person"),
        _reference("problem", "owner_id", "person"),
        _reference("problem", "root_cause_id", "root_cause"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
        sa.UniqueConstraint(
            "relationship_id", "audience", "number", name=op.f("uq_problem_relationship_id_audience_number")
        ),
    )
    op.create_index("ix_problem_list_updated", "problem", ["relationship_id", "is_open", "updated_at", "id"])
    op.create_index("ix_problem_recurrence", "problem", ["relationship_id", "area_id", "category", "is_open"])
    op.create_index("ix_problem_owner_id", "problem", ["owner_id"])
    op.create_table(
        "problem_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), nullable=True),
        _instant("linked_at"),
        _reference("problem_issue", "problem_id", "problem"),
        _reference("problem_issue", "issue_id", "issue"),
        _reference("problem_issue", "linked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_issue")),
        sa.UniqueConstraint("problem_id", "issue_id", name=op.f("uq_problem_issue_problem_id_issue_id")),
    )
    op.create_index("ix_problem_issue_issue_id", "problem_issue", ["issue_id"])
    op.create_table(
        "recurrence_dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=False),
        _instant("dismissed_at"),
        _reference("recurrence_dismissal", "issue_id", "issue"),
        _reference("recurrence_dismissal", "problem_id", "problem"),
        _reference("recurrence_dismissal", "dismissed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurrence_dismissal")),
    )
    one, whole = {"unique": True, **only("problem_id IS NOT NULL")}, {"unique": True, **only("problem_id IS NULL")}
    op.create_index("uq_recurrence_dismissal_one", "recurrence_dismissal", ["issue_id", "problem_id"], **one)
    op.create_index("uq_recurrence_dismissal_all", "recurrence_dismissal", ["issue_id"], **whole)


def _make_ties() -> None:
    op.create_table(
        "issue_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        _words("kind", "relates_to", "duplicate_of", "blocked_by"),
        sa.Column("linked_by_id", sa.Integer(), nullable=False),
        _instant("linked_at"),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_issue_link_two_issues")),
        _reference("issue_link", "relationship_id", "relationship"),
        _reference("issue_link", "from_id", "issue"),
        _reference("issue_link", "to_id", "issue"),
        _reference("issue_link", "linked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_link")),
        sa.UniqueConstraint("from_id", "to_id", "kind", name=op.f("uq_issue_link_from_id_to_id_kind")),
    )
    op.create_index("ix_issue_link_to_id", "issue_link", ["to_id"])
    op.create_table(
        "issue_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        _words("kind", "red_kpi", "overdue_action", "recurrence"),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("kpi_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        _instant("found_at"),
        _reference("issue_origin", "issue_id", "issue"),
        _reference("issue_origin", "kpi_id", "kpi"),
        _reference("issue_origin", "action_id", "action"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_origin")),
        sa.UniqueConstraint("subject", "period", name=op.f("uq_issue_origin_subject_period")),
    )
    op.create_index("ix_issue_origin_issue", "issue_origin", ["issue_id", "id"])
