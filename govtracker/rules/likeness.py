"""How much one title is like another that is still being typed."""

from collections.abc import Sequence

SHORTEST_WORD = 3  # shorter ones (is, of, a) make no two issues alike


def telling(words: Sequence[str]) -> list[str]:
    """Those of the words that may make two titles alike."""
    return [word for word in words if len(word) >= SHORTEST_WORD]


def score(typed: Sequence[str], title: Sequence[str]) -> int:
    """How many of the typed words stand in the title; the last one may be the beginning of a word there."""
    if not typed:
        return 0
    known = set(title)
    return len(known.intersection(typed[:-1])) + any(word.startswith(typed[-1]) for word in known)
