"""People, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.services import Refused, people


@click.command("create-user")
@with_appcontext
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
