"""The main job: two companies govern one relationship."""

import sqlalchemy as sa
from alembic import op

from govtracker import database

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite's index names relationship and audience beside the words of an issue, for it is walked newest first.
# PostgreSQL decides by its statistics which index to walk, and looks into the column that is kept ready.
NEW, OLD = (f"{row}.id, {row}.relationship_id || {row}.audience, {row}.search_text" for row in ("new", "old"))
FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE issue_search USING fts5(place, words, content='')",
        "CREATE TRIGGER issue_search_insert AFTER INSERT ON issue BEGIN "
        f"INSERT INTO issue_search(rowid, place, words) VALUES ({NEW}); END",
        "CREATE TRIGGER issue_search_delete AFTER DELETE ON issue BEGIN "
        f"INSERT INTO issue_search(issue_search, rowid, place, words) VALUES ('delete', {OLD}); END",
        "CREATE TRIGGER issue_search_update AFTER UPDATE OF search_text, relationship_id, audience ON issue BEGIN "
        f"INSERT INTO issue_search(issue_search, rowid, place, words) VALUES ('delete', {OLD}); "
        f"INSERT INTO issue_search(rowid, place, words) VALUES ({NEW}); END",
    ),
    "postgresql": (
        "ALTER TABLE issue ADD COLUMN issue_search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED",
        "CREATE INDEX ix_issue_search ON issue USING gin (issue_search)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("chain", "previous_hash", name=op.f("uq_audit_event_chain_previous_hash")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_event_chain_seq")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_chain_at", ["chain", "id"], unique=False)
        batch_op.create_index("ix_audit_event_subject", ["subject_type", "subject_id", "id"], unique=False)

    op.create_table(
        "audit_head",
        sa.Column("chain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "functional_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_functional_area")),
        sa.UniqueConstraint("name", name=op.f("uq_functional_area_name")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "tick",
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("ticked_at", database.UtcDateTime(), nullable=False),
        sa.Column("worker", sa.String(length=36), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_tick")),
    )
    op.create_table(
        "business_calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_business_calendar_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_calendar")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_business_calendar_organisation_id")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("theme", sa.String(length=8), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "relationship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=6), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("supplier_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "awareness",
                "knowledge",
                "internal_assessment",
                "partner_selection",
                "working_together",
                "value_creation",
                "staying_together",
                "exit",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.Enum(
                "strategic",
                "tactical",
                "operational",
                "commodity",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("archived_at", database.UtcDateTime(), nullable=True),
        sa.CheckConstraint("client_id <> supplier_id", name=op.f("ck_relationship_two_companies")),
        sa.ForeignKeyConstraint(["client_id"], ["organisation.id"], name=op.f("fk_relationship_client_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["relationship.id"], name=op.f("fk_relationship_parent_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["organisation.id"], name=op.f("fk_relationship_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
        sa.UniqueConstraint("key", name=op.f("uq_relationship_key")),
    )
    with op.batch_alter_table("relationship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relationship_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relationship_supplier_id"), ["supplier_id"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["calendar_id"], ["business_calendar.id"], name=op.f("fk_calendar_day_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("calendar_id", "day", name=op.f("uq_calendar_day_calendar_id_day")),
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_day_calendar_id"), ["calendar_id"], unique=False)

    op.create_table(
        "counter",
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_counter_relationship_id")),
        sa.PrimaryKeyConstraint("relationship_id", "kind", name=op.f("pk_counter")),
    )
    op.create_table(
        "criteria_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "proposed",
                "agreed",
                "superseded",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("experience_floor", database.Micro(), nullable=False),
        sa.Column("experience_top", database.Micro(), nullable=False),
        sa.Column("cost_floor", database.Micro(), nullable=False),
        sa.Column("revenue_floor", database.Micro(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("in_force_from", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("supplier_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("supplier_agreed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_agreed_by_id"], ["person.id"], name=op.f("fk_criteria_set_client_agreed_by_id")
        ),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_criteria_set_relationship_id")),
        sa.ForeignKeyConstraint(
            ["supplier_agreed_by_id"], ["person.id"], name=op.f("fk_criteria_set_supplier_agreed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_set")),
        sa.UniqueConstraint("relationship_id", "version", name=op.f("uq_criteria_set_relationship_id_version")),
    )
    with op.batch_alter_table("criteria_set", schema=None) as batch_op:
        batch_op.create_index(
            "uq_criteria_set_in_force",
            ["relationship_id"],
            unique=True,
            sqlite_where=sa.text("status = 'agreed'"),
            postgresql_where=sa.text("status = 'agreed'"),
        )
        batch_op.create_index(
            "uq_criteria_set_in_work",
            ["relationship_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('draft', 'proposed')"),
            postgresql_where=sa.text("status IN ('draft', 'proposed')"),
        )

    op.create_table(
        "escalation_path",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "critical",
                "high",
                "medium",
                "low",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("superseded_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_escalation_path_area_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_escalation_path_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_path")),
    )
    with op.batch_alter_table("escalation_path", schema=None) as batch_op:
        batch_op.create_index(
            "ix_escalation_path_in_force",
            ["relationship_id", "area_id", "severity"],
            unique=False,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_escalation_path_relationship_id"), ["relationship_id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", database.UtcDateTime(), nullable=False),
        sa.Column("imported_at", database.UtcDateTime(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_import_batch_person_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_import_batch_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_relationship_id"), ["relationship_id"], unique=False)

    op.create_table(
        "mail_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assignment",
                "escalation",
                "digest",
                "review_mail",
                "review_invitation",
                "review_outcome",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("frequency", sa.String(length=8), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.String(length=7), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("next_at", database.UtcDateTime(), nullable=True),
        sa.Column("last_period", sa.String(length=16), nullable=False),
        sa.Column("last_sent_at", database.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_schedule_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_schedule")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_mail_schedule_person_id_kind")),
    )
    with op.batch_alter_table("mail_schedule", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mail_schedule_next",
            ["next_at", "id"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assignment",
                "escalation",
                "digest",
                "review_mail",
                "review_invitation",
                "review_outcome",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("thread", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("message_id", sa.String(length=160), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "claimed",
                "handing",
                "sent",
                "failed",
                "uncertain",
                "suppressed",
                "expired",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("not_before", database.UtcDateTime(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(), nullable=True),
        sa.Column("worker", sa.String(length=36), nullable=True),
        sa.Column("token", sa.String(length=36), nullable=True),
        sa.Column("claimed_at", database.UtcDateTime(), nullable=True),
        sa.Column("handed_at", database.UtcDateTime(), nullable=True),
        sa.Column("sent_at", database.UtcDateTime(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_outbox_mail_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_mail_dedupe_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_due",
            ["priority", "not_before", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'queued'"),
            postgresql_where=sa.text("state = 'queued'"),
        )
        batch_op.create_index(
            "ix_outbox_in_flight",
            ["worker"],
            unique=False,
            sqlite_where=sa.text("state IN ('claimed', 'handing')"),
            postgresql_where=sa.text("state IN ('claimed', 'handing')"),
        )
        batch_op.create_index("ix_outbox_recipient", ["recipient_id", "id"], unique=False)
        batch_op.create_index("ix_outbox_state", ["state", "id"], unique=False)
        batch_op.create_index(
            "ix_outbox_thread",
            ["thread", "id"],
            unique=False,
            sqlite_where=sa.text("thread <> ''"),
            postgresql_where=sa.text("thread <> ''"),
        )

    op.create_table(
        "relationship_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_relationship_area_area_id")),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_relationship_area_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship_area")),
        sa.UniqueConstraint("relationship_id", "area_id", name=op.f("uq_relationship_area_relationship_id_area_id")),
    )
    op.create_table(
        "role_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "governance_office",
                "executive",
                "auditor",
                "organisation_administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_held_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_held")),
        sa.UniqueConstraint("person_id", "role", name=op.f("uq_role_held_person_id_role")),
    )
    with op.batch_alter_table("role_held", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_held_person_id"), ["person_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("client", "supplier", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "sponsor",
                "spoc",
                "deputy_spoc",
                "functional_lead",
                "operations_supervisor",
                "member",
                "observer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "tier",
            sa.Enum(
                "strategic",
                "tactical",
                "operational",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("scope_of_authority", sa.Text(), nullable=False),
        sa.Column("scope_of_responsibility", sa.Text(), nullable=False),
        sa.Column("money_limit", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint("(role = 'functional_lead') = (area_id IS NOT NULL)", name=op.f("ck_seat_leads_have_areas")),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_seat_area_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_seat_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_relationship_id"), ["relationship_id"], unique=False)
        batch_op.create_index(
            "uq_seat_lead",
            ["relationship_id", "side", "area_id"],
            unique=True,
            sqlite_where=sa.text("role = 'functional_lead'"),
            postgresql_where=sa.text("role = 'functional_lead'"),
        )
        batch_op.create_index(
            "uq_seat_spoc",
            ["relationship_id", "side"],
            unique=True,
            sqlite_where=sa.text("role = 'spoc'"),
            postgresql_where=sa.text("role = 'spoc'"),
        )

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("person_id", "token", name=op.f("uq_submission_person_id_token")),
    )
    op.create_table(
        "unsubscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assignment",
                "escalation",
                "digest",
                "review_mail",
                "review_invitation",
                "review_outcome",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_unsubscription_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscription")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_unsubscription_person_id_kind")),
    )
    op.create_table(
        "escalation_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "strategic",
                "tactical",
                "operational",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("client_seat_id", sa.Integer(), nullable=False),
        sa.Column("supplier_seat_id", sa.Integer(), nullable=False),
        sa.Column("response_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "response_minutes > 0 AND resolution_minutes >= response_minutes", name=op.f("ck_escalation_level_times")
        ),
        sa.ForeignKeyConstraint(["client_seat_id"], ["seat.id"], name=op.f("fk_escalation_level_client_seat_id")),
        sa.ForeignKeyConstraint(["path_id"], ["escalation_path.id"], name=op.f("fk_escalation_level_path_id")),
        sa.ForeignKeyConstraint(["supplier_seat_id"], ["seat.id"], name=op.f("fk_escalation_level_supplier_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_level")),
        sa.UniqueConstraint("path_id", "position", name=op.f("uq_escalation_level_path_id_position")),
    )
    op.create_table(
        "forum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "tier",
            sa.Enum(
                "strategic",
                "tactical",
                "operational",
                name="tier",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("charter", sa.Text(), nullable=False),
        sa.Column("client_chair_id", sa.Integer(), nullable=False),
        sa.Column("supplier_chair_id", sa.Integer(), nullable=False),
        sa.Column("rrule", sa.String(length=200), nullable=False),
        sa.Column("local_time", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("plan_at", database.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_chair_id"], ["seat.id"], name=op.f("fk_forum_client_chair_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_forum_relationship_id")),
        sa.ForeignKeyConstraint(["supplier_chair_id"], ["seat.id"], name=op.f("fk_forum_supplier_chair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum")),
        sa.UniqueConstraint("relationship_id", "name", name=op.f("uq_forum_relationship_id_name")),
    )
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.create_index(
            "ix_forum_plan",
            ["plan_at"],
            unique=False,
            sqlite_where=sa.text("plan_at IS NOT NULL"),
            postgresql_where=sa.text("plan_at IS NOT NULL"),
        )

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column(
            "severity",
            sa.Enum(
                "critical",
                "high",
                "medium",
                "low",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("severity_rank", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("segment", sa.String(length=120), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "email",
                "chat",
                "self_service",
                "walk_in",
                "meeting",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "raised_side",
            sa.Enum("client", "supplier", name="raised_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "waiting_on",
            sa.Enum("client", "supplier", name="waiting_on", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "acknowledged",
                "in_progress",
                "resolved",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", database.UtcDateTime(), nullable=True),
        sa.Column("resolved_at", database.UtcDateTime(), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(), nullable=True),
        sa.Column("why_it_occurred", sa.Text(), nullable=False),
        sa.Column("what_was_done", sa.Text(), nullable=False),
        sa.Column("why_not_again", sa.Text(), nullable=False),
        sa.Column(
            "root_cause",
            sa.Enum(
                "people",
                "process",
                "technology",
                "information",
                "measurement",
                "environment",
                "client_side",
                name="root_cause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("effectiveness_due_on", sa.Date(), nullable=True),
        sa.Column(
            "effectiveness",
            sa.Enum(
                "effective", "not_effective", name="effectiveness", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("escalation_path_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("round_started_at", database.UtcDateTime(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("climb_at", database.UtcDateTime(), nullable=True),
        sa.Column("is_exhausted", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("source_ref", sa.String(length=80), nullable=True),
        sa.Column("resolution_minutes", sa.Integer(), nullable=True),
        sa.Column("resolved_within_target", sa.Boolean(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_issue_area_id")),
        sa.ForeignKeyConstraint(
            ["escalation_path_id"], ["escalation_path.id"], name=op.f("fk_issue_escalation_path_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_issue_owner_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_issue_raised_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_issue_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint(
            "relationship_id", "audience", "number", name=op.f("uq_issue_relationship_id_audience_number")
        ),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(
            "ix_issue_climb",
            ["climb_at", "id"],
            unique=False,
            sqlite_where=sa.text("climb_at IS NOT NULL"),
            postgresql_where=sa.text("climb_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_issue_count",
            ["relationship_id", "is_open", "audience", "area_id", "level", "is_exhausted"],
            unique=False,
        )
        batch_op.create_index(
            "ix_issue_effectiveness",
            ["effectiveness_due_on", "id"],
            unique=False,
            sqlite_where=sa.text("effectiveness IS NULL"),
            postgresql_where=sa.text("effectiveness IS NULL"),
        )
        batch_op.create_index(
            "ix_issue_list_area", ["relationship_id", "is_open", "area_id", "due_on", "id"], unique=False
        )
        batch_op.create_index("ix_issue_list_due", ["relationship_id", "is_open", "due_on", "id"], unique=False)
        batch_op.create_index("ix_issue_list_opened", ["relationship_id", "is_open", "opened_at", "id"], unique=False)
        batch_op.create_index(
            "ix_issue_list_severity", ["relationship_id", "is_open", "severity_rank", "due_on", "id"], unique=False
        )
        batch_op.create_index("ix_issue_list_updated", ["relationship_id", "is_open", "updated_at", "id"], unique=False)
        batch_op.create_index(
            "ix_issue_list_owner",
            ["owner_id", "is_open", "due_on", "id"],
            unique=False,
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_issue_list_resolved",
            ["relationship_id", "due_on", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'resolved'"),
            postgresql_where=sa.text("status = 'resolved'"),
        )
        batch_op.create_index(
            "ix_issue_list_escalated",
            ["relationship_id", "is_open", "level"],
            unique=False,
            sqlite_where=sa.text("is_open = 1 AND level > 1"),
            postgresql_where=sa.text("is_open AND level > 1"),
        )
        batch_op.create_index(
            "ix_issue_recurrence", ["relationship_id", "area_id", "category", "opened_at"], unique=False
        )
        batch_op.create_index(
            "ix_issue_resolved",
            ["relationship_id", "resolved_at"],
            unique=False,
            sqlite_where=sa.text("resolved_at IS NOT NULL"),
            postgresql_where=sa.text("resolved_at IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_issue_source",
            ["relationship_id", "source_ref"],
            unique=True,
            sqlite_where=sa.text("source_ref IS NOT NULL"),
            postgresql_where=sa.text("source_ref IS NOT NULL"),
        )

    op.create_table(
        "kpi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
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
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column(
            "aggregation",
            sa.Enum(
                "ratio", "sum", "mean", "last", name="aggregation", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "computed",
            sa.Enum(
                "resolved_within_target",
                "mean_time_to_resolve",
                name="computed",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("owner_seat_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["owner_seat_id"], ["seat.id"], name=op.f("fk_kpi_owner_seat_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_kpi_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi")),
        sa.UniqueConstraint("relationship_id", "code", name=op.f("uq_kpi_relationship_id_code")),
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "assignment",
                "escalation",
                "digest",
                "review_mail",
                "review_invitation",
                "review_outcome",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("due_at", database.UtcDateTime(), nullable=False),
        sa.Column("told_at", database.UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=80), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["outbox_mail.id"], name=op.f("fk_notification_mail_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name=op.f("fk_notification_recipient_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_notification_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_notification_dedupe_key")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notification_due",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        )
        batch_op.create_index("ix_notification_recipient", ["recipient_id", "id"], unique=False)
        batch_op.create_index(
            "ix_notification_failed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("outcome = 'failed'"),
            postgresql_where=sa.text("outcome = 'failed'"),
        )

    op.create_table(
        "pillar_weight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criteria_set_id", sa.Integer(), nullable=False),
        sa.Column(
            "pillar",
            sa.Enum(
                "experience",
                "cost",
                "revenue",
                "service_delivery",
                "compliance",
                "relationship",
                name="pillar",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("weight", database.Micro(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criteria_set_id"], ["criteria_set.id"], name=op.f("fk_pillar_weight_criteria_set_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar_weight")),
        sa.UniqueConstraint("criteria_set_id", "pillar", name=op.f("uq_pillar_weight_criteria_set_id_pillar")),
    )
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("criteria_set_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "shared",
                "agreed",
                "disputed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("overall", database.Micro(), nullable=True),
        sa.Column("coverage", database.Micro(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "preferred",
                "satisfactory",
                "watch",
                "improvement_plan",
                "under_review",
                "insufficient_data",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("experience", database.Micro(), nullable=True),
        sa.Column("cost", database.Micro(), nullable=True),
        sa.Column("revenue", database.Micro(), nullable=True),
        sa.Column("red_count", sa.Integer(), nullable=False),
        sa.Column("shared_at", database.UtcDateTime(), nullable=False),
        sa.Column("shared_by_id", sa.Integer(), nullable=False),
        sa.Column("client_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("supplier_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("supplier_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("disputed_at", database.UtcDateTime(), nullable=True),
        sa.Column("disputed_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "disputed_side",
            sa.Enum("client", "supplier", name="disputed_side", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("dispute_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_agreed_by_id"], ["person.id"], name=op.f("fk_scorecard_client_agreed_by_id")),
        sa.ForeignKeyConstraint(["criteria_set_id"], ["criteria_set.id"], name=op.f("fk_scorecard_criteria_set_id")),
        sa.ForeignKeyConstraint(["disputed_by_id"], ["person.id"], name=op.f("fk_scorecard_disputed_by_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_scorecard_relationship_id")),
        sa.ForeignKeyConstraint(["shared_by_id"], ["person.id"], name=op.f("fk_scorecard_shared_by_id")),
        sa.ForeignKeyConstraint(
            ["supplier_agreed_by_id"], ["person.id"], name=op.f("fk_scorecard_supplier_agreed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard")),
        sa.UniqueConstraint("relationship_id", "period_on", name=op.f("uq_scorecard_relationship_id_period_on")),
    )
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.create_index("ix_scorecard_status", ["relationship_id", "status"], unique=False)

    op.create_table(
        "tenure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_tenure_in_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tenure_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_tenure_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenure")),
    )
    with op.batch_alter_table("tenure", schema=None) as batch_op:
        batch_op.create_index("ix_tenure_person_open", ["person_id", "to_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_tenure_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(
            "uq_tenure_open",
            ["seat_id"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        )

    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criteria_set_id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column(
            "pillar",
            sa.Enum(
                "experience",
                "cost",
                "revenue",
                "service_delivery",
                "compliance",
                "relationship",
                name="pillar",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("weight", database.Micro(), nullable=False),
        sa.Column("worst", database.Micro(), nullable=False),
        sa.Column("minimum", database.Micro(), nullable=False),
        sa.Column("target", database.Micro(), nullable=False),
        sa.Column("high_target", database.Micro(), nullable=True),
        sa.Column("high_minimum", database.Micro(), nullable=True),
        sa.Column("high_worst", database.Micro(), nullable=True),
        sa.Column("is_gate", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["criteria_set_id"], ["criteria_set.id"], name=op.f("fk_criterion_criteria_set_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_criterion_kpi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("criteria_set_id", "kpi_id", name=op.f("uq_criterion_criteria_set_id_kpi_id")),
    )
    op.create_table(
        "forum_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_forum_member_forum_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_forum_member_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_member")),
        sa.UniqueConstraint("forum_id", "seat_id", name=op.f("uq_forum_member_forum_id_seat_id")),
    )
    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_member_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kpi_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "measured",
                "provisional",
                "not_applicable",
                "missing",
                "disputed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("value", database.Micro(), nullable=True),
        sa.Column("numerator", database.Micro(), nullable=True),
        sa.Column("denominator", database.Micro(), nullable=True),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "entered_side",
            sa.Enum("client", "supplier", name="entered_side", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("entered_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_measurement_entered_by_id")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_measurement_kpi_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_measurement_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("kpi_id", "period_on", name=op.f("uq_measurement_kpi_id_period_on")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_relationship_id"), ["relationship_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("period_key", sa.String(length=16), nullable=False),
        sa.Column("local_on", sa.Date(), nullable=False),
        sa.Column("scheduled_at", database.UtcDateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "scheduled",
                "in_preparation",
                "held",
                "minutes_agreed",
                "cancelled",
                "missed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("invited_for", database.UtcDateTime(), nullable=True),
        sa.Column("step_at", database.UtcDateTime(), nullable=True),
        sa.Column("held_at", database.UtcDateTime(), nullable=True),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("client_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("client_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("supplier_agreed_at", database.UtcDateTime(), nullable=True),
        sa.Column("supplier_agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_agreed_by_id"], ["person.id"], name=op.f("fk_review_client_agreed_by_id")),
        sa.ForeignKeyConstraint(["forum_id"], ["forum.id"], name=op.f("fk_review_forum_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_review_relationship_id")),
        sa.ForeignKeyConstraint(["supplier_agreed_by_id"], ["person.id"], name=op.f("fk_review_supplier_agreed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("forum_id", "period_key", name=op.f("uq_review_forum_id_period_key")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_list", ["relationship_id", "scheduled_at", "id"], unique=False)
        batch_op.create_index(
            "ix_review_step",
            ["step_at", "id"],
            unique=False,
            sqlite_where=sa.text("step_at IS NOT NULL"),
            postgresql_where=sa.text("step_at IS NOT NULL"),
        )

    op.create_table(
        "rung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column(
            "waiting_on",
            sa.Enum("client", "supplier", name="waiting_on", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("answering_seat_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column(
            "trigger",
            sa.Enum(
                "opened",
                "not_acknowledged",
                "not_resolved",
                "severity_raised",
                "by_hand",
                "reopened",
                name="trigger",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("collapsed", sa.Boolean(), nullable=False),
        sa.Column("told_at", database.UtcDateTime(), nullable=False),
        sa.Column("response_due_at", database.UtcDateTime(), nullable=True),
        sa.Column("resolution_due_at", database.UtcDateTime(), nullable=True),
        sa.Column("acknowledged_at", database.UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["acknowledged_by_id"], ["person.id"], name=op.f("fk_rung_acknowledged_by_id")),
        sa.ForeignKeyConstraint(["answering_seat_id"], ["seat.id"], name=op.f("fk_rung_answering_seat_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_rung_issue_id")),
        sa.ForeignKeyConstraint(["level_id"], ["escalation_level.id"], name=op.f("fk_rung_level_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rung")),
        sa.UniqueConstraint("issue_id", "round", "position", name=op.f("uq_rung_issue_id_round_position")),
    )
    with op.batch_alter_table("rung", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rung_unanswered",
            ["answering_seat_id", "response_due_at", "id"],
            unique=False,
            sqlite_where=sa.text("acknowledged_at IS NULL AND is_current = 1"),
            postgresql_where=sa.text("acknowledged_at IS NULL AND is_current"),
        )

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "containment",
                "correction",
                "corrective",
                "preventive",
                "improvement",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_side",
            sa.Enum("client", "supplier", name="owner_side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("consequence", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "in_progress",
                "done",
                "verified",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(), nullable=False),
        sa.Column("done_at", database.UtcDateTime(), nullable=True),
        sa.Column("verified_at", database.UtcDateTime(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["functional_area.id"], name=op.f("fk_action_area_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_action_issue_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_owner_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_action_relationship_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_action_review_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_action_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint(
            "relationship_id", "audience", "number", name=op.f("uq_action_relationship_id_audience_number")
        ),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index("ix_action_list_due", ["relationship_id", "is_open", "due_on", "id"], unique=False)
        batch_op.create_index("ix_action_list_slips", ["relationship_id", "is_open", "slips", "id"], unique=False)
        batch_op.create_index(
            "ix_action_list_updated", ["relationship_id", "is_open", "updated_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_action_count",
            ["relationship_id", "is_open", "audience", "due_on", "owner_side", "area_id"],
            unique=False,
        )
        batch_op.create_index("ix_action_owner", ["owner_id", "is_open", "due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_review_id"), ["review_id"], unique=False)
        batch_op.create_index(
            "ix_action_unverified",
            ["relationship_id", "owner_side", "done_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'done'"),
            postgresql_where=sa.text("status = 'done'"),
        )

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "measured",
                "provisional",
                "not_applicable",
                "missing",
                "disputed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("value", database.Micro(), nullable=True),
        sa.Column("numerator", database.Micro(), nullable=True),
        sa.Column("denominator", database.Micro(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["corrected_by_id"], ["person.id"], name=op.f("fk_correction_corrected_by_id")),
        sa.ForeignKeyConstraint(["measurement_id"], ["measurement.id"], name=op.f("fk_correction_measurement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_measurement_id"), ["measurement_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_topic_added_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_topic_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_review_id"), ["review_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("client", "supplier", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_comment_action_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_comment_issue_id")),
        sa.ForeignKeyConstraint(["relationship_id"], ["relationship.id"], name=op.f("fk_comment_relationship_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_action", ["action_id", "id"], unique=False)
        batch_op.create_index(
            "ix_comment_written", ["relationship_id", "audience", "written_at", "issue_id"], unique=False
        )
        batch_op.create_index("ix_comment_issue", ["issue_id", "id"], unique=False)

    op.create_table(
        "due_date_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", database.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_due_date_move_action_id")),
        sa.ForeignKeyConstraint(["moved_by_id"], ["person.id"], name=op.f("fk_due_date_move_moved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_date_move")),
    )
    with op.batch_alter_table("due_date_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_due_date_move_action_id"), ["action_id"], unique=False)

    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE issue_search")
    else:
        op.execute("DROP INDEX ix_issue_search")
    with op.batch_alter_table("due_date_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_due_date_move_action_id"))

    op.drop_table("due_date_move")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_issue")
        batch_op.drop_index("ix_comment_written")
        batch_op.drop_index("ix_comment_action")

    op.drop_table("comment")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_review_id"))

    op.drop_table("topic")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_measurement_id"))

    op.drop_table("correction")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_action_unverified",
            sqlite_where=sa.text("status = 'done'"),
            postgresql_where=sa.text("status = 'done'"),
        )
        batch_op.drop_index(batch_op.f("ix_action_review_id"))
        batch_op.drop_index("ix_action_owner")
        batch_op.drop_index("ix_action_list_updated")
        batch_op.drop_index("ix_action_list_slips")
        batch_op.drop_index("ix_action_count")
        batch_op.drop_index("ix_action_list_due")
        batch_op.drop_index(batch_op.f("ix_action_issue_id"))

    op.drop_table("action")
    with op.batch_alter_table("rung", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_rung_unanswered",
            sqlite_where=sa.text("acknowledged_at IS NULL AND is_current = 1"),
            postgresql_where=sa.text("acknowledged_at IS NULL AND is_current"),
        )

    op.drop_table("rung")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_review_step",
            sqlite_where=sa.text("step_at IS NOT NULL"),
            postgresql_where=sa.text("step_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_review_list")

    op.drop_table("review")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_relationship_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("forum_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_member_seat_id"))

    op.drop_table("forum_member")
    op.drop_table("criterion")
    with op.batch_alter_table("tenure", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tenure_open", sqlite_where=sa.text("to_on IS NULL"), postgresql_where=sa.text("to_on IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_tenure_seat_id"))
        batch_op.drop_index("ix_tenure_person_open")

    op.drop_table("tenure")
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.drop_index("ix_scorecard_status")

    op.drop_table("scorecard")
    op.drop_table("pillar_weight")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notification_failed",
            sqlite_where=sa.text("outcome = 'failed'"),
            postgresql_where=sa.text("outcome = 'failed'"),
        )
        batch_op.drop_index("ix_notification_recipient")
        batch_op.drop_index(
            "ix_notification_due", sqlite_where=sa.text("told_at IS NULL"), postgresql_where=sa.text("told_at IS NULL")
        )

    op.drop_table("notification")
    op.drop_table("kpi")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_issue_source",
            sqlite_where=sa.text("source_ref IS NOT NULL"),
            postgresql_where=sa.text("source_ref IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_issue_resolved",
            sqlite_where=sa.text("resolved_at IS NOT NULL"),
            postgresql_where=sa.text("resolved_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_issue_recurrence")
        batch_op.drop_index(
            "ix_issue_list_escalated",
            sqlite_where=sa.text("is_open = 1 AND level > 1"),
            postgresql_where=sa.text("is_open AND level > 1"),
        )
        batch_op.drop_index(
            "ix_issue_list_resolved",
            sqlite_where=sa.text("status = 'resolved'"),
            postgresql_where=sa.text("status = 'resolved'"),
        )
        batch_op.drop_index(
            "ix_issue_list_owner",
            sqlite_where=sa.text("owner_id IS NOT NULL"),
            postgresql_where=sa.text("owner_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_issue_list_updated")
        batch_op.drop_index("ix_issue_list_severity")
        batch_op.drop_index("ix_issue_list_opened")
        batch_op.drop_index("ix_issue_list_due")
        batch_op.drop_index("ix_issue_list_area")
        batch_op.drop_index("ix_issue_count")
        batch_op.drop_index(
            "ix_issue_effectiveness",
            sqlite_where=sa.text("effectiveness IS NULL"),
            postgresql_where=sa.text("effectiveness IS NULL"),
        )
        batch_op.drop_index(
            "ix_issue_climb",
            sqlite_where=sa.text("climb_at IS NOT NULL"),
            postgresql_where=sa.text("climb_at IS NOT NULL"),
        )

    op.drop_table("issue")
    with op.batch_alter_table("forum", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_forum_plan",
            sqlite_where=sa.text("plan_at IS NOT NULL"),
            postgresql_where=sa.text("plan_at IS NOT NULL"),
        )

    op.drop_table("forum")
    op.drop_table("escalation_level")
    op.drop_table("unsubscription")
    op.drop_table("submission")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seat_spoc", sqlite_where=sa.text("role = 'spoc'"), postgresql_where=sa.text("role = 'spoc'")
        )
        batch_op.drop_index(
            "uq_seat_lead",
            sqlite_where=sa.text("role = 'functional_lead'"),
            postgresql_where=sa.text("role = 'functional_lead'"),
        )
        batch_op.drop_index(batch_op.f("ix_seat_relationship_id"))

    op.drop_table("seat")
    with op.batch_alter_table("role_held", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_held_person_id"))

    op.drop_table("role_held")
    op.drop_table("relationship_area")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_thread", sqlite_where=sa.text("thread <> ''"), postgresql_where=sa.text("thread <> ''")
        )
        batch_op.drop_index("ix_outbox_state")
        batch_op.drop_index("ix_outbox_recipient")
        batch_op.drop_index(
            "ix_outbox_in_flight",
            sqlite_where=sa.text("state IN ('claimed', 'handing')"),
            postgresql_where=sa.text("state IN ('claimed', 'handing')"),
        )
        batch_op.drop_index(
            "ix_outbox_due", sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'")
        )

    op.drop_table("outbox_mail")
    with op.batch_alter_table("mail_schedule", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_mail_schedule_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("mail_schedule")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_relationship_id"))

    op.drop_table("import_batch")
    with op.batch_alter_table("escalation_path", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_path_relationship_id"))
        batch_op.drop_index(
            "ix_escalation_path_in_force",
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        )

    op.drop_table("escalation_path")
    with op.batch_alter_table("criteria_set", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_criteria_set_in_work",
            sqlite_where=sa.text("status IN ('draft', 'proposed')"),
            postgresql_where=sa.text("status IN ('draft', 'proposed')"),
        )
        batch_op.drop_index(
            "uq_criteria_set_in_force",
            sqlite_where=sa.text("status = 'agreed'"),
            postgresql_where=sa.text("status = 'agreed'"),
        )

    op.drop_table("criteria_set")
    op.drop_table("counter")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_day_calendar_id"))

    op.drop_table("calendar_day")
    with op.batch_alter_table("relationship", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relationship_supplier_id"))
        batch_op.drop_index(batch_op.f("ix_relationship_client_id"))

    op.drop_table("relationship")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_organisation_id"))

    op.drop_table("person")
    op.drop_table("business_calendar")
    op.drop_table("tick")
    op.drop_table("setting")
    op.drop_table("organisation")
    op.drop_table("functional_area")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_subject")
        batch_op.drop_index("ix_audit_event_chain_at")

    op.drop_table("audit_event")
