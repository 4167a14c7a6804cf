"""My work: what must I do?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request, url_for

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.governance import escalation
from govtracker.queries.issues import actions, decisions, mentions, snoozes, work
from govtracker.queries.partnership import value
from govtracker.web.access import requires
from govtracker.web.answers import Page, page
from govtracker.web.tables import work as tables
from govtracker.web.tables.cells import Table

bp = Blueprint("work", __name__)
MOST = 20  # of a kind; whoever has more to do begins with these
MOST_WAITING = 50
TITLES = {"own_side": "Waiting on my side", "other_side": "Waiting on the other side", "snoozed": "Snoozed"}


@dataclass(frozen=True)
class Section:
    """The most urgent rows of a kind, `more` of which there are; `picks` names the list they can be changed in."""

    name: str
    table: Table
    more: bool = False
    lead: str = ""
    picks: str = ""
    rest: str | None = None

    @property
    def count(self) -> int:
        """How many rows it shows."""
        return len(self.table.lines)

    def __str__(self) -> str:
        return _number(self.count, more=self.more)


@bp.get("/")
@requires(Permission.OWN)
def show(viewer: Viewer) -> Page:
    """Across all relationships: to acknowledge, to do, to sign, to prepare; who waits for whom; what is put off."""
    today = clock.today(viewer.zone)
    mine = [section for section in _mine(viewer) if section.count]
    counted = work.counts(viewer, today=today, most=MOST_WAITING)
    current = request.args.get("tab", "")
    sections = [TABS[current](viewer)] if current in TABS else mine
    count, more = sum(section.count for section in mine), any(section.more for section in mine)
    return page(
        "work/show.html",
        current=current if current in TABS else "mine",
        sections=[section for section in sections if section.count],
        title=TITLES.get(current, ""),
        count=_number(count, more=more),
        counts={
            "own_side": _capped(counted.own_side),
            "other_side": _capped(counted.other_side),
            "snoozed": _capped(counted.snoozed) if counted.snoozed or current == "snoozed" else None,
        },
        relationships=work.relationship_count(viewer),
        today=today,
    )


def _mine(viewer: Viewer) -> list[Section]:
    now, today = clock.now(), clock.today(viewer.zone)
    acknowledge, more_to_acknowledge = _some(escalation.awaiting(viewer, today=today, most=MOST + 1))
    own, more_own = _some(actions.mine(viewer, today=today, limit=MOST + 1))
    verify, more_to_verify = _some(actions.awaiting_verification(viewer, today=today, limit=MOST + 1))
    calls, more_calls = _some(mentions.of(viewer, limit=MOST + 1))
    decide, more_to_decide = _some(decisions.waiting_for(viewer, limit=MOST + 1))
    asked = work.to_agree(viewer, today=today)
    agree, more_to_agree = _some([row for row in asked if row.closes_at is None and row.sort < value.FIRST])
    valued, more_of_value = _some([row for row in asked if row.sort >= value.FIRST])
    pulses, more_pulses = _some([row for row in asked if row.closes_at is not None])
    prepare, more_to_prepare = _some(work.to_prepare(viewer, at=now))
    waits = work.to_answer(viewer, limit=MOST + 1)
    answer, more_to_answer = _some([row for row in waits if row.kind != "sheet"])
    fill, more_to_fill = _some([row for row in waits if row.kind == "sheet"])
    all_of_mine = url_for("actions.everywhere", owner="me", view="standard")
    return [
        Section("acknowledge", tables.to_acknowledge(acknowledge, at=now), more_to_acknowledge, picks="issues"),
        Section("actions", tables.mine(own, today=today), more_own, "by due date", "actions", all_of_mine),
        Section("mentions", tables.calling(calls), more_calls, "comments that call you by name"),
        Section("decide", tables.to_decide(decide, today=today), more_to_decide, "they wait for your word"),
        Section("verify", tables.to_verify(verify), more_to_verify, "the other side says it is done", "actions"),
        Section("agree", tables.to_agree(agree), more_to_agree, "they wait for the word of your side"),
        Section("answer", tables.to_answer(answer), more_to_answer, "somebody asks what you know"),
        Section("evaluations", tables.to_rate(fill, today=today), more_to_fill, "nobody sees what you say before"),
        Section("pulse", tables.pulses(pulses), more_pulses, "nobody sees who answered what"),
        Section("prepare", tables.to_prepare(prepare), more_to_prepare, "of the next two weeks"),
        Section("value", tables.of_value(valued, today=today), more_of_value, "launches, benefits, damage, exit plans"),
    ]


def _waiting(viewer: Viewer, tab: str, whom: str) -> Section:
    today = clock.today(viewer.zone)
    found = work.waiting(viewer, on_own_side=tab == "own_side", today=today, limit=MOST_WAITING + 1)
    rows, more = _some(found, MOST_WAITING)
    rest = url_for("issues.everywhere", waiting=whom)
    return Section(tab, tables.waiting(rows, today=today, tab=tab), more, "by due date", "issues", rest)


def _snoozed(viewer: Viewer) -> Section:
    rows = snoozes.asleep(viewer, today=clock.today(viewer.zone))
    return Section("snoozed", tables.snoozed(rows), lead="back by itself, and at once when something happens")


def _some(rows: Sequence[Any], most: int = MOST) -> tuple[Sequence[Any], bool]:
    """As many as are shown out of rows that were asked for with one more, and whether there are others."""
    return rows[:most], len(rows) > most


def _capped(count: int) -> str:
    return _number(min(count, MOST_WAITING), more=count > MOST_WAITING)


def _number(count: int, *, more: bool) -> str:
    return f"{count}+" if more else str(count)


TABS: Mapping[str, Any] = {
    "own_side": lambda viewer: _waiting(viewer, "own_side", "us"),
    "other_side": lambda viewer: _waiting(viewer, "other_side", "them"),
    "snoozed": _snoozed,
}
