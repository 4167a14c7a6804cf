"""What actions, decisions and risks come from: an issue, a problem, a topic, one another, a KPI, a plan, or nothing."""

from dataclasses import dataclass

from govtracker.enums import Audience
from govtracker.models import Decision, ImprovementPlan, Issue, Kpi, Problem, PulseStatement, Review, Risk, Topic


@dataclass(frozen=True)
class Origin:
    """The records something comes from; none of them where it stands alone."""

    issue: Issue | None = None
    problem: Problem | None = None
    review: Review | None = None
    topic: Topic | None = None
    risk: Risk | None = None
    decision: Decision | None = None
    kpi: Kpi | None = None
    plan: ImprovementPlan | None = None
    pulse_statement: PulseStatement | None = None

    def ids(self, *names: str) -> dict[str, int | None]:
        """The ids of those records, by column: ids("issue") → {"issue_id": 7}."""
        records = {name: getattr(self, name) for name in names}
        return {f"{name}_id": record.id if record else None for name, record in records.items()}

    @property
    def area_id(self) -> int | None:
        """The functional area of what it comes from, if that has one."""
        records = (self.issue, self.problem, self.risk, self.decision)
        return next((record.area_id for record in records if record and record.area_id), None)

    @property
    def audience(self) -> Audience:
        """The widest audience of what comes from here."""
        records = [record for record in (self.issue, self.problem, self.risk, self.decision) if record]
        return next((record.audience for record in records if record.audience is not Audience.SHARED), Audience.SHARED)


ALONE = Origin()
