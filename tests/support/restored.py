"""A backup restored elsewhere: into another folder, or another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import Result
from flask import Flask

from govtracker import config, create_app
from tests.support import applications
from tests.support.databases import Ground


def run(app: Flask, *words: object) -> Result:
    """What a command of ours comes to."""
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


@contextmanager
def elsewhere(app: Flask, file: Path, folder: Path, ground: Ground, kind: str) -> Iterator[Flask]:
    """The installation that comes of restoring `file` there; it is gone afterwards. A second time is refused."""
    address, where = f"sqlite:///{folder / 'govtracker.sqlite3'}", ["--to", str(folder)]
    if kind == "postgresql":
        address = ground.server().database_url(f"elsewhere_{ground.worker}")
        where = ["--to", address, "--files", str(folder)]
    done = run(app, "restore", file, *where)
    assert done.exit_code == 0, done.output
    again = run(app, "restore", file, *where)
    assert (again.exit_code, "empty" in again.output) == (1, True)
    other = create_app(config.load(applications.environment(address, str(folder)), local=True))
    try:
        yield other
    finally:
        applications.let_go(other)
        if kind == "postgresql":
            ground.server().drop(f"elsewhere_{ground.worker}")
