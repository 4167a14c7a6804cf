"""Wall time and zone to instant: what a clock on somebody's wall means in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import metadata
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

FIRST_ZONED_DAY = date(1, 1, 3)
LAST_ZONED_DAY = date(9999, 12, 29)


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; ValueError with a sentence when there is none."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError(f"“{name[:40]}” is not a time zone; write one like Europe/Berlin.") from None


@cache
def data_version() -> str:
    """Which time zone data this process counts by, like 2026b; instants cached under another are to be laid anew."""
    for folder in TZPATH:
        source = Path(folder) / "tzdata.zi"
        if source.is_file():
            with source.open(encoding="utf-8") as lines:
                return lines.readline().removeprefix("# version").strip()[:32]
    return metadata.version("tzdata")


def utc(moment: datetime) -> datetime:
    """The same instant in UTC; ValueError for a datetime without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("An instant needs a time zone.")
    return moment.astimezone(UTC)


def local(moment: datetime, zone_name: str) -> datetime:
    """The same instant as the wall of that zone shows it; ValueError at the very ends of the calendar."""
    try:
        return utc(moment).astimezone(zone(zone_name))
    except OverflowError:
        raise ValueError("That date is out of range.") from None


def on(day: date, wall: time, zone_name: str) -> datetime:
    """The UTC instant at which the zone's wall shows this day and time; see `instant` for the changes of the clock."""
    return instant(datetime.combine(day, wall.replace(tzinfo=None)), zone_name)


def instant(wall: datetime, zone_name: str) -> datetime:
    """The UTC instant of a naive wall time.

    A time that occurs twice means its first occurrence; one that is skipped means the first instant after the gap.
    So a later wall time is never an earlier instant.
    """
    there = zone(zone_name)
    found = wall.replace(tzinfo=there, fold=0).astimezone(UTC)
    if found.astimezone(there).replace(tzinfo=None, fold=0) == wall:
        return found
    return _end_of_gap(wall, there, found)


def _end_of_gap(wall: datetime, there: ZoneInfo, after: datetime) -> datetime:
    before = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    old_offset = before.astimezone(there).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(there).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after
