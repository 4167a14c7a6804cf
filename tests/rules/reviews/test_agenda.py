"""An agenda that was frozen reads as it was written."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Bearing, Pillar, Severity, Side, Standing, TrendRule
from govtracker.rules.reviews import agenda
from govtracker.rules.reviews.agenda import (
    ActionLine,
    Agenda,
    DecisionLine,
    IssueLine,
    KpiLine,
    PillarLine,
    Score,
    SignalLine,
)

numbers = st.decimals(-100, 100, places=3)
instants = st.datetimes(timezones=st.just(UTC))
texts = st.text(max_size=20)
score = st.builds(
    Score,
    period_on=st.dates(),
    overall=st.none() | numbers,
    movement=st.none() | numbers,
    coverage=numbers,
    standing=st.sampled_from(Standing),
    standing_name=texts,
    pillars=st.lists(
        st.builds(PillarLine, st.sampled_from(Pillar), st.none() | numbers, st.none() | numbers), max_size=3
    ).map(tuple),
    reds=st.lists(st.builds(KpiLine, value=numbers, minimum=numbers, decimals=st.integers(0, 6)), max_size=2).map(
        tuple
    ),
)
DAY = date(2026, 6, 1)
issues = st.lists(st.builds(IssueLine, climb_at=st.none() | instants, due_on=st.none() | st.dates()), max_size=2)
actions = st.lists(st.builds(ActionLine, due_on=st.dates()), max_size=2)


@given(
    st.builds(
        Agenda,
        at=instants,
        today=st.dates(),
        score=st.none() | score,
        signals=st.lists(st.builds(SignalLine), max_size=2).map(tuple),
        escalated=issues.map(tuple),
        overdue_issues=issues.map(tuple),
        open_issues=issues.map(tuple),
        recurrences=issues.map(tuple),
        overdue_actions=actions.map(tuple),
        open_actions=actions.map(tuple),
        decisions=st.lists(st.builds(DecisionLine), max_size=2).map(tuple),
        pairs=st.lists(texts, max_size=2).map(tuple),
        counts=st.dictionaries(texts, st.integers(0, 999), max_size=2),
        late=st.dictionaries(st.sampled_from(Side), st.integers(0, 999)),
    )
)
def test_a_frozen_agenda_reads_as_it_was_written(found: Agenda) -> None:
    assert agenda.read(agenda.write(found)) == found


def test_every_rule_of_trends_has_its_words() -> None:
    assert set(agenda.SHAPES) == set(TrendRule)
    line = SignalLine(
        "FCR", "First contact", TrendRule.SIX_TRENDING, Bearing.CONCERN, date(2026, 1, 1), date(2026, 6, 1)
    )
    assert line.shape == "6 or more values in a row rising or falling"


def test_an_agenda_with_one_open_issue_is_not_empty() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    bare = Agenda(at, at.date(), None, (), (), (), (), (), (), (), (), ())
    one = IssueLine(1, "Slow", Severity.LOW, 1, False, Side.CLIENT, None, None, "")
    assert bare.is_empty
    assert not replace(bare, open_issues=(one,)).is_empty
