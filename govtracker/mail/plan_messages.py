"""What people are told of an improvement plan: the other side's SPOC, when one side changes, ends or reopens it."""

from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, PlanStatus, Side
from govtracker.mail import notices
from govtracker.models import ImprovementPlan
from govtracker.queries.structure import spocs


def edited(plan: ImprovementPlan, side: Side, *, by: Viewer, at: datetime) -> None:
    """Its title, reason or objective reads differently now."""
    _tell(plan, side, "edited", f"{_called(plan)} was changed: its history shows what it said before.", by=by, at=at)


def ended(plan: ImprovementPlan, side: Side, *, by: Viewer, at: datetime) -> None:
    """One side says it is over."""
    how = "as achieved" if plan.status is PlanStatus.ACHIEVED else "without its objective"
    words = f"{_called(plan)} was ended {how}: {plan.outcome} If your side does not see it so, let it go on."
    _tell(plan, side, "ended", words, by=by, at=at)


def reopened(plan: ImprovementPlan, side: Side, *, reason: str, by: Viewer, at: datetime) -> None:
    """It was not over."""
    _tell(plan, side, "reopened", f"{_called(plan)} goes on: {reason}", by=by, at=at)


def _called(plan: ImprovementPlan) -> str:
    return f"Improvement plan {plan.number} (“{plan.title}”)"


def _tell(plan: ImprovementPlan, side: Side, what: str, words: str, *, by: Viewer, at: datetime) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        [spocs.of_side(plan.relationship_id, side, today=at.astimezone(UTC).date())],
        subject=plan,
        dedupe=f"improvement_plan:{plan.id}:{what}:{at.isoformat()}",
        facts={
            "what": what,
            "words": words,
            "path": f"/r/{plan.relationship.key}/improvement-plans/{plan.number}",
            "by": by.person_id,
            "by_name": by.name,
        },
        at=at,
    )
