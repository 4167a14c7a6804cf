"""Passwords everybody knows: a list that comes with zxcvbn, and one's own of breached ones; no network is asked."""

import hashlib
import os
from functools import cache
from pathlib import Path

from govtracker import config
from govtracker.rules.installation import password_rules

EVERYBODYS = "This password is on lists that are tried first: choose another."
LEAKED = "This password has been in a breach of another service: choose another."
GUESSED = "This password is too easily guessed: add another word or two."
EASY = 100_000_000  # guesses: some seconds of a stolen hash
LOOKED_AT = 72  # characters zxcvbn takes


def trouble(password: str, words: list[str]) -> str:
    """Why a password is no secret; "" when it is. `words` are known of its person."""
    if not _common().isdisjoint(password_rules.shapes(password)):
        return EVERYBODYS
    if is_in(config.current().breached_passwords, password):
        return LEAKED
    return GUESSED if _guesses(password, words) < EASY else ""


def _guesses(password: str, words: list[str]) -> float:
    from zxcvbn import zxcvbn  # 15 MB that only a process needs in which passwords are set

    return float(zxcvbn(password[:LOOKED_AT], user_inputs=words)["guesses"])


@cache
def _common() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


def is_in(path: Path | None, password: str) -> bool:
    """Whether a file of sorted lines "SHA-1 in capital hex:count" (as Have I Been Pwned offers it) has the password.

    Found by halving what is left: some 40 short reads in the largest.
    """
    if path is None:
        return False
    wanted = hashlib.sha1(password.encode(errors="replace"), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            file.seek(max(middle - 1, 0))
            if middle:
                file.readline()  # to the beginning of a line
            found = file.readline()[:40].upper()
            if found == wanted:
                return True
            low, high = (low, middle) if not found or found > wanted else (middle + 1, high)
    return False
