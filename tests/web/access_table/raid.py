"""The RAID log of MER: a decision waits for the client's SPOC, a risk is the supplier's lead's."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from govtracker.enums import RiskResponse
from govtracker.queries import find
from govtracker.services.issues import decisions, risks
from govtracker.services.issues.decisions import NewDecision
from govtracker.services.issues.risks import NewRisk
from tests.support import measured
from tests.support.world import World
from tests.web.access_table import ONLOOKERS, READERS, Row
from tests.web.access_table.actions import ADDERS
from tests.web.access_table.forums import CHAIRS, review
from tests.web.access_table.forums import row as of_review
from tests.web.access_table.issues import shared as of_issue

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
RECORDERS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
WATCHERS = RECORDERS


def decision(world: World) -> None:
    viewer = world.viewer("client_lead")
    new = NewDecision(
        title="Extend the night shift",
        reason="Calls wait.",
        seat_id=world.seats["client_spoc"],
        due_on=date(2026, 12, 1),
        is_settled=False,
        area_id=world.areas["Customer care"],
    )
    decisions.record(find.relationship(viewer, "MER"), new, by=viewer, at=AT, today=AT.date())


def risk(world: World) -> None:
    viewer = world.viewer("client_spoc")
    new = NewRisk(
        title="The billing system is not ready",
        description="",
        likelihood=3,
        impact=4,
        response=RiskResponse.REDUCE,
        plan="Test in time.",
        owner_id=world.people["supplier_lead"],
        look_on=date(2026, 12, 1),
        area_id=world.areas["Customer care"],
    )
    risks.record(find.relationship(viewer, "MER"), new, by=viewer, at=AT, today=AT.date())


def kpi(world: World) -> None:
    measured.drafted(world)


def form(url: str, who: tuple[str, ...], prepare: Callable[[World], None] | None = None) -> Row:
    return Row(f"/r/MER/{url}", {**ONLOOKERS, **dict.fromkeys(who, 200)}, prepare=prepare)


def deed(
    url: str,
    who: tuple[str, ...],
    prepare: Callable[[World], None] | None = None,
    answer: int | tuple[int, ...] = 422,
) -> Row:
    return Row(f"/r/MER/{url}", {**ONLOOKERS, **dict.fromkeys(who, answer)}, method="POST", prepare=prepare)


ROWS = {
    "raid.show": Row("/r/MER/raid", READERS, prepare=risk),
    "changes.show": Row("/r/MER/changes?since=2026-11-01", READERS, prepare=risk),
    "changes.of_review": Row("/r/MER/reviews/1/changes", READERS, prepare=review()),
    "raid.owe": Row("/r/MER/owed", READERS, prepare=decision),
    "decisions.index": Row("/r/MER/decisions", READERS, prepare=decision),
    "decisions.new": form("decisions/new", RECORDERS),
    "decisions.create": deed("decisions", RECORDERS),
    "decisions.show": Row("/r/MER/decisions/1", READERS, prepare=decision),
    "decisions.edit": form("decisions/1/edit", ("client_spoc", "client_lead"), decision),
    "decisions.update": deed("decisions/1", ("client_spoc", "client_lead"), decision),
    "decisions.approve": deed("decisions/1/approval", ("client_spoc",), decision, 303),
    "decisions.reject": deed("decisions/1/rejection", ("client_spoc",), decision),
    "risks.index": Row("/r/MER/risks", READERS, prepare=risk),
    "risks.new": form("risks/new", RECORDERS),
    "risks.create": deed("risks", RECORDERS),
    "risks.show": Row("/r/MER/risks/1", READERS, prepare=risk),
    "risks.edit": form("risks/1/edit", WATCHERS, risk),
    "risks.update": deed("risks/1", WATCHERS, risk),
    "risks.look": deed("risks/1/looks", WATCHERS, risk),
    "risks.happening": form("risks/1/issue/new", WATCHERS, risk),
    "risks.happen": deed("risks/1/issue", WATCHERS, risk),
    "risks.close": deed("risks/1/closing", WATCHERS, risk),
    "risks.reopen": deed("risks/1/reopening", WATCHERS, risk),
    "raid_origins.new_action_of_topic": of_review("/r/MER/reviews/1/topics/1/actions/new", CHAIRS, 200, method="GET"),
    "raid_origins.add_action_of_topic": of_review("/r/MER/reviews/1/topics/1/actions", CHAIRS, 422),
    "raid_origins.new_decision_of_topic": of_review(
        "/r/MER/reviews/1/topics/1/decisions/new", CHAIRS, 200, method="GET"
    ),
    "raid_origins.add_decision_of_topic": of_review("/r/MER/reviews/1/topics/1/decisions", CHAIRS, 422),
    "raid_origins.new_issue_of_topic": of_review("/r/MER/reviews/1/topics/1/issues/new", CHAIRS, 200, method="GET"),
    "raid_origins.add_issue_of_topic": of_review("/r/MER/reviews/1/topics/1/issues", CHAIRS, 422),
    "raid_origins.new_risk_of_topic": of_review("/r/MER/reviews/1/topics/1/risks/new", CHAIRS, 200, method="GET"),
    "raid_origins.add_risk_of_topic": of_review("/r/MER/reviews/1/topics/1/risks", CHAIRS, 422),
    "raid_origins.new_decision_of_issue": of_issue("/decisions/new", RECORDERS, method="GET"),
    "raid_origins.add_decision_of_issue": of_issue("/decisions", RECORDERS),
    "raid_origins.new_risk_of_issue": of_issue("/risks/new", RECORDERS, method="GET"),
    "raid_origins.add_risk_of_issue": of_issue("/risks", RECORDERS),
    "raid_origins.new_action_of_risk": form("risks/1/actions/new", ADDERS, risk),
    "raid_origins.add_action_of_risk": deed("risks/1/actions", ADDERS, risk),
    "raid_origins.new_decision_of_risk": form("risks/1/decisions/new", RECORDERS, risk),
    "raid_origins.add_decision_of_risk": deed("risks/1/decisions", RECORDERS, risk),
    "raid_origins.new_action_of_decision": form("decisions/1/actions/new", ADDERS, decision),
    "raid_origins.add_action_of_decision": deed("decisions/1/actions", ADDERS, decision),
    "raid_origins.new_decision_of_decision": form("decisions/1/decisions/new", RECORDERS, decision),
    "raid_origins.add_decision_of_decision": deed("decisions/1/decisions", RECORDERS, decision),
    "raid_origins.new_action_of_kpi": form("kpis/1/actions/new", ADDERS, kpi),
    "raid_origins.add_action_of_kpi": deed("kpis/1/actions", ADDERS, kpi),
    "raid_origins.new_decision_of_kpi": form("kpis/1/decisions/new", RECORDERS, kpi),
    "raid_origins.add_decision_of_kpi": deed("kpis/1/decisions", RECORDERS, kpi),
}
