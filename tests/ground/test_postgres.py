"""The PostgreSQL of the tests is one for all who share its folder, and outlives none of them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres

pytestmark = pytest.mark.postgresql
ABANDON = """
import sys, time
from tests.support import postgres
with postgres.server() as server:
    print(server.folder, flush=True)
    time.sleep(60)
"""


def test_second_process_joins_the_server_of_the_first(postgres_server):
    with postgres_server.admin() as ours, postgres.join(postgres_server.folder).admin() as theirs:
        started = "SELECT pg_postmaster_start_time()"
        assert ours.execute(started).fetchone() == theirs.execute(started).fetchone()


def test_database_is_made_once_and_dropped_from_under_its_users(postgres_server):
    name = f"dropped_{os.getpid()}"
    url = postgres_server.database_url(name)
    assert postgres_server.database_url(name) == url
    with psycopg.connect(url) as connection:
        postgres_server.drop(name)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_text_is_lowered_beyond_ascii(postgres_server):
    with postgres_server.admin() as connection:
        assert connection.execute("SELECT lower('ÄÉŽ')").fetchone() == ("äéž",)


def test_killed_run_leaves_neither_server_nor_folder():
    with subprocess.Popen([sys.executable, "-c", ABANDON], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        assert (folder / "ready").exists()
        run.send_signal(signal.SIGKILL)
    while folder.exists():  # pytest's own time limit ends this when the keeper does not
        time.sleep(0.05)


def test_server_that_cannot_start_says_why():
    with pytest.raises(RuntimeError, match="no_such_setting"), postgres.server({"no_such_setting": "1"}):
        raise AssertionError("it started")
