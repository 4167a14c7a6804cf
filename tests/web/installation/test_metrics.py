"""Figures for Prometheus: closed unless opened, and true for every process."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from govtracker import database, jobs
from govtracker.enums import MailKind, MailState
from govtracker.queries.installation import backups
from govtracker.queries.installation.backups import LastBackup
from govtracker.services.installation import ticks
from tests.mail.steps import MONDAY, queued, sent
from tests.support.applications import environment
from tests.support.smtp import Sink
from tests.support.world import World

ROOT = Path(__file__).parents[3]
TOKEN = "a token long enough to be taken"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
ASKING = """
import os
from govtracker import config, create_app
client = create_app(config.load(os.environ, local=True)).test_client()
for address in ASKED:
    answer = client.get(address, headers={"Authorization": "Bearer " + os.environ["METRICS_TOKEN"]})
print(answer.text)
"""


def figures(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels, in the order of these."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        ({}, {}, 404),
        ({}, BEARER, 404),
        ({"METRICS_TOKEN": TOKEN}, BEARER, 200),
        ({"METRICS_TOKEN": TOKEN}, {"Authorization": "Bearer another"}, 404),
        ({"METRICS_TOKEN": TOKEN}, {"Authorization": "Bearer sch\u00f6n"}, 404),
        ({"METRICS_TOKEN": TOKEN}, {}, 404),
        ({"METRICS_ALLOWED": "127.0.0.0/8, 10.1.2.3"}, {}, 200),
        ({"METRICS_ALLOWED": "127.0.0.1"}, {"X-Forwarded-For": "127.0.0.1"}, 404),
        ({"METRICS_ALLOWED": "10.1.2.3"}, {}, 404),
    ],
)
def test_only_who_is_named_is_answered(
    make_app: Callable[..., Flask], settings: dict[str, str], headers: dict[str, str], status: int
) -> None:
    assert make_app(**settings).test_client().get("/metrics", headers=headers).status_code == status


def test_they_say_what_mail_and_jobs_did(
    make_app: Callable[..., Flask], world: World, smtp_sink: Sink, clock_at: Callable[..., None]
) -> None:
    clock_at(MONDAY)
    app = make_app(SMTP_URL=smtp_sink.url, METRICS_TOKEN=TOKEN)
    for job in jobs.JOBS:  # what earlier tests have run in this process
        ticks.forget(job.name)
    with app.app_context():
        queued(world)
        queued(world, kind=MailKind.DIGEST)
        queued(world, kind=MailKind.DIGEST, state=MailState.UNCERTAIN)
        smtp_sink.fail("RCPT", "450 later")
        sent(MONDAY)
        jobs.run(jobs.job_named("reap"), at=MONDAY)
    said = figures(app.test_client().get("/metrics", headers=BEARER).text)
    assert said["govtracker_mails_sent_total", ("digest",)] == 1
    assert said["govtracker_mails_put_off_total", ("escalation",)] == 1
    assert said["govtracker_mails", ("uncertain",)] == 1
    assert said["govtracker_mails", ("queued",)] == 1
    assert said["govtracker_mails_due", ()] == 0
    assert said["govtracker_job_runs_total", ("send",)] == 1
    assert said["govtracker_job_items_total", ("send",)] == 1
    assert said["govtracker_job_last_run_timestamp_seconds", ("reap",)] == MONDAY.timestamp()


def test_they_say_how_old_the_last_backup_is(make_app: Callable[..., Flask], clock_at: Callable[..., None]) -> None:
    clock_at(MONDAY)
    app = make_app(METRICS_TOKEN=TOKEN)
    name = ("govtracker_backup_age_seconds", ())
    assert name not in figures(app.test_client().get("/metrics", headers=BEARER).text), "there is none"
    with app.app_context(), database.transaction():
        backups.note(LastBackup(MONDAY - timedelta(hours=2), "one.tar", 1000))
    said = figures(app.test_client().get("/metrics", headers=BEARER).text)
    assert (said[name], said["govtracker_backup_bytes", ()]) == (7200, 1000)


def test_methods_nobody_has_heard_of_are_refused_and_fill_no_file(make_app: Callable[..., Flask]) -> None:
    app = make_app(METRICS_TOKEN=TOKEN)
    for method in ("GET", "MADE1UP", "MADE2UP", "MADE3UP"):
        app.test_client().open("/healthz", method=method)
    [counted] = app.extensions["metrics"].requests.collect()
    assert {sample.labels["method"] for sample in counted.samples} == {"GET"}


@pytest.mark.database("sqlite")
def test_every_process_of_a_host_is_counted(app: Flask, tmp_path: Path) -> None:
    settings = app.config["SETTINGS"]
    environ = environment(settings.database_url, str(tmp_path), METRICS_TOKEN=TOKEN)
    kept = {name: value for name, value in os.environ.items() if name != "PROMETHEUS_MULTIPROC_DIR"}

    def asking(addresses: list[str]) -> str:
        command = [sys.executable, "-c", ASKING.replace("ASKED", repr(addresses))]
        return subprocess.run(
            command, cwd=ROOT, env={**kept, **environ}, check=True, capture_output=True, text=True
        ).stdout

    asking(["/healthz", "/healthz"])
    said = figures(asking(["/healthz", "/metrics"]))
    assert said["govtracker_requests_total", ("health.live", "GET", "2xx")] == 3
    assert said["govtracker_request_seconds_count", ("health.live",)] == 3
    assert said["govtracker_database_connections", ()] == 1  # the one that asks
