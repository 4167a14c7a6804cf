"""What customer segments are worth, what they need, and how they are served otherwise: figures worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import (
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
from govtracker.rules.sourcing import segment_findings, segment_needs, segment_value, service_plans
from govtracker.rules.sourcing.segment_findings import Facts
from govtracker.rules.sourcing.segment_needs import Answer, Needs
from govtracker.rules.sourcing.service_plans import Fit, Plan

LEVELS = st.integers(1, 5)
ANSWERS = st.builds(
    Answer,
    st.sampled_from(ExpectedOutcome),
    st.sampled_from(ServicePriority),
    st.none() | st.sampled_from(ServicePriority),
    st.sampled_from(ServiceChannel),
    st.sampled_from(ServiceHours),
    LEVELS,
    LEVELS,
    LEVELS,
    LEVELS,
)


def value(*levels: int | None) -> segment_value.Value:
    return segment_value.reading(dict(zip(ValueInput, levels, strict=True)))


def answer(
    urgency: int, *touch: int, channel: str = "phone", hours: str = "office_hours", first: str = "speed"
) -> Answer:
    return Answer(
        ExpectedOutcome.QUICK_ANSWER, ServicePriority(first), None, ServiceChannel(channel), ServiceHours(hours),
        urgency, *touch,
    )  # fmt: skip


def needs(*answers: Answer) -> Needs:
    found = segment_needs.reading(answers)
    assert found is not None
    return found


def plan(touch: str, *channels: str, minutes: int = 240, hours: str = "office_hours", staffing: str = "pool") -> Plan:
    ways = tuple(ServiceChannel(one) for one in channels or ("phone",))
    return Plan(TouchLevel(touch), ways, ServiceHours(hours), minutes, Staffing(staffing))


# --- value -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "index", "level", "words"),
    [
        ((5, 4, 3), "4", ValueLevel.HIGH, "High"),  # 12 / 3
        ((3, 3, 3), "3", ValueLevel.MIDDLE, "Middle"),
        ((1, 2, 4), "2.333", ValueLevel.LOW, "Low"),  # 7 / 3
        ((2, 2, 5), "3", ValueLevel.MIDDLE, "Middle"),  # what they say lifts them: without it 2, low
        ((5, 5, None), "5", ValueLevel.HIGH, "High"),  # (10 + 1) / 3 = 3.67: high whatever is missing
        ((5, 4, None), "4.5", None, "Middle to high"),  # (9 + 1) / 3 = 3.33, (9 + 5) / 3 = 4.67
        ((1, None, None), "1", None, "Low to high"),  # 1 to 3.67
        ((1, 1, None), "1", ValueLevel.LOW, "Low"),  # (2 + 5) / 3 = 2.33: low whatever is missing
        ((None, None, None), None, None, "Not valued"),
    ],
)
def test_value_is_the_mean_of_what_was_given_and_open_while_what_is_missing_could_change_it(
    levels: tuple[int | None, ...], index: str | None, level: ValueLevel | None, words: str
) -> None:
    found = value(*levels)
    assert (found.index and round(found.index, 3)) == (index and Decimal(index))
    assert (found.level, found.words) == (level, words)
    assert [kind for kind, one in zip(ValueInput, levels, strict=True) if one is None] == list(found.missing)


@given(st.tuples(*[st.none() | LEVELS] * 3), st.tuples(LEVELS, LEVELS, LEVELS))
def test_whatever_is_still_given_stays_within_what_was_said_before(
    levels: tuple[int | None, ...], rest: tuple[int, ...]
) -> None:
    before = value(*levels)
    after = value(*(mine or other for mine, other in zip(levels, rest, strict=True)))
    order = list(ValueLevel)
    assert after.level is not None
    assert order.index(before.at_least) <= order.index(after.level) <= order.index(before.at_most)
    assert before.level in (None, after.level)


# --- needs -----------------------------------------------------------------------------------------------------------


def test_without_an_answer_the_needs_are_not_known() -> None:
    assert segment_needs.reading([]) is None


def test_needs_are_means_of_all_answers_and_say_how_far_these_lie_apart() -> None:
    found = needs(
        answer(5, 4, 3, 3, channel="chat", first="speed"),
        answer(4, 3, 3, 1, channel="chat", first="expertise"),
        answer(3, 2, 4, 4, channel="email", first="speed"),
    )
    assert found.index == Decimal(3)  # 9 + 10 + 8 = 27, of nine ratings
    assert found.level is TouchLevel.MEDIUM_TOUCH
    assert found.mean("urgency") == Decimal(4)
    assert [(one.name, one.agreement) for one in found.ratings] == [
        ("urgency", "different"),  # 3 to 5
        ("personal_help", "different"),  # 2 to 4
        ("expertise", "agreed"),  # 3 to 4
        ("continuity", "far apart"),  # 1 to 4
    ]
    assert found.apart == ["The same people"]
    assert found.channel.word is ServiceChannel.CHAT
    assert found.priorities == ((ServicePriority.SPEED, 4), (ServicePriority.EXPERTISE, 2))


def test_a_channel_named_as_often_as_another_is_not_preferred() -> None:
    assert needs(answer(3, 3, 3, 3, channel="chat"), answer(3, 3, 3, 3, channel="email")).channel.word is None


@pytest.mark.parametrize(
    ("touch", "level"),
    [((1, 2, 2), "self_service"), ((2, 2, 2), "low_touch"), ((3, 3, 2), "low_touch"), ((4, 4, 4), "high_touch")],
)
def test_a_level_of_touch_begins_at_its_whole_number(touch: tuple[int, int, int], level: str) -> None:
    assert needs(answer(3, *touch)).level.value == level


# --- plans -----------------------------------------------------------------------------------------------------------


def test_each_field_of_a_plan_is_held_against_the_needs_with_its_reason() -> None:
    wanted = needs(answer(4, 2, 3, 2, channel="self_service", hours="around_the_clock"))  # touch 7 / 3 = 2.3
    found = service_plans.matched(plan("high_touch", "phone", minutes=240, staffing="dedicated_team"), wanted)
    assert [(one.field, one.fit) for one in found] == [
        ("Touch", Fit.MORE),
        ("Channels", Fit.OTHER),
        ("Hours", Fit.LESS),
        ("Response", Fit.LESS),  # urgency 4: within an hour
        ("People", Fit.MORE),  # continuity 2: a pool is enough
    ]
    assert found[0].reason == "the needs come to low touch (2.3 of 5), the plan gives high touch"


@given(st.lists(ANSWERS, min_size=1, max_size=5))
def test_the_suggested_plan_fits_the_needs_and_leaves_nothing_over_or_under(answers: list[Answer]) -> None:
    wanted = needs(*answers)
    suggestion = service_plans.suggested(wanted)
    assert {one.fit for one in service_plans.matched(suggestion, wanted)} == {Fit.FITS}
    found = segment_findings.findings(Facts((), value(5, 5, 5), wanted, suggestion))
    assert found == []


# --- findings --------------------------------------------------------------------------------------------------------

BY_ITSELF = (answer(3, 2, 3, 2, channel="self_service"),)  # 7 / 3: low touch, prefers self-service
URGENT = (answer(5, 4, 5, 4, channel="phone"),)  # 13 / 3 = 4.3: high touch, urgent


@pytest.mark.parametrize(
    ("levels", "answers", "served", "found"),
    [
        # The example of the field: worth most, prefers self-service, and is given people's time.
        ((5, 5, 4), BY_ITSELF, "high_touch", [SegmentFinding.OVER_SERVED]),
        ((5, 5, 4), BY_ITSELF, "medium_touch", [SegmentFinding.OVER_SERVED]),
        ((5, 5, 4), BY_ITSELF, "low_touch", []),  # of high value, and served as it wishes
        ((1, 1, 1), (answer(1, 2, 2, 2),), "high_touch", [SegmentFinding.OVER_SERVED]),  # two levels beyond
        ((1, 1, 1), (answer(1, 2, 2, 2),), "medium_touch", []),  # one level beyond is not yet too much
        ((1, 1, 1), URGENT, "low_touch", [SegmentFinding.UNDER_SERVED]),
        ((5, 4, 4), (answer(2, 3, 3, 3),), "low_touch", [SegmentFinding.UNDER_SERVED]),  # of high value
        ((3, 3, 3), (answer(2, 3, 3, 3),), "low_touch", []),
        ((5, 5, 5), (), "low_touch", [SegmentFinding.VISIBLE_TRAITS_ONLY]),  # not guessed: nobody was asked
        ((5, 5, 5), (), "high_touch", [SegmentFinding.VISIBLE_TRAITS_ONLY]),
    ],
)
def test_over_and_under_served_need_a_plan_and_needs(
    levels: tuple[int, int, int], answers: tuple[Answer, ...], served: str, found: list[SegmentFinding]
) -> None:
    facts = Facts((SegmentBasis.NEEDS,), value(*levels), segment_needs.reading(answers), plan(served))
    shown = segment_findings.findings(facts)
    assert [one.kind for one in shown] == found
    assert all(one.reasons and one.todo for one in shown)


def test_over_served_suggests_the_plan_that_the_needs_come_to() -> None:
    facts = Facts((SegmentBasis.NEEDS,), value(5, 5, 4), needs(*BY_ITSELF), plan("high_touch"))
    (found,) = segment_findings.findings(facts)
    assert found.reasons == (
        "It prefers self-service, and its plan gives high touch.",
        "Its needs come to low touch, and its plan gives high touch.",
    )
    assert found.plan == plan("low_touch", "self_service", "chat", minutes=240)
    assert found.todo == (
        "Serve it as it needs: low touch by self-service and chat, office hours, a response within 4 h, a pool."
    )


@pytest.mark.parametrize(
    ("basis", "found"),
    [
        ((SegmentBasis.SIZE, SegmentBasis.REGION), True),
        ((SegmentBasis.SIZE, SegmentBasis.NEEDS), False),
        ((), False),
    ],
)
def test_a_segment_by_size_and_region_alone_is_served_by_visible_traits(
    basis: tuple[SegmentBasis, ...], found: bool
) -> None:
    shown = segment_findings.findings(Facts(basis, value(3, 3, 3), needs(answer(3, 3, 3, 3)), None))
    assert [one.kind for one in shown] == ([SegmentFinding.VISIBLE_TRAITS_ONLY] if found else [])
    if found:
        assert shown[0].reasons == ("Customers belong to it by size and region alone, which anybody can see.",)
