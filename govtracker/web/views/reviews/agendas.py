"""What a review talks about by itself, for its page to fetch."""

from flask import Blueprint

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import Review
from govtracker.queries import find
from govtracker.queries.reviews import agenda
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("agendas", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/agenda")
@requires(Permission.VIEW, subject=find.review)
def show(review: Review, viewer: Viewer) -> Page:
    """The agenda as it was frozen, or as it stands."""
    found = agenda.of_review(review, today=clock.today(viewer.zone), at=clock.now())
    return page("reviews/agenda.html", review=review, relationship=review.relationship, agenda=found)
