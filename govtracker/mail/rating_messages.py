"""What the other side is told of ratings."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Rating
from govtracker.queries.performance import ratings
from govtracker.queries.structure import spocs
from govtracker.rules.periods import Period


def asked(rating: Rating, side: Side, *, month: Period, by: Viewer, at: datetime) -> None:
    """One side has rated a month and the other has not: its SPOC and whoever owns the data there are told.

    Once a month, however much there is to rate.
    """
    relationship = rating.kpi.relationship
    company = relationship.company(side)
    today = at.astimezone(UTC).date()
    owner = ratings.owner_on(rating.kpi, side.other, today=today)
    words = (
        f"{company.name} has rated {month.name}. Your side’s rating is missing: until then the score is provisional."
    )
    notices.leave(
        MailKind.ASSIGNMENT,
        [spocs.of_side(rating.relationship_id, side.other, today=today), owner],
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
