"""Takes what a release leaves in a database: its own demonstration, on both databases, as small files for the tests.

python -m tests.support.release_snapshots NAME [--code FOLDER]     FOLDER: a checkout of that release, else this one
"""

import argparse
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from tests.support import postgres

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "releases"
MOST = 400_000  # bytes a file may have: they stay for ever
THINNER = (  # table; statement
    "audit_event; DELETE FROM audit_event WHERE seq > 10",
    (
        "audit_head; UPDATE audit_head SET seq = last.seq, hash = last.hash FROM audit_event AS last "
        "WHERE last.chain = audit_head.chain AND last.seq = (SELECT max(seq) FROM audit_event WHERE chain = last.chain)"
    ),
    "notification; UPDATE notification SET mail_id = NULL WHERE mail_id > 20",
    "outbox_mail; DELETE FROM outbox_mail WHERE id > 20",
    "notification; DELETE FROM notification WHERE id > 300",
    "search_document; DELETE FROM search_document",
    "search_index; INSERT INTO search_index(search_index) VALUES ('delete-all')",
    "issue_activity; DELETE FROM issue_activity WHERE id > 400",
)


def take(name: str, code: Path) -> list[Path]:
    """Write `name`.sqlite3.xz and `name`.sql.xz."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "govtracker.sqlite3")
        _fill(code, f"sqlite:///{file}", folder)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            _thin_out(connection.execute, {row[0] for row in names})
            connection.execute("VACUUM INTO ?", (f"{folder}/thin.sqlite3",))
        made = [FOLDER / f"{name}.sqlite3.xz", FOLDER / f"{name}.sql.xz"]
        made[0].write_bytes(lzma.compress(Path(folder, "thin.sqlite3").read_bytes(), preset=9))
    with postgres.server() as server, tempfile.TemporaryDirectory() as folder:
        url = server.database_url("release")
        _fill(code, url, folder)
        with psycopg.connect(url, autocommit=True) as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            _thin_out(lambda statement: connection.execute(statement.encode()), {row[0] for row in tables})
        program = [str(postgres.programs() / "pg_dump"), "--no-owner", "--no-privileges", "--no-comments", url]
        made[1].write_bytes(lzma.compress(subprocess.run(program, check=True, stdout=subprocess.PIPE).stdout, preset=9))
    return made


def _fill(code: Path, url: str, folder: str) -> None:
    environ = {**os.environ, "DATABASE_URL": url, "DATA_DIR": folder, "DEMO": "1", "PYTHONPATH": str(code)}
    for words in (("db", "upgrade"), ("demo",)):
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        subprocess.run(command, cwd=code, env=environ, check=True, stdout=subprocess.DEVNULL)


def _thin_out(execute: Callable[[str], Any], tables: Collection[str]) -> None:
    """Leave rows in every table, and of the largest no more than say something."""
    for statement in THINNER:
        if statement.split(";")[0] in tables:
            execute(statement.split(";")[1])


def main() -> None:
    """Take it, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--code", type=Path, default=ROOT)
    asked = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for path in take(asked.name, asked.code.resolve()):
        print(f"{path}: {path.stat().st_size:,} bytes")
        if path.stat().st_size > MOST:
            sys.exit("That is too large to be kept for ever.")


if __name__ == "__main__":
    main()
