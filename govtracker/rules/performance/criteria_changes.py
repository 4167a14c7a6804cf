"""How two versions of the success criteria differ, in sentences; and the digest of what a version says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from hashlib import sha256
from typing import Final

from govtracker.enums import Pillar
from govtracker.rules.performance import anchors, ratings, values
from govtracker.rules.performance.criteria import Criteria, Terms, pillar_name
from govtracker.rules.performance.standings import Corridor


def digest(criteria: Criteria) -> str:
    """SHA-256 in hex of all that the two sides agree on: whoever agrees names what they saw."""
    content = {
        "version": criteria.version,
        "pillars": {pillar.value: _text(weight) for pillar, weight in criteria.pillar_weights.items()},
        "corridor": {one.name: _text(getattr(criteria.corridor, one.name)) for one in fields(Corridor)},
        "terms": [{"code": terms.code, **_described(terms)} for terms in criteria.terms],
    }
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is about (a KPI, or the version), what of it, what it said ("": nothing)."""

    about: str
    what: str
    was: str
    now: str


def changes(before: Criteria, after: Criteria) -> list[Change]:
    """What changed from `before` to `after`: weights first, then KPIs added, taken out and altered field by field."""
    old = {terms.kpi_id: terms for terms in before.terms}
    new = {terms.kpi_id: terms for terms in after.terms}
    return [
        *_weights(before, after),
        *_corridors(before, after),
        *(Change(terms.name, ADDED, "", ADDED) for id_, terms in new.items() if id_ not in old),
        *(Change(terms.name, TAKEN_OUT, TAKEN_OUT, "") for id_, terms in old.items() if id_ not in new),
        *(change for id_, terms in new.items() if id_ in old for change in _terms(old[id_], terms)),
    ]


def between(before: Criteria, after: Criteria) -> list[str]:
    """The same as sentences."""
    return [_sentence(change) for change in changes(before, after)]


def _sentence(change: Change) -> str:
    if change.what in (ADDED, TAKEN_OUT):
        return f"{change.about}: {change.what}."
    if change.about in (VERSION, CORRIDOR):
        return f"{change.what}: {_from_to(change.was, change.now)}."
    return f"{change.about}: {change.what} {_from_to(change.was, change.now)}."


def _weights(before: Criteria, after: Criteria) -> Iterator[Change]:
    for pillar in Pillar:
        was, now = (_text(one.pillar_weights.get(pillar) or None) for one in (before, after))
        if was != now:
            yield Change(VERSION, f"Weight of {pillar_name(pillar).lower()}", was, now)


def _corridors(before: Criteria, after: Criteria) -> Iterator[Change]:
    for one in fields(Corridor):
        was, now = (_text(getattr(criteria.corridor, one.name)) for criteria in (before, after))
        if was != now:
            yield Change(CORRIDOR, one.name.replace("_", " ").capitalize(), was, now)


def _terms(before: Terms, after: Terms) -> Iterator[Change]:
    was, now = _described(before), _described(after)
    for name, words in now.items():
        if words != was[name]:
            yield Change(after.name, WORDS[name], was[name], words)


def _described(terms: Terms) -> dict[str, str]:
    curve = {name: "" if terms.is_rated else _text(getattr(terms.anchors, name)) for name in anchors.FIELDS}
    return {name: _text(getattr(terms, name)) for name in SAID} | curve | _levels(terms)


def _levels(terms: Terms) -> dict[str, str]:
    told = (f"{level.description} ({_text(level.score)})" for level in terms.levels)
    return dict.fromkeys(LEVELS, "") | dict(zip(LEVELS, told, strict=False))


def _from_to(before: str, after: str) -> str:
    if not before:
        return f"set to {_quoted(after)}"
    return f"changed from {_quoted(before)} to {_quoted(after)}" if after else f"taken out (was {_quoted(before)})"


def _quoted(text: str) -> str:
    return text if NUMBER.fullmatch(text) else f"“{text}”"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return values.number_text(value) if isinstance(value, Decimal) else str(value)


VERSION: Final = "Relative importance"
CORRIDOR: Final = "Corridor of the gauges"
ADDED: Final = "added"
TAKEN_OUT: Final = "taken out"
NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SAID: Final = {
    "name": "name",
    "definition": "definition",
    "formula": "formula",
    "unit": "unit",
    "unit_label": "unit label",
    "decimals": "decimals",
    "aggregation": "aggregation",
    "computed": "computation",
    "source": "source",
    "pillar": "pillar",
    "weight": "weight",
    "is_gate": "gate",
    "frequency": "frequency",
    "grace_days": "days of grace",
    "entered_by": "who enters it",
    "owner": "owner of the data",
}
LEVELS: Final = {f"level_{number}": f"level {number}" for number in ratings.LEVELS}
WORDS: Final = {**SAID, **anchors.WORDS, **LEVELS}
