"""Answering an invitation to a review of MER, as its client's SPOC has one; and reviews as calendar files."""

from tests.support import forums
from tests.support.world import World
from tests.web.access_table import READERS, Row
from tests.web.access_table.forums import SOON, review

OWN = {"client_spoc": 200}
ANSWER = {"answer": "accepted", "note": ""}


def invited(world: World) -> None:
    made = forums.review(forums.forum(world), SOON)
    forums.invitation(made, world.people["client_spoc"])


ROWS = {
    "invitations.edit": Row("/r/MER/reviews/1/answer", OWN, prepare=invited),
    "invitations.update": Row(
        "/r/MER/reviews/1/answer", {"client_spoc": 303}, method="POST", data=ANSWER, prepare=invited
    ),
    "invitations.download": Row("/r/MER/reviews/1/review.ics", READERS, prepare=review()),
}
