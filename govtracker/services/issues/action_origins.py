"""What an action comes from: an issue, a problem, a review's topic, a risk, a decision, a red KPI, or nothing."""

from dataclasses import dataclass

from govtracker.enums import Audience
from govtracker.models import Decision, Issue, Kpi, Problem, Review, Risk, Topic


@dataclass(frozen=True)
class Origin:
    """The records an action comes from; none of them where it stands alone."""

    issue: Issue | None = None
    problem: Problem | None = None
    review: Review | None = None
    topic: Topic | None = None
    risk: Risk | None = None
    decision: Decision | None = None
    kpi: Kpi | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        """The ids an action keeps of them."""
        return {f"{name}_id": record.id if record else None for name, record in vars(self).items()}

    @property
    def area_id(self) -> int | None:
        """The functional area of what it comes from, if that has one."""
        records = (self.issue, self.problem, self.risk, self.decision)
        return next((record.area_id for record in records if record and record.area_id), None)

    @property
    def audience(self) -> Audience:
        """The widest audience the action may have."""
        records = [record for record in (self.issue, self.problem, self.risk, self.decision) if record]
        return next((record.audience for record in records if record.audience is not Audience.SHARED), Audience.SHARED)


ALONE = Origin()
