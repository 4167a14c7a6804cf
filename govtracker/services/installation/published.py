"""What a provider publishes of itself (OpenID Connect Discovery 1.0): read, checked, kept for minutes, tried out."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from govtracker.rules.installation.destinations import Closed
from govtracker.services.installation import fetching
from govtracker.services.installation.fetching import Unreachable

ALGORITHMS = ("RS256", "ES256")
SKEW = timedelta(minutes=2)
KEPT_SECONDS = 600.0
MOST_KEPT = 100
LONGEST_WORD = 120


@dataclass(frozen=True, slots=True)
class Published:
    """Where a provider is asked what, and how. `names_itself`: its answers name their issuer (RFC 9207)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    authentications: tuple[str, ...]
    names_itself: bool

    def authentication(self, *, secret: bool) -> str:
        """How we say at the token endpoint who we are."""
        if not secret:
            return "none"
        posts = "client_secret_post" in self.authentications and "client_secret_basic" not in self.authentications
        return "client_secret_post" if posts else "client_secret_basic"


@dataclass(frozen=True, slots=True)
class Finding:
    """What trying a provider out found: `well` or not, and what to do in plain words."""

    well: bool
    words: str


_kept: dict[str, tuple[float, Published]] = {}


def read(issuer: str) -> Published:
    """What the provider publishes, some minutes old at most; raises Unreachable with words for an administrator."""
    found = _kept.get(issuer)
    if found and time.monotonic() - found[0] < KEPT_SECONDS:
        return found[1]
    told, _ = _fetched(issuer)
    checked = _checked(issuer, told)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[issuer] = time.monotonic(), checked
    return checked


def tried(issuer: str, *, at: datetime) -> list[Finding]:
    """Everything that a sign-in needs of the provider, asked anew: what works, and the first thing that does not.

    `at` is real time, to compare clocks.
    """
    found: list[Finding] = []
    _kept.pop(issuer, None)
    try:
        told, clock_there = _fetched(issuer)
        found.append(Finding(True, "The provider answers, and its certificate is trusted."))
        checked = _checked(issuer, told)
        found.append(Finding(True, f"It names itself {issuer}, as you entered it, and signs with {_signs(told)}."))
        found.append(Finding(True, f"It publishes {_keys(checked.jwks_uri)} to check its signatures with."))
        found.append(_clocks(clock_there, at))
    except Unreachable as unreachable:
        found.append(Finding(False, str(unreachable)))
    return found


def word(text: object) -> str:
    """Something a provider said, fit for a log: one short line of plain characters."""
    return "".join(letter for letter in str(text) if letter.isascii() and letter.isprintable())[:LONGEST_WORD]


def _fetched(issuer: str) -> tuple[Mapping[str, Any], str]:
    """The document, and the Date its server gave."""
    from authlib.oidc.discovery import get_well_known_url

    document, date = _asked(
        get_well_known_url(issuer, external=True), "its settings (/.well-known/openid-configuration)"
    )
    return document, date


def _asked(address: str, what: str) -> tuple[Mapping[str, Any], str]:
    import requests

    with fetching.guarded(requests.Session()) as session:
        answer = session.get(address, headers={"Accept": "application/json"})
        if answer.status_code != 200:
            raise Unreachable(f"Asked for {what}, the server answers with status {answer.status_code}.")
        try:
            document = answer.json()
        except (ValueError, RecursionError):
            document = None
    if not isinstance(document, dict):
        raise Unreachable(f"Asked for {what}, the server answers with something else.")
    return document, answer.headers.get("Date", "")


def _checked(issuer: str, told: Mapping[str, Any]) -> Published:
    named = told.get("issuer")
    if named != issuer:
        raise Unreachable(
            f"The provider names itself {word(named)}, and not {issuer}: enter its name to the letter, "
            "a slash at its end included."
        )
    if not _signs(told):
        raise Unreachable(
            "The provider signs with neither RS256 nor ES256: switch one of them on for this application there."
        )
    methods = told.get("code_challenge_methods_supported")
    if isinstance(methods, list) and "S256" not in methods:
        raise Unreachable("The provider does not know PKCE with S256, which every sign-in here uses.")
    ways = told.get("token_endpoint_auth_methods_supported")
    return Published(
        authorization_endpoint=_endpoint(told, "authorization_endpoint"),
        token_endpoint=_endpoint(told, "token_endpoint"),
        jwks_uri=_endpoint(told, "jwks_uri"),
        userinfo_endpoint=_endpoint(told, "userinfo_endpoint", needed=False),
        end_session_endpoint=_endpoint(told, "end_session_endpoint", needed=False),
        authentications=tuple(way for way in ways if isinstance(way, str)) if isinstance(ways, list) else (),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _endpoint(told: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    address = told.get(name)
    if address is None and not needed:
        return ""
    if not isinstance(address, str):
        raise Unreachable(f"The provider does not say where its {name} is.")
    try:
        fetching.destination(address)
    except Closed as closed:
        raise Unreachable(f"The provider’s {name} cannot be used. {closed}") from closed
    return address


def _signs(told: Mapping[str, Any]) -> str:
    """The algorithms we take among those it signs with."""
    supported = told.get("id_token_signing_alg_values_supported")
    return " and ".join(name for name in ALGORITHMS if isinstance(supported, list) and name in supported)


def _keys(address: str) -> str:
    document, _ = _asked(address, "its keys")
    keys = document.get("keys")
    usable = (
        [key for key in keys if isinstance(key, dict) and key.get("kty") in ("RSA", "EC")]
        if isinstance(keys, list)
        else []
    )
    if not usable:
        raise Unreachable("The provider publishes no key to check its signatures with.")
    return "a key" if len(usable) == 1 else f"{len(usable)} keys"


def _clocks(date: str, at: datetime) -> Finding:
    try:
        apart = abs(parsedate_to_datetime(date) - at)
    except (TypeError, ValueError):
        return Finding(True, "The provider does not say what time it is there; its clock was not compared.")
    if apart > SKEW:
        return Finding(
            False,
            f"The provider’s clock and ours are {round(apart.total_seconds())} seconds apart: sign-ins would fail. "
            "Let both follow a time server.",
        )
    return Finding(True, "Its clock and ours agree.")
