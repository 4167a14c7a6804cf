"""Secrets that prove something by being known: random, shown once, kept only as their hash."""

import hashlib
import secrets
from collections.abc import Callable

BYTES = 32
LONGEST = 200


def fresh() -> str:
    """A new secret of 256 random bits that may stand in an address or a cookie."""
    return secrets.token_urlsafe(BYTES)


def pair(made_into: Callable[[str], str]) -> tuple[str, str]:
    """A nonce to keep, and what is kept of the secret that `made_into` makes of it and the installation's key."""
    nonce = fresh()
    return nonce, hashed(made_into(nonce))


def hashed(token: str) -> str:
    """What is kept of a secret: its SHA-256 in hex; long nonsense is cut, and nothing typed can fail."""
    return hashlib.sha256(token[:LONGEST].encode(errors="replace")).hexdigest()
