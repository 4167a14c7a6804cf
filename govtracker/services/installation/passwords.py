"""Passwords: hashed with argon2id, checked in the same time whether or not the person exists."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from govtracker import config

SHORTEST = 12
LONGEST = 256


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
