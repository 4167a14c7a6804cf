"""People, for those who run the installation."""

import click
from flask.cli import with_appcontext

from govtracker import clock, database
from govtracker.enums import PortfolioRole
from govtracker.mail import links
from govtracker.queries.installation import identity_providers as providers_asked
from govtracker.queries.structure import people as asked
from govtracker.rules.installation.password_rules import Whose
from govtracker.services import Refused
from govtracker.services.installation import identity_providers, joinings, passwords
from govtracker.services.structure import people
from govtracker.services.structure import roles as portfolio_roles


@click.command("create-user")
@with_appcontext
@click.argument("email")
@click.option("--name", prompt=True)
@click.option("--organisation", prompt=True, help="The company they belong to; it is created if it is new.")
@click.option("--administrator", is_flag=True, help="May administer this installation.")
@click.option("--another", is_flag=True, help="One more administrator, where there is one already.")
@click.option("--invite", is_flag=True, help="Ask for no password: print, once, the link by which they choose one.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in PortfolioRole]),
    help="A role across their organisation's relationships; a governance_office may begin relationships.",
)
@click.option("--password", help="Their password; asked for where neither this nor --invite is given.")
def create_user(**asked_for: object) -> None:
    """Create a person who may sign in. Somebody who is not the first changes the password given here at once."""
    try:
        _create_user(**asked_for)  # type: ignore[arg-type]  # click hands over what it has checked
    except Refused as refusal:
        raise click.ClickException(refusal.text) from None


def _create_user(
    *,
    email: str,
    name: str,
    organisation: str,
    administrator: bool,
    another: bool,
    invite: bool,
    roles: tuple[str, ...],
    password: str | None,
) -> None:
    if administrator and not another and asked.any_administrator():
        raise Refused("There is an administrator already: say --another if you mean one more.")
    if not invite and password is None:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    secret = "" if invite else passwords.checked(password or "", Whose(name, email, organisation))
    at, is_first = clock.now(), asked.nobody_yet()
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
        person.must_change_password = bool(secret) and not is_first
        for role in roles:
            portfolio_roles.give(person, PortfolioRole(role), by=None, at=at, today=clock.today(person.zone))
        link = links.joining(joinings.invite_all([person], by=None, at=at)[0]) if invite else ""
    click.echo(f"{name} <{email}> joins by this link, once:\n{link}" if link else f"{name} <{email}> can sign in.")


@click.command("let-passwords-in")
@with_appcontext
@click.argument("organisation")
def let_passwords_in(organisation: str) -> None:
    """Let people of ORGANISATION sign in by password again, beside their company's own sign-in."""
    with database.transaction():
        provider = providers_asked.of_organisation(organisation)
        if provider is None:
            raise click.ClickException(f"{organisation} has no sign-in of its own; passwords count there.")
        changed = identity_providers.let_passwords_in(provider, at=clock.now())
    click.echo(f"People of {organisation} sign in by password {'again' if changed else 'already'}.")
