"""Where a version that one side proposes stands."""

from datetime import UTC, datetime

import pytest

from govtracker.enums import ProposalState
from govtracker.rules.governance import versions

AT = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("in_force", "superseded", "laid_aside", "state"),
    [
        (None, None, None, ProposalState.PROPOSED),
        (AT, None, None, ProposalState.IN_FORCE),
        (AT, AT, None, ProposalState.SUPERSEDED),
        (None, None, AT, ProposalState.LAID_ASIDE),
    ],
)
def test_state_follows_from_what_happened(
    in_force: datetime | None, superseded: datetime | None, laid_aside: datetime | None, state: ProposalState
) -> None:
    assert versions.state(in_force, superseded, laid_aside) is state
