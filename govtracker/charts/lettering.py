"""Lettering: how wide a text stands in a picture, and how to shorten or wrap it to fit."""

from typing import Final
from unicodedata import east_asian_width, normalize

ELLIPSIS: Final = "…"


def width(text: str, size: float) -> float:
    """Width of `text` in the letter size's unit, by the advances of Inter semibold; other scripts are taken as wide."""
    return sum(_advance(letter) for letter in text) * size


def shortened(text: str, room: float, size: float) -> str:
    """`text` if it fits into `room`, else as much of its beginning as fits with an ellipsis behind."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip(" ·,:-") + ELLIPSIS


def wrapped(text: str, room: float, size: float, *, lines: int = 2) -> tuple[str, ...]:
    """`text` over at most so many lines, broken between words; what does not fit is shortened."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines - 1:
        line = rest.pop(0)
        while rest and width(f"{line} {rest[0]}", size) <= room:
            line = f"{line} {rest.pop(0)}"
        found.append(shortened(line, room, size))
    return (*found, shortened(" ".join(rest), room, size)) if rest else tuple(found)


def _advance(letter: str) -> float:
    known = ADVANCES.get(letter) or ADVANCES.get(normalize("NFD", letter)[0])
    if known is not None:
        return known
    return 1.05 if east_asian_width(letter) in {"W", "F"} else 0.8


# Advances in em of Inter at weight 600 with tabular figures, as a browser measures them.
ADVANCES: Final = {
    letter: advance
    for letters, advance in (
        ("ijlI.,:; ", 0.28),
        ("’'!·`", 0.35),
        ("t|", 0.36),
        ("frL()[]{}/\\", 0.4),
        ('_^–"?', 0.54),
        ("sakxzJcFevy", 0.59),
        ("Lhnoubdpqg", 0.62),
        ("EPRSZTB#ß&0123456789$*+-−<=>~", 0.66),
        ("KYDXAVC", 0.74),
        ("UGHNOQ", 0.77),
        ("w", 0.84),
        ("mM", 0.92),
        ("…", 0.96),
        ("W%@—", 1.02),
    )
    for letter in letters
}
