"""Anchors: lines of a file outside the database that say where each chain stood, each bound to the line before it."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from govtracker.rules import canonical
from govtracker.rules.audit_chain import Mark

PURPOSE = b"audit anchors"


@dataclass(frozen=True)
class Anchor:
    """Where a chain stood at an instant (real time, UTC)."""

    chain: int
    mark: Mark
    at: datetime


@dataclass(frozen=True)
class Line:
    """A line of the file: its anchor (None where it cannot be read), its seal, and whether it is as it was written."""

    number: int
    anchor: Anchor | None
    is_sound: bool
    seal: str = ""


def written(anchors: Iterable[Anchor], *, after: str, key: str) -> Iterator[str]:
    """The anchors as lines that follow the one with the seal `after` ("" for the first of a file)."""
    for anchor in anchors:
        facts = {"at": anchor.at.isoformat(), "chain": anchor.chain, "hash": anchor.mark.hash, "seq": anchor.mark.seq}
        after = _seal(facts, after, key)
        yield canonical.json_text({**facts, "seal": after})


def read(lines: Iterable[str], *, keys: Sequence[str]) -> Iterator[Line]:
    """The lines of a file, each held against the one before it with any of these keys."""
    before = ""
    for number, text in enumerate(lines, 1):
        try:
            facts = json.loads(text)
            seal = facts.pop("seal")
            mark = Mark(int(facts["seq"]), str(facts["hash"]))
            anchor = Anchor(int(facts["chain"]), mark, datetime.fromisoformat(facts["at"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Line(number, None, is_sound=False)
            continue
        sound = any(hmac.compare_digest(_seal(facts, before, key).encode(), str(seal).encode()) for key in keys)
        before = str(seal)
        yield Line(number, anchor, sound, before)


def seal_of(line: str) -> str:
    """The seal of a line, to write the next one after; "" where it cannot be read."""
    try:
        return str(json.loads(line)["seal"])
    except (ValueError, KeyError, TypeError):
        return ""


def _seal(facts: dict[str, object], before: str, key: str) -> str:
    own = hmac.new(key.encode(), PURPOSE, hashlib.sha256).digest()
    return hmac.new(own, f"{before}\n{canonical.json_text(facts)}".encode(), hashlib.sha256).hexdigest()
