"""Improvement plans: opened by a standing or by a SPOC, changed, ended as achieved or not, and reopened."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import PlanStatus, Rag
from govtracker.mail import plan_messages
from govtracker.models import ImprovementPlan, Relationship, Scorecard
from govtracker.queries import claims
from govtracker.rules.performance import bands, explanation, snapshot
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.services import Refused, events, sides

LONGEST = 4000
ENDS = (PlanStatus.ACHIEVED, PlanStatus.CLOSED)


@dataclass(frozen=True)
class NewPlan:
    """What a person fills in."""

    title: str
    why: str
    objective: str
    client_invests: str = ""
    client_gains: str = ""
    supplier_invests: str = ""
    supplier_gains: str = ""
    process_changes: str = ""


def open_for(scorecard: Scorecard, *, at: datetime) -> ImprovementPlan:
    """The plan of a standing: why, from the scorecard's figures, and the objective to leave the standing behind."""
    shown = snapshot.read(scorecard.snapshot)
    reds = [_red(one) for one in shown.result.criteria if one.rag is Rag.RED]
    score = "" if shown.result.overall is None else f" with a score of {explanation.figure(shown.result.overall, 1)}"
    why = [f"{scorecard.title}: {scorecard.standing_called.lower()}{score}.", *shown.reasons, *reds]
    goal = bands.better_than(scorecard.standing, shown.bands)
    new = NewPlan(
        title=f"Improvement plan after {scorecard.title.removeprefix('Scorecard of ')}",
        why="\n".join(why),
        objective=f"{goal.called} again: an overall score of at least {explanation.figure(goal.low)}." if goal else "",
    )
    return _open(scorecard.relationship, new, scorecard, by=None, at=at)


def open_by_hand(relationship: Relationship, new: NewPlan, *, by: Viewer, at: datetime) -> ImprovementPlan:
    """A plan a SPOC begins without being made to."""
    _check(asdict(new))
    return _open(relationship, new, None, by=by, at=at)


def goes_on(plan: ImprovementPlan, scorecard: Scorecard, *, at: datetime) -> None:
    """Another period asks for the plan that is open."""
    said = f"{scorecard.title}: {scorecard.standing_called.lower()}."
    if said not in plan.why:
        events.change(plan, "improvement_plan_goes_on", by=None, at=at, why=f"{plan.why}\n{said}")


def edit(plan: ImprovementPlan, values: dict[str, Any], *, by: Viewer, at: datetime) -> None:
    """Change the texts of an open plan; the other side is told."""
    _require_open(plan)
    _check(values)
    stripped = {name: str(value).strip() for name, value in values.items()}
    if any(getattr(plan, name) != value for name, value in stripped.items()):
        events.change(plan, "improvement_plan_edited", by=by, at=at, **stripped)
        plan_messages.edited(plan, sides.own(by, plan.relationship).other, by=by, at=at)


def end(plan: ImprovementPlan, status: PlanStatus, outcome: str, *, by: Viewer, at: datetime) -> None:
    """It is over: achieved, or closed without; `outcome` says what shows it. Open actions go on by themselves.

    The other side is told, and may let it go on.
    """
    _require_open(plan)
    if status not in ENDS:
        raise Refused("Say whether the objective was achieved.", "status")
    text = outcome.strip()
    if not text:
        raise Refused("Say what shows it: both sides see it.", "outcome")
    _check({"outcome": text})
    ended: dict[str, Any] = {"closed_at": at, "closed_by_id": by.person_id}
    events.change(plan, "improvement_plan_ended", by=by, at=at, status=status, outcome=text, **ended)
    plan_messages.ended(plan, sides.own(by, plan.relationship).other, by=by, at=at)


def reopen(plan: ImprovementPlan, reason: str, *, by: Viewer, at: datetime) -> None:
    """It is not over, because…; what was said at its end stays in its history."""
    if plan.status is PlanStatus.OPEN:
        raise Refused("This plan is open: it goes on anyway.")
    because = reason.strip()
    if not because:
        raise Refused("Say why it has to go on: both sides see it.", "reason")
    if len(because) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters; these are {len(because):,}.", "reason")
    opened: dict[str, Any] = {"status": PlanStatus.OPEN, "outcome": "", "closed_at": None, "closed_by_id": None}
    events.change(plan, "improvement_plan_reopened", by=by, at=at, reason=because, **opened)
    plan_messages.reopened(plan, sides.own(by, plan.relationship).other, reason=because, by=by, at=at)


def _open(
    relationship: Relationship, new: NewPlan, scorecard: Scorecard | None, *, by: Viewer | None, at: datetime
) -> ImprovementPlan:
    texts = {name: text.strip() for name, text in asdict(new).items()}
    plan = ImprovementPlan(
        relationship_id=relationship.id,
        relationship=relationship,
        number=claims.next_number(relationship.id, "improvement_plan:shared"),
        **{**texts, "title": texts["title"][:200]},
        scorecard_id=scorecard.id if scorecard else None,
        status=PlanStatus.OPEN,
        outcome="",
        opened_at=at,
        opened_by_id=by.person_id if by else None,
    )
    db.session.add(plan)
    events.record(plan, "improvement_plan_opened", by=by, at=at, changes={"title": [None, plan.title]}, reason=plan.why)
    return plan


def _red(one: CriterionResult) -> str:
    criterion = one.criterion
    assert criterion.value is not None
    value = explanation.measured(
        criterion.value, criterion.unit, label=criterion.unit_label, decimals=criterion.decimals
    )
    return f"{criterion.name} is red: {value}, {explanation.colour(one).partition(': ')[2]}."


def _require_open(plan: ImprovementPlan) -> None:
    if plan.status is not PlanStatus.OPEN:
        raise Refused("This plan has ended: it does not change any more.")


def _check(values: dict[str, Any]) -> None:
    if "title" in values and not str(values["title"]).strip():
        raise Refused("Give it a title.", "title")
    for name, value in values.items():
        most = 200 if name == "title" else LONGEST
        if len(str(value)) > most:
            raise Refused(f"Use at most {most:,} characters; these are {len(str(value)):,}.", name)
