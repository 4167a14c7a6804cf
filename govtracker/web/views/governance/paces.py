"""How often forums meet, beside what the supplier category proposes: shown, and changed only where a person says so."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Pace, Tier
from govtracker.models import Relationship
from govtracker.queries import find
from govtracker.queries.governance import forums as asked
from govtracker.rules.governance import cadence_words
from govtracker.rules.structure import supplier_categories
from govtracker.services.governance import forums
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other

bp = Blueprint("paces", __name__)


@dataclass(frozen=True)
class Meeting:
    """A forum with when it meets in words; `proposed` is the category's pace where it differs, None where it fits."""

    forum_id: int
    name: str
    tier: Tier
    meets: str
    fits: bool
    proposed: Pace | None
    would_meet: str


@bp.get("/r/<key>/paces")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """Each forum beside what the category proposes, and tiers without a forum."""
    meetings = [_meeting(relationship, row) for row in asked.of_relationship(viewer, relationship.id)]
    met = {meeting.tier for meeting in meetings}
    proposed = supplier_categories.PROPOSED[relationship.category]
    missing = {tier: pace for tier, pace in proposed.items() if tier not in met}
    return page("paces/show.html", relationship=relationship, meetings=meetings, missing=missing)


@bp.post("/r/<key>/paces")
@requires(Permission.EDIT_FORUM, subject=find.relationship)
def follow(relationship: Relationship, viewer: Viewer) -> Response:
    """Let the forums that were ticked meet as the category proposes."""
    chosen = [
        find.forum(viewer, relationship.key, forum_id)
        for forum_id in request.form.getlist("forum", type=addresses.number)
    ]
    for forum in chosen:
        pace = supplier_categories.proposed(relationship.category, forum.tier)
        if pace is not None:
            forums.meet_at(forum, pace, by=viewer, at=clock.now())
    flash(f"{len(chosen)} changed; their coming reviews move." if chosen else "Nothing was ticked: all stays.", "good")
    return see_other(url_for("paces.show", key=relationship.key))


def _meeting(relationship: Relationship, row: Any) -> Meeting:
    pace = supplier_categories.proposed(relationship.category, row.tier)
    would = supplier_categories.at_pace(row.rrule, pace) if pace else ""
    return Meeting(
        forum_id=row.id,
        name=row.name,
        tier=row.tier,
        meets=cadence_words.days_in_words(row.rrule, row.starts_on),
        fits=pace is not None and supplier_categories.pace_of(row.rrule) is pace,
        proposed=pace,
        would_meet=cadence_words.days_in_words(would, row.starts_on) if would else "",
    )
