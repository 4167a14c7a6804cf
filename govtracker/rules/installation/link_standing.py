"""Where an invitation to join, or a link to a new password, stands."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """What has become of a link that can be used once."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def standing(*, used: bool, revoked: bool, expires_at: datetime, at: datetime) -> Standing:
    """Where it stands at `at`; whoever used it in time has used it, whatever came after."""
    if used:
        return Standing.USED
    if revoked:
        return Standing.REVOKED
    return Standing.OPEN if at < expires_at else Standing.EXPIRED
