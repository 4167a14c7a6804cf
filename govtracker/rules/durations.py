"""Lengths of business time as people type and read them: 30 min, 4 h, 2 d."""

import re

HOUR = 60
DAY = 8 * HOUR  # a business day is eight hours, whatever a calendar's own day is long
PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,2})?)\s*(d|days?|h|hours?|min|minutes?|m)", re.IGNORECASE)
UNITS = {"d": DAY, "h": HOUR, "m": 1}
REFUSED = "Write a length of business time like 30 min, 4 h, 1 h 30 min or 2 d (a day is 8 hours)."


def parse(text: str) -> int:
    """Business minutes of "4 h", "30 min", "2 d" or a sum of these; ValueError with a sentence."""
    typed = text.strip()
    if not typed or PART.sub("", typed).strip(" ,+"):
        raise ValueError(REFUSED)
    total = sum(float(number.replace(",", ".")) * UNITS[unit[0].lower()] for number, unit in PART.findall(typed))
    if total != int(total) or total < 1:
        raise ValueError(REFUSED if total >= 1 else "At least one minute is needed.")
    return int(total)


def words(minutes: int) -> str:
    """The same as people read it: 2 d, 1 h 30 min, 45 min; days only where they come out even."""
    if minutes >= DAY and minutes % DAY == 0:
        return f"{minutes // DAY} d"
    hours, rest = divmod(minutes, HOUR)
    return " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))
