"""Altering tables: what stands in them stays, and what they are held to changes."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import IntegrityError

from govtracker import altering

LETTER = (
    "CREATE TABLE letter (id INTEGER PRIMARY KEY, colour VARCHAR(9) NOT NULL, "
    "parent_id INTEGER REFERENCES letter (id), CONSTRAINT ck_letter_colour CHECK (colour IN ('red', 'blue')))"
)


@pytest.fixture
def bind(database_url: str) -> Any:
    """A connection over two small tables, with operations bound to it."""
    engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(schema_change=True) as connection:
        if connection.dialect.name == "sqlite":
            for pragma in ("query_only", "foreign_keys"):
                connection.exec_driver_sql(f"PRAGMA {pragma}=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        for statement in (
            "CREATE TABLE company (id INTEGER PRIMARY KEY, name VARCHAR(20))",
            LETTER,
            "CREATE TABLE stamp (letter_id INTEGER NOT NULL REFERENCES letter (id))",
            "CREATE INDEX ix_letter_colour ON letter (colour)",
            "INSERT INTO company VALUES (1, 'Northgate')",
            "INSERT INTO letter VALUES (1, 'red', NULL), (2, 'blue', 1)",
            "INSERT INTO stamp VALUES (2)",
        ):
            connection.exec_driver_sql(statement)
        with Operations.context(MigrationContext.configure(connection)):
            yield connection
        connection.rollback()
    engine.dispose()


def rows(bind: Any, question: str = "SELECT * FROM letter ORDER BY id") -> list[tuple[Any, ...]]:
    return [tuple(row) for row in bind.exec_driver_sql(question)]


def refused(bind: Any, statement: str) -> bool:
    try:
        with bind.begin_nested():
            bind.exec_driver_sql(statement)
    except IntegrityError:
        return True
    return False


COLUMNS: Callable[[], list[sa.Column[Any]]] = lambda: [  # noqa: E731  # a column belongs to one use
    sa.Column("company_id", sa.Integer(), sa.ForeignKey("company.id")),
    sa.Column("tone", sa.Enum("calm", "loud", native_enum=False, length=9), nullable=False, server_default="calm"),
    sa.Column("is_read", sa.Boolean(), nullable=False, server_default=sa.false()),
]


def test_columns_come_with_what_holds_them(bind: Any) -> None:
    altering.add_columns("letter", *COLUMNS())
    assert rows(bind) == [(1, "red", None, None, "calm", False), (2, "blue", 1, None, "calm", False)]
    assert refused(bind, "UPDATE letter SET tone = 'shrill'")
    assert not refused(bind, "UPDATE letter SET tone = 'loud', company_id = 1")
    keys = sa.inspect(bind).get_foreign_keys("letter")
    assert {key["referred_table"] for key in keys} == {"letter", "company"}


def test_columns_go_again_and_leave_the_rest(bind: Any) -> None:
    altering.add_columns("letter", *COLUMNS())
    altering.drop_columns("letter", *COLUMNS())
    assert rows(bind) == [(1, "red", None), (2, "blue", 1)]
    assert [index["name"] for index in sa.inspect(bind).get_indexes("letter")] == ["ix_letter_colour"]
    assert refused(bind, "INSERT INTO letter VALUES (3, 'grey', NULL)")
    assert sa.inspect(bind).get_foreign_keys("stamp")[0]["referred_table"] == "letter"


def test_vocabulary_changes_and_rows_stay(bind: Any) -> None:
    altering.allow("letter", "colour", ["red", "blue", "grey"])
    assert not refused(bind, "INSERT INTO letter VALUES (3, 'grey', NULL)")
    assert refused(bind, "INSERT INTO letter VALUES (4, 'pink', NULL)")
    assert rows(bind) == [(1, "red", None), (2, "blue", 1), (3, "grey", None)]
    assert rows(bind, "SELECT letter_id FROM stamp") == [(2,)]


def test_a_check_comes_and_goes_and_rows_stay(bind: Any) -> None:
    altering.add_check("letter", "order", "(parent_id IS NULL) OR (parent_id < id)")
    assert refused(bind, "INSERT INTO letter VALUES (3, 'red', 3)")
    altering.drop_check("letter", "order")
    assert not refused(bind, "INSERT INTO letter VALUES (3, 'red', 3)")
    assert refused(bind, "INSERT INTO letter VALUES (4, 'pink', NULL)")
    assert len(rows(bind)) == 3


@pytest.mark.database("sqlite")
def test_what_was_never_there_is_not_altered_in_silence(bind: Any) -> None:
    with pytest.raises(ValueError, match="there is no ck_letter_size"):
        altering.change_check("letter", "size", "id > 0")
    with pytest.raises(ValueError, match="no such column"):
        altering.drop_columns("letter", *COLUMNS())


def test_column_of_the_first_making_goes_with_what_held_it(bind: Any) -> None:
    bind.exec_driver_sql("DROP INDEX ix_letter_colour")
    altering.drop_columns("letter", sa.Column("colour", sa.Enum("red", "blue", native_enum=False, length=9)))
    assert rows(bind) == [(1, None), (2, 1)]
    assert [column["name"] for column in sa.inspect(bind).get_columns("letter")] == ["id", "parent_id"]
    assert not sa.inspect(bind).get_check_constraints("letter")


def test_a_column_may_be_empty_and_may_be_so_no_more(bind: Any) -> None:
    assert refused(bind, "INSERT INTO letter (id, colour) VALUES (3, NULL)")
    altering.allow_nothing("letter", "colour")
    assert not refused(bind, "INSERT INTO letter (id, colour) VALUES (3, NULL)")
    bind.exec_driver_sql("UPDATE letter SET colour = 'red' WHERE colour IS NULL")
    altering.require_something("letter", "colour")
    assert refused(bind, "INSERT INTO letter (id, colour) VALUES (4, NULL)")
    assert refused(bind, "INSERT INTO letter (id, colour) VALUES (4, 'green')")
    assert [row[:2] for row in rows(bind)] == [(1, "red"), (2, "blue"), (3, "red")]


def test_rows_may_say_the_same_and_then_no_more(bind: Any) -> None:
    altering.add_unique("letter", "colour")
    assert refused(bind, "INSERT INTO letter VALUES (3, 'red', NULL)")
    altering.drop_unique("letter", "colour")
    assert not refused(bind, "INSERT INTO letter VALUES (3, 'red', NULL)")
    assert rows(bind) == [(1, "red", None), (2, "blue", 1), (3, "red", None)]


def test_a_table_is_held_to_a_condition_and_then_no_more(bind: Any) -> None:
    altering.add_check("letter", "parent", "parent_id IS NULL OR parent_id < id")
    assert refused(bind, "UPDATE letter SET parent_id = 2 WHERE id = 1")
    altering.drop_check("letter", "parent")
    assert not refused(bind, "UPDATE letter SET parent_id = 2 WHERE id = 1")
