"""The path an issue goes by."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtracker.enums import Severity
from govtracker.rules.governance import path_choice
from govtracker.rules.governance.path_choice import Scope

CARE, QUALITY = 1, 2
CRITICAL, LOW = Severity.CRITICAL, Severity.LOW
GENERAL, OF_CRITICAL, OF_CARE, OF_BOTH = (
    Scope(1, None, None),
    Scope(2, None, CRITICAL),
    Scope(3, CARE, None),
    Scope(4, CARE, CRITICAL),
)
AT = datetime(2026, 11, 20, tzinfo=UTC)
scopes = st.builds(Scope, st.integers(1, 9), st.none() | st.integers(1, 3), st.none() | st.sampled_from(Severity))


@pytest.mark.parametrize(
    ("there", "area", "severity", "chosen"),
    [
        ([GENERAL, OF_CRITICAL, OF_CARE, OF_BOTH], CARE, CRITICAL, OF_BOTH),
        ([GENERAL, OF_CRITICAL, OF_CARE], CARE, CRITICAL, OF_CARE),  # the area goes before the severity
        ([GENERAL, OF_CRITICAL], CARE, CRITICAL, OF_CRITICAL),
        ([GENERAL, OF_CRITICAL, OF_CARE, OF_BOTH], QUALITY, CRITICAL, OF_CRITICAL),
        ([GENERAL, OF_CRITICAL, OF_CARE, OF_BOTH], QUALITY, LOW, GENERAL),
        ([OF_BOTH, OF_CARE], QUALITY, LOW, None),
        ([], CARE, LOW, None),
    ],
)
def test_most_specific_path_applies(there: list[Scope], area: int, severity: Severity, chosen: Scope | None) -> None:
    assert path_choice.applying(there, area, severity) == chosen
    assert path_choice.applying(reversed(there), area, severity) == chosen


@given(st.lists(scopes, max_size=8), st.integers(1, 3), st.sampled_from(Severity))
def test_what_applies_covers_the_issue_and_nothing_covers_it_where_nothing_applies(
    there: list[Scope], area: int, severity: Severity
) -> None:
    found = path_choice.applying(there, area, severity)
    covering = [scope for scope in there if scope.covers(area, severity)]
    assert (found in covering) if covering else found is None
