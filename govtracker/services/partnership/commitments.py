"""What a commitment rests on: a capability check in which everything works, or a reason where it works in part."""

from govtracker.models import CapabilityCheck
from govtracker.rules.partnership import capabilities
from govtracker.services import Refused


def require(check: CapabilityCheck | None, reason: str, field: str) -> None:
    """Refuse what rests on something that does not work; `reason` is asked for where something works in part."""
    if check is None:
        return
    try:
        partly = capabilities.partly([(one.title, one.state) for one in check.capabilities])
    except capabilities.NotYet as missing:
        raise Refused(str(missing), "check_id") from None
    if partly and not reason.strip():
        raise Refused(f"This works only in part: {'; '.join(partly)}. Say why it is committed all the same.", field)
