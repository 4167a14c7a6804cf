"""Customer segments: valued by the functions that know them, asked about, served by one plan at a time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import (
    Department,
    ExpectedOutcome,
    SegmentBasis,
    SegmentFinding,
    ServiceChannel,
    ServiceHours,
    ServicePriority,
    Staffing,
    TouchLevel,
    ValueInput,
    ValueLevel,
)
from govtracker.models import AuditEvent, CustomerSegment, OutboxMail, SegmentNeeds, ServicePlan
from govtracker.queries import NotFound
from govtracker.queries.issues import work
from govtracker.queries.sourcing import segment_needs as needs_asked
from govtracker.queries.sourcing import segments as asked
from govtracker.rules.sourcing.segment_needs import Answer
from govtracker.rules.sourcing.service_plans import Plan
from govtracker.services import Refused
from govtracker.services.sourcing import segment_needs, segments, service_plans
from govtracker.services.sourcing.segments import Described, Given
from tests.support.world import World

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BY_ITSELF = Answer(
    ExpectedOutcome.DONE_BY_THEMSELVES,
    ServicePriority.LOW_EFFORT,
    ServicePriority.SPEED,
    ServiceChannel.SELF_SERVICE,
    ServiceHours.AROUND_THE_CLOCK,
    urgency=3,
    personal_help=2,
    expertise=3,
    continuity=2,
)
HIGH = Plan(TouchLevel.HIGH_TOUCH, (ServiceChannel.PHONE,), ServiceHours.OFFICE_HOURS, 240, Staffing.DEDICATED_TEAM)


@pytest.fixture
def segment(in_app: Flask, world: World) -> int:
    office = world.viewer("governance_office")
    with database.transaction():
        said = Described("Key accounts", "More than 500 lines", (SegmentBasis.SIZE, SegmentBasis.NEEDS), Decimal("4.5"))
        return segments.add(office.organisation_id, said, by=office, at=AT).id


def own(world: World, segment: int) -> CustomerSegment:
    return asked.segment(world.viewer("governance_office"), segment)


def value(world: World, segment: int, *levels: int) -> None:
    office = world.viewer("governance_office")
    with database.transaction():
        for kind, level in zip(ValueInput, levels, strict=False):
            given = Given(Department.FINANCE, level, "Report of June", given_by_id=office.person_id, given_on=TODAY)
            segments.give(own(world, segment), kind, given, by=office, at=AT, today=TODAY)


def ask(world: World, segment: int, *who: str) -> None:
    with database.transaction():
        ids = [world.people[one] for one in who]
        segment_needs.ask(own(world, segment), ids, by=world.viewer("governance_office"), at=AT)


def answer(world: World, segment: int, who: str, said: Answer = BY_ITSELF) -> None:
    with database.transaction():
        viewer = world.viewer(who)
        segment_needs.answer(needs_asked.mine(viewer, segment), said, "", by=viewer, at=AT)


def test_a_valued_segment_that_prefers_self_service_is_over_served_by_high_touch(world: World, segment: int) -> None:
    value(world, segment, 5, 5, 4)
    ask(world, segment, "client_spoc", "client_lead")
    answer(world, segment, "client_spoc")
    with database.transaction():
        service_plans.begin(own(world, segment), HIGH, by=world.viewer("governance_office"), at=AT)
    found = asked.standing(own(world, segment))
    assert found.facts.value.level is ValueLevel.HIGH
    assert found.facts.needs is not None
    assert (found.facts.needs.answers, found.waiting) == (1, 1)
    assert [one.kind for one in found.findings] == [SegmentFinding.OVER_SERVED]
    assert found.inputs[0].given_by == "Greta Falk"


def test_an_input_without_level_source_or_day_is_refused_beside_its_field(world: World, segment: int) -> None:
    office = world.viewer("governance_office")
    whole = {"level": 3, "note": "Study", "given_by_id": office.person_id, "given_on": TODAY}
    for wrong, field in (
        ({"level": None}, "level"),
        ({"level": 6}, "level"),
        ({"note": " "}, "note"),
        ({"given_by_id": world.people["supplier_spoc"]}, "given_by_id"),
        ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
        ({"amount": Decimal(10), "currency": "ZZZ"}, "currency"),
    ):
        given = Given(Department.SALES, **{**whole, **wrong})  # type: ignore[arg-type]  # wrong on purpose
        with pytest.raises(Refused) as refused, database.transaction():
            segments.give(own(world, segment), ValueInput.PROFITABILITY, given, by=office, at=AT, today=TODAY)
        assert refused.value.field == field
    assert asked.standing(own(world, segment)).facts.value.missing == tuple(ValueInput)


def test_whoever_is_asked_answers_once_may_change_it_and_is_told_by_mail(world: World, segment: int) -> None:
    ask(world, segment, "client_lead")
    ask(world, segment, "client_lead")  # asked again it is the same question
    lead = world.viewer("client_lead")
    assert [row.name for row in work.to_answer(lead, limit=5)] == ["Key accounts"]
    jobs.run(jobs.job_named("render-notices"), at=AT + timedelta(hours=1))
    (mail,) = db.session.scalars(select(OutboxMail)).all()
    assert (mail.recipient_id, mail.subject) == (lead.person_id, "[Customer segments] What do “Key accounts” need?")
    answer(world, segment, "client_lead")
    answer(world, segment, "client_lead", Answer(**{**vars(BY_ITSELF), "urgency": 5}))
    assert work.to_answer(lead, limit=5) == []
    assert db.session.query(SegmentNeeds).count() == 1
    found = asked.standing(own(world, segment)).facts.needs
    assert found is not None
    assert found.mean("urgency") == 5
    events = select(AuditEvent.action).where(AuditEvent.subject_type == "segment_needs").order_by(AuditEvent.id)
    assert db.session.scalars(events).all() == ["needs_asked", "needs_answered", "needs_changed"]


def test_nobody_else_finds_the_question_and_one_that_is_withdrawn_is_gone(world: World, segment: int) -> None:
    ask(world, segment, "client_lead")
    with pytest.raises(NotFound):
        needs_asked.mine(world.viewer("client_spoc"), segment)
    with database.transaction():
        office = world.viewer("governance_office")
        segment_needs.withdraw(own(world, segment), world.people["client_lead"], by=office, at=AT)
    with pytest.raises(NotFound):
        needs_asked.mine(world.viewer("client_lead"), segment)
    with pytest.raises(Refused), database.transaction():
        segment_needs.ask(own(world, segment), [world.people["supplier_lead"]], by=office, at=AT)


def test_one_plan_is_in_force_and_the_one_before_stays_to_be_seen(world: World, segment: int) -> None:
    office = world.viewer("governance_office")
    low = Plan(TouchLevel.LOW_TOUCH, (ServiceChannel.CHAT,), ServiceHours.OFFICE_HOURS, 480, Staffing.POOL)
    with database.transaction():
        service_plans.begin(own(world, segment), HIGH, by=office, at=AT)
    with pytest.raises(Refused, match="why the plan changes"), database.transaction():
        service_plans.begin(own(world, segment), low, by=office, at=AT)
    with database.transaction():
        service_plans.begin(own(world, segment), low, reason="They help themselves", by=office, at=AT)
        service_plans.begin(own(world, segment), low, reason="Sent twice", by=office, at=AT)
    plans = db.session.scalars(select(ServicePlan).order_by(ServicePlan.number)).all()
    assert [(one.number, one.touch, one.ended_at is None) for one in plans] == [
        (1, TouchLevel.HIGH_TOUCH, False),
        (2, TouchLevel.LOW_TOUCH, True),
    ]


def test_another_company_does_not_find_it(world: World, segment: int) -> None:
    with pytest.raises(NotFound):
        asked.segment(world.viewer("supplier_office"), segment)
    assert asked.of_company(world.viewer("supplier_office")) == []
