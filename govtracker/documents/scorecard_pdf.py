"""A scorecard as a tagged PDF, from plain values: what people typed is data for it and never markup."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from govtracker.documents import typesetting

TEMPLATE: Final = Path(__file__).with_name("scorecard.typ")


@dataclass(frozen=True)
class PillarLine:
    """A pillar as it is printed."""

    name: str
    score: str
    share: str
    floor: str


@dataclass(frozen=True)
class CriterionLine:
    """A criterion as it is printed; `said` is how its score came about, `rag` one of green, amber, red, grey."""

    name: str
    pillar: str
    value: str
    anchors: str
    rag: str
    colour: str
    score: str
    weight: str
    said: Sequence[str]


@dataclass(frozen=True)
class Signature:
    """What stands for a company: who signed and when, or that nobody has."""

    company: str
    said: str


@dataclass(frozen=True)
class Paper:
    """A scorecard in words and figures; `gauges` is an SVG ("" for none), `gauges_said` what it shows."""

    title: str
    key: str
    description: str
    companies: Sequence[str]
    version: str
    standing: str
    overall: str
    status: str
    notes: Sequence[str]
    pillars: Sequence[PillarLine]
    criteria: Sequence[CriterionLine]
    signatures: Sequence[Signature]
    digest: str
    foot: str
    gauges: str = ""
    gauges_said: str = ""


def write(paper: Paper) -> bytes:
    """The PDF, with the digest at the foot of every page."""
    return typesetting.write(TEMPLATE, "card", asdict(paper))
