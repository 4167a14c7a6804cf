"""Northgate's customer segments: what each is worth and needs, how it is served, and where the two differ."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from govtracker.access import Viewer
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import OFFICE
from govtracker.enums import (
    ExpectedOutcome,
    SegmentBasis,
    ServiceChannel,
    ServiceHours,
    ServicePriority,
    Staffing,
    TouchLevel,
    ValueInput,
)
from govtracker.models import CustomerSegment
from govtracker.queries.performance import client_catalogues as named
from govtracker.queries.sourcing import segment_needs as asked
from govtracker.rules import wall_time
from govtracker.rules.sourcing.segment_needs import Answer
from govtracker.rules.sourcing.segment_value import OWNERS
from govtracker.rules.sourcing.service_plans import Plan
from govtracker.services.sourcing import segment_needs, segments, service_plans
from govtracker.services.sourcing.segments import Described, Given

DESCRIBED_DAYS_AGO, ANSWERED_DAYS_AGO, CHANGED_DAYS_AGO = 40, 33, 12
GIVERS = ("Claire Moreau", "Eva Varga", "Helena Lund")  # of the three value inputs, in their order
SOURCES = ("Contribution margin by customer, last year", "Churn model of sales, June", "Recommendation survey, spring")


class Told(NamedTuple):
    """A segment of the demonstration: its facts, value inputs (None for one that is missing), answers by whom, plan."""

    said: Described
    levels: tuple[int | None, int | None, int | None]
    answers: dict[str, Answer]
    waiting: tuple[str, ...]
    plan: Plan


def _rated(outcome: str, first: str, channel: str, hours: str, *ratings: int) -> Answer:
    words = ExpectedOutcome(outcome), ServicePriority(first), None, ServiceChannel(channel), ServiceHours(hours)
    return Answer(*words, *ratings)


def _plan(touch: str, channels: str, hours: str, minutes: int, staffing: str = "pool") -> Plan:
    ways = tuple(ServiceChannel(one) for one in channels.split())
    return Plan(TouchLevel(touch), ways, ServiceHours(hours), minutes, Staffing(staffing))


TOLD = (
    Told(
        Described(
            "Households",
            "Private customers with one line at home.",
            (SegmentBasis.PRODUCT, SegmentBasis.BEHAVIOUR),
            Decimal(88),
            Decimal(46),
        ),
        (2, 3, 3),
        {
            "Rafael Ortega": _rated("quick_answer", "speed", "chat", "extended_hours", 3, 3, 2, 1),
            "Lena Weber": _rated("quick_answer", "low_effort", "chat", "extended_hours", 3, 2, 2, 1),
            "Mia Sommer": _rated("done_by_themselves", "low_effort", "self_service", "extended_hours", 2, 3, 2, 2),
        },
        (),
        _plan("low_touch", "self_service chat phone", "extended_hours", 240),
    ),
    Told(
        Described(
            "Business customers",
            "Shops and offices that stand still without a line.",
            (SegmentBasis.SIZE, SegmentBasis.NEEDS),
            Decimal(9),
            Decimal(31),
        ),
        (4, 4, 5),
        {
            "Rafael Ortega": _rated("no_disruption", "speed", "phone", "extended_hours", 5, 4, 4, 4),
            "Sofia Marek": _rated("no_disruption", "speed", "phone", "around_the_clock", 5, 5, 4, 5),
            "Jan Hofmann": _rated("lasting_solution", "right_first_time", "phone", "extended_hours", 4, 4, 5, 2),
        },
        (),
        _plan("low_touch", "chat email", "office_hours", 480),
    ),
    Told(
        Described(
            "Multi-site enterprises",
            "Customers with more than 50 sites and network teams of their own.",
            (SegmentBasis.SIZE, SegmentBasis.VALUE),
            Decimal("0.4"),
            Decimal(17),
        ),
        (5, 5, 4),
        {
            "Kofi Mensah": _rated("done_by_themselves", "low_effort", "self_service", "around_the_clock", 3, 1, 4, 2),
            "Tobi Okafor": _rated("done_by_themselves", "speed", "self_service", "around_the_clock", 4, 2, 3, 1),
        },
        ("Petra Stein",),
        _plan("high_touch", "phone named_contact", "office_hours", 60, "dedicated_team"),
    ),
    Told(
        Described(
            "Housing associations",
            "Landlords who order for whole buildings.",
            (SegmentBasis.INDUSTRY, SegmentBasis.REGION),
            Decimal("2.6"),
            Decimal(6),
        ),
        (3, None, 4),
        {},
        ("Jan Hofmann", "Mia Sommer"),
        _plan("medium_touch", "phone email", "office_hours", 240),
    ),
)
BEFORE = _plan("medium_touch", "phone email", "office_hours", 480)  # how business customers were served until of late
REASON = "Volumes had grown past the team; chat was to take the first contact."


def write(stage: Stage) -> None:
    """Put on the timeline what they are, what is said of them, and how their service changed."""
    for days, step in (
        (DESCRIBED_DAYS_AGO, _describe),
        (ANSWERED_DAYS_AGO, _answer),
        (CHANGED_DAYS_AGO, _change),
    ):
        stage.timeline.at(stage.story.at - timedelta(days=days), lambda at, step=step: step(stage, at))  # type: ignore[misc]


def _describe(stage: Stage, at: datetime) -> None:
    office = stage.cast.viewer(OFFICE)
    today = wall_time.utc(at).date()
    for one in TOLD:
        segment = named.named(CustomerSegment, office.organisation_id, one.said.name)
        if segment is None:
            segment = segments.add(office.organisation_id, one.said, by=office, at=at)
        else:
            segments.describe(segment, one.said, by=office, at=at)
        for kind, level, source, giver in zip(ValueInput, one.levels, SOURCES, GIVERS, strict=True):
            giver_id = stage.cast.viewer(giver).person_id
            given = (
                Given(OWNERS[kind]) if level is None else Given(OWNERS[kind], level, source, None, "", giver_id, today)
            )
            segments.give(segment, kind, given, by=office, at=at, today=today)
        people = [stage.cast.viewer(name).person_id for name in (*one.answers, *one.waiting)]
        segment_needs.ask(segment, people, by=office, at=at)
        plan = BEFORE if one.said.name == "Business customers" else one.plan
        service_plans.begin(segment, plan, by=office, at=at)


def _answer(stage: Stage, at: datetime) -> None:
    company = stage.cast.viewer(OFFICE).organisation_id
    for one in TOLD:
        segment = named.named(CustomerSegment, company, one.said.name)
        for name, said in one.answers.items():
            _say(stage.cast.viewer(name), segment, said, at)


def _say(by: Viewer, segment: CustomerSegment | None, said: Answer, at: datetime) -> None:
    if segment is not None:
        segment_needs.answer(asked.mine(by, segment.id), said, "", by=by, at=at)


def _change(stage: Stage, at: datetime) -> None:
    office = stage.cast.viewer(OFFICE)
    told = next(one for one in TOLD if one.said.name == "Business customers")
    segment = named.named(CustomerSegment, office.organisation_id, told.said.name)
    if segment is not None:
        service_plans.begin(segment, told.plan, reason=REASON, by=office, at=at)
