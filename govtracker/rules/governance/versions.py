"""Versions that one side proposes to the other: where one stands."""

from datetime import datetime

from govtracker.enums import ProposalState


def state(
    in_force_at: datetime | None, superseded_at: datetime | None, laid_aside_at: datetime | None
) -> ProposalState:
    """Where a version stands between the two sides, by the instants (UTC) at which it got there."""
    if laid_aside_at is not None:
        return ProposalState.LAID_ASIDE
    if in_force_at is None:
        return ProposalState.PROPOSED
    return ProposalState.IN_FORCE if superseded_at is None else ProposalState.SUPERSEDED
