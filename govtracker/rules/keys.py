"""Keys: what people call a relationship and its records, and reading them back."""

import re
import unicodedata
from dataclasses import dataclass

from govtracker.enums import Audience

RELATIONSHIP_KEY = re.compile(r"[A-Z][A-Z0-9]{1,5}")
NUMBER = re.compile(r"([CS]?)([1-9][0-9]{0,8})", re.IGNORECASE)
KEY = re.compile(r"([A-Z][A-Z0-9]{1,5})-([ADPR]?)([CS]?[1-9][0-9]{0,8})")
LETTERS = {Audience.SHARED: "", Audience.CLIENT: "C", Audience.SUPPLIER: "S"}
AUDIENCES = {letter: audience for audience, letter in LETTERS.items()}
ACTION, DECISION, PROBLEM, RISK = "A", "D", "P", "R"


@dataclass(frozen=True)
class Key:
    """A key that was read. `kind` is the letter of its kind (ACTION, DECISION, PROBLEM, RISK), "" of an issue."""

    relationship: str
    audience: Audience
    count: int
    kind: str = ""


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
    return f"{relationship_key}-{ACTION}{number(count, audience)}"


def decision_key(relationship_key: str, count: int, audience: Audience) -> str:
    """MER-D5, or MER-DC1 and MER-DS1 for what one side keeps to itself."""
    return f"{relationship_key}-{DECISION}{number(count, audience)}"


def problem_key(relationship_key: str, count: int, audience: Audience) -> str:
    """MER-P3, or MER-PC2 and MER-PS1 for what one side keeps to itself."""
    return f"{relationship_key}-{PROBLEM}{number(count, audience)}"


def risk_key(relationship_key: str, count: int, audience: Audience) -> str:
    """MER-R2, or MER-RC1 and MER-RS1 for what one side keeps to itself."""
    return f"{relationship_key}-{RISK}{number(count, audience)}"


def scorecard_name(relationship_key: str, count: int, audience: Audience) -> str:
    """MER scorecard 17: what a scorecard is called where only its number is known; it is always shared."""
    return f"{relationship_key} scorecard {number(count, audience)}"


KEY_OF = {
    "issue": issue_key,
    "action": action_key,
    "decision": decision_key,
    "problem": problem_key,
    "risk": risk_key,
    "scorecard": scorecard_name,
}


def parse(text: str) -> Key | None:
    """The key somebody typed ('mer-42', ' MER-AC4 '); None where it is none."""
    match = KEY.fullmatch(text.strip().upper())
    if match is None:
        return None
    audience, count = numbered(match[3])
    return Key(match[1], audience, count, kind=match[2])


def is_relationship_key(text: str) -> bool:
    """Two to six capital letters and digits, a letter first."""
    return RELATIONSHIP_KEY.fullmatch(text) is not None


def suggested(name: str) -> str:
    """A relationship key made of a company's name: its first three letters or digits ('XXX' where it has none)."""
    plain = unicodedata.normalize("NFKD", name).upper()
    return (re.sub(r"[^A-Z0-9]", "", plain).lstrip("0123456789") + "XXX")[:3]
