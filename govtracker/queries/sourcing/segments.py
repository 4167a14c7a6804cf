"""Customer segments of the viewer's own company: what each is worth, what it needs, how it is served."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Department, SegmentBasis, ServiceChannel, ValueInput
from govtracker.models import CustomerSegment, Person, SegmentNeeds, SegmentValue, ServicePlan
from govtracker.queries import find
from govtracker.rules.sourcing import segment_findings, segment_needs, segment_value
from govtracker.rules.sourcing.segment_findings import Facts, Finding
from govtracker.rules.sourcing.segment_needs import Answer
from govtracker.rules.sourcing.service_plans import Plan

SAID = tuple(Answer.__dataclass_fields__)
GIVEN = ("kind", "owner", "level", "amount", "currency", "note", "given_on")


@dataclass(frozen=True)
class Input:
    """One value input: the function that owns it and, once given, its level, what it was read from, by whom and when.

    `amount` is in whole minor units of `currency`.
    """

    kind: ValueInput
    owner: Department
    level: int | None = None
    amount: int | None = None
    currency: str | None = None
    note: str = ""
    given_on: date | None = None
    given_by: str | None = None


@dataclass(frozen=True)
class Standing:
    """A segment as it stands; `waiting` have been asked what it needs and have not answered. Shares are percent."""

    id: int
    name: str
    description: str
    customer_share: Decimal | None
    revenue_share: Decimal | None
    retired_at: datetime | None
    inputs: tuple[Input, ...]
    waiting: int
    facts: Facts

    @property
    def findings(self) -> list[Finding]:
        """What is found of how it is served; nothing of one that is retired."""
        return [] if self.retired_at else segment_findings.findings(self.facts)


def of_company(viewer: Viewer) -> list[Standing]:
    """Every segment of the viewer's company in its order, what is retired among it; four statements."""
    return _standing(CustomerSegment.organisation_id == viewer.organisation_id)


def standing(segment: CustomerSegment) -> Standing:
    """One of them; four statements."""
    return _standing(CustomerSegment.id == segment.id)[0]


def segment(viewer: Viewer, segment_id: int) -> CustomerSegment:
    """A segment of the viewer's company; raises NotFound."""
    own = CustomerSegment.organisation_id == viewer.organisation_id
    return find.one(select(CustomerSegment).where(CustomerSegment.id == segment_id, own))


def value_input(viewer: Viewer, segment_id: int, kind: ValueInput) -> SegmentValue | None:
    """The row of one input of a segment of the viewer's company, None before it was given to anybody."""
    own = CustomerSegment.organisation_id == viewer.organisation_id
    query = select(SegmentValue).join(SegmentValue.segment)
    return db.session.scalar(query.where(SegmentValue.segment_id == segment_id, SegmentValue.kind == kind, own))


def _standing(which: ColumnElement[bool]) -> list[Standing]:
    rows = db.session.scalars(
        select(CustomerSegment).where(which).order_by(CustomerSegment.position, CustomerSegment.id)
    )
    values, (answers, waiting), plans = _values(which), answered(which), _plans(which)
    return [_one(row, values[row.id], answers[row.id], waiting[row.id], plans.get(row.id)) for row in rows]


def _one(
    row: CustomerSegment,
    values: Mapping[ValueInput, Input],
    answers: Sequence[Answer],
    waiting: int,
    plan: Plan | None,
) -> Standing:
    inputs = tuple(values.get(kind, Input(kind, segment_value.OWNERS[kind])) for kind in ValueInput)
    facts = Facts(
        tuple(SegmentBasis(word) for word in row.basis),
        segment_value.reading({one.kind: one.level for one in inputs}),
        segment_needs.reading(answers),
        plan,
    )
    shares = row.customer_share, row.revenue_share
    return Standing(row.id, row.name, row.description, *shares, row.retired_at, inputs, waiting, facts)


def _values(which: ColumnElement[bool]) -> dict[int, dict[ValueInput, Input]]:
    columns: list[Any] = [SegmentValue.segment_id, Person.name.label("given_by")]
    columns += [getattr(SegmentValue, name) for name in GIVEN]
    query = select(*columns).join(CustomerSegment, CustomerSegment.id == SegmentValue.segment_id)
    found: dict[int, dict[ValueInput, Input]] = defaultdict(dict)
    for row in db.session.execute(query.outerjoin(Person, Person.id == SegmentValue.given_by_id).where(which)):
        given = {name: getattr(row, name) for name in GIVEN}
        found[row.segment_id][row.kind] = Input(**given, given_by=row.given_by)
    return found


def answered(which: ColumnElement[bool]) -> tuple[dict[int, list[Answer]], dict[int, int]]:
    """What was answered of each of these segments, and how many have been asked and have not answered yet."""
    columns: list[Any] = [SegmentNeeds.segment_id, SegmentNeeds.answered_at]
    columns += [getattr(SegmentNeeds, name) for name in SAID]
    query = select(*columns).join(CustomerSegment, CustomerSegment.id == SegmentNeeds.segment_id)
    answers: dict[int, list[Answer]] = defaultdict(list)
    waiting: dict[int, int] = defaultdict(int)
    for row in db.session.execute(query.where(which, SegmentNeeds.withdrawn_at.is_(None)).order_by(SegmentNeeds.id)):
        if row.answered_at is None:
            waiting[row.segment_id] += 1
        else:
            answers[row.segment_id].append(Answer(**{name: getattr(row, name) for name in SAID}))
    return answers, waiting


def _plans(which: ColumnElement[bool]) -> dict[int, Plan]:
    names = ("touch", "channels", "hours", "response_minutes", "staffing")
    columns: list[Any] = [ServicePlan.segment_id, *(getattr(ServicePlan, name) for name in names)]
    query = select(*columns).join(CustomerSegment, CustomerSegment.id == ServicePlan.segment_id)
    rows = db.session.execute(query.where(which, ServicePlan.ended_at.is_(None)))
    return {
        row.segment_id: Plan(
            row.touch,
            tuple(ServiceChannel(word) for word in row.channels),
            row.hours,
            row.response_minutes,
            row.staffing,
        )
        for row in rows
    }
