"""What changed in a text, line by line, as people read it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_LINES = 400  # beyond, a text is shown as replaced


class Change(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Line:
    """A line with what became of it."""

    change: Change
    text: str


def lines(before: str, after: str) -> list[Line]:
    """Both texts in one list: what was taken out stands before what came in its place."""
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    if max(len(old), len(new)) > MOST_LINES:
        return [*_all(Change.REMOVED, old), *_all(Change.ADDED, new)]
    found: list[Line] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += _all(Change.KEPT, old[i1:i2])
        else:
            found += [*_all(Change.REMOVED, old[i1:i2]), *_all(Change.ADDED, new[j1:j2])]
    return found


def _all(change: Change, texts: list[str]) -> list[Line]:
    return [Line(change, text) for text in texts]
