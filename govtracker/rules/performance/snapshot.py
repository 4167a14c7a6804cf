"""Snapshots: a scorecard as one canonical text that both sides sign, its digest, and the way back."""

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from govtracker.enums import Pillar, Standing, Zone
from govtracker.rules.performance.bands import Band, Before
from govtracker.rules.performance.scorecards import LATER, ScorecardResult
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.words import label

FORMAT: Final = 1


class BadSnapshot(ValueError):
    """A text that is no snapshot of this format."""


@dataclass(frozen=True)
class Snapshot:
    """All a period's scorecard was made of and came to; reading it needs nothing else that is stored.

    `bands` and `before` are what the score was judged by, `banded` the band it counts as before any gate. Of a longer
    period, `months` names those it was rolled up from; `scope` names the part of the relationship, "" for the whole.
    """

    relationship: str
    period: str
    criteria_version: int
    pillar_weights: Mapping[Pillar, Decimal]
    result: ScorecardResult
    standing: Standing
    reasons: tuple[str, ...]
    corridor: Corridor | None
    zone: Zone | None
    bands: tuple[Band, ...] = field(default=(), metadata=LATER)
    before: Before | None = field(default=None, metadata=LATER)
    banded: Standing | None = field(default=None, metadata=LATER)
    scope: str = field(default="", metadata=LATER)
    months: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def standing_name(self) -> str:
        """What its standing is called in the bands it was judged by."""
        found = [band.called for band in self.bands if band.standing is self.standing]
        return found[0] if found else label(self.standing)


def write(snapshot: Snapshot) -> str:
    """The canonical text: JSON with sorted keys and no blanks; decimals as plain strings, so 70 and 70.0 are one."""
    content = {"format": FORMAT, **_plain(snapshot)}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def read(text: str) -> Snapshot:
    """The snapshot a canonical text was written from; raises BadSnapshot."""
    try:
        content = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
        if content.pop("format") != FORMAT:
            raise BadSnapshot("this snapshot has another format")
        built = _build(Snapshot, content)
    except (AttributeError, KeyError, TypeError, ArithmeticError, ValueError) as fault:
        raise BadSnapshot(f"this is not a snapshot: {fault}") from fault
    assert isinstance(built, Snapshot)
    return built


def _plain(value: Any) -> Any:
    """`value` in the words of JSON; a number that is not whole has no place in it."""
    if value is None or isinstance(value, (StrEnum, str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        told = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(part) for one, part in told if not (one.metadata.get("later") and part == one.default)}
    raise TypeError(f"{type(value).__name__} has no place in a snapshot")


def _digits(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError(f"{value} has no place in a snapshot")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _build(kind: Any, content: Any) -> Any:
    """`content` as a value of the type `kind`; fields that the text lacks take their default."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if content is None else _build(get_args(kind)[0], content)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], part) for part in content)
    if origin is Mapping:
        key_kind, part_kind = get_args(kind)
        return {key_kind(key): _build(part_kind, part) for key, part in content.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], part) for name, part in content.items()})
    if type(content) is not (kind if kind in {int, bool} else str):
        raise TypeError(f"{content!r} stands where {kind.__name__} is written")
    return kind(content)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _no_float(text: str) -> Any:
    raise BadSnapshot(f"{text} is no exact number")
