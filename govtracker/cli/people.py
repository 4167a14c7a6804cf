"""People, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.enums import PortfolioRole
from govtracker.rules.installation.password_rules import Whose
from govtracker.services import Refused
from govtracker.services.installation import passwords
from govtracker.services.structure import people
from govtracker.services.structure import roles as portfolio_roles


@click.command("create-user")
@with_appcontext
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--organisation", prompt=True, help="The company they belong to; it is created if it is new.")
@click.option("--administrator", is_flag=True, help="May administer this installation.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in PortfolioRole]),
    help="A role across their organisation's relationships; a governance_office may begin relationships.",
)
@click.password_option()
def create_user(**asked: object) -> None:
    """Create a person who may sign in."""
    try:
        _create_user(**asked)  # type: ignore[arg-type]  # click hands over what it has checked
    except Refused as refusal:
        raise click.ClickException(refusal.text) from None


def _create_user(
    *, email: str, name: str, organisation: str, administrator: bool, roles: tuple[str, ...], password: str
) -> None:
    secret, at = passwords.checked(password, Whose(name, email, organisation)), clock.now()
    with database.transaction():
        person = people.create(
            name=name,
            email=email,
            organisation=people.organisation_named(organisation, by=None, at=at),
            password_hash=secret,
            is_administrator=administrator,
            by=None,
            at=at,
        )
        for role in roles:
            portfolio_roles.give(person, PortfolioRole(role), by=None, at=at, today=clock.today(person.zone))
    click.echo(f"{name} <{email}> can sign in.")
