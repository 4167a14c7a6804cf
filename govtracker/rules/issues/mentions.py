"""Who is called by name in a text: @ and a name, a first name nobody else has, or an address."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CODE = re.compile(r"(```|~~~).*?(\1|\Z)|`[^`\n]*`", re.DOTALL)
QUOTED = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
CALL = re.compile(r"(?<![\w.@/])@(?=[^\W\d_])")
END = r"(?![\w@])(?!['’-]\w)(?!\.\w)"
ALONE = r"(?! [A-ZÀ-ÖØ-Þ]\w)"  # a first name before a capital is the name of somebody else
WORD = re.compile(r"[^\W_](?:[\w.'’+-]*\w)?(?:@[\w-]+(?:\.[\w-]+)*)?(?: [A-ZÀ-ÖØ-Þ][\w'’-]+)?")


@dataclass(frozen=True)
class Reader:
    """Somebody who may read the text."""

    person_id: int
    name: str
    email: str


@dataclass(frozen=True)
class Called:
    """Those of the readers who are called (`names` as the text has them), and `strangers`: whoever else is."""

    person_ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


def called(text: str, readers: Sequence[Reader]) -> Called:
    """Who is called in `text`; what stands in code or is quoted calls nobody."""
    said = QUOTED.sub(" ", CODE.sub(" ", _plain(text)))
    known, handle = _handles(readers)
    ids: dict[int, None] = {}
    names: dict[str, None] = {}
    strangers: dict[str, None] = {}
    for call in CALL.finditer(said):
        found = handle.match(said, call.end())
        if found:
            ids |= dict.fromkeys(known[found[0].lower()])
            names[found[0]] = None
        elif word := WORD.match(said, call.end()):
            strangers[word[0]] = None
    return Called(tuple(ids), tuple(names), tuple(strangers))


def _handles(readers: Sequence[Reader]) -> tuple[dict[str, list[int]], re.Pattern[str]]:
    """Whom each handle means (a name, an address, a first name that one person alone has), and how one is found."""
    whole: dict[str, list[int]] = {}
    firsts: dict[str, list[int]] = {}
    for reader in readers:
        name = _plain(reader.name).strip().lower()
        for handle in (name, reader.email.lower()):
            whole.setdefault(handle, []).append(reader.person_id)
        firsts.setdefault(name.split(" ")[0], []).append(reader.person_id)
    firsts = {first: ids for first, ids in firsts.items() if len(ids) == 1 and first not in whole}
    pattern = rf"(?:{_one_of(whole)}|(?:{_one_of(firsts)}){ALONE}){END}"
    return {**firsts, **whole}, re.compile(pattern, re.IGNORECASE)


def _one_of(handles: Iterable[str]) -> str:
    """The handles as alternatives, the longest first; nothing matches where there are none."""
    return "|".join(re.escape(handle) for handle in sorted(handles, key=len, reverse=True)) or "(?!)"


def _plain(text: str) -> str:
    """Letters as they are composed, and every gap within a line as one space."""
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
