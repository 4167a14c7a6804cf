"""flask commands for those who run the installation."""

import click
from flask import Flask, current_app

from govtracker import clock, database, jobs, worker
from govtracker.services import Refused, people


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (work, run_job, create_user):
        app.cli.add_command(command)


@click.command("worker")
def work() -> None:
    """Send mail, climb escalations and plan reviews; run as many as you like."""
    worker.serve(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own way to its object


@click.command("run-job")
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


@click.command("create-user")
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--organisation", prompt=True, help="The company they belong to; it is created if it is new.")
@click.option("--administrator", is_flag=True, help="May administer this installation.")
@click.password_option()
def create_user(*, email: str, name: str, organisation: str, administrator: bool, password: str) -> None:
    """Create a person who may sign in."""
    secret = people.checked_password(password)
    try:
        with database.transaction():
            people.create(
                name=name,
                email=email,
                organisation=people.organisation_named(organisation, by=None, at=clock.now()),
                password_hash=secret,
                is_administrator=administrator,
                by=None,
                at=clock.now(),
            )
    except Refused as refusal:
        raise click.ClickException(refusal.text) from None
    click.echo(f"{name} <{email}> can sign in.")
