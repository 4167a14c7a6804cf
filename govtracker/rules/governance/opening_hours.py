"""Opening hours of one weekday as people type and read them: 09:00–12:30, 13:30–18:00."""

import re

from govtracker.rules.governance.business_calendar import DAY, Span

SPAN = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|to)\s*(\d{1,2})[:.]?(\d{2})?")
REFUSED = "Write hours like 09:00–17:30, several with a comma between; leave it empty where nobody works."


def parse(text: str) -> tuple[Span, ...]:
    """Minutes of the day of each span, in order; one that ends before it begins passes midnight. ValueError."""
    return tuple(sorted(_span(part.strip()) for part in text.split(",") if part.strip()))


def words(spans: tuple[Span, ...]) -> str:
    """The same as people read it; "" where nobody works."""
    return ", ".join(f"{_wall(start)}–{_wall(end)}" for start, end in spans)


def _span(text: str) -> Span:
    found = SPAN.fullmatch(text)
    if found is None:
        raise ValueError(REFUSED)
    from_hour, from_minute, to_hour, to_minute = (int(part or 0) for part in found.groups())
    start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if start >= DAY or end > DAY or from_minute > 59 or to_minute > 59:
        raise ValueError(REFUSED)
    return start, end if end > start else end + DAY


def _wall(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour if minute == DAY else hour % 24:02d}:{rest:02d}"
