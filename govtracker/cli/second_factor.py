"""Second factors, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.queries import viewers
from govtracker.services import Refused
from govtracker.services.installation import second_factors


@click.command("reset-second-factor")
@with_appcontext
@click.argument("email")
def reset(email: str) -> None:
    """Take away the second factor of EMAIL, who lost it and whom nobody else can help; they are signed out."""
    try:
        with database.transaction():
            person = viewers.by_email(email)
            if person is None:
                raise Refused(f"There is nobody with the address {email}.")
            name = person.name
            second_factors.remove(person, action="second_factor_reset", by=None, at=clock.now())
    except Refused as refusal:
        raise click.ClickException(refusal.text) from None
    click.echo(f"{name} signs in with the password alone now.")
