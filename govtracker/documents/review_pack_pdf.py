"""A review pack as a tagged PDF, from its value: what people typed is data for it and never markup."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from govtracker.documents import typesetting
from govtracker.enums import Side
from govtracker.rules import date_words, wall_time
from govtracker.rules.reviews.review_pack import Card, Pack, PackTopic
from govtracker.rules.words import label

TEMPLATE: Final = Path(__file__).with_name("review_pack.typ")


def write(pack: Pack) -> bytes:
    """The PDF; times are those of the review's own zone."""
    return typesetting.write(TEMPLATE, "pack", paper(pack))


def paper(pack: Pack) -> dict[str, Any]:
    """What the template prints."""
    name = f"{pack.forum}, {pack.period}"
    company = dict(zip(("client", "supplier"), pack.companies, strict=True)).get(pack.audience.value, "")
    return {
        "title": f"{'Addition to the review pack' if pack.is_addition else 'Review pack'}: {name}",
        "description": f"{pack.companies[0]} and {pack.companies[1]}",
        "banner": f"Internal to {company}: not for the other side." if company else "",
        "companies": list(pack.companies),
        "key": pack.relationship,
        "tier": f"{label(pack.tier)} tier",
        "when": _moment(pack.scheduled_at, pack.zone),
        "long": f"{pack.minutes} minutes",
        "made": f"Edition {pack.number}, figures of {_moment(pack.made_at, pack.zone)}",
        "foot": f"{pack.relationship}, {name}, edition {pack.number}{f', internal to {company}' if company else ''}",
        "addition": pack.is_addition,
        "figures": [[figure.name, figure.value] for figure in pack.figures],
        "people": _people(pack),
        "topics": [_topic(topic) for topic in pack.topics],
        "cards": [_card(card, pack) for card in pack.cards],
        "trends": [asdict(drawing) for drawing in pack.trends],
        "groups": _groups(pack),
    }


def _people(pack: Pack) -> list[dict[str, Any]]:
    sides = zip(Side, pack.companies, strict=True)
    found = [
        {"company": name, "people": [asdict(one) for one in pack.people if one.key == side.value]}
        for side, name in sides
    ]
    return found if pack.people else []


def _topic(topic: PackTopic) -> dict[str, Any]:
    return {**asdict(topic), "minutes": str(topic.minutes) if topic.minutes else ""}


def _card(card: Card, pack: Pack) -> dict[str, Any]:
    drawing = pack.drawn.get(card.gauges)
    measures = [{**asdict(one), "colour": label(one.rag)} for one in card.measures]
    drawn = {"svg": drawing.svg if drawing else "", "words": drawing.words if drawing else ""}
    return {**asdict(card), **drawn, "measures": measures}


def _groups(pack: Pack) -> list[dict[str, Any]]:
    title = "For this side alone" if pack.is_addition else "What needs both sides"
    parts = {title: pack.sections, "What changed": pack.changes}
    return [
        {"title": title, "sections": [asdict(section) for section in sections]}
        for title, sections in parts.items()
        if sections
    ]


def _moment(at: datetime, zone: str) -> str:
    local = wall_time.local(at, zone)
    return f"{date_words.WEEKDAYS[local.weekday()]} {date_words.long_day(local.date())}, {local:%H:%M} ({zone})"
