"""Which escalation path an issue goes by: the most specific one, area before severity; and where a path stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from govtracker.enums import Severity


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


def _specificity(scope: Scope) -> tuple[bool, bool, int]:
    return scope.area_id is not None, scope.severity is not None, scope.path_id
