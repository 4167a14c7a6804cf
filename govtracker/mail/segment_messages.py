"""What colleagues are told of customer segments: that they are asked what one needs."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import SegmentNeeds


def asked(needs: SegmentNeeds, *, by: Viewer, at: datetime) -> None:
    """Somebody who knows a segment is asked what it needs."""
    name = needs.segment.name
    notices.leave(
        MailKind.ASSIGNMENT,
        [needs.person_id],
        subject=needs,
        dedupe=f"needs:{needs.segment_id}:{needs.person_id}:{at.isoformat()}",
        facts={
            "words": f"You know the customer segment {name}: please say what it needs. It takes two minutes.",
            "path": f"/sourcing/needs/{needs.segment_id}",
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )
