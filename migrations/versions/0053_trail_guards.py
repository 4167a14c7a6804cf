"""The trail is neither emptied nor replaced, and an older event that is withheld loses its words and nothing else."""

from alembic import op

revision = "0053_trail_guards"
down_revision = "0052_account_mail"
branch_labels = None
depends_on = None

KEPT = ("id", "chain", "seq", "at", "action", "subject_type", "audience", "previous_hash", "hash", "request_id")
OPTIONAL = ("actor_id", "subject_id", "company_id", "for_seat_id", "for_person_id")
BEFORE = (
    "NOT (OLD.edition = 1 AND NEW.edition = 0 AND NEW.text = '' AND NEW.id = OLD.id AND NEW.chain = OLD.chain "
    "AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.action = OLD.action "
    "AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash)"
)
# An event of the first edition may lose its words, and nothing of its link, of its deed and of whom it concerns.
UNLESS_WITHHELD = " AND ".join(
    (
        "NOT (OLD.edition = 1 AND NEW.edition = 0 AND NEW.text = '' AND NEW.actor_name = '' AND NEW.label = ''",
        "NEW.reason = '' AND CAST(NEW.changes AS TEXT) = '{}' AND NEW.sealed IS NULL AND NEW.origin IS NULL",
        *(f"NEW.{name} = OLD.{name}" for name in KEPT),
        *(f"COALESCE(NEW.{name}, -1) = COALESCE(OLD.{name}, -1)" for name in OPTIONAL),
        "NEW.is_refused = OLD.is_refused)",
    )
)
CHANGED = "events are never changed"
EMPTIED = ("audit_event", "audit_personal", "audit_head")
# each: table, what a row that stands has in common with one that would take its place, why it may not
REPLACED = (
    (
        "audit_event",
        "id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq) "
        "OR (chain = NEW.chain AND previous_hash = NEW.previous_hash)",
        "events are never replaced",
    ),
    (
        "audit_personal",
        "chain = NEW.chain AND seq = NEW.seq AND person_id = NEW.person_id",
        "what events say of a person is never replaced",
    ),
)


def upgrade() -> None:
    """PostgreSQL's TRUNCATE and SQLite's REPLACE pass by the guards of single rows."""
    _guard_changes(UNLESS_WITHHELD)
    if _on_postgresql():
        for table in EMPTIED:
            name = f"{table}_no_truncate"
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the trail is never emptied' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            op.execute(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")
        return
    for table, same, why in REPLACED:
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )


def downgrade() -> None:
    if _on_postgresql():
        for table in EMPTIED:
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
            op.execute(f"DROP FUNCTION {table}_no_truncate()")
    else:
        for table, _, _ in REPLACED:
            op.execute(f"DROP TRIGGER {table}_no_replace")
    _guard_changes(BEFORE)


def _guard_changes(when: str) -> None:
    name = "audit_event_no_update"
    if _on_postgresql():
        op.execute(f"DROP TRIGGER {name} ON audit_event")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(f"DROP TRIGGER {name}")
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event WHEN {when} BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
    )


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
