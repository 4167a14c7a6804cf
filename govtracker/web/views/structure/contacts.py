"""The contacts that findings are computed from."""

from typing import Any

from flask import Blueprint, request

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ContactMaker
from govtracker.models import Relationship
from govtracker.models.subject import KINDS
from govtracker.queries import find
from govtracker.queries.structure import contacts, people, seats
from govtracker.queries.structure.contacts import Filter, Span
from govtracker.rules import keys
from govtracker.rules.structure.posts import Posts
from govtracker.web import addresses
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.forms.choices import chosen

bp = Blueprint("contacts", __name__)


@bp.get("/r/<key>/contacts")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """Who was in touch about what in the days that count for a finding, the newest first."""
    today = clock.today("UTC")
    on = min(addresses.day("on") or today, today)
    since = contacts.first_day(on)
    seated, posts = seats.structure_since(relationship.id, since, on)
    span, wanted = Span(since, on, posts), _wanted()
    found = contacts.listed(relationship.id, span, wanted, **addresses.cursors())
    return page(
        "contacts/index.html",
        relationship=relationship,
        span=span,
        today=today,
        wanted=wanted,
        rows=[_told(row, relationship, posts) for row in found.rows],
        areas=sorted(
            {(seat.area_id, seat.area) for seat in seated if seat.area_id is not None}, key=lambda one: one[1]
        ),
        people=people.names(posts.people),
        around=addresses.around(found),
    )


def _wanted() -> Filter:
    return Filter(
        area_id=request.args.get("area", type=addresses.number),
        person_id=request.args.get("person", type=addresses.number),
        maker=chosen(ContactMaker, request.args.get("made")),
    )


def _told(row: Any, relationship: Relationship, posts: Posts) -> dict[str, Any]:
    """A contact with the side and the part of whoever made it, and the record it is on."""
    kind = next(kind for kind in KINDS if kind.name == row.record)
    return {
        "row": row,
        "side": posts.side_of(row.person_id),
        "maker": contacts.maker(row, posts),
        "key": KEYS[row.record](relationship.key, row.number, row.audience),
        "href": f"/r/{relationship.key}/{kind.path}/{keys.number(row.number, row.audience)}",
    }


KEYS = {
    "issue": keys.issue_key,
    "action": keys.action_key,
    "decision": keys.decision_key,
    "risk": keys.risk_key,
    "problem": keys.problem_key,
}
