"""Packs of reviews that are ready at once and without paper: what stands in them is no question of time."""

from sqlalchemy import select, update

from govtracker import database
from govtracker.database import db
from govtracker.enums import Audience, PackStage
from govtracker.models import ReviewPack
from govtracker.rules.reviews import review_pack
from govtracker.rules.reviews.review_pack import Pack

CONTENT = review_pack.write(
    Pack(
        audience=Audience.SHARED,
        relationship="Client and supplier",
        forum="Forum",
        period="2027-01",
        tier="Tactical",
        scheduled="2027-01-04T10:00:00+00:00",
        zone="UTC",
        minutes=60,
        companies=("Client", "Supplier"),
        people=(),
        made="2027-01-04T10:00:00+00:00",
        number=1,
        figures=(),
        topics=(),
        cards=(),
        sections=(),
        changes=(),
        drawings=(),
    )
)


def let_be_ready() -> None:
    """Whatever was asked for is there."""
    asked = ReviewPack.due_at.is_not(None)
    if db.session.scalar(select(ReviewPack.id).where(asked).limit(1)):
        with database.transaction():
            done = update(ReviewPack).where(asked).values(stage=PackStage.READY, due_at=None, content=CONTENT)
            db.session.execute(done.execution_options(synchronize_session=False))
