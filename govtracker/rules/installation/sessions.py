"""Sign-in sessions: how long each lasts, and when somebody has to prove anew who they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from govtracker.enums import SignInWay

NOTED_EVERY = timedelta(minutes=5)
HALFWAY_LASTS = timedelta(minutes=10)
KEPT_FOR = timedelta(days=90)
MOST_TRIES = 5
BY_PASSWORD = (SignInWay.PASSWORD, SignInWay.RESET, SignInWay.INVITATION)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a proof is fresh, how long nobody need be seen, and how long a session lasts in all."""

    fresh: timedelta
    idle: timedelta
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in session that was not ended, and what is asked of its person; times are real (UTC).

    `has_factor`: they have a second factor. `by_factor`: they gave one when they came in, here or at their company's
    identity provider. `factor_required`: their company wants one of those who bear most.
    """

    session_id: int
    way: SignInWay
    begun_at: datetime
    proved_at: datetime
    seen_at: datetime
    has_factor: bool = False
    by_factor: bool = False
    factor_required: bool = False


class Standing(Enum):
    """What a session is good for at an instant."""

    OPEN = "open"
    IDLE = "idle"
    OVER = "over"


def standing(session: Session, limits: Limits, at: datetime) -> Standing:
    """Over at its absolute end, idle when nobody was seen for too long (OWASP ASVS 5.0.0, 7.3.1 and 7.3.2)."""
    if at - session.begun_at >= limits.lasts:
        return Standing.OVER
    return Standing.IDLE if at - session.seen_at >= limits.idle else Standing.OPEN


def is_fresh(session: Session, limits: Limits, at: datetime) -> bool:
    """Whether they proved who they are lately enough for what is dangerous."""
    return at - session.proved_at < limits.fresh


def is_worth_noting(session: Session, at: datetime) -> bool:
    """Whether it is time to write down again that they were seen."""
    return at - session.seen_at >= NOTED_EVERY


def lacks_factor(session: Session, *, required: bool) -> bool:
    """Whether they have to set up a second factor before anything else, where one is required of them."""
    return required and not (session.has_factor or session.by_factor)


def asks_for_factor(way: SignInWay) -> bool:
    """Whether a code is asked for after a proof of that kind from whoever has a second factor, and gave none yet."""
    return way is not SignInWay.DEMONSTRATION


def words(length: timedelta) -> str:
    """A limit in words: "45 minutes", "12 hours", "30 days"; in the largest unit that says it wholly."""
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        number, rest = divmod(length, size)
        if number and not rest:
            return f"{number} {unit}{'' if number == 1 else 's'}"
    raise ValueError(f"less than a minute: {length}")
