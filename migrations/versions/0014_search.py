"""Search: a document for every record that can be found, instead of a column of issues."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from govtracker.rules import search_text

revision = "0014_search"
down_revision = "0013_unreachable"
branch_labels = None
depends_on = None

CHUNK = 1000
NEW, OLD = (f"{row}.id, {row}.places, {row}.title, {row}.words" for row in ("new", "old"))
INTO = "INSERT INTO search_index(rowid, places, title, words)"
OUT_OF = "INSERT INTO search_index(search_index, rowid, places, title, words)"
FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_index USING fts5(places, title, words, content='', prefix='2 3 4 5', "
        "tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER search_index_insert AFTER INSERT ON search_document BEGIN {INTO} VALUES ({NEW}); END",
        "CREATE TRIGGER search_index_delete AFTER DELETE ON search_document BEGIN "
        f"{OUT_OF} VALUES ('delete', {OLD}); END",
        "CREATE TRIGGER search_index_update AFTER UPDATE ON search_document BEGIN "
        f"{OUT_OF} VALUES ('delete', {OLD}); {INTO} VALUES ({NEW}); END",
    ),
    # The words are made ready by the application: PostgreSQL's own parser would take some of them apart (5e3abc).
    # The lexeme between title and text keeps phrases from reaching out of one into the other.
    "postgresql": (
        "CREATE FUNCTION search_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
        "SELECT COALESCE(string_agg(quote_literal(word) || ':' || LEAST(place, 16383), ' '), '')::tsvector "
        "FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS found(word, place) $$",
        "ALTER TABLE search_document ADD COLUMN search_index tsvector GENERATED ALWAYS AS ("
        "array_to_tsvector(string_to_array(places, ' ')) || setweight(search_words(title), 'A') "
        "|| '_:1'::tsvector || setweight(search_words(words), 'B')) STORED",
        "CREATE INDEX ix_search_index ON search_document USING gin (search_index)",
    ),
}


def _records(table: str, at: str, *texts: str, whys: str = "NULL") -> str:
    """Rows of records that have a key."""
    text = " || chr || ".join(f"COALESCE(o.{name}, '')" for name in texts)
    return (
        f"SELECT o.id, o.relationship_id, r.key, o.number, o.audience, o.{at} AS at, o.title, {text} AS text, "
        f"{whys} AS whys FROM {table} o JOIN relationship r ON r.id = o.relationship_id"
    )


CONTEXT = ("description", "why_it_occurred", "what_was_done", "why_not_again", "category")
# each: the code in ids, the letter in keys (None: it has no key), and rows of id, relationship, its key, number,
# audience, since when it is there, title, text
SOURCES = {
    "issue": (1, "", _records("issue", "opened_at", *CONTEXT, "segment", "source_ref", whys="o.five_whys")),
    "action": (2, "A", _records("action", "created_at", "consequence", "evidence")),
    "comment": (
        3,
        None,
        "SELECT c.id, c.relationship_id, '' AS key, 0 AS number, c.audience, c.written_at AS at, '' AS title, "
        "c.body AS text, NULL AS whys FROM comment c WHERE c.removed_at IS NULL",
    ),
    "topic": (
        4,
        None,
        "SELECT t.id, v.relationship_id, '' AS key, 0 AS number, 'shared' AS audience, "
        "COALESCE(v.held_at, v.scheduled_at) AS at, t.title, t.notes || chr || t.decision AS text, NULL AS whys "
        "FROM topic t JOIN review v ON v.id = t.review_id",
    ),
    "person": (
        5,
        None,
        "SELECT p.id, NULL AS relationship_id, '' AS key, 0 AS number, 'shared' AS audience, p.created_at AS at, "
        "p.name AS title, p.job_title || chr || p.email || chr || o.name AS text, NULL AS whys "
        "FROM person p JOIN organisation o ON o.id = p.organisation_id",
    ),
    "relationship": (
        6,
        None,
        "SELECT r.id, r.id AS relationship_id, r.key, 0 AS number, 'shared' AS audience, r.created_at AS at, "
        "r.key || ' ' || c.name || ' and ' || s.name AS title, r.purpose AS text, NULL AS whys FROM relationship r "
        "JOIN organisation c ON c.id = r.client_id JOIN organisation s ON s.id = r.supplier_id",
    ),
    "decision": (7, "D", _records("decision", "created_at", "reason", "ruling")),
    "risk": (8, "R", _records("risk", "created_at", "description", "plan")),
    "problem": (9, "P", _records("problem", "opened_at", *CONTEXT, whys="o.five_whys")),
}
SEATED = sa.text(
    "SELECT DISTINCT t.person_id, s.relationship_id FROM tenure t JOIN seat s ON s.id = t.seat_id ORDER BY 1, 2"
)
DOCUMENTS = sa.text(
    "INSERT INTO search_document (id, kind, subject_id, relationship_id, audience, places, title, words) "
    "VALUES (:id, :kind, :subject_id, :relationship_id, :audience, :places, :title, :words)"
)
LETTERS = {"shared": "", "client": "c", "supplier": "s"}

OLD_NEW, OLD_OLD = (f"{row}.id, {row}.relationship_id || {row}.audience, {row}.search_text" for row in ("new", "old"))
OLD_FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE issue_search USING fts5(place, words, content='')",
        "INSERT INTO issue_search(rowid, place, words) SELECT id, relationship_id || audience, search_text FROM issue",
        "CREATE TRIGGER issue_search_insert AFTER INSERT ON issue BEGIN "
        f"INSERT INTO issue_search(rowid, place, words) VALUES ({OLD_NEW}); END",
        "CREATE TRIGGER issue_search_delete AFTER DELETE ON issue BEGIN "
        f"INSERT INTO issue_search(issue_search, rowid, place, words) VALUES ('delete', {OLD_OLD}); END",
        "CREATE TRIGGER issue_search_update AFTER UPDATE OF search_text, relationship_id, audience ON issue BEGIN "
        f"INSERT INTO issue_search(issue_search, rowid, place, words) VALUES ('delete', {OLD_OLD}); "
        f"INSERT INTO issue_search(rowid, place, words) VALUES ({OLD_NEW}); END",
    ),
    "postgresql": (
        "ALTER TABLE issue ADD COLUMN issue_search tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED",
        "CREATE INDEX ix_issue_search ON issue USING gin (issue_search)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=True),
        sa.Column(
            "audience",
            sa.Enum(
                "shared", "client", "supplier", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relationship_id"], ["relationship.id"], name=op.f("fk_search_document_relationship_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    op.create_index("uq_search_document_subject", "search_document", ["kind", "subject_id"], unique=True)
    for statement in FULL_TEXT[_engine()]:
        op.execute(statement)
    for documents in _documents(op.get_bind()):
        op.get_bind().execute(DOCUMENTS, documents)
    if _engine() == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER issue_search_{name}")
        op.execute("DROP TABLE issue_search")
    else:
        op.execute("ALTER TABLE issue DROP COLUMN issue_search")  # and the index over it
    for table in ("issue", "problem"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN search_text")


def downgrade() -> None:
    for table in ("issue", "problem"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN search_text TEXT NOT NULL DEFAULT ''")
        op.execute(
            f"UPDATE {table} SET search_text = (SELECT d.title || ' ' || d.words FROM search_document d "
            f"WHERE d.kind = '{table}' AND d.subject_id = {table}.id)"
        )
    for statement in OLD_FULL_TEXT[_engine()]:
        op.execute(statement)
    if _engine() == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_document")
    if _engine() == "postgresql":
        op.execute("DROP FUNCTION search_words(text)")


def _engine() -> str:
    return op.get_bind().dialect.name


def _documents(bind: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """A document for every record there is, some at a time."""
    seated: dict[int, list[int]] = {}
    for person_id, relationship_id in bind.execute(SEATED):
        seated.setdefault(person_id, []).append(relationship_id)
    for kind, (code, letter, rows) in SOURCES.items():
        last = 0
        column = "at" if _engine() == "postgresql" else "CAST(strftime('%s', at) AS INTEGER) AS at"
        page = sa.text(
            f"SELECT id, relationship_id, key, number, audience, {column}, title, text, whys "
            f"FROM ({rows.replace('chr', 'CHR(10)' if _engine() == 'postgresql' else 'CHAR(10)')}) AS source "
            "WHERE id > :last ORDER BY id LIMIT :chunk"
        )
        while found := bind.execute(page, {"last": last, "chunk": CHUNK}).all():
            yield [_document(kind, code, letter, row, seated) for row in found]
            last = found[-1].id


def _document(kind: str, code: int, letter: str | None, row: Any, seated: dict[int, list[int]]) -> dict[str, Any]:
    held_by = [row.relationship_id] if row.relationship_id is not None else seated.get(row.id, [])
    tokens = [kind, *(f"{relationship_id}{row.audience}" for relationship_id in held_by)]
    if letter is not None:
        tokens.append(f"{row.key}{letter}{LETTERS[row.audience]}{row.number}".lower())
    second = int(row.at.timestamp()) if isinstance(row.at, datetime) else int(row.at)
    return {
        "id": (((max(second, 0) << 5) | code) << 26) | (row.id % 2**26),
        "kind": kind,
        "subject_id": row.id,
        "relationship_id": row.relationship_id,
        "audience": row.audience,
        "places": " ".join(f"@{token}" for token in tokens),
        "title": search_text.normalise(row.title),
        "words": search_text.normalise("\n".join([row.text, *_chain(row.whys)])),
    }


def _chain(whys: Any) -> list[str]:
    """Questions and answers of a five-whys chain."""
    found = json.loads(whys) if isinstance(whys, str) else whys
    return [why[part] for why in found or () for part in ("question", "answer")]
