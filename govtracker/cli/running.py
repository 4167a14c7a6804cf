"""Working: as a worker of many, or one job once."""

import click
from flask import current_app
from flask.cli import with_appcontext

from govtracker import jobs, worker


@click.command("worker")
@with_appcontext
def work() -> None:
    """Send mail, climb escalations and plan reviews; run as many as you like."""
    if objection := worker.schema_objection():
        raise click.ClickException(f"GovTracker cannot start: {objection}")
    worker.serve(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own way to its object


@click.command("run-job")
@with_appcontext
@click.argument("name")
def run_job(name: str) -> None:
    """Do once what job NAME finds due."""
    try:
        job = jobs.job_named(name)
    except KeyError:
        known = ", ".join(job.name for job in jobs.JOBS)
        raise click.ClickException(f"There is no job {name}. Jobs: {known}") from None
    ran = jobs.run(job)
    click.echo(f"{name}: {ran.done} done, {ran.failed} failed")
