"""A worker killed in the one moment nobody can look into: nothing is lost, and what comes twice is the same."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from govtracker.enums import MailState
from tests.mail.steps import MONDAY, queued, reaped, sent, state_of
from tests.support.applications import environment
from tests.support.smtp import Sink
from tests.support.world import World

ROOT = Path(__file__).parents[2]
DYING = """
import os
from govtracker import config, create_app, jobs
from govtracker.mail import smtp

hand_over = smtp.Connection.hand_over

def die(door, raw):
    if WHEN == "after":
        hand_over(door, raw)
    os._exit(9)

smtp.Connection.hand_over = die
with create_app(config.load(os.environ, local=True)).app_context():
    jobs.run(jobs.job_named("send"))
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_while_handing_over_loses_nothing(
    make_app: Callable[..., Flask],
    world: World,
    smtp_sink: Sink,
    clock_at: Callable[[datetime], None],
    when: str,
) -> None:
    app = make_app(SMTP_URL=smtp_sink.url)
    settings = app.config["SETTINGS"]
    with app.app_context():
        mail = queued(world)
    environ = environment(settings.database_url, str(settings.data_dir), SMTP_URL=smtp_sink.url)
    script = DYING.replace("WHEN", repr(when))
    died = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={**os.environ, **environ}, check=False)
    assert died.returncode == 9
    assert len(smtp_sink.received) == (1 if when == "after" else 0)
    with app.app_context():
        assert state_of(mail) is MailState.HANDING
        reaped(MONDAY)
        assert state_of(mail) is MailState.QUEUED
        clock_at(datetime.now(UTC) + timedelta(minutes=5))
        sent(MONDAY)
        assert state_of(mail) is MailState.SENT
    assert len(smtp_sink.received) == (2 if when == "after" else 1)
    assert len({mail.content for mail in smtp_sink.received}) == 1
