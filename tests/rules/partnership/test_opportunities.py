"""What may become of an opportunity, and what has to be said with it."""

import pytest

from govtracker.enums import OpportunityStatus
from govtracker.rules.partnership import opportunities

PASSED_ON, TAKEN_UP, WON, NOT_PURSUED = OpportunityStatus


@pytest.mark.parametrize(
    ("now", "wanted", "outcome", "won", "field"),
    [
        (PASSED_ON, TAKEN_UP, "", None, None),
        (PASSED_ON, WON, "", 0, None),
        (TAKEN_UP, WON, "From January.", 950_000, None),
        (TAKEN_UP, NOT_PURSUED, "They have one already.", None, None),
        (NOT_PURSUED, TAKEN_UP, "They ask again.", None, None),
        (PASSED_ON, WON, "", None, "won"),
        (PASSED_ON, TAKEN_UP, "", 5, "won"),
        (PASSED_ON, NOT_PURSUED, " ", None, "outcome"),
        (WON, NOT_PURSUED, "no", None, "status"),
        (TAKEN_UP, PASSED_ON, "", None, "status"),
    ],
)
def test_what_becomes_of_it(
    now: OpportunityStatus, wanted: OpportunityStatus, outcome: str, won: int | None, field: str | None
) -> None:
    gap = opportunities.gap(now, wanted, outcome=outcome, won=won)
    assert (gap and gap[0]) == field
