"""A company's identity provider: set up, tried, switched on and off."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govtracker import config
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import IdentityDomain, IdentityProvider
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation.destinations import Closed
from govtracker.rules.installation.vouching import Terms
from govtracker.services import Refused, events
from govtracker.services.installation import fetching, sealing, sign_in_sessions
from govtracker.services.installation.openid import Client

PURPOSE = "identity provider"
DOMAIN = re.compile(r"(?=.{4,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")
WORD = re.compile(r"[!#-\[\]-~]+")  # what a scope may hold (RFC 6749, 3.3)
MOST_DOMAINS = 50
CONNECTION = ("issuer", "client_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What an administrator enters; `client_secret` empty leaves the one that stands. Domains are one a line."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scopes: str = "openid email profile"
    domains: str = ""
    required_acr: str = ""
    required_amr: str = ""
    just_in_time: bool = False
    only_this_way: bool = False
    trusts_second_factor: bool = False
    signs_out_there: bool = False


def save(facts: ProviderFacts, *, by: Viewer, at: datetime, keep: int | None = None) -> IdentityProvider:
    """Keep the provider of the viewer's company as described; refuses what cannot be.

    Where issuer or client change it has to be tried anew and is switched off until then. `keep`: see `switch_on`.
    """
    domains = _checked_domains(facts.domains, by.organisation_id)
    plain = _checked(facts)
    provider = asked.own(by)
    if provider is None:
        provider = IdentityProvider(
            organisation_id=by.organisation_id, slug=secrets.token_hex(8), created_at=at, **plain
        )
        db.session.add(provider)
        events.record(provider, "identity_provider_set_up", by=by, at=at, changes=_first(plain))
    else:
        moved = any(getattr(provider, name) != plain[name] for name in CONNECTION)
        values: dict[str, Any] = {**plain, **({"tried_at": None, "switched_on_at": None} if moved else {})}
        events.change(provider, "identity_provider_changed", by=by, at=at, **values)
    _keep_domains(provider, domains, by=by, at=at)
    if facts.client_secret:
        provider.client_secret = sealing.seal(facts.client_secret, purpose=PURPOSE)
        events.record(provider, "identity_provider_secret_changed", by=by, at=at)
    _end_by_password(provider, keep)
    return provider


def note_tried(provider: IdentityProvider, issuer: str, *, well: bool, by: Viewer, at: datetime) -> None:
    """Note how trying the provider out went; nothing where it was pointed elsewhere meanwhile."""
    if provider.issuer == issuer:
        events.change(provider, "identity_provider_tried", by=by, at=at, tried_at=at if well else None)


def switch_on(provider: IdentityProvider, *, by: Viewer, at: datetime, keep: int | None = None) -> None:
    """Let people sign in through it; refuses one that was not tried with success, or has no domain.

    Where it is their only way in, what they began by password ends: but the session `keep`, of whoever decides it.
    """
    if provider.tried_at is None:
        raise Refused("Try it first: people would stand before a door that does not open.")
    if not provider.domains:
        raise Refused("Enter the address domains of your company first: by them people find their way.")
    if provider.switched_on_at is None:
        events.change(provider, "identity_provider_switched_on", by=by, at=at, switched_on_at=at)
        _end_by_password(provider, keep)


def switch_off(provider: IdentityProvider, *, by: Viewer, at: datetime) -> None:
    """Let nobody sign in through it any more; passwords count again for everybody."""
    events.change(provider, "identity_provider_switched_off", by=by, at=at, switched_on_at=None)


def let_passwords_in(provider: IdentityProvider, *, at: datetime) -> bool:
    """The way back of whoever runs the installation: passwords count beside the provider again; False if they do."""
    return bool(events.change(provider, "identity_provider_changed", by=None, at=at, only_this_way=False))


def client(provider: IdentityProvider) -> Client:
    """What a sign-in needs, as plain values; raises sealing.Unopened."""
    secret = sealing.opened(provider.client_secret, purpose=PURPOSE) if provider.client_secret else ""
    return Client(
        issuer=provider.issuer,
        client_id=provider.client_id,
        client_secret=secret,
        scopes=provider.scopes,
        redirect_uri=return_address(provider),
        acr_values=provider.required_acr,
    )


def return_address(provider: IdentityProvider) -> str:
    """Where the provider sends people back to: what has to be entered there."""
    return f"{config.current().public_url}/sign-in/oidc/{provider.slug}/return"


def terms(provider: IdentityProvider) -> Terms:
    """Under which the company lets it vouch for people."""
    return Terms(
        organisation_id=provider.organisation_id,
        domains=frozenset(entry.domain for entry in provider.domains),
        just_in_time=provider.just_in_time,
        required_acr=frozenset(provider.required_acr.split()),
        required_amr=frozenset(provider.required_amr.split()),
        trusts_second_factor=provider.trusts_second_factor,
    )


def _checked(facts: ProviderFacts) -> dict[str, str | bool]:
    """The values to keep but for domains and secret."""
    issuer = facts.issuer.strip()
    try:
        fetching.destination(issuer)
    except Closed as closed:
        raise Refused(str(closed), "issuer") from None
    if "?" in issuer or len(issuer) > 300:
        raise Refused("The name of a provider is an address of up to 300 characters without a question mark.", "issuer")
    words = {name: _words(getattr(facts, name), name) for name in ("scopes", "required_acr", "required_amr")}
    if "openid" not in words["scopes"].split():
        raise Refused("“openid” has to be among the scopes.", "scopes")
    if not facts.client_id.strip().isprintable() or not facts.client_id.strip():
        raise Refused("Enter the client id that the provider gave you.", "client_id")
    if not facts.client_secret.isprintable() or not facts.client_secret.isascii():
        raise Refused("A client secret holds letters, digits and signs on one line.", "client_secret")
    switches = ("just_in_time", "only_this_way", "trusts_second_factor", "signs_out_there")
    return {
        "issuer": issuer,
        "client_id": facts.client_id.strip(),
        **words,
        **{name: getattr(facts, name) for name in switches},
    }


def _words(text: str, field_name: str) -> str:
    words = text.split()
    if not all(WORD.fullmatch(word) for word in words):
        raise Refused("Write words with spaces between them, without quotation marks or accents.", field_name)
    return " ".join(dict.fromkeys(words))


def _checked_domains(text: str, organisation_id: int) -> Sequence[str]:
    found = sorted({word.lower().removeprefix("@") for word in text.replace(",", " ").split()})
    if len(found) > MOST_DOMAINS:
        raise Refused(f"At most {MOST_DOMAINS} domains.", "domains")
    for domain in found:
        if not DOMAIN.fullmatch(domain):
            raise Refused(f"“{domain[:80]}” is no domain such as example.com.", "domains")
    taken = asked.taken(found, organisation_id)
    if taken:
        raise Refused(
            f"{', '.join(sorted(taken))} cannot be yours alone. If it is your company’s, please ask whoever runs this "
            "installation.",
            "domains",
        )
    return found


def _keep_domains(provider: IdentityProvider, domains: Sequence[str], *, by: Viewer, at: datetime) -> None:
    before = [entry.domain for entry in provider.domains]
    if before == list(domains):
        return
    stand = {entry.domain: entry for entry in provider.domains}
    provider.domains = [stand.get(domain) or IdentityDomain(domain=domain) for domain in domains]
    events.record(provider, "identity_domains_changed", by=by, at=at, changes={"domains": [before, list(domains)]})


def _end_by_password(provider: IdentityProvider, keep: int | None) -> None:
    if provider.only_this_way and provider.switched_on_at:
        db.session.flush()
        sign_in_sessions.end_by_password(provider, keep=keep)


def _first(plain: dict[str, str | bool]) -> dict[str, list[str | bool | None]]:
    return {name: [None, value] for name, value in plain.items()}
