"""My work: what must I do?"""

from flask import Blueprint, request

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries import actions, escalation, work
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("work", __name__)


@bp.get("/")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """Across all relationships: to acknowledge, to do, to sign, to prepare; and who waits for whom."""
    tabs = {
        "mine": [],
        "own_side": work.waiting(viewer, on_own_side=True),
        "other_side": work.waiting(viewer, on_own_side=False),
    }
    mine = {
        "acknowledge": escalation.awaiting(viewer),
        "actions": actions.mine(viewer),
        "verify": actions.awaiting_verification(viewer),
        "sign": work.to_sign(viewer),
        "agree": work.to_agree(viewer),
        "prepare": work.to_prepare(viewer, at=clock.now()),
    }
    current = request.args.get("tab", "mine")
    return page(
        "work/show.html",
        current=current if current in tabs else "mine",
        mine=mine,
        waiting=tabs,
        count=sum(map(len, mine.values())),
        relationships=work.relationship_count(viewer),
        today=clock.today(viewer.zone),
    )
