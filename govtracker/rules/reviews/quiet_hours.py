"""When a person wants to be left alone, and when mail that waits for that may go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from govtracker.rules import wall_time

LONGEST_QUIET_DAYS = 9  # a week of quiet days but one, with quiet hours and a change of the clock on either side


@dataclass(frozen=True)
class Quiet:
    """Quiet each day from `begins` to `ends` on the wall of `zone`, past midnight where it ends earlier; and all
    through `days` (0 is Monday).
    """

    zone: str
    begins: time | None = None
    ends: time | None = None
    days: frozenset[int] = frozenset()

    def holds(self, wall: datetime) -> bool:
        """Whether it is quiet when the wall shows that."""
        if wall.weekday() in self.days:
            return True
        if self.begins is None or self.ends is None:
            return False
        if self.begins < self.ends:
            return self.begins <= wall.time() < self.ends
        return wall.time() >= self.begins or wall.time() < self.ends


def over_at(quiet: Quiet, at: datetime) -> datetime:
    """The first instant (UTC) from `at` on when mail may go: `at` itself where it is not quiet then.

    ValueError where no moment of the week is left.
    """
    if not quiet.holds(_wall(quiet, at)):
        return at
    for moment in sorted(moment for moment in _endings(quiet, at) if moment > at):
        if not quiet.holds(_wall(quiet, moment)):
            return moment
    raise ValueError("Quiet hours leave no moment of the week for mail.")


def leaves_room(quiet: Quiet) -> bool:
    """Whether some moment of the week is left for mail."""
    return len(quiet.days) < 7 and (quiet.begins is None or quiet.begins != quiet.ends)


def _endings(quiet: Quiet, at: datetime) -> Iterator[datetime]:
    """Whenever quiet may be over: at the end of the hours and at midnight, each as often as the wall shows it."""
    first = wall_time.local(at, quiet.zone).date()
    for n in range(LONGEST_QUIET_DAYS + 1):
        for wall in {time(), quiet.ends or time()}:
            yield wall_time.on(first + timedelta(days=n), wall, quiet.zone)
            yield _second(first + timedelta(days=n), wall, quiet.zone)


def _second(day: date, wall: time, zone: str) -> datetime:
    """The second occurrence of a wall time that comes twice."""
    return datetime.combine(day, wall, wall_time.zone(zone)).replace(fold=1).astimezone(UTC)


def _wall(quiet: Quiet, at: datetime) -> datetime:
    return wall_time.local(at, quiet.zone)
