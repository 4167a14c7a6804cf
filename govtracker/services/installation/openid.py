"""OpenID Connect with one provider: its published settings, the way there, and what it vouches for on the way back.

Asks the provider's server and reads no row: call it before any transaction. Authlib is imported when first needed.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from govtracker.rules.installation.vouching import TurnedAway, Vouched
from govtracker.services.installation import fetching, published
from govtracker.services.installation.published import Published

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

LASTS = timedelta(minutes=15)
LEEWAY = timedelta(minutes=2)
LONGEST_NAME = 120
NOT_ASKED = "Your company’s sign-in does not say that it has asked you again. Please sign out there and try once more."


class NotProved(Exception):
    """The provider vouched for nobody, or not in a way that counts; the text is for those who look after it."""


@dataclass(frozen=True, slots=True)
class Client:
    """What a provider knows us by, and we know it by."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str
    redirect_uri: str
    acr_values: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way there that was begun: what the way back has to fit. Kept by the browser that began it (real time).

    `again`: they were signed in here, so the provider has to have asked them since.
    """

    state: str
    nonce: str
    verifier: str
    begun_at: datetime
    again: bool = False


def begin(client: Client, *, at: datetime, again: bool = False) -> tuple[str, Attempt]:
    """The address at the provider to go to, and what to remember meanwhile; raises Unreachable.

    `again`: they are signed in here, so the provider is to ask them even if it knows them still.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    attempt = Attempt(state, nonce, verifier, at, again)
    found = published.read(client.issuer)
    more = {"acr_values": client.acr_values} if client.acr_values else {}
    if again:
        more |= {"prompt": "login", "max_age": "0"}
    address, _ = _session(client, found).create_authorization_url(
        found.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier, **more
    )
    return str(address), attempt


def finish(client: Client, attempt: Attempt, answer: Mapping[str, str], *, at: datetime) -> Vouched:
    """Whom the provider vouches for, from the arguments it sent the browser back with.

    Raises NotProved, Unreachable where a server of the provider does not answer as it should, or TurnedAway where it
    was to ask them again and does not say that it did.
    """
    found = published.read(client.issuer)
    _require_fitting(client, attempt, answer, found, at)
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    with fetching.guarded(_session(client, found)) as session:
        try:
            token = session.fetch_token(
                found.token_endpoint,
                code=answer["code"],
                code_verifier=attempt.verifier,
                grant_type="authorization_code",
            )
            claims = _claims(client, attempt, token, session.request("GET", found.jwks_uri, withhold_token=True), at)
            if "email" not in claims and found.userinfo_endpoint:
                claims = _with_userinfo(claims, session.get(found.userinfo_endpoint))
        except AuthlibBaseError as error:
            raise NotProved(f"the code was not taken: {published.word(error.error)}") from error
        except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotProved(f"what came with the code does not hold: {published.word(_reason(error))}") from error
    _require_asked(attempt, claims)
    return _vouched(client, claims)


def way_out(client: Client, back: str) -> str | None:
    """The address at which people sign out there, which leads `back`; None where the provider has none."""
    from authlib.common.urls import add_params_to_uri

    found = published.read(client.issuer).end_session_endpoint
    asks = [("client_id", client.client_id), ("post_logout_redirect_uri", back)]
    return str(add_params_to_uri(found, asks)) if found else None


def _session(client: Client, found: Published) -> "OAuth2Session":
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        client.client_id,
        client.client_secret or None,
        scope=client.scopes,
        redirect_uri=client.redirect_uri,
        code_challenge_method="S256",
        token_endpoint_auth_method=found.authentication(secret=bool(client.client_secret)),
    )


def _require_fitting(
    client: Client, attempt: Attempt, answer: Mapping[str, str], found: Published, at: datetime
) -> None:
    """The answer belongs to this attempt and comes from the provider it was begun with (RFC 9207)."""
    if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
        raise NotProved("the state is another")
    if not attempt.begun_at <= at <= attempt.begun_at + LASTS:
        raise NotProved("it took too long")
    if answer.get("iss", client.issuer) != client.issuer or (found.names_itself and "iss" not in answer):
        raise NotProved("the answer comes from another issuer")
    if "error" in answer:
        raise NotProved(f"the provider says {published.word(answer['error'])}")
    if not answer.get("code"):
        raise NotProved("there is no code")


def _claims(client: Client, attempt: Attempt, token: Mapping[str, Any], keys: Any, at: datetime) -> dict[str, Any]:
    """What the identity token says, once signature, issuer, audience, times and nonce hold (OpenID Connect 3.1.3.7)."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet
    from joserfc.jws import JWSRegistry

    keys.raise_for_status()
    registry = JWSRegistry(algorithms=list(published.ALGORITHMS), strict_check_header=False)
    read = jwt.decode(token["id_token"], KeySet.import_key_set(keys.json()), registry=registry)
    options = {
        "iss": {"essential": True, "value": client.issuer},
        "aud": {"essential": True, "value": client.client_id},
        "nonce": {"essential": True, "value": attempt.nonce},
    }
    params = {"nonce": attempt.nonce, "client_id": client.client_id, "access_token": token.get("access_token")}
    claims = CodeIDToken(read.claims, read.header, options, params)
    claims.validate(now=int(at.timestamp()), leeway=int(LEEWAY.total_seconds()))
    if claims["iat"] < (attempt.begun_at - LEEWAY).timestamp():
        raise ValueError("issued before it was asked for")
    return dict(claims)


def _require_asked(attempt: Attempt, claims: Mapping[str, Any]) -> None:
    """Where they were to prove it again, they did so since: what the browser was to ask for may have been left out."""
    asked_at = _asked_at(claims)
    if attempt.again and (asked_at is None or asked_at < attempt.begun_at - LEEWAY):
        raise TurnedAway(NOT_ASKED, "auth_time is missing" if asked_at is None else "auth_time is too long ago")


def _with_userinfo(claims: dict[str, Any], answer: Any) -> dict[str, Any]:
    """`claims` with address and name as the provider's userinfo says, which has to speak of the same subject."""
    answer.raise_for_status()
    said = answer.json()
    if said["sub"] != claims["sub"]:
        raise ValueError("userinfo speaks of somebody else")
    wanted = ("email", "email_verified", "name", "given_name", "family_name")
    return {**{name: said[name] for name in wanted if name in said}, **claims}


def _vouched(client: Client, claims: Mapping[str, Any]) -> Vouched:
    subject, amr = claims["sub"], claims.get("amr")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise NotProved("the subject is no text of 1 to 255 characters")
    both = " ".join(_text(claims, name) for name in ("given_name", "family_name")).strip()
    return Vouched(
        issuer=client.issuer,
        subject=subject,
        address=_text(claims, "email").strip().lower(),
        address_verified=claims.get("email_verified") in (True, "true"),
        name=(_text(claims, "name").strip() or both)[:LONGEST_NAME],
        acr=_text(claims, "acr"),
        amr=tuple(method for method in amr if isinstance(method, str)) if isinstance(amr, list) else (),
        proved_at=_asked_at(claims),
    )


def _asked_at(claims: Mapping[str, Any]) -> datetime | None:
    """When the provider asked them last (auth_time); None where it does not say so in a way that can be read."""
    said = claims.get("auth_time")
    if not isinstance(said, int | float) or isinstance(said, bool):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) else ""


def _reason(error: Exception) -> str:
    return str(getattr(error, "description", "")) or str(error) or type(error).__name__
