"""What follows from a standing that both sides have agreed to: a plan, a higher tier, the sponsors; each once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from govtracker.database import db
from govtracker.enums import ConsequenceKind, PeriodKind, Tier
from govtracker.mail import scorecard_messages
from govtracker.models import ImprovementPlan, Review, Scorecard, ScorecardConsequence
from govtracker.queries import claims
from govtracker.queries.performance import consequences as asked
from govtracker.queries.performance import standing_bands
from govtracker.services import events
from govtracker.services.performance import improvement_plans
from govtracker.services.reviews import invitations


@dataclass(frozen=True)
class Followed:
    """What was done, in words, and what it was done to."""

    said: str
    plan: ImprovementPlan | None = None
    review: Review | None = None


def follow(scorecard: Scorecard, *, at: datetime) -> None:
    """Let happen what the standing of a relationship's month brings about; what an amended one brought stays done.

    A month says nothing for now any more where both sides have agreed to a later one.
    """
    if scorecard.period_kind is not PeriodKind.MONTH or scorecard.scope_id is not None:
        return
    claims.hold(scorecard.relationship_id, "consequences")
    if asked.later_agreed(scorecard):
        return
    wanted = standing_bands.consequences().get(scorecard.standing, frozenset())
    for kind in (kind for kind in ConsequenceKind if kind in wanted - asked.happened(scorecard)):
        done = DEEDS[kind](scorecard, at)
        db.session.add(
            ScorecardConsequence(
                scorecard_id=scorecard.id,
                kind=kind,
                plan_id=done.plan.id if done.plan else None,
                review_id=done.review.id if done.review else None,
                said=done.said,
                happened_at=at,
            )
        )
        events.record(
            scorecard, "consequence_followed", by=None, at=at, reason=done.said, changes={"kind": [None, kind]}
        )


def _open_plan(scorecard: Scorecard, at: datetime) -> Followed:
    plan = asked.open_plan(scorecard.relationship_id)
    if plan:
        improvement_plans.goes_on(plan, scorecard, at=at)
        return Followed(f"Improvement plan {plan.number} is open already and goes on.", plan)
    plan = improvement_plans.open_for(scorecard, at=at)
    return Followed(f"Improvement plan {plan.number} was opened.", plan)


def _raise_tier(scorecard: Scorecard, at: datetime) -> Followed:
    review = asked.next_review(scorecard.relationship_id, at=at)
    if review is None:
        return Followed("No review below the strategic tier is planned that could be raised.")
    tier = ABOVE[review.forum.tier]
    because = f"{scorecard.title}: {scorecard.standing_called.lower()}."
    events.change(review, "review_raised", by=None, at=at, reason=because, raised_tier=tier, raised_because=because)
    invitations.settle(review, at=at)
    return Followed(f"The review “{review.title}” was raised to the {tier.value} tier.", review=review)


def _notify_sponsors(scorecard: Scorecard, at: datetime) -> Followed:
    scorecard_messages.standing_told(scorecard, at=at)
    return Followed("The sponsors of both sides were told.")


ABOVE: Mapping[Tier, Tier] = {Tier.OPERATIONAL: Tier.TACTICAL, Tier.TACTICAL: Tier.STRATEGIC}
DEEDS: Mapping[ConsequenceKind, Callable[[Scorecard, datetime], Followed]] = {
    ConsequenceKind.OPEN_PLAN: _open_plan,
    ConsequenceKind.RAISE_TIER: _raise_tier,
    ConsequenceKind.NOTIFY_SPONSORS: _notify_sponsors,
}
