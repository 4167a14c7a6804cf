"""A review pack as a value: what a review is held from, in plain words and figures, the same parts every time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from govtracker.enums import Audience
from govtracker.rules import canonical

FORMAT: Final = 1


@dataclass(frozen=True)
class Line:
    """One thing to talk about: its key with its address in the application ("" for none), and what is to be known."""

    text: str
    key: str = ""
    path: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure to know first, and what it is of."""

    name: str
    value: str


@dataclass(frozen=True)
class Section:
    """Lines of one kind; `nothing` is what is said where there are none, `more` how many are left out."""

    title: str
    lines: tuple[Line, ...]
    nothing: str
    more: int = 0


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG in the colours of paper, and what it shows in words."""

    name: str
    title: str
    words: str
    svg: str


@dataclass(frozen=True)
class Measure:
    """A criterion of a scorecard as people read it; `rag` is one of green, amber, red, grey."""

    name: str
    pillar: str
    value: str
    anchors: str
    rag: str
    score: str
    weight: str


@dataclass(frozen=True)
class Card:
    """The newest scorecard of the relationship, or of a part of it; `gauges` names a drawing, "" where there is none.

    `measures` are those of the whole relationship; a part tells its pillars alone.
    """

    title: str
    path: str
    standing: str
    overall: str
    movement: str
    status: str
    notes: tuple[str, ...]
    pillars: tuple[Line, ...]
    measures: tuple[Measure, ...]
    gauges: str = ""


@dataclass(frozen=True)
class PackTopic:
    """A topic of the agenda; `minutes` are planned, 0 where nobody said."""

    title: str
    presenter: str
    minutes: int
    added_by: str
    note: str = ""


@dataclass(frozen=True)
class Pack:
    """All that is in a pack; reading it needs nothing else that is stored. Instants are ISO 8601 in UTC.

    The shared one is for both companies. An addition is for one side alone: it holds what that side keeps to itself,
    and nothing else. `figures` are those to know first.
    """

    audience: Audience
    relationship: str
    forum: str
    period: str
    tier: str
    scheduled: str
    zone: str
    minutes: int
    companies: tuple[str, str]
    people: tuple[Line, ...]
    made: str
    number: int
    figures: tuple[Figure, ...]
    topics: tuple[PackTopic, ...]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
    changes: tuple[Section, ...]
    drawings: tuple[Drawing, ...]

    @property
    def scheduled_at(self) -> datetime:
        """When the review is (UTC)."""
        return datetime.fromisoformat(self.scheduled)

    @property
    def made_at(self) -> datetime:
        """When its figures were asked for (UTC)."""
        return datetime.fromisoformat(self.made)

    @property
    def is_addition(self) -> bool:
        """Whether it is for one side alone."""
        return self.audience is not Audience.SHARED

    @property
    def planned_minutes(self) -> int:
        """What the topics take together."""
        return sum(topic.minutes for topic in self.topics)

    @property
    def drawn(self) -> Mapping[str, Drawing]:
        """Its pictures by name."""
        return {drawing.name: drawing for drawing in self.drawings}

    @property
    def trends(self) -> tuple[Drawing, ...]:
        """The pictures that belong to no scorecard: how the red KPIs go."""
        of_cards = {card.gauges for card in self.cards}
        return tuple(drawing for drawing in self.drawings if drawing.name not in of_cards)


def write(pack: Pack) -> str:
    """The canonical text of a pack."""
    return canonical.write(pack, edition=FORMAT)


def read(text: str) -> Pack:
    """The pack a text was written from; raises canonical.NotCanonical."""
    return canonical.read(Pack, text, edition=FORMAT)
