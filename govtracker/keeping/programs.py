"""PostgreSQL's pg_dump and pg_restore, in a version that fits the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

DEBIAN = Path("/usr/lib/postgresql")  # a folder for each version there


class Unable(Exception):
    """It cannot be done here; the text says what is missing."""


def dump(target: Path, url: str, folder: str, *, snapshot: str, major: int) -> None:
    """Write PostgreSQL's custom format of one exported snapshot; raises Unable."""
    program = _fitting("pg_dump", folder, major)
    _run(
        [program, "--format=custom", f"--snapshot={snapshot}", f"--file={target}", "--no-owner", "--no-privileges"],
        url,
        ["--lock-wait-timeout=60s"],
    )


def restore(source: Path, url: str, folder: str) -> None:
    """Bring a dump into an empty database, whole or not at all; raises Unable."""
    program = _fitting("pg_restore", folder, 0, reads=source)
    _run(
        [program, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments"],
        url,
        [str(source)],
    )


def _run(command: list[str], url: str, rest: list[str]) -> None:
    """The password travels in the environment: arguments are for everybody on the machine to read."""
    facts: Mapping[str, object] = conninfo_to_dict(url)
    address = make_conninfo(**{name: str(value) for name, value in facts.items() if name != "password"})
    secret = {"PGPASSWORD": str(facts["password"])} if facts.get("password") else {}
    done = subprocess.run(  # noqa: S603  # a program we looked for, words of our own
        [*command, f"--dbname={address}", *rest],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unable(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")


def _fitting(name: str, folder: str, major: int, reads: Path | None = None) -> str:
    """The oldest program of that name that is no older than the server, or that can read the dump."""
    known = sorted(set(_found(name, folder)))
    for version, path in known:
        if version >= major and (reads is None or _can_read(path, reads)):
            return path
    there = ", ".join(str(version) for version, _ in known) or "none"
    wanted = f"version {major} or later" if major else "a version that reads this backup"
    raise Unable(
        f"{name} is needed in {wanted} (here: {there}). Install PostgreSQL's client programs, "
        "or name their folder in POSTGRESQL_BIN."
    )


def _found(name: str, folder: str) -> Iterator[tuple[int, str]]:
    places = [shutil.which(name)] if not folder else []
    places += [str(path) for path in ([Path(folder, name)] if folder else DEBIAN.glob(f"*/bin/{name}"))]
    for path in places:
        if path and os.access(path, os.X_OK):
            said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
            if version := re.search(r"(\d+)", said):
                yield int(version[1]), path


def _can_read(program: str, dumped: Path) -> bool:
    listed = subprocess.run([program, "--list", str(dumped)], capture_output=True, check=False)  # noqa: S603
    return listed.returncode == 0
