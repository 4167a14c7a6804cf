"""The category of an issue: a word of the catalogue, spelt as there, or the word that history brought."""

from collections.abc import Sequence


def chosen(text: str, offered: Sequence[str], *, kept: str = "") -> str:
    """What was typed as it is kept; ValueError for a word of one's own, unless it is `kept` or nothing is offered."""
    word = " ".join(text.split())
    if not word or not offered or word == kept:
        return word
    for name in offered:
        if name.casefold() == word.casefold():
            return name
    raise ValueError(f"Choose one of the catalogue, such as {offered[0]}, or leave it empty.")
