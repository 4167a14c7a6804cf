"""What becomes of a form that two people changed at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher


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


@dataclass(frozen=True)
class Clash:
    """Lines both changed, each to something else."""

    mine: str
    theirs: str


@dataclass(frozen=True)
class MergedText:
    """`text` holds every change of both; where they clash, mine, and what the other wrote stands in `clashes`."""

    text: str
    clashes: tuple[Clash, ...] = ()


def lines(*, seen: str, mine: str, stored: str) -> MergedText:
    """Put two changed versions of a text together, line by line over the version I saw (as diff3 does).

    Lines that both added at one place stand one after the other, theirs first. A text of more than MOST_LINES is not
    compared: where both changed it, all of it clashes.
    """
    versions = [_split(text) for text in (seen, mine, stored)]
    if max(map(len, versions)) > MOST_LINES:
        parts = [_part(*versions)]
    else:
        parts = [_part(*chunk) for chunk in _chunks(*versions)]
    clashes = tuple(Clash("\n".join(part.lines), "\n".join(part.theirs)) for part in parts if part.theirs is not None)
    return MergedText("\n".join(line for part in parts for line in part.lines), clashes)


@dataclass(frozen=True)
class _Part:
    """Lines as they are put together; `theirs` are those they clash with."""

    lines: list[str]
    theirs: list[str] | None = None


def _part(seen: list[str], mine: list[str], stored: list[str]) -> _Part:
    if mine in (seen, stored):
        return _Part(stored)
    if stored == seen:
        return _Part(mine)
    if not seen:
        return _Part(_both(stored, mine))
    singly = [_line(*three) for three in zip(seen, mine, stored, strict=True)] if _as_long(seen, mine, stored) else []
    if singly and None not in singly:
        return _Part([line for line in singly if line is not None])
    return _Part(mine, stored)


def _line(seen: str, mine: str, stored: str) -> str | None:
    """One line of three versions; None where both changed it."""
    if mine in (seen, stored):
        return stored
    return mine if stored == seen else None


def _as_long(*versions: list[str]) -> bool:
    return len({len(version) for version in versions}) == 1


def _both(first: list[str], second: list[str]) -> list[str]:
    """All lines of both, what they have in common once."""
    found: list[str] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        found += first[i1:i2] if first[i1:i2] == second[j1:j2] else first[i1:i2] + second[j1:j2]
    return found


def _chunks(seen: list[str], mine: list[str], stored: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three versions in parts: what nobody touched by turns with what somebody did."""
    at = (0, 0, 0)
    for start, in_mine, in_stored, length in [*_untouched(seen, mine, stored), (len(seen), len(mine), len(stored), 0)]:
        yield seen[at[0] : start], mine[at[1] : in_mine], stored[at[2] : in_stored]
        same = seen[start : start + length]
        yield same, same, same
        at = (start + length, in_mine + length, in_stored + length)


def _untouched(seen: list[str], mine: list[str], stored: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: where in each, and how many."""
    ours = SequenceMatcher(None, seen, mine, autojunk=False).get_matching_blocks()
    theirs = SequenceMatcher(None, seen, stored, autojunk=False).get_matching_blocks()
    for a, in_mine, length in ours:
        for b, in_stored, other in theirs:
            start, end = max(a, b), min(a + length, b + other)
            if start < end:
                yield start, in_mine + start - a, in_stored + start - b, end - start


def _split(text: str) -> list[str]:
    return text.rstrip("\n").split("\n") if text.rstrip("\n") else []


MOST_LINES = 1000
