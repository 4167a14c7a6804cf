"""My work: what must I do?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.governance import escalation
from govtracker.queries.issues import actions, work
from govtracker.web.access import requires
from govtracker.web.answers import Page, page

bp = Blueprint("work", __name__)
MOST = 25  # of a kind; whoever has more to do begins with these
MOST_WAITING = 50


@dataclass(frozen=True)
class Some:
    """The most urgent rows of a kind, and whether there are more of them."""

    rows: Sequence[Any]
    count: int
    more: bool

    def __str__(self) -> str:
        return f"{self.count}+" if self.more else str(self.count)

    @classmethod
    def of(cls, rows: Sequence[Any], most: int = MOST) -> "Some":
        """As many as are shown out of rows that were asked for with one more."""
        return cls(rows[:most], min(len(rows), most), len(rows) > most)

    @classmethod
    def all_of(cls, kinds: Iterable["Some"]) -> "Some":
        """How many there are of all kinds together."""
        kinds = list(kinds)
        return cls([], sum(kind.count for kind in kinds), any(kind.more for kind in kinds))


@bp.get("/")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """Across all relationships: to acknowledge, to do, to sign, to prepare; and who waits for whom."""
    waiting = {
        "own_side": Some.of(work.waiting(viewer, on_own_side=True, limit=MOST_WAITING + 1), MOST_WAITING),
        "other_side": Some.of(work.waiting(viewer, on_own_side=False, limit=MOST_WAITING + 1), MOST_WAITING),
    }
    mine = {
        "acknowledge": Some.of(escalation.awaiting(viewer, most=MOST + 1)),
        "actions": Some.of(actions.mine(viewer, limit=MOST + 1)),
        "verify": Some.of(actions.awaiting_verification(viewer, limit=MOST + 1)),
        "sign": Some.of(work.to_sign(viewer)),
        "agree": Some.of(work.to_agree(viewer)),
        "prepare": Some.of(work.to_prepare(viewer, at=clock.now())),
    }
    current = request.args.get("tab", "mine")
    return page(
        "work/show.html",
        current=current if current in waiting else "mine",
        mine=mine,
        waiting=waiting,
        count=Some.all_of(mine.values()),
        relationships=work.relationship_count(viewer),
        today=clock.today(viewer.zone),
    )
