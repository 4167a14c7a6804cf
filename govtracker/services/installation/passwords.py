"""Passwords: hashed with argon2id, checked in the same time whether or not the person exists."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from govtracker import config
from govtracker.rules.installation import password_rules
from govtracker.rules.installation.password_rules import Whose
from govtracker.services import Refused
from govtracker.services.installation import breached


def checked(password: str, whose: Whose, *, field: str = "password") -> str:
    """The hash of a password that will do for that person; call it outside of any transaction, it is slow on purpose.

    Refused, with the reason beside `field`, is a short one, one of their own words, or one that strangers try first.
    """
    wrong = password_rules.trouble(password, whose, shortest=config.current().shortest_password)
    wrong = wrong or breached.trouble(password, password_rules.known_words(whose))
    if wrong:
        raise Refused(wrong, field)
    return hashed(password)


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher(*_cost()).hash(password)


def matches(password: str, kept: str) -> bool:
    """Whether `password` is the one `kept` was made from; a missing hash takes as long to refuse."""
    hasher = _hasher(*_cost())
    try:
        hasher.verify(kept or _nobody(*_cost()), password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return bool(kept)


def _cost() -> tuple[int, int]:
    settings = config.current()
    return settings.password_time_cost, settings.password_memory_cost


@lru_cache
def _hasher(time_cost: int, memory_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)


@lru_cache
def _nobody(time_cost: int, memory_cost: int) -> str:
    return _hasher(time_cost, memory_cost).hash("nobody")
