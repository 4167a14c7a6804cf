"""Signing in through the identity provider of one's company: which door is whose, there, and back."""

from datetime import datetime

import structlog
from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.enums import SignInWay
from govtracker.models import Person
from govtracker.queries.installation import identity_providers as asked
from govtracker.rules.installation import vouching
from govtracker.rules.installation.vouching import TurnedAway, Vouched
from govtracker.services import events
from govtracker.services.installation import identities, identity_providers, openid, published, sealing
from govtracker.services.installation.fetching import Unreachable
from govtracker.services.installation.openid import Attempt, NotProved
from govtracker.web import signed_in
from govtracker.web.access import public
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.identity_providers import Way
from govtracker.web.forms.sign_in import SignIn
from govtracker.web.views.installation import sign_in

bp = Blueprint("single_sign_on", __name__)
log = structlog.get_logger()
BEGUN = "begun_at_provider"
MOST_BEGUN = 3
AWAY = "Your company’s sign-in cannot be reached just now, or answers in a way that does not count. Please try again."
BROKEN = "This sign-in was not finished, took too long or was used already. Please begin again."


@bp.post("/sign-in/way")
@public(own_transaction=True)
def find() -> Page | Response:
    """The door an address leads to: its domain alone says so, whether or not anybody has that address."""
    way = Way(prefix="way")
    slug = asked.way_of(way.email.data or "") if way.validate() else None
    if slug:
        return see_other(url_for("single_sign_on.show", slug=slug, next=way.next.data or None))
    if not way.errors:
        way.refuse("No company’s own sign-in goes with this address. Use your password.", "email")
    return sign_in.door(SignIn(formdata=None, next=way.next.data), way=way, status=422)


@bp.get("/sign-in/oidc/<slug>")
@public()
def show(slug: str) -> Page:
    """The way of one company; a link, for a form would not be let on to another site."""
    return _door(slug)


@bp.get("/sign-in/oidc/<slug>/start")
@public()
def start(slug: str) -> Page | Response:
    """Go there, and let this browser remember what the way back has to fit."""
    try:
        client = identity_providers.client(asked.in_use(slug))
        address, attempt = openid.begin(client, at=clock.real_now(), again=signed_in.current() is not None)
    except (Unreachable, sealing.Unopened) as error:
        return _failed(slug, AWAY, error)
    _remember(slug, attempt, request.args.get("next", ""))
    return redirect(address, code=303)


@bp.get("/sign-in/oidc/<slug>/return")
@public(own_transaction=True)
def finish(slug: str) -> Page | Response:
    """Back from there: ask who it was, then let them in. An answer is taken once, by the browser that went there."""
    attempt, next_url = _recalled(slug, request.args.get("state", ""))
    if attempt is None:
        return _door(slug, said=BROKEN, status=400)
    try:
        client = identity_providers.client(asked.in_use(slug))
        vouched = openid.finish(client, attempt, request.args.to_dict(), at=clock.real_now())
        person, by_factor = _let_in(slug, client.issuer, vouched, attempt.begun_at)
    except TurnedAway as turned:
        with database.transaction():
            events.record(asked.in_use(slug), "sign_in_refused", by=None, at=clock.now(), reason=turned.why)
        return _door(slug, said=str(turned), status=403)
    except (NotProved, Unreachable, sealing.Unopened, database.IntegrityError) as error:
        return _failed(slug, BROKEN if "error" in request.args else AWAY, error)
    way, proved_at = SignInWay.IDENTITY_PROVIDER, vouched.proved_at
    return sign_in.admit(person, next_url=next_url, way=way, by_factor=by_factor, proved_at=proved_at)


@bp.get("/sign-in/oidc/<slug>/leave")
@public()
def leave(slug: str) -> Page:
    """Signed out here; whether there, too, is theirs to say."""
    return page("sign_in/left.html", company=asked.in_use(slug).name, slug=slug)


@bp.get("/sign-in/oidc/<slug>/end")
@public()
def end(slug: str) -> Page | Response:
    """Sign out there, too (RP-Initiated Logout 1.0); it asks its person itself."""
    try:
        address = openid.way_out(identity_providers.client(asked.in_use(slug)), url_for("sign_in.show", _external=True))
    except (Unreachable, sealing.Unopened) as error:
        return _failed(slug, AWAY, error)
    return redirect(address, code=303) if address else see_other(url_for("sign_in.show"))


def _let_in(slug: str, issuer: str, vouched: Vouched, begun_at: datetime) -> tuple[Person, bool]:
    """Who it is, and whether the company takes the provider's word for a second factor."""
    with database.transaction():
        provider = asked.in_use(slug)
        if provider.issuer != issuer:
            raise NotProved("the provider was changed meanwhile")
        by_factor = vouching.proves_second_factor(vouched, identity_providers.terms(provider))
        return identities.let_in(provider, vouched, begun_at=begun_at, at=clock.now()), by_factor


def _remember(slug: str, attempt: Attempt, next_url: str) -> None:
    """Some ways begun side by side, in tabs; the oldest goes first."""
    begun = [kept for kept in session.get(BEGUN, []) if len(kept) == 7][-MOST_BEGUN + 1 :]
    begun_at = attempt.begun_at.isoformat()
    kept = [slug, attempt.state, attempt.nonce, attempt.verifier, begun_at, attempt.again, next_url[:500]]
    session[BEGUN] = [*begun, kept]


def _recalled(slug: str, state: str) -> tuple[Attempt | None, str]:
    """The way of this browser that goes with `state`, taken out: it leads back once."""
    begun = session.get(BEGUN, [])
    found = next((kept for kept in begun if kept[:2] == [slug, state] and len(kept) == 7), None)
    if found is None:
        return None, ""
    session[BEGUN] = [kept for kept in begun if kept is not found]
    _, _, nonce, verifier, begun_at, again, next_url = found
    return Attempt(state, nonce, verifier, datetime.fromisoformat(begun_at), again), next_url


def _failed(slug: str, words: str, error: Exception) -> Page:
    """A calm page; what happened stands in the log, without anything secret."""
    log.warning("sign_in_failed", provider=slug, kind=type(error).__name__, why=published.word(error))
    return _door(slug, said=words, status=502)


def _door(slug: str, *, said: str = "", status: int = 200) -> Page:
    provider = asked.in_use(slug)
    return page(
        "sign_in/company.html",
        company=provider.name,
        slug=slug,
        next_url=request.args.get("next") or None,
        said=said,
        status=status,
    )
