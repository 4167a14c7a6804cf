"""Keys: what people call a relationship, an issue and an action, and reading them back."""

import re
import unicodedata
from dataclasses import dataclass

from govtracker.enums import Audience

RELATIONSHIP_KEY = re.compile(r"[A-Z][A-Z0-9]{1,5}")
NUMBER = re.compile(r"([CS]?)([1-9][0-9]{0,8})", re.IGNORECASE)
KEY = re.compile(r"([A-Z][A-Z0-9]{1,5})-(A?)([CS]?[1-9][0-9]{0,8})")
LETTERS = {Audience.SHARED: "", Audience.CLIENT: "C", Audience.SUPPLIER: "S"}
AUDIENCES = {letter: audience for audience, letter in LETTERS.items()}


@dataclass(frozen=True)
class Key:
    """A key that was read: of an issue, or of an action."""

    relationship: str
    audience: Audience
    count: int
    is_action: bool


def number(count: int, audience: Audience) -> str:
    """The number as it stands in keys and addresses: 42, C7, S3."""
    return f"{LETTERS[audience]}{count}"


def numbered(text: str) -> tuple[Audience, int]:
    """Audience and count of a number ('42', 'c7'); raises ValueError."""
    match = NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no number of an issue or action")
    return AUDIENCES[match[1].upper()], int(match[2])


def issue_key(relationship_key: str, count: int, audience: Audience) -> str:
    """MER-42, or MER-C7 and MER-S3 for what one side keeps to itself."""
    return f"{relationship_key}-{number(count, audience)}"


def action_key(relationship_key: str, count: int, audience: Audience) -> str:
    """MER-A31, or MER-AC4 and MER-AS2 for what one side keeps to itself."""
    return f"{relationship_key}-A{number(count, audience)}"


def parse(text: str) -> Key | None:
    """The key somebody typed ('mer-42', ' MER-AC4 '); None where it is none."""
    match = KEY.fullmatch(text.strip().upper())
    if match is None:
        return None
    audience, count = numbered(match[3])
    return Key(match[1], audience, count, is_action=bool(match[2]))


def is_relationship_key(text: str) -> bool:
    """Two to six capital letters and digits, a letter first."""
    return RELATIONSHIP_KEY.fullmatch(text) is not None


def suggested(name: str) -> str:
    """A relationship key made of a company's name: its first three letters or digits ('XXX' where it has none)."""
    plain = unicodedata.normalize("NFKD", name).upper()
    return (re.sub(r"[^A-Z0-9]", "", plain).lstrip("0123456789") + "XXX")[:3]
