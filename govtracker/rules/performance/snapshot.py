"""Snapshots: a scorecard as one canonical text that both sides sign, its digest, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from govtracker.enums import Pillar, Standing, Zone
from govtracker.rules import canonical
from govtracker.rules.canonical import NotCanonical
from govtracker.rules.performance.bands import Band, Before
from govtracker.rules.performance.scorecards import LATER, ScorecardResult
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.words import label

FORMAT: Final = 1


class BadSnapshot(ValueError):
    """A text that is no snapshot of this format."""


@dataclass(frozen=True)
class Snapshot:
    """All a period's scorecard was made of and came to; reading it needs nothing else that is stored.

    `bands` and `before` are what the score was judged by, `banded` the band it counts as before any gate. Of a longer
    period, `months` names those it was rolled up from; `scope` names the part of the relationship, "" for the whole.
    """

    relationship: str
    period: str
    criteria_version: int
    pillar_weights: Mapping[Pillar, Decimal]
    result: ScorecardResult
    standing: Standing
    reasons: tuple[str, ...]
    corridor: Corridor | None
    zone: Zone | None
    bands: tuple[Band, ...] = field(default=(), metadata=LATER)
    before: Before | None = field(default=None, metadata=LATER)
    banded: Standing | None = field(default=None, metadata=LATER)
    scope: str = field(default="", metadata=LATER)
    months: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def standing_name(self) -> str:
        """What its standing is called in the bands it was judged by."""
        found = [band.called for band in self.bands if band.standing is self.standing]
        return found[0] if found else label(self.standing)


def write(snapshot: Snapshot) -> str:
    """The canonical text of a snapshot, see rules.canonical."""
    return canonical.write(snapshot, edition=FORMAT)


def digest(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits."""
    return canonical.digest(text)


def read(text: str) -> Snapshot:
    """The snapshot a canonical text was written from; raises BadSnapshot."""
    try:
        return canonical.read(Snapshot, text, edition=FORMAT)
    except NotCanonical as fault:
        raise BadSnapshot(f"this is not a snapshot: {fault}") from fault
