"""Review packs of MER: the shared one, and the addition of the client, which the supplier's people never see."""

from datetime import UTC, datetime

from govtracker import jobs
from govtracker.database import transaction
from govtracker.enums import ReviewStatus
from govtracker.services.reviews import packs
from tests.support import forums
from tests.support.world import World
from tests.web.access_table import CLIENT, ONLOOKERS, READERS, Row

SOON = datetime(2090, 1, 3, 9, tzinfo=UTC)
CHAIRS = ("client_spoc", "supplier_spoc")
SHARED, CLIENTS = 1, 2
MAKERS: dict[str, int | tuple[int, ...]] = {**ONLOOKERS, **dict.fromkeys(CHAIRS, (303, 422))}  # one is made already


def made(world: World) -> None:
    with world.context():
        with transaction():
            packs.prepare(forums.review(forums.forum(world), SOON, ReviewStatus.IN_PREPARATION), at=SOON)
        jobs.run(jobs.job_named("make-packs"), at=SOON)


ROWS = {
    "packs.current": Row("/r/MER/reviews/1/pack", READERS, scene=made),
    "packs.show": Row(f"/r/MER/reviews/1/packs/{CLIENTS}", dict.fromkeys(CLIENT, 200), scene=made),
    "packs.pdf": Row(f"/r/MER/reviews/1/packs/{CLIENTS}.pdf", dict.fromkeys(CLIENT, 200), scene=made),
    "packs.picture": Row(f"/r/MER/reviews/1/packs/{SHARED}/gauges-1.svg", dict.fromkeys(READERS, 404), scene=made),
    "packs.make_again": Row("/r/MER/reviews/1/packs", MAKERS, method="POST", scene=made),
}
