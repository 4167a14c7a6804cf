"""SQLite finds titles by the letters they hold, as PostgreSQL does with its trigram extension."""

from alembic import op

revision = "0018_issue_titles"
down_revision = "0017_minuted"
branch_labels = None
depends_on = None

NEW, OLD = (f"{row}.id, '|' || {row}.relationship_id || {row}.audience || '|', {row}.title" for row in ("new", "old"))
TABLE = "search_index_titles"
FORGET = f"INSERT INTO {TABLE}({TABLE}, rowid, place, title) VALUES ('delete', {OLD})"
KEEP = f"INSERT INTO {TABLE}(rowid, place, title) VALUES ({NEW})"
TRIGGERS = {
    "insert": f"AFTER INSERT ON issue BEGIN {KEEP}; END",
    "delete": f"AFTER DELETE ON issue BEGIN {FORGET}; END",
    "update": f"AFTER UPDATE OF title, relationship_id, audience ON issue BEGIN {FORGET}; {KEEP}; END",
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(f"CREATE VIRTUAL TABLE {TABLE} USING fts5(place, title, content='', tokenize='trigram')")
    op.execute(
        f"INSERT INTO {TABLE}(rowid, place, title) "
        "SELECT id, '|' || relationship_id || audience || '|', title FROM issue"
    )
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {TABLE}_{name} {rule}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {TABLE}_{name}")
    op.execute(f"DROP TABLE {TABLE}")
