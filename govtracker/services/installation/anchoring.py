"""Anchors of the audit trail: the heads of all chains, once a day in a file outside the database that only grows."""

import fcntl
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from govtracker import clock, config, database
from govtracker.mail import account_messages
from govtracker.queries import audit
from govtracker.queries.structure import people
from govtracker.rules import anchors
from govtracker.rules.anchors import Anchor, Line

log = structlog.get_logger()
FILE = "anchors.jsonl"


@dataclass(frozen=True)
class Made:
    """How many chains were anchored, when (real time, UTC), and the seal of the last line."""

    chains: int
    at: datetime
    seal: str


def due(_: datetime) -> list[int]:
    """[1] where this machine has made no anchor today (UTC)."""
    made = _last()
    return [] if made is not None and made.at.date() >= clock.real_now().date() else [1]


def make_daily(_: int, at: datetime) -> None:
    """Make the anchors of a day, and tell their seal to the auditors whom the settings name."""
    made, wanted = make(), config.current().anchor_auditors
    if not wanted:
        return
    with database.transaction():
        found = {address: person for address, person in people.with_addresses(wanted).items() if person.is_active}
        account_messages.anchored(list(found.values()), made.seal, made.at, at=at)
    for address in sorted(set(wanted) - found.keys()):
        log.warning("nobody here has the address of an auditor", setting="ANCHOR_AUDITORS", address=address)


def make() -> Made:
    """Write where every chain stands. The line in the log outlives this machine where logs go elsewhere."""
    now, path = clock.real_now(), file()
    heads = audit.heads()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lines:
        fcntl.flock(lines, fcntl.LOCK_EX)
        lines.seek(0)
        before = deque(lines, maxlen=1)
        seal = anchors.seal_of(before[0]) if before else ""
        made = [Anchor(chain, mark, now) for chain, mark in heads]
        for line in anchors.written(made, after=seal, key=_keys()[0]):
            lines.write(f"{line}\n")
            seal = anchors.seal_of(line)
        lines.flush()
        os.fsync(lines.fileno())
    log.info("audit anchors", chains=len(heads), events=sum(mark.seq for _, mark in heads), seal=seal)
    return Made(len(heads), now, seal)


def kept(path: Path | None = None) -> Iterator[Line]:
    """The lines of a file of anchors, by default of this installation's; none where there is no file."""
    path = path or file()
    if path.exists():
        with path.open(encoding="utf-8", errors="replace") as lines:
            yield from anchors.read(lines, keys=_keys())


def file() -> Path:
    """Where the anchors of this installation stand."""
    return config.current().anchor_dir / FILE


def _last() -> Anchor | None:
    found = deque(kept(), maxlen=1)
    return found[0].anchor if found else None


def _keys() -> tuple[str, ...]:
    """The key of today first, then those it may have been before."""
    settings = config.current()
    own = (settings.anchor_key,) if settings.anchor_key else ()
    return (*own, settings.secret_key, *settings.secret_key_fallbacks)
