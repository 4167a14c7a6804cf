"""The sign-in session behind a request: whose it is, and how a browser gets and loses one."""

from flask import g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from govtracker import clock, config, database
from govtracker.access import Viewer
from govtracker.models import SignInSession
from govtracker.queries import viewers
from govtracker.queries.installation import sign_in_sessions as asked
from govtracker.rules.installation import sessions, whence
from govtracker.rules.installation.sessions import Limits, Session, Standing
from govtracker.rules.installation.whence import Whence
from govtracker.services.installation import sign_in_sessions, tokens
from govtracker.web import callers

HALFWAY = "halfway"
login = LoginManager()
login.session_protection = None  # the row says what a session is good for, whatever its address


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """What Flask-Login keeps of a session: the secret in the cookie, and what that opens."""

    def __init__(self, token: str, viewer: Viewer, facts: Session) -> None:
        self.token = token
        self.viewer = viewer
        self.facts = facts

    def get_id(self) -> str:
        """The secret; the database holds its hash."""
        return self.token

    @property
    def standing(self) -> Standing:
        """Open or idle: what is over is never loaded."""
        return sessions.standing(self.facts, limits(), clock.real_now())

    @property
    def is_fresh(self) -> bool:
        """Whether they proved who they are lately."""
        return sessions.is_fresh(self.facts, limits(), clock.real_now())


def limits() -> Limits:
    """How long sessions last here."""
    settings = config.current()
    return Limits(settings.session_fresh, settings.session_idle, settings.session_lasts)


def current() -> SignedIn | None:
    """The session of this request, idle or open; None where there is none."""
    return current_user if current_user.is_authenticated else None


def session_id() -> int:
    """The id of this request's session."""
    found = current()
    assert found is not None
    return found.facts.session_id


def current_viewer() -> Viewer | None:
    """Who is looking; nobody while their session is idle."""
    found = current()
    return found.viewer if found and found.standing is Standing.OPEN else None


def come_from() -> Whence:
    """From where this request comes."""
    return Whence(whence.network(callers.address()), whence.browser(request.user_agent.string))


def carry(token: str) -> None:
    """From now on this browser holds the session of that secret; what the cookie held of another is gone.

    The token of its forms stays where the same person goes on: what they had begun to fill in can still be sent.
    """
    before, opened = current(), load(token)
    assert opened is not None
    form_token = session.get("csrf_token") if before and before.viewer.person_id == opened.viewer.person_id else None
    session.clear()
    if form_token:
        session["csrf_token"] = form_token
    login_user(opened)
    session.permanent = True


def renew() -> None:
    """Its person has proved anew who they are: the session goes on under another secret. Opens its own transaction."""
    token = tokens.fresh()
    with database.transaction():
        sign_in_sessions.prove(session_id(), token_hash=tokens.hashed(token))
    carry(token)


def remember_halfway(token: str, next_url: str | None) -> None:
    """This browser goes on with the code of a second factor."""
    session.clear()
    session[HALFWAY] = {"token": token, "next": next_url}
    session.permanent = True


def halfway() -> tuple[SignInSession, str | None] | None:
    """The session that waits for a second factor here, and where its person wanted to go."""
    kept = session.get(HALFWAY)
    if kept is None:
        return None
    begun_after = clock.real_now() - sessions.HALFWAY_LASTS
    row = asked.halfway(token_hash=tokens.hashed(kept["token"]), begun_after=begun_after)
    return (row, kept["next"]) if row else None


def forget() -> None:
    """This browser holds no session any more."""
    logout_user()
    session.clear()


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load(token: str) -> SignedIn | None:
    """The session of that secret; None where it was ended or is over."""
    found = viewers.signed_in(tokens.hashed(token), today=clock.today("UTC"))
    if found is None:
        return None
    signed_in = SignedIn(token, *found)
    return None if signed_in.standing is Standing.OVER else signed_in


def note(response: Response) -> Response:
    """Write down now and then that somebody was seen: in a transaction of its own, lost without harm."""
    found = current() if "viewer" in g else None
    at = clock.real_now()
    if found and found.standing is Standing.OPEN and sessions.is_worth_noting(found.facts, at):
        try:
            with database.transaction():
                asked.seen(found.facts.session_id, at)
        except Exception as error:
            if not database.is_busy(error):
                raise
    return response
