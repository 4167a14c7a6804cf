"""Actions: what a named person will do by a date, and every move of that date."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.access import Place, Stance
from govtracker.database import Base, choice, only
from govtracker.enums import ActionStatus, ActionType, Audience, Side
from govtracker.models.action_series import ActionSeries
from govtracker.models.criteria import Kpi
from govtracker.models.decision import Decision
from govtracker.models.improvement_plan import ImprovementPlan
from govtracker.models.issue import Issue
from govtracker.models.people import Person
from govtracker.models.problem import Problem
from govtracker.models.pulse import PulseStatement
from govtracker.models.relationship import FunctionalArea, Relationship
from govtracker.models.review import Review
from govtracker.models.risk import Risk
from govtracker.rules import keys

UNRAISED = "is_open AND (raised_for_on IS NULL OR raised_for_on <> due_on)"
UNRAISED_SQLITE = "is_open = 1 AND (raised_for_on IS NULL OR raised_for_on != due_on)"


class Action(Base):
    """An action. `is_open` stands for status open or in progress; `slips` counts later due dates.

    Imported history has a `source` and the `source_ref` it is called by there.

    One that comes again belongs to a series; `period_key` names its turn (2026-12-31), and each turn has one action.
    """

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("relationship_id", "audience", "number"),
        Index("ix_action_list_due", "relationship_id", "is_open", "due_on", "id"),
        Index("ix_action_unverified", "relationship_id", "owner_side", "done_at", "id", **only("status = 'done'")),
        Index("ix_action_list_updated", "relationship_id", "is_open", "updated_at", "id"),
        Index("ix_action_list_slips", "relationship_id", "is_open", "slips", "id"),
        Index("ix_action_count", "relationship_id", "is_open", "audience", "due_on", "owner_side", "area_id"),
        Index("ix_action_problem", "problem_id", "due_on", "id", **only("problem_id IS NOT NULL")),
        Index("ix_action_overdue", "due_on", "id", **only(UNRAISED, sqlite=UNRAISED_SQLITE)),
        Index("ix_action_owner", "owner_id", "is_open", "due_on", "id"),
        Index("ix_action_board", "relationship_id", "is_open", "status", "due_on", "id"),
        Index("ix_action_list_opened", "relationship_id", "is_open", "created_at", "id"),
        Index("ix_action_risk", "risk_id", **only("risk_id IS NOT NULL")),
        Index("ix_action_decision", "decision_id", **only("decision_id IS NOT NULL")),
        Index("ix_action_plan", "plan_id", "due_on", "id", **only("plan_id IS NOT NULL")),
        Index("ix_action_pulse", "pulse_statement_id", "id", **only("pulse_statement_id IS NOT NULL")),
        Index("ix_action_kpi", "kpi_id", "is_open", "id", **only("kpi_id IS NOT NULL")),
        Index(
            "uq_action_source",
            "relationship_id",
            "audience",
            "source_ref",
            unique=True,
            **only("source_ref IS NOT NULL"),
        ),
        Index("uq_action_series", "series_id", "period_key", unique=True, **only("series_id IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"))
    number: Mapped[int]
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    title: Mapped[str] = mapped_column(String(200))
    type: Mapped[ActionType] = mapped_column(choice(ActionType, "type"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("functional_area.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_side: Mapped[Side] = mapped_column(choice(Side, "owner_side"))
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    slips: Mapped[int] = mapped_column(default=0)
    consequence: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[ActionStatus] = mapped_column(choice(ActionStatus, "status"), default=ActionStatus.OPEN)
    is_open: Mapped[bool] = mapped_column(default=True)
    evidence: Mapped[str] = mapped_column(Text, default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    failures: Mapped[int] = mapped_column(default=0)  # how often it turned out not to have helped
    failed_at: Mapped[datetime | None]
    raised_for_on: Mapped[date | None]  # the due date whose passing the system has raised
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"))
    risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    kpi_id: Mapped[int | None] = mapped_column(ForeignKey("kpi.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("improvement_plan.id"))
    pulse_statement_id: Mapped[int | None] = mapped_column(ForeignKey("pulse_statement.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("action_series.id"))
    period_key: Mapped[str | None] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(60), default="")
    source_ref: Mapped[str | None] = mapped_column(String(80))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)
    relationship: Mapped[Relationship] = link(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = link(foreign_keys=owner_id, lazy="joined", innerjoin=True)
    area: Mapped[FunctionalArea | None] = link()
    issue: Mapped[Issue | None] = link()
    review: Mapped[Review | None] = link()
    risk: Mapped[Risk | None] = link()
    decision: Mapped[Decision | None] = link()
    kpi: Mapped[Kpi | None] = link()
    plan: Mapped[ImprovementPlan | None] = link()
    pulse_statement: Mapped[PulseStatement | None] = link()
    series: Mapped[ActionSeries | None] = link()
    problem: Mapped[Problem | None] = link()
    moves: Mapped[list["DueDateMove"]] = link(order_by="DueDateMove.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it off the class

    @property
    def key(self) -> str:
        """What people call it: MER-A31."""
        return keys.action_key(self.relationship.key, self.number, self.audience)

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return self.relationship.place(self.audience)

    @property
    def stance(self) -> Stance:
        """What the guards ask of it."""
        return Stance(self.place, area_id=self.area_id, owner_id=self.owner_id, owner_side=self.owner_side)


class DueDateMove(Base):
    """One move of an action's due date, with its reason."""

    __tablename__ = "due_date_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    moved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    moved_at: Mapped[datetime]
    moved_by: Mapped[Person] = link(lazy="joined", innerjoin=True)
