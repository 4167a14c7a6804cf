"""Beginnings of words up to eight letters are found without gathering every record that holds them (SQLite)."""

from alembic import op

revision = "0029_prefixes"
down_revision = "0028_asked"
branch_labels = None
depends_on = None

LONG = "2 3 4 5 6 7 8"
SHORT = "2 3 4 5"


def upgrade() -> None:
    """Longer beginnings get an index of their own."""
    _index_anew(LONG)


def downgrade() -> None:
    """Only the short ones have one."""
    _index_anew(SHORT)


def _index_anew(prefixes: str) -> None:
    """The triggers stand on the documents and stay."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("DROP TABLE search_index")
    op.execute(
        f"CREATE VIRTUAL TABLE search_index USING fts5(places, title, words, content='', prefix='{prefixes}', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        "INSERT INTO search_index(rowid, places, title, words) SELECT id, places, title, words FROM search_document"
    )
