"""Words of files as the words of the business: by name, by label, by what others call it."""

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from govtracker.imports.kinds import RowRefused
from govtracker.rules.words import label

Word = TypeVar("Word", bound=StrEnum)


def words(vocabulary: type[Word], others: Mapping[str, Word]) -> dict[str, Word]:
    """What may be written for each word of a vocabulary, made plain."""
    found = {plain(text): word for word in vocabulary for text in (word.value, label(word))}
    return found | {plain(text): word for text, word in others.items()}


def read(text: str, known: Mapping[str, Word], field: str) -> Word:
    """The word that is meant; RowRefused names those there are."""
    word = known.get(plain(text))
    if word is None:
        there = ", ".join(dict.fromkeys(label(one) for one in known.values()))
        raise RowRefused(field, f"“{text[:40]}” is none of these: {there}.")
    return word


def nearest(text: str, names: Iterable[str]) -> str:
    """A sentence that proposes the name most like a text, with a blank before it; "" where none is alike."""
    by_plain = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(text), by_plain, n=1, cutoff=0.7)
    return f" Did you mean “{by_plain[found[0]]}”?" if found else ""


def plain(text: str) -> str:
    """A text without what words differ by: capitals, dashes, blanks."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
