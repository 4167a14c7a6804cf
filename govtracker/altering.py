"""How revisions alter tables: columns, vocabularies and checks, the same way on SQLite and on PostgreSQL.

SQLite cannot alter a constraint. There a table is made anew from its own words, with every row, index and trigger it
had, as SQLite's manual says ("Making Other Kinds Of Table Schema Changes"); foreign keys are off meanwhile.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import sqlalchemy as sa
from alembic import op


def add_columns(table: str, *columns: sa.Column[Any]) -> None:
    """Add columns with their foreign keys and vocabularies; one that is not nullable needs a server default."""
    for column in columns:
        op.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {_definition(table, column)}"))


def drop_columns(table: str, *columns: sa.Column[Any]) -> None:
    """Take away columns with what holds them, given as they were made; their indexes have to be gone already."""
    for column in columns:
        if _on_sqlite():
            _rebuild(table, partial(_without, table=table, column=column))
        else:
            op.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column.name}"))


def allow(table: str, column: str, words: Iterable[str]) -> None:
    """Hold a column of a closed vocabulary to these words from now on; ValueError where it was held to none."""
    change_check(table, column, _one_of(column, words))


def change_check(table: str, name: str, condition: str) -> None:
    """Replace the condition of a named check ("times" for ck_<table>_times); ValueError where there is none."""
    constraint = f"ck_{table}_{name}"
    if _on_sqlite():
        _rebuild(table, lambda sql: _with_check(sql, constraint, condition))
    else:
        op.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"))
        op.execute(sa.text(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({condition})"))


def add_check(table: str, name: str, condition: str) -> None:
    """Hold a table to a named check ("times" for ck_<table>_times) it was not held to before."""
    _add_constraint(table, f"CONSTRAINT ck_{table}_{name} CHECK ({condition})")


def drop_check(table: str, name: str) -> None:
    """Hold a table to a named check no more; ValueError on SQLite where there is none."""
    constraint = f"ck_{table}_{name}"
    if _on_sqlite():
        _rebuild(table, lambda sql: _without_check(sql, constraint))
    else:
        op.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}"))


def add_unique(table: str, *columns: str) -> None:
    """Let no two rows say the same in these columns from now on."""
    _add_constraint(table, f"CONSTRAINT {_unique(table, columns)} UNIQUE ({', '.join(columns)})")


def drop_unique(table: str, *columns: str) -> None:
    """Let rows say the same in these columns; ValueError on SQLite where they may already."""
    if not _on_sqlite():
        op.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {_unique(table, columns)}"))
        return

    def change(sql: str) -> str:
        pattern = rf"\s*,\s*CONSTRAINT {_unique(table, columns)} UNIQUE \({', '.join(columns)}\)"
        rest, times = re.subn(pattern, "", sql)
        if times != 1:
            raise ValueError(f"there is no {_unique(table, columns)}")
        return rest

    _rebuild(table, change)


def allow_nothing(table: str, column: str) -> None:
    """Let a column be empty from now on; ValueError on SQLite where it may be so already."""
    _let(table, column, may_be_empty=True)


def require_something(table: str, column: str) -> None:
    """Let a column, filled by now, be empty no more; ValueError on SQLite where it must not be so already."""
    _let(table, column, may_be_empty=False)


def _add_constraint(table: str, words: str) -> None:
    if _on_sqlite():
        _rebuild(table, lambda sql: f"{sql[: sql.rindex(')')].rstrip()}, {words})")
    else:
        op.execute(sa.text(f"ALTER TABLE {table} ADD {words}"))


def _unique(table: str, columns: Iterable[str]) -> str:
    return f"uq_{table}_{'_'.join(columns)}"


def _let(table: str, column: str, *, may_be_empty: bool) -> None:
    if not _on_sqlite():
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} {'DROP' if may_be_empty else 'SET'} NOT NULL")
        return

    def change(sql: str) -> str:
        found = re.search(rf"(?<=[\s(,])({column} [A-Z]+(?:\([0-9, ]+\))?)( NOT NULL)?", sql)
        if found is None or bool(found[2]) is not may_be_empty:
            raise ValueError(f"{table}.{column} is as it should be, or is not there")
        return f"{sql[: found.start()]}{found[1]}{'' if may_be_empty else ' NOT NULL'}{sql[found.end() :]}"

    _rebuild(table, change)


def _definition(table: str, column: sa.Column[Any]) -> str:
    """The column in words both databases read."""
    words = [column.name, column.type.compile(op.get_bind().dialect)]
    if column.server_default is not None:
        words.append(f"DEFAULT {_default(column)}")
    if not column.nullable:
        words.append("NOT NULL")
    if isinstance(column.type, sa.Enum):
        words.append(f"CONSTRAINT ck_{table}_{column.name} CHECK ({_one_of(column.name, column.type.enums)})")
    for key in column.foreign_keys:
        target, target_column = key.target_fullname.split(".")
        words.append(f"CONSTRAINT fk_{table}_{column.name} REFERENCES {target} ({target_column})")
    return " ".join(words)


def _default(column: sa.Column[Any]) -> str:
    given = column.server_default.arg  # type: ignore[union-attr]
    if isinstance(given, str):
        return "'" + given.replace("'", "''") + "'"
    return str(given.compile(dialect=op.get_bind().dialect))


def _one_of(column: str, words: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _without(sql: str, table: str, column: sa.Column[Any]) -> str:
    """Without a column that add_columns added, or that the table was created with."""
    definition = _definition(table, column)
    if sql.count(f", {definition}") == 1:
        return sql.replace(f", {definition}", "")
    plain = re.escape(f"{column.name} {column.type.compile(op.get_bind().dialect)}")
    rest, times = re.subn(rf"(?<=[(,])\s*{plain}(?: DEFAULT [^,]+)?(?: NOT NULL)?,", "", sql)
    if times != 1:
        raise ValueError(f"there is no such column: {definition}")
    return _without_check(rest, f"ck_{table}_{column.name}") if isinstance(column.type, sa.Enum) else rest


def _without_check(sql: str, constraint: str) -> str:
    start, _, _, end = _check(sql, constraint)
    return f"{sql[:start].rstrip().removesuffix(',')}{sql[end:]}"


def _with_check(sql: str, constraint: str, condition: str) -> str:
    _, first, last, _ = _check(sql, constraint)
    return f"{sql[:first]}{condition}{sql[last:]}"


def _check(sql: str, constraint: str) -> tuple[int, int, int, int]:
    """Where a named check begins and ends in a table's words, and between them its condition."""
    found = re.search(rf'CONSTRAINT "?{constraint}"? CHECK \(', sql)
    if found is None:
        raise ValueError(f"there is no {constraint}")
    depth, end = 1, found.end()
    while depth:
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        end += 1
    return found.start(), found.end(), end - 1, end


def _rebuild(table: str, change: Callable[[str], str]) -> None:
    bind = op.get_bind()
    kept = bind.exec_driver_sql(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type = 'trigger'", (table,)
    ).all()
    [before] = [sql for kind, sql in kept if kind == "table"]
    after = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", change(before))
    bind.exec_driver_sql(after)
    columns = ", ".join(name for _, name, *_ in bind.exec_driver_sql(f"PRAGMA table_info({table}_new)"))
    bind.exec_driver_sql(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608  # names of our own
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for kind, sql in kept:
        if kind != "table":
            bind.exec_driver_sql(sql)
