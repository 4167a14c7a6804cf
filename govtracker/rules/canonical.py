"""Canonical texts: a value of plain dataclasses as one JSON text, its digest, and the way back."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


class NotCanonical(ValueError):
    """A text that is none of the kind and format it is read as."""


def write(value: Any, *, edition: int) -> str:
    """JSON with sorted keys and no blanks; decimals as plain strings, so 70 and 70.0 are one; days and instants as ISO.

    A field whose metadata say `later` is left out while it has its default, so that older texts stay as they are.
    """
    return json_text({"format": edition, **_plain(value)})


def json_text(content: Any) -> str:
    """What JSON can hold as it is written everywhere that a hash covers it: sorted keys, no blanks, no NaN."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of a canonical text in UTF-8, 64 hexadecimal digits."""
    return digest_of(text.encode())


def digest_of(content: bytes) -> str:
    """SHA-256 of any content, 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def read(kind: type[Kind], text: str, *, edition: int) -> Kind:
    """The value of a dataclass that a text was written from; raises NotCanonical."""
    try:
        content = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
        if content.pop("format") != edition:
            raise NotCanonical("it has another format")
        built = _build(kind, content)
    except (AttributeError, KeyError, TypeError, ArithmeticError, ValueError) as fault:
        raise NotCanonical(str(fault)) from fault
    assert isinstance(built, kind)
    return built


def _plain(value: Any) -> Any:
    """`value` in the words of JSON; a number that is not whole has no place in it."""
    if value is None or isinstance(value, (StrEnum, str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return _digits(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        told = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(part) for one, part in told if not (one.metadata.get("later") and part == one.default)}
    raise TypeError(f"{type(value).__name__} has no place in a canonical text")


def _digits(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError(f"{value} has no place in a canonical text")
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
    if kind in {date, datetime}:
        return kind.fromisoformat(content)
    return kind(content)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _no_float(text: str) -> Any:
    raise NotCanonical(f"{text} is no exact number")
