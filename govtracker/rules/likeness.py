"""How much one text is like another: by the words they share, or by their trigrams."""

import re
from collections.abc import Sequence

SHORTEST_WORD = 3  # shorter ones (is, of, a) make no two issues alike
STEM = 5  # letters that the forms of a word have in common, mostly
MOST_STEMS = 8
WORD = re.compile(r"[^\W_]+")


def telling(words: Sequence[str]) -> list[str]:
    """Those of the words that may make two titles alike."""
    return [word for word in words if len(word) >= SHORTEST_WORD]


def score(typed: Sequence[str], title: Sequence[str]) -> int:
    """How many of the typed words stand in the title; the last one may be the beginning of a word there."""
    if not typed:
        return 0
    known = set(title)
    return len(known.intersection(typed[:-1])) + any(word.startswith(typed[-1]) for word in known)


def stems(text: str) -> list[str]:
    """The beginnings of the longest words of a text, each once, at most eight: a text alike holds one of them."""
    words = sorted(telling(WORD.findall(text.lower())), key=len, reverse=True)
    return list(dict.fromkeys(word[:STEM] for word in words))[:MOST_STEMS]


def trigrams(text: str) -> frozenset[str]:
    """All runs of three letters of a text's words, each word with two blanks before it and one behind (pg_trgm)."""
    padded = (f"  {word} " for word in WORD.findall(text.lower()))
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def percent(one: str, other: str) -> int:
    """How like two texts are, 0–100: the share of their trigrams that both have (pg_trgm's similarity)."""
    mine, theirs = trigrams(one), trigrams(other)
    together = len(mine | theirs)
    return 100 * len(mine & theirs) // together if together else 0
