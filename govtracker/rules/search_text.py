"""Text made ready for searching, what somebody looks for, and where it stands in a text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r'"([^"]*)"|([^"]+)|"')
OTHER_QUOTES = str.maketrans(dict.fromkeys("„“”«»", '"'))
LONGEST_WORD = 40
SHORTEST_BEGINNING = 2
MOST_WORDS = 8
AROUND = 70  # letters of an excerpt before the first hit


@dataclass(frozen=True)
class Wanted:
    """What to look for: every phrase, its words side by side; where `begins`, the last one may be a beginning."""

    phrases: tuple[tuple[str, ...], ...] = ()
    begins: bool = False


def words(text: str) -> list[str]:
    """The words of a text in order: small letters without accents, runs of letters and digits, cut after 40."""
    return [word[:LONGEST_WORD] for word in WORD.findall(_plain(text))]


def normalise(text: str) -> str:
    """The words of a text with single spaces between, as they are stored."""
    return " ".join(words(text))


def query(text: str) -> list[str]:
    """The words to look for, each once, at most eight."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def wanted(text: str) -> Wanted:
    """What somebody looks for: words, and phrases in quotation marks; at most eight words in all."""
    phrases: dict[tuple[str, ...], bool] = {}
    room = MOST_WORDS
    for quoted, plain in QUOTED.findall(text.translate(OTHER_QUOTES)):
        for found in [words(quoted)] if quoted else [[word] for word in words(plain)]:
            phrase = tuple(found[:room])
            if phrase:
                room -= 0 if phrases.pop(phrase, None) is not None else len(phrase)
                phrases[phrase] = not quoted and len(phrase[0]) >= SHORTEST_BEGINNING
    return Wanted(tuple(phrases), begins=bool(phrases) and list(phrases.values())[-1])


def marked(text: str, what: Wanted) -> list[tuple[str, bool]]:
    """`text` cut into pieces, each with whether it is a hit."""
    hits = _hits(text, what)
    if not hits:
        return [(text, False)] if text else []
    edges = [0, *(edge for hit in hits for edge in hit), len(text)]
    pieces = [(text[start:end], place % 2 == 1) for place, (start, end) in enumerate(pairwise(edges))]
    return [piece for piece in pieces if piece[0]]


def excerpt(text: str, what: Wanted, *, longest: int = 220) -> list[tuple[str, bool]]:
    """The part of `text` around its first hit, as `marked` has it; the beginning where nothing is hit."""
    line = " ".join(text.split())
    hits = _hits(line, what)
    start = _word_start(line, hits[0][0] - AROUND) if hits else 0
    end = len(line) if start + longest >= len(line) else _word_end(line, start, start + longest)
    found = marked(line[start:end], what)
    return [*([("… ", False)] if start else []), *found, *([(" …", False)] if end < len(line) else [])]


def _word_start(line: str, at: int) -> int:
    """Where the first whole word after `at` begins."""
    return 0 if at <= 0 else line.find(" ", at - 1) + 1


def _word_end(line: str, start: int, at: int) -> int:
    """Where the last whole word before `at` ends; `at` where one word is all there is."""
    end = line.rfind(" ", start, at + 1)
    return end if end > start else at


def _hits(text: str, what: Wanted) -> list[tuple[int, int]]:
    """(start, end) of every hit in `text`, in order; accents that follow a letter belong to it."""
    if not what.phrases or not text:
        return []
    plain, place = _aligned(text)
    hits: list[tuple[int, int]] = []
    for found in _pattern(what).finditer(plain):
        start, end = place[found.start()], max(place[found.end()], place[found.end() - 1] + 1)
        if not hits or start >= hits[-1][1]:
            hits.append((start, end))
    return hits


@lru_cache(maxsize=64)
def _pattern(what: Wanted) -> re.Pattern[str]:
    """Finds the phrases in plain text; the longer ones first, for they may hold the shorter."""
    found = [_phrase(phrase) for phrase in what.phrases]
    if what.begins:
        found[-1] += r"[^\W_]*"
    longest = sorted(found, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![^\W_])(?:{one})(?![^\W_])" for one in longest))


def _phrase(phrase: tuple[str, ...]) -> str:
    return r"[\W_]+".join(word if len(word) < LONGEST_WORD else word + r"[^\W_]*" for word in phrase)


def _aligned(text: str) -> tuple[str, Sequence[int]]:
    """The plain text, and for each place in it (its end too) the place in `text` that it came from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    letters = [_plain_letter(letter) for letter in text]
    return "".join(letters), [*(at for at, plain in enumerate(letters) for _ in plain), len(text)]


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(one for one in whole if not unicodedata.category(one).startswith("M"))
