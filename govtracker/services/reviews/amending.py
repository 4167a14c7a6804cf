"""Minutes may be amended until both chairs have agreed them; what one has agreed to is then agreed no longer."""

from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.enums import ReviewStatus
from govtracker.models import Review
from govtracker.services import Refused, events

AGREEMENTS = ("client_agreed_at", "client_agreed_by_id", "supplier_agreed_at", "supplier_agreed_by_id")


def amend(review: Review, *, by: Viewer, at: datetime) -> None:
    """Something is added to the minutes or changed in them; refuses where they stand or the review will not be."""
    if review.status is ReviewStatus.MINUTES_AGREED:
        raise Refused("Both chairs have agreed these minutes: they stand.")
    if review.status in (ReviewStatus.CANCELLED, ReviewStatus.SKIPPED):
        raise Refused("This review will not take place.")
    blank: dict[str, Any] = dict.fromkeys(AGREEMENTS)
    events.change(review, "minutes_amended", by=by, at=at, **blank)
