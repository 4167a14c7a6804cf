"""Wall clocks for the reference, counted minute by minute from what the zone says: no arithmetic of the product."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from benchmarks.simulation.script import Quiet

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@cache
def instant(day: date, wall: time, zone: str) -> datetime:
    """The UTC instant at which the wall shows it: the first of two, or the first that exists after a gap."""
    there = ZoneInfo(zone)
    wanted = datetime.combine(day, wall)
    about = wanted.replace(tzinfo=UTC)
    furthest = max((about + shift).astimezone(there).utcoffset() or MINUTE * 0 for shift in (-DAY, MINUTE * 0, DAY))
    moment = about - furthest
    while moment.astimezone(there).replace(tzinfo=None, fold=0) < wanted:
        moment += MINUTE
    return moment


def day_of(at: datetime, zone: str) -> date:
    """The local day."""
    return at.astimezone(ZoneInfo(zone)).date()


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + DAY * number for number in range((last - first).days + 1)]


def is_quiet(quiet: Quiet, zone: str, at: datetime) -> bool:
    """Whether somebody wants to be left alone then."""
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() in quiet.days:
        return True
    if quiet.begins is None or quiet.ends is None or quiet.begins == quiet.ends:
        return False
    now = local.time()
    if quiet.begins < quiet.ends:
        return quiet.begins <= now < quiet.ends
    return now >= quiet.begins or now < quiet.ends


def quiet_over(quiet: Quiet, zone: str, at: datetime) -> datetime:
    """The first quarter of an hour from `at` on that is not quiet: looked at one by one, for quiet ends on one."""
    while is_quiet(quiet, zone, at):
        at = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + 15 * MINUTE
    return at
