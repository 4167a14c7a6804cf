"""Text made ready for searching: the same words are found however they are written."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
MOST_WORDS = 8


def words(text: str) -> list[str]:
    """The words of a text in order: small letters without accents, runs of letters and digits, cut after 40."""
    plain = text.lower() if text.isascii() else _without_accents(text)
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)]


def normalise(text: str) -> str:
    """The words of a text with single spaces between, as they are stored."""
    return " ".join(words(text))


def query(text: str) -> list[str]:
    """The words to look for, each once, at most eight."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
