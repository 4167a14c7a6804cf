"""Links that let one person in once, of whatever kind: made, looked at, closed. Their instants are real time."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any, TypeVar

from govtracker import clock
from govtracker.database import db
from govtracker.models import Joining, PasswordReset
from govtracker.queries.installation import once_links as asked
from govtracker.rules.installation import link_standing
from govtracker.rules.installation.link_standing import Standing
from govtracker.services.installation import tokens

L = TypeVar("L", bound=Joining | PasswordReset)


def fresh(made_into: Callable[[str], str], *, lasts: timedelta) -> dict[str, Any]:
    """What a new link keeps of its secret, and until when it leads anywhere; `made_into` makes a nonce its secret."""
    nonce, token_hash = tokens.pair(made_into)
    return {"nonce": nonce, "token_hash": token_hash, "expires_at": clock.real_now() + lasts}


def opened(kind: type[L], token: str) -> L | None:
    """The link of that secret, whatever became of it; None for one we did not make."""
    return asked.by_token(kind, tokens.hashed(token))


def standing(link: Joining | PasswordReset, *, gone: bool) -> Standing:
    """Where it stands now; `gone` where what it was for is so no more, which is as good as revoked.

    A link for somebody who is no longer here is revoked whatever else is so.
    """
    return link_standing.standing(
        used=link.used_at is not None,
        revoked=link.revoked_at is not None or gone or not link.person.is_active,
        expires_at=link.expires_at,
        at=clock.real_now(),
    )


def void(person_ids: Collection[int], *kinds: type[Joining] | type[PasswordReset]) -> None:
    """The open links of these people, of all kinds or of those named, lead nowhere any more.

    What makes them do so is recorded itself.
    """
    real = clock.real_now()
    for kind in kinds or asked.KINDS:
        for link in asked.open_of(kind, person_ids):
            link.revoked_at = real
    db.session.flush()
