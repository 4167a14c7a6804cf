"""What Cascade and its client rate in words, since it cannot be counted: initiative."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from govtracker.demonstration.texts.criteria import Figure, kpi
from govtracker.enums import CriterionKind, Pillar, Unit
from govtracker.rules.performance import ratings
from govtracker.rules.performance.ratings import Level

WORDS = (
    "Problems are told of when somebody asks. Nobody has proposed anything.",
    "Problems are told of late. Proposals come, and nobody on the other side answers them.",
    "Problems are told of in time. A proposal a quarter is talked about and decided.",
    "Each side comes with proposals every month, with figures; most are decided within four weeks.",
    "Both sides improve the work together before a figure shows that it has to be; both gain, and can say what.",
)
LEVELS = tuple(Level(words, score) for words, score in zip(WORDS, ratings.USUAL_SCORES, strict=True))
INITIATIVE = Figure(
    replace(
        kpi("INIT", "Initiative", "", Pillar.RELATIONSHIP, 10, (0, 60, 80), unit=Unit.POINTS),
        definition="Does each side come with improvements of its own, and take up those of the other?",
        kind=CriterionKind.QUALITATIVE,
        levels=LEVELS,
    )
)


class Rated(NamedTuple):
    """What both sides gave for a month, and why."""

    client: int
    client_said: str
    supplier: int
    supplier_said: str


RATED: Mapping[int, Rated] = {  # month of the story
    17: Rated(3, "First month we rate. Little came of itself.", 3, "We told you of the parts; no answer so far."),
    18: Rated(3, "One proposal, on parts in the vans. We answered late.", 3, "Parts in the vans; still open with you."),
    19: Rated(3, "The proposal on parts is decided.", 4, "Two proposals with figures, one decided."),
    20: Rated(4, "The new route plan came from Cascade, with figures.", 4, "Route plan proposed and agreed in a week."),
    21: Rated(4, "Route plan works. The dispatchers ask for more.", 4, "You opened your order data to us: it helps."),
    22: Rated(4, "Photo of the finished work: a good idea of theirs.", 5, "Photos save both of us second visits."),
    23: Rated(2, "The missing visit data we heard of from our depot.", 4, "Two proposals, both with figures."),
}
