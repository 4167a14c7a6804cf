"""Where something is added from: a record, what people call it, and its page to go back to."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from govtracker.models import (
    Decision,
    ImprovementPlan,
    Issue,
    Kpi,
    Problem,
    PulseStatement,
    Relationship,
    Review,
    Risk,
    Topic,
)
from govtracker.services.issues.origins import ALONE, Origin
from govtracker.web.filters import record_number


@dataclass(frozen=True)
class Source:
    """`base` is the address of the record: what is added there is sent to an address beneath it."""

    relationship: Relationship
    name: str
    base: str
    back: str
    lead: str | None = None
    origin: Origin = ALONE

    @property
    def is_alone(self) -> bool:
        """Whether it is the relationship itself: what is added there stands alone."""
        return self.origin == ALONE


def alone(relationship: Relationship, name: str, back: str) -> Source:
    """From nothing, out of the list called `name`."""
    return Source(relationship, name, f"/r/{relationship.key}", back)


def issue(found: Issue) -> Source:
    """From an issue."""
    base = _page("issues.show", found)
    return Source(found.relationship, found.key, base, f"{base}#actions", found.title, Origin(issue=found))


def problem(found: Problem) -> Source:
    """From a problem."""
    base = _page("problems.show", found)
    return Source(found.relationship, found.key, base, f"{base}#actions", found.title, Origin(problem=found))


def review(found: Review) -> Source:
    """From a review."""
    base = url_for("reviews.show", key=found.relationship.key, review_id=found.id)
    return Source(found.relationship, found.title, base, f"{base}#actions", None, Origin(review=found))


def topic(found: Topic) -> Source:
    """From a topic of a review."""
    page = url_for("reviews.show", key=found.review.relationship.key, review_id=found.review_id)
    base, back = f"{page}/topics/{found.id}", f"{page}#topic-{found.id}"
    origin = Origin(review=found.review, topic=found)
    return Source(found.review.relationship, found.review.title, base, back, found.title, origin)


def risk(found: Risk) -> Source:
    """From a risk."""
    base = _page("risks.show", found)
    return Source(found.relationship, found.key, base, base, found.title, Origin(risk=found))


def decision(found: Decision) -> Source:
    """From a decision."""
    base = _page("decisions.show", found)
    return Source(found.relationship, found.key, base, base, found.title, Origin(decision=found))


def kpi(found: Kpi) -> Source:
    """From a KPI that is red."""
    base, back = f"/r/{found.relationship.key}/kpis/{found.id}", url_for("scorecards.index", key=found.relationship.key)
    return Source(found.relationship, "Scorecards", base, back, found.name, Origin(kpi=found))


def plan(found: ImprovementPlan) -> Source:
    """From an improvement plan."""
    base = url_for("improvement_plans.show", key=found.relationship.key, number=found.number)
    return Source(
        found.relationship, f"Improvement plan {found.number}", base, f"{base}#actions", found.title, Origin(plan=found)
    )


def statement(found: PulseStatement) -> Source:
    """From what came of a statement of the pulse."""
    key, name = found.relationship.key, found.called
    base, back = f"/r/{key}/pulse/statements/{found.id}", url_for("pulse.show", key=key)
    return Source(found.relationship, "Relationship pulse", base, back, name, Origin(pulse_statement=found))


def _page(endpoint: str, record: Any) -> str:
    return url_for(endpoint, key=record.relationship.key, number=record_number(record))
