"""People, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.enums import PortfolioRole
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation.password_rules import Whose
from govtracker.services import Refused
from govtracker.services.installation import identity_providers, passwords
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


@click.command("let-passwords-in")
@with_appcontext
@click.argument("organisation")
def let_passwords_in(organisation: str) -> None:
    """Let people of ORGANISATION sign in by password again, beside their company's own sign-in."""
    with database.transaction():
        provider = asked.of_organisation(organisation)
        if provider is None:
            raise click.ClickException(f"{organisation} has no sign-in of its own; passwords count there.")
        changed = identity_providers.let_passwords_in(provider, at=clock.now())
    click.echo(f"People of {organisation} sign in by password {'again' if changed else 'already'}.")
