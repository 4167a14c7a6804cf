"""Tries at the doors, counted in the database for all processes together.

`take` a try before looking whether it succeeds, in a transaction of its own; tell `passed` when it did. Whoever is
asked for is counted the same way whether there is such a person or not.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from govtracker import clock, config
from govtracker.models import Throttle
from govtracker.queries import claims
from govtracker.queries.installation import throttles as asked
from govtracker.rules.installation import callers, throttling
from govtracker.rules.installation.throttling import PACES, Count, Gate, Pace, Tries

KNOWN_FOR = timedelta(days=90)  # after which a network a person has signed in from is like any other


class TooMany(Exception):
    """No try is let through before `until` (real time); `text` is for the person, `seconds` for Retry-After."""

    def __init__(self, until: datetime, at: datetime) -> None:
        super().__init__(until)
        self.until = until
        self.when = throttling.words(until, at)
        self.text = f"Too many tries. Try again {self.when}."
        self.seconds = max(1, -((at - until) // timedelta(seconds=1)))


def take(gate: Gate, *, address: str, at: datetime, account: str = "") -> None:
    """Count one more try at `at` (real time) from `address` for `account` ("" where none is asked for).

    Raises TooMany where it has to wait. Strangers who try an account from elsewhere do not keep its owner out where
    they have signed in before.
    """
    counted = _counted(gate, account, address)
    if account and asked.is_there(_known(gate, account, address), at):
        counted = [(key, count) for key, count in counted if count is not Count.ACCOUNT]
    claims.insert_missing(Throttle, [_blank(key, at) for key, _ in counted], unique=["key"])
    rows = asked.held([key for key, _ in counted])
    waits = [row.closed_until for row in rows.values() if row.closed_until and throttling.is_closed(_tries(row), at)]
    if waits:
        raise TooMany(max(waits), at)
    for key, count in counted:
        _write(rows[key], PACES[gate][count], at)


def lets(gate: Gate, *, account: str, at: datetime) -> bool:
    """Count one more try for `account`, whoever makes it; False where it has to wait, which nobody is told."""
    try:
        take(gate, address="", account=account, at=at)
    except TooMany:
        return False
    return True


def look(gate: Gate, *, address: str, at: datetime) -> None:
    """Count nothing; raises TooMany while no try from `address` is let through at `at` (real time)."""
    rows = asked.seen([key for key, _ in _counted(gate, "", address)])
    waits = [row.closed_until for row in rows if row.closed_until and throttling.is_closed(_tries(row), at)]
    if waits:
        raise TooMany(max(waits), at)


def passed(gate: Gate, *, address: str, at: datetime, account: str = "") -> None:
    """The try that was taken succeeded: the account begins anew, and the network gets its try back."""
    counted = {count: key for key, count in _counted(gate, account, address)}
    network = counted.pop(Count.NETWORK, "")
    asked.remove(list(counted.values()))
    for row in asked.held([network]).values():
        row.tries, row.closed_until = max(row.tries - 1, 0), None
    if account:
        known = _blank(_known(gate, account, address), at) | {"forgotten_at": at + KNOWN_FOR}
        claims.upsert_rows(Throttle, [known], unique=["key"])


def forget(account: str) -> None:
    """Forget the tries counted of an account; those of it and a network only the passing of time finds."""
    asked.remove([_key(gate, Count.ACCOUNT, account) for gate in PACES])


def old(at: datetime) -> Sequence[int]:
    """One sweep, when anything is to be forgotten."""
    return [1] if asked.some_old(clock.real_now()) else []


def sweep(sweeping: int, at: datetime) -> None:
    """Forget what is old enough."""
    asked.forget_old(clock.real_now())


def _counted(gate: Gate, account: str, address: str) -> list[tuple[str, Count]]:
    """The counters of a try: those of its network only where an address is known, of its account where one is."""
    network = callers.network(address)
    parts = {
        Count.PAIR: (account, network) if account and network else None,
        Count.ACCOUNT: (account,) if account else None,
        Count.NETWORK: (network,) if network else None,
    }
    return [(_key(gate, count, *part), count) for count in PACES[gate] if (part := parts[count])]


def _known(gate: Gate, account: str, address: str) -> str:
    return _key(gate, "known", account, callers.network(address))


def _key(*parts: str) -> str:
    """Tells nobody whose account or which address it is."""
    text = "\n".join(part.strip().lower() for part in parts)
    return hmac.new(config.current().secret_key.encode(), text.encode(errors="replace"), hashlib.sha256).hexdigest()


def _blank(key: str, at: datetime) -> dict[str, object]:
    return {"key": key, "tries": 0, "tried_at": at, "closed_until": None, "forgotten_at": at}


def _tries(row: Throttle) -> Tries:
    return Tries(row.tries, row.tried_at, row.closed_until)


def _write(row: Throttle, pace: Pace, at: datetime) -> None:
    now = throttling.after(_tries(row), pace, at)
    row.tries, row.tried_at, row.closed_until = now.tries, now.tried_at, now.closed_until
    row.forgotten_at = at + pace.memory
