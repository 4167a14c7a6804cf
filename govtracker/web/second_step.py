"""The step between the password and the house: a code of the authenticator, tried not too often."""

from enum import Enum

from govtracker import clock, database
from govtracker.models import SignInSession
from govtracker.queries import viewers
from govtracker.rules.installation.throttling import Gate
from govtracker.services import Refused
from govtracker.services.installation import second_factors, sign_in_sessions, throttles, tokens
from govtracker.services.installation.throttles import TooMany
from govtracker.web import callers, refused_attempts


class Step(Enum):
    """What became of a code that was not merely wrong."""

    IN = "in"
    OVER = "over"


def take(waiting: SignInSession, code: str, token: str) -> Step:
    """Complete the session by a right code, under a new secret; refuses a wrong one, until that was one too many.

    Opens its own transactions: a try is counted whatever becomes of the rest.
    """
    session_id, person_id, email = waiting.id, waiting.person_id, waiting.person.email
    address = callers.address()
    try:
        with database.transaction():
            throttles.take(Gate.SECOND_FACTOR, account=email, address=address, at=clock.real_now())
    except TooMany as wait:
        refused_attempts.note("too_many_tries", person=waiting.person)
        raise Refused(wait.text, "code") from None
    with database.transaction():
        row, viewer = sign_in_sessions.still_halfway(session_id), viewers.viewer(person_id, today=clock.today("UTC"))
        if row is None or viewer is None:
            return Step.OVER
        if second_factors.takes(row.person, code, at=clock.now()):
            sign_in_sessions.complete(row, by=viewer, token_hash=tokens.hashed(token), at=clock.now())
            throttles.passed(Gate.SECOND_FACTOR, account=email, address=address, at=clock.real_now())
            return Step.IN
        over = sign_in_sessions.count_try(session_id, of=row.person, at=clock.now())
        refused_attempts.note("code_refused", person=row.person)
    if over:
        return Step.OVER
    raise Refused(second_factors.WRONG, "code")
