"""Events say for whom and from where, keep what is personal beside them, and are neither changed nor deleted."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker import database
from govtracker.altering import add_columns, drop_columns

revision = "0049_audit_trail"
down_revision = "0048_accounts"
branch_labels = None
depends_on = None

SALTED = '%,"v":2}'  # how the text of an event ends whose personal values stand beside it
CHUNK = 1000
INDEXES: dict[str, list[str]] = {
    "ix_audit_event_who": ["chain", "actor_id", "id"],
    "ix_audit_event_kind": ["chain", "subject_type", "id"],
    "ix_audit_event_company": ["chain", "company_id", "id"],
}
# An event of the first edition, whose names stand in its text, may lose its text and nothing of its link.
UNLESS_ERASED = (
    "NOT (OLD.edition = 1 AND NEW.edition = 0 AND NEW.text = '' AND NEW.id = OLD.id AND NEW.chain = OLD.chain "
    "AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.action = OLD.action "
    "AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash)"
)
# each: table, what is refused, when, why
GUARDS = (
    ("audit_event", "UPDATE", UNLESS_ERASED, "events are never changed"),
    ("audit_event", "DELETE", "", "events are never deleted"),
    ("audit_personal", "UPDATE", "", "what events say of a person is never changed"),
    ("audit_head", "UPDATE", "NEW.chain <> OLD.chain OR NEW.seq <= OLD.seq", "the head of a chain only moves on"),
    ("audit_head", "DELETE", "", "the head of a chain stays"),
)


def upgrade() -> None:
    add_columns("audit_event", *_columns())
    for name, columns in INDEXES.items():
        op.create_index(name, "audit_event", columns)
    op.create_index(
        "ix_audit_event_refused",
        "audit_event",
        ["chain", "id"],
        sqlite_where=sa.text("is_refused = 1"),
        postgresql_where=sa.text("is_refused"),
    )
    _create_tables()
    _read_texts()
    for guard in GUARDS:
        _set_up(*guard)


def downgrade() -> None:
    """Names go back into the events, for reading; the salts go, so that after another upgrade they are missed."""
    for table, deed, _, _ in GUARDS:
        name = f"{table}_no_{deed.lower()}"
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if _on_postgresql() else ""))
        if _on_postgresql():
            op.execute(f"DROP FUNCTION {name}()")
    _put_names_back()
    for table in ("refusal", "audit_check", "audit_personal"):
        op.drop_table(table)
    for name in ("ix_audit_event_refused", *INDEXES):
        op.drop_index(name, "audit_event")
    drop_columns("audit_event", *_columns())


def _columns() -> list[sa.Column[Any]]:
    origins = sa.Enum(
        "web", "command", "worker", "link", name="origin", native_enum=False, create_constraint=True, length=32
    )
    return [
        sa.Column("edition", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("company_id", sa.Integer()),
        sa.Column("for_seat_id", sa.Integer()),
        sa.Column("for_person_id", sa.Integer()),
        sa.Column("origin", origins),
        sa.Column("request_id", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("is_refused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sealed", sa.JSON()),
    ]


def _create_tables() -> None:
    op.create_table(
        "audit_personal",
        sa.Column("chain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", "person_id", name=op.f("pk_audit_personal")),
    )
    op.create_index("ix_audit_personal_person", "audit_personal", ["person_id", "chain", "seq"])
    op.create_table(
        "audit_check",
        sa.Column("chain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("checked_at", database.UtcDateTime(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_check")),
    )
    op.create_table(
        "refusal",
        sa.Column("minute", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("minute", "who", "what", name=op.f("pk_refusal")),
    )


def _set_up(table: str, deed: str, when: str, why: str) -> None:
    name = f"{table}_no_{deed.lower()}"
    condition = f"WHEN ({when}) " if when else ""
    if _on_postgresql():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW {condition}EXECUTE FUNCTION {name}()")
        return
    op.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{why}'); END")


def _read_texts() -> None:
    """Events written before a downgrade say in their texts what their columns have lost."""
    later = ("company_id", "for_seat_id", "for_person_id", "origin", "request_id", "is_refused", "sealed")
    facts = ("actor_name", "label", "changes", "reason", *later)
    event = sa.table("audit_event", *(sa.column(name) for name in ("id", "text", "edition")), *_typed(facts))
    for rows in _some_at_a_time(sa.select(event.c.id, event.c.text).where(event.c.text.like(SALTED)), event):
        for row in rows:
            said = json.loads(row.text)
            told = {name: said[name] for name in facts}
            op.get_bind().execute(sa.update(event).where(event.c.id == row.id).values(edition=2, **told))


def _put_names_back() -> None:
    event = sa.table("audit_event", *_typed(("id", "chain", "seq", "actor_id", "actor_name", "label")))
    said = sa.table("audit_personal", *_typed(("chain", "seq", "person_id", "said")))
    pairs = sa.select(event.c.id, event.c.actor_id, said.c.person_id, said.c.said).join(
        said, sa.and_(said.c.chain == event.c.chain, said.c.seq == event.c.seq)
    )
    for rows in _some_at_a_time(pairs, event):
        for row in rows:
            told = {"label": row.said["label"]} if "label" in row.said else {}
            if "name" in row.said and row.person_id == (row.actor_id or 0):
                told["actor_name"] = row.said["name"]
            if told:
                op.get_bind().execute(sa.update(event).where(event.c.id == row.id).values(**told))


def _typed(names: tuple[str, ...]) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name, sa.JSON() if name in ("changes", "sealed", "said") else None) for name in names]


def _some_at_a_time(query: sa.Select[Any], event: sa.TableClause) -> Any:
    """The rows of the query, with all rows of an event together."""
    last, bind = 0, op.get_bind()
    while ids := bind.scalars(sa.select(event.c.id).where(event.c.id > last).order_by(event.c.id).limit(CHUNK)).all():
        yield bind.execute(query.where(event.c.id > last, event.c.id <= ids[-1])).all()
        last = ids[-1]


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
