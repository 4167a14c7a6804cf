"""What the other side's SPOC is told of ratings."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Rating
from govtracker.queries.structure import spocs
from govtracker.rules.periods import Period


def asked(rating: Rating, side: Side, *, month: Period, by: Viewer, at: datetime) -> None:
    """One side has rated a month and the other has not: told once a month and side, however much there is to rate."""
    relationship = rating.kpi.relationship
    company = relationship.company(side)
    recipient = spocs.of_side(rating.relationship_id, side.other, today=at.astimezone(UTC).date())
    words = (
        f"{company.name} has rated {month.name}. Your side’s rating is missing: until then the score is provisional."
    )
    notices.leave(
        MailKind.ASSIGNMENT,
        [recipient],
        subject=rating,
        dedupe=f"rating:{rating.relationship_id}:{month.key}:{side.other.value}",
        facts={
            "words": words,
            "path": f"/r/{relationship.key}/ratings?period={month.key}",
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )
