"""Which escalation path an issue goes by: the most specific one, area before severity; and where a path stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from govtracker.enums import PathState, Severity


@dataclass(frozen=True)
class Scope:
    """What a path in force is for: an area or all (None), a severity or all (None)."""

    path_id: int
    area_id: int | None
    severity: Severity | None

    def covers(self, area_id: int, severity: Severity) -> bool:
        """Whether an issue of that area and severity may go by it."""
        return self.area_id in (None, area_id) and self.severity in (None, severity)


def applying(scopes: Iterable[Scope], area_id: int, severity: Severity) -> Scope | None:
    """The path an issue goes by: for area and severity, else for the area, else for the severity, else the general."""
    covering = (scope for scope in scopes if scope.covers(area_id, severity))
    return max(covering, key=_specificity, default=None)


def state(in_force_at: datetime | None, superseded_at: datetime | None, laid_aside_at: datetime | None) -> PathState:
    """Where a version stands between the two sides, by the instants (UTC) at which it got there."""
    if laid_aside_at is not None:
        return PathState.LAID_ASIDE
    if in_force_at is None:
        return PathState.PROPOSED
    return PathState.IN_FORCE if superseded_at is None else PathState.SUPERSEDED


def _specificity(scope: Scope) -> tuple[bool, bool, int]:
    return scope.area_id is not None, scope.severity is not None, scope.path_id
