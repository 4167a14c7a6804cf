"""Codes of authenticator applications (RFC 6238) and recovery codes."""

import hmac
import re
import secrets
from datetime import datetime

import pyotp

ISSUER = "GovTracker"
DRIFT = 1  # steps of 30 seconds a person's clock may be off, and the time it takes to type
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none easily mistaken for another
GROUPS, GROUP = 4, 5  # 20 letters of 31: some 99 bits
SPACES = re.compile(r"[\s-]+")


def fresh_secret() -> str:
    """A new secret of 160 random bits in base 32, as applications take it."""
    return pyotp.random_base32()


def address(secret: str, *, name: str) -> str:
    """The otpauth:// address an application reads from a picture, labelled with the person's e-mail address."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def in_groups(secret: str) -> str:
    """The secret as somebody types it who cannot take the picture."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step a code belongs to, at most DRIFT from `at` (real time); None for a wrong code."""
    typed = SPACES.sub("", code)
    if not (typed.isascii() and typed.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    now = totp.timecode(at)
    fits = [step for step in range(now - DRIFT, now + DRIFT + 1) if hmac.compare_digest(totp.generate_otp(step), typed)]
    return max(fits, default=None)


def fresh_recovery_codes() -> list[str]:
    """Ten new codes of four groups of five letters and digits."""
    return [
        "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
        for _ in range(RECOVERY_CODES)
    ]


def plain_recovery_code(code: str) -> str:
    """A recovery code as it is kept a hash of, however it was typed."""
    return SPACES.sub("", code).lower()


def is_recovery_code(code: str) -> bool:
    """Whether what was typed has the look of a recovery code, not of an application's six digits."""
    return len(plain_recovery_code(code)) == GROUPS * GROUP
