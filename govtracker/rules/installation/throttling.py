"""How long one waits after so many tries at a door: doubling, up to a limit, so that nobody is shut out for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Gate(StrEnum):
    """Doors at which tries are counted."""

    SIGN_IN = "sign_in"
    SECOND_FACTOR = "second_factor"
    RESET = "reset"
    RESET_MAIL = "reset_mail"  # how often a mail leaves, whoever asks for it
    INVITATION = "invitation"
    LINK = "link"


class Count(StrEnum):
    """What tries are counted for: an account from one network, an account from anywhere, a network."""

    PAIR = "pair"
    ACCOUNT = "account"
    NETWORK = "network"


@dataclass(frozen=True)
class Pace:
    """`free` tries cost nothing; then one waits `first`, twice that, … up to `longest`.

    Everything is forgotten `memory` after the last try.
    """

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta


@dataclass(frozen=True)
class Tries:
    """What is known of a counter: how many tries, the last of them, and until when there is no other."""

    tries: int
    tried_at: datetime
    closed_until: datetime | None = None


def is_closed(known: Tries, at: datetime) -> bool:
    """Whether no try is let through at `at`; a clock that was set back shuts nobody out."""
    return known.closed_until is not None and known.tried_at <= at < known.closed_until


def after(known: Tries, pace: Pace, at: datetime) -> Tries:
    """The counter after one more try at `at`, which was let through."""
    tries = (known.tries if at - known.tried_at < pace.memory else 0) + 1
    beyond = tries - pace.free
    if beyond <= 0:
        return Tries(tries, at)
    doublings = min(beyond - 1, 40)  # by then every wait has long come to its limit
    return Tries(tries, at, at + min(pace.first * 2**doublings, pace.longest))


def words(until: datetime, at: datetime) -> str:
    """How long to wait, in words, never shorter than it takes: "in 40 seconds", "in 5 minutes"."""
    seconds = max(1, -((at - until) // timedelta(seconds=1)))
    number, unit = (seconds, "second") if seconds < 90 else (-(-seconds // 60), "minute")
    return f"in {number} {unit}{'' if number == 1 else 's'}"


SECONDS, MINUTES, HOURS = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PACES: Mapping[Gate, Mapping[Count, Pace]] = {
    Gate.SIGN_IN: {
        Count.PAIR: Pace(5, 5 * SECONDS, 15 * MINUTES, 24 * HOURS),
        Count.ACCOUNT: Pace(20, 5 * SECONDS, 5 * MINUTES, HOURS),
        Count.NETWORK: Pace(50, 2 * SECONDS, 15 * MINUTES, HOURS),
    },
    Gate.SECOND_FACTOR: {
        Count.ACCOUNT: Pace(5, 10 * SECONDS, 15 * MINUTES, 24 * HOURS),
        Count.NETWORK: Pace(50, 2 * SECONDS, 15 * MINUTES, HOURS),
    },
    Gate.RESET: {
        Count.PAIR: Pace(5, MINUTES, 15 * MINUTES, 24 * HOURS),
        Count.NETWORK: Pace(20, 10 * SECONDS, 15 * MINUTES, HOURS),
    },
    Gate.RESET_MAIL: {Count.ACCOUNT: Pace(3, 5 * MINUTES, HOURS, 24 * HOURS)},
    Gate.INVITATION: {Count.NETWORK: Pace(30, 2 * SECONDS, 15 * MINUTES, HOURS)},
    Gate.LINK: {Count.NETWORK: Pace(30, 2 * SECONDS, 15 * MINUTES, HOURS)},
}
