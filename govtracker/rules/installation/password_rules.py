"""What makes a password no good: too short, known to everybody, or made of what is known of its person."""

import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST = 256
PRODUCT = "govtracker"
SHORTEST_WORD = 4  # shorter pieces of names are in too many good passwords
SWAPPED = str.maketrans("@4831!05$7", "aaebiiosst")
TAIL = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@dataclass(frozen=True)
class Whose:
    """What is known of whoever chooses a password."""

    name: str = ""
    email: str = ""
    organisation: str = ""


def trouble(password: str, whose: Whose, *, shortest: int) -> str:
    """Why a password will not do, as a sentence for its field; "" when it will, as far as its own text tells.

    It counts as it is typed: no kind of character is asked for, none is refused.
    """
    if len(password) < shortest:
        return f"Use at least {shortest} characters; several words make a good password."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    found = next((word for word in known_words(whose) if word in password.casefold()), "")
    if found:
        return f"It contains “{found}”: leave out your name, your address, your company and GovTracker."
    return ""


def known_words(whose: Whose) -> list[str]:
    """Words a stranger would try first, in small letters, the longest first."""
    local = whose.email.partition("@")[0]
    texts = [PRODUCT, local, *re.split(r"[\W_]+", f"{whose.name} {local} {whose.organisation}")]
    words = {text.casefold() for text in texts}
    return sorted((word for word in words if len(word) >= SHORTEST_WORD), key=lambda word: (-len(word), word))


def shapes(password: str) -> Collection[str]:
    """What a password is at heart: in small letters, without digits and signs around it, with the letters signs mean.

    A list of breached passwords mostly has short ones, to which people add a year.
    """
    small = password.casefold()
    bare = TAIL.sub("", small)
    return {shape for shape in (small, bare, small.translate(SWAPPED), bare.translate(SWAPPED)) if shape}
