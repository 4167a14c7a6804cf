"""Secrets that have to be read again (a client secret, an authenticator's): encrypted at rest, bound to a purpose.

The keys are made from SECRET_KEY, so that a copy of the database alone opens nothing. What a former SECRET_KEY sealed
opens as long as that stands among SECRET_KEY_FALLBACKS, and is sealed with the present one when it is next stored.
"""

import base64
import hmac
from typing import TYPE_CHECKING

from govtracker import config

if TYPE_CHECKING:  # imported when first needed: most processes seal nothing
    from cryptography.fernet import MultiFernet


class Unopened(Exception):
    """Sealed with a key this installation no longer has, or for another purpose."""


def seal(text: str, *, purpose: str) -> str:
    """`text` encrypted and authenticated (Fernet: AES-128-CBC, HMAC-SHA-256), some 100 characters longer."""
    return _fernet(purpose).encrypt(text.encode()).decode("ascii")


def opened(sealed: str, *, purpose: str) -> str:
    """What was sealed; raises Unopened where it cannot be read any more."""
    from cryptography.fernet import InvalidToken

    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unopened from None


def mark(text: str, *, purpose: str) -> str:
    """What is kept of a short secret that need not be read again (HMAC-SHA-256): useless without the key."""
    return marks(text, purpose=purpose)[0]


def marks(text: str, *, purpose: str) -> list[str]:
    """The marks of a text by the present key and by former ones."""
    return [hmac.new(_key(secret, purpose), text.encode(), "sha256").hexdigest() for secret in _secrets()]


def _secrets() -> tuple[str, ...]:
    settings = config.current()
    return settings.secret_key, *settings.secret_key_fallbacks


def _fernet(purpose: str) -> "MultiFernet":
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(secret, purpose))) for secret in _secrets()])


def _key(secret: str, purpose: str) -> bytes:
    """256 bits (RFC 5869, HKDF-SHA-256)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"govtracker {purpose}".encode()).derive(secret.encode())
