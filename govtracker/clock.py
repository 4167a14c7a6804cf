"""The only place that asks the time."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_offset = timedelta()


def now() -> datetime:
    """Business time, an aware UTC instant to the second; in demo mode it runs ahead by the stored offset."""
    return (real_now() + _offset).replace(microsecond=0)


def today(zone: str) -> date:
    """The local date of business time in an IANA zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def real_now() -> datetime:
    """The real instant (aware, UTC): for sessions, tokens, throttles, claims and back-off."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds of a clock that never goes back: for time-outs and measuring."""
    return time.monotonic()


def run_ahead(offset: timedelta) -> None:
    """Let business time run `offset` ahead of real time in this process (demo mode only)."""
    global _offset  # noqa: PLW0603  # one process, one clock
    _offset = offset


def ahead() -> timedelta:
    """How far business time runs ahead of real time in this process."""
    return _offset
