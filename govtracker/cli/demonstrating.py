"""The demonstration data, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import demonstration
from govtracker.services import Refused


@click.command("demo")
@with_appcontext
def fill() -> None:
    """Load the demonstration data into an empty database."""
    try:
        password = demonstration.load()
    except Refused as refusal:
        raise click.ClickException(refusal.text) from None
    click.echo(f"The demonstration is loaded. Its people sign in with the password {password}")
