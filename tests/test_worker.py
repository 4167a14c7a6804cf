"""The worker as a process: of several embedded ones one works at a time, and none in a schema it does not know."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from govtracker import database
from govtracker.database import db
from tests.support.applications import environment

pytestmark = pytest.mark.database("sqlite")
ROOT = Path(__file__).parents[1]
BEGIN = """
import os, sys, time
from govtracker import config, create_app, jobs, worker
jobs.JOBS = ()
worker.LOOK_AT_SCHEMA = 0.1
app = create_app(config.load(os.environ, local=True))
"""
EMBEDDED = """
print("waits", flush=True)
worker.start_embedded(app)
while not worker.running:
    time.sleep(0.02)
print("works", flush=True)
time.sleep(600)
"""


@contextmanager
def process(app: Flask, script: str) -> Iterator["subprocess.Popen[str]"]:
    settings = app.config["SETTINGS"]
    environ = environment(settings.database_url, str(settings.data_dir))
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN + script],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def heard(running: "subprocess.Popen[str]", word: str) -> None:
    """Read on until the process says that."""
    assert running.stdout is not None
    assert any(line.strip() == word for line in running.stdout), f"it ended without {word!r}"


def test_when_the_working_process_is_killed_another_takes_over(app: Flask) -> None:
    with process(app, EMBEDDED) as first:
        heard(first, "works")
        with process(app, EMBEDDED) as second:
            heard(second, "waits")
            first.kill()
            heard(second, "works")


def test_a_worker_stops_where_the_schema_is_newer_than_itself(app: Flask) -> None:
    with app.app_context(), database.transaction():
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with process(app, "worker.serve(app)\nprint('ended', flush=True)\n") as running:
        said = running.communicate()[0]
    assert "newer than this program" in said
    assert said.rstrip().endswith("ended")
    assert running.returncode == 0


BUSY = """
from govtracker.jobs import Job
def one(item, at):
    print("begun", flush=True)
    time.sleep({seconds})
    print("done", flush=True)
jobs.JOBS = (Job("busy", 1, lambda at: [1], one),)
worker.serve(app)
print("ended", flush=True)
"""


def test_a_worker_told_to_end_finishes_what_it_has_in_hand(app: Flask) -> None:
    with process(app, BUSY.format(seconds=1)) as running:
        heard(running, "begun")
        running.terminate()
        said = running.communicate()[0]
    assert "done\n" in said
    assert said.rstrip().endswith("ended")
    assert running.returncode == 0


def test_a_worker_told_twice_ends_at_once(app: Flask) -> None:
    with process(app, BUSY.format(seconds=600)) as running:
        heard(running, "begun")
        while running.poll() is None:
            running.terminate()
            time.sleep(0.02)
        said = running.communicate()[0]
    assert "done" not in said
    assert running.returncode == 1
