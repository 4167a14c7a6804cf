"""Days on which a company works otherwise, as people type and read them: one a line, closed or with their hours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from govtracker.rules.governance import opening_hours
from govtracker.rules.governance.business_calendar import Span

TIME = r"\d{1,2}[:.]\d{2}"
SPAN = rf"{TIME}\s*(?:-|–|to)\s*{TIME}"
LINE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:\s+({SPAN}(?:\s*,\s*{SPAN})*))?(?:\s+(.*))?")
UNNAMED = "closed"
REFUSED = (
    "write a day and its name, like 2026-12-24 Christmas Eve; with hours, like 2026-12-24 09:00–13:00 Christmas Eve."
)


@dataclass(frozen=True)
class OwnDay:
    """Its name, and the hours it is open from midnight to midnight; none where it is closed."""

    name: str
    hours: tuple[Span, ...] = ()


def parse(text: str) -> dict[date, OwnDay]:
    """Each day with what it is; ValueError with a sentence that quotes the line at fault."""
    found: dict[date, OwnDay] = {}
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        day, own = _parsed(line)
        if day in found:
            raise ValueError(f"{day:%Y-%m-%d} stands there twice.")
        found[day] = own
    return found


def written(days: Mapping[date, OwnDay]) -> str:
    """The same as a text, a day a line; `parse` reads it back."""
    return "\n".join(
        " ".join(part for part in (day.isoformat(), opening_hours.words(own.hours), own.name) if part)
        for day, own in sorted(days.items())
    )


def _parsed(line: str) -> tuple[date, OwnDay]:
    found = LINE.fullmatch(line)
    try:
        if found is None:
            raise ValueError(REFUSED)
        day, hours = date.fromisoformat(found[1]), opening_hours.parse(found[2] or "")
    except ValueError:
        raise ValueError(f"“{line[:40]}”: {REFUSED}") from None
    return day, OwnDay((found[3] or "").strip() or ("" if hours else UNNAMED), hours)
