"""How days and instants read on a page, in the zone of who is looking; lists show hundreds of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask
from flask.globals import app_ctx
from markupsafe import Markup

from govtracker import clock
from govtracker.access import Viewer
from govtracker.rules import date_words

NEAR = {0: "today", 1: "tomorrow", -1: "yesterday"}
STEPS = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is looking, their zone, and the year it is there."""

    viewer: Viewer | None
    zone: ZoneInfo
    year: int

    def tag(self, at: datetime, form: str = "time") -> Markup:
        """An instant as <time>: exact for machines, in full on hover; `form` is time, relative or date."""
        local = at.astimezone(self.zone)
        full = said = _timed(local, self.year)
        if form == "relative":
            said = relative(at)
        elif form == "date":
            said = _dated(local.date(), self.year)
        exact = at.astimezone(UTC).isoformat()[:16]
        # Digits and names of our own: there is nothing to escape.
        return Markup(f'<time datetime="{exact}Z" title="{full} {_zone_name(local)}">{said}</time>')  # noqa: S704

    def day(self, on: date) -> Markup:
        """A calendar day as <time>."""
        return day(on, self.year)

    def date_of(self, at: datetime) -> str:
        """The day of an instant in words."""
        return _dated(at.astimezone(self.zone).date(), self.year)

    def date(self, on: date) -> str:
        """A calendar day in words."""
        return _dated(on, self.year)


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (local_time, local_date, month, relative, iso, zone_name, time_tag):
        app.jinja_env.filters[function.__name__] = function


def viewer_zone() -> str:
    """The IANA zone of who is looking."""
    return reader().zone.key


def local_time(at: datetime, zone: str | None = None) -> str:
    """'Mon 23 Nov 08:40' in the viewer's zone; with the year when it is another one."""
    if zone:
        local = at.astimezone(ZoneInfo(zone))
        return _timed(local, clock.today(zone).year)
    looking = reader()
    return _timed(at.astimezone(looking.zone), looking.year)


def local_date(day: date | datetime) -> str:
    """'Mon 23 Nov', with the year when it is another one; an instant is taken in the viewer's zone."""
    looking = reader()
    return _dated(day.astimezone(looking.zone).date() if isinstance(day, datetime) else day, looking.year)


def month(day: date) -> str:
    """'October 2026'."""
    return f"{date_words.MONTHS[day.month - 1]} {day.year}"


def relative(at: datetime | date) -> str:
    """'in 3 hours', '2 days late': how far away `at` is from now, roughly."""
    if not isinstance(at, datetime):
        days = (at - clock.today(viewer_zone())).days
        return NEAR.get(days) or _away(abs(days), "day", late=days < 0)
    gap = at - clock.now()
    for size, unit in STEPS:
        if abs(gap) >= size:
            return _away(abs(gap) // size, unit, late=gap < timedelta())
    return "now"


def iso(at: datetime | date) -> str:
    """The exact instant for machines."""
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at.isoformat()


def zone_name(at: datetime, zone: str | None = None) -> str:
    """The zone at that instant: by its name in Europe ('CET'), elsewhere by its offset, for 'PST' stands for two."""
    return _zone_name(at.astimezone(ZoneInfo(zone) if zone else reader().zone))


def time_tag(at: datetime, form: str = "time") -> Markup:
    """An instant as <time>, see Reader.tag."""
    return reader().tag(at, form)


def reader() -> Reader:
    """Who is looking, worked out once for a page."""
    kept = app_ctx.g
    found: Reader | None = kept.get("reader")
    viewer = kept.get("viewer")
    if found is None or found.viewer is not viewer:
        zone = viewer.zone if viewer else "UTC"
        found = kept.reader = Reader(viewer, ZoneInfo(zone), clock.today(zone).year)
    return found


@lru_cache(maxsize=4096)
def _dated(day: date, year: int) -> str:
    return date_words.short_day(day) if day.year == year else f"{date_words.short_day(day)} {day.year}"


@lru_cache(maxsize=4096)
def day(on: date, year: int) -> Markup:
    """A calendar day as <time>, for somebody for whom it is that year."""
    return Markup(f'<time datetime="{on.isoformat()}">{_dated(on, year)}</time>')  # noqa: S704  # digits and names of ours


def _timed(local: datetime, year: int) -> str:
    return f"{_dated(local.date(), year)} {local.hour:02}:{local.minute:02}"


def _zone_name(local: datetime) -> str:
    assert isinstance(local.tzinfo, ZoneInfo)
    return _named(local.tzinfo.key, local.utcoffset() or timedelta(), local.tzname() or "")


@lru_cache(maxsize=1024)
def _named(zone: str, offset: timedelta, abbreviation: str) -> str:
    if zone == "UTC" or (zone.startswith("Europe/") and abbreviation.isalpha()):
        return abbreviation
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _away(count: int, unit: str, *, late: bool) -> str:
    amount = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{amount} ago" if late else f"in {amount}"
