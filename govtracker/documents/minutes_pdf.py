"""Minutes as a tagged PDF: what people typed is data for it and never markup."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from govtracker.documents import typesetting
from govtracker.enums import Side
from govtracker.models import AgreedMinutes
from govtracker.rules import date_words, wall_time
from govtracker.rules.reviews.minutes import Attended, Born, Minutes
from govtracker.rules.words import label

TEMPLATE: Final = Path(__file__).with_name("minutes.typ")
DRAFT: Final = "A draft: both chairs have not agreed these minutes yet."


def write(minutes: Minutes, agreed: AgreedMinutes | None) -> bytes:
    """The PDF of agreed minutes with their digest at the foot of every page, or of a draft (None)."""
    return typesetting.write(TEMPLATE, "minutes", paper(minutes, agreed))


def paper(minutes: Minutes, agreed: AgreedMinutes | None) -> dict[str, Any]:
    """What the template prints; the meeting in its own zone, signatures in UTC."""
    name = f"{minutes.forum}, {minutes.period}"
    local = wall_time.local(minutes.held_at, minutes.zone)
    version = f"version {minutes.number}" if agreed else "draft"
    return {
        "title": f"Minutes: {name}",
        "description": " and ".join(minutes.companies),
        "companies": list(minutes.companies),
        "key": minutes.relationship,
        "version": version,
        "held": f"Held on {date_words.long_day(local.date())}, {local:%H:%M} ({minutes.zone})",
        "status": "Agreed by both chairs." if agreed else DRAFT,
        "reason": minutes.reason,
        "attended": [
            {"company": company, "people": [_attended(one) for one in minutes.attended if one.side == side.value]}
            for side, company in zip(Side, minutes.companies, strict=True)
        ],
        "guests": [line for line in minutes.guests.split("\n") if line.strip()],
        "topics": [{**asdict(topic), "born": [_born(one) for one in topic.born]} for topic in minutes.topics],
        "others": [_born(one) for one in minutes.others],
        "signatures": [
            {"company": company, "said": _signature(agreed, side)}
            for side, company in zip(Side, minutes.companies, strict=True)
            if agreed
        ],
        "digest": agreed.digest if agreed else "",
        "foot": f"{minutes.relationship}, {name}, {version}",
    }


def _attended(one: Attended) -> dict[str, str]:
    instead = f" by {one.represented_by}" if one.represented_by else ""
    return {"name": one.name, "said": f"{label(one.presence).lower()}{instead}"}


def _born(one: Born) -> dict[str, str]:
    return {"kind": label(one.kind), "key": one.key, "title": one.title, "note": one.note}


def _signature(agreed: AgreedMinutes, side: Side) -> str:
    at: datetime = getattr(agreed, f"{side.value}_agreed_at").astimezone(UTC)
    return f"{getattr(agreed, f'{side.value}_agreed_by').name}, {date_words.long_day(at.date())}, {at:%H:%M} UTC"
