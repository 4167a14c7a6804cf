"""Whether a worker lives: a lock that the system drops when its process dies, so that nobody has to guess by time.

PostgreSQL: an advisory lock on a connection of its own, past any pooler. SQLite: a locked file in the data folder.
"""

import fcntl
import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, select

from govtracker import config
from govtracker.database import db

# A broken network is noticed within a minute at both ends, so that neither waits for the other's lock for hours.
NOTICED: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "options": "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
}


@dataclass(frozen=True)
class Life:
    """A worker's name, and whether its lock still holds: one that lost it must touch nothing any more."""

    worker: str
    holds: Callable[[], bool]


def living() -> AbstractContextManager[Life]:
    """A new life, for the time of the block."""
    worker = str(uuid.uuid4())
    return _by_file(worker) if config.current().sqlite else _by_connection(worker)


def is_dead(worker: str) -> bool:
    """Whether nobody holds that life any more."""
    if config.current().sqlite:
        return _file_is_free(_path(worker))
    return bool(db.session.scalar(select(func.pg_try_advisory_xact_lock(_number(worker)))))


@contextmanager
def _by_file(worker: str) -> Iterator[Life]:
    path = _path(worker)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield Life(worker, lambda: os.fstat(lock.fileno()).st_nlink > 0)
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _by_connection(worker: str) -> Iterator[Life]:
    address = config.current().database_direct_url.replace("+psycopg", "", 1)
    with psycopg.connect(address, autocommit=True, **NOTICED) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_number(worker),))
        yield Life(worker, lambda: _answers(connection))


def _answers(connection: "psycopg.Connection[tuple[object, ...]]") -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True


def _path(worker: str) -> Path:
    return config.current().data_dir / "workers" / f"{uuid.UUID(worker)}.lock"


def _file_is_free(path: Path) -> bool:
    try:
        with path.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    path.unlink(missing_ok=True)
    return True


def _number(worker: str) -> int:
    """A 64-bit number of its own for each worker."""
    return int.from_bytes(hashlib.sha256(f"worker {worker}".encode()).digest()[:8], signed=True)
