"""What becomes of a form that two people changed at once."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`mine`: fields to store as I typed them; `clashes`: fields both changed, each to something else."""

    mine: frozenset[str]
    clashes: frozenset[str]


def fields(*, seen: Mapping[str, str], mine: Mapping[str, str], stored: Mapping[str, str]) -> Merged:
    """Compare field by field what I saw, what I typed and what is stored now (same keys in all three)."""
    changed = {name for name in mine if mine[name] != seen[name] and mine[name] != stored[name]}
    clashes = {name for name in changed if stored[name] != seen[name]}
    return Merged(frozenset(changed - clashes), frozenset(clashes))
