"""Bands: what standings are called, the scores they reach from, and when a score has really left its band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from govtracker.enums import ConsequenceKind, Standing
from govtracker.rules.words import label


@dataclass(frozen=True)
class Band:
    """Scores from `low` up to, but without, `high`; the band that ends at 100 holds 100 too."""

    standing: Standing
    low: Decimal
    high: Decimal
    name: str = ""

    def holds(self, score: Decimal) -> bool:
        """Whether a score of 0–100 lies in the band."""
        return self.low <= score < self.high or score == self.high == TOP

    @property
    def called(self) -> str:
        """What people call it: the name it was given, else the word of its standing."""
        return self.name or label(self.standing)


@dataclass(frozen=True)
class Before:
    """How the period before came out: its key, its score, and the band it counted as, whatever a gate did to it."""

    period: str
    score: Decimal
    band: Standing


class BadBand(ValueError):
    """Bands that are refused: the field that is at fault ("watch_floor") and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def made(named: Mapping[Standing, tuple[str, Decimal]]) -> tuple[Band, ...]:
    """Bands from names and floors, the best first; together they hold every score from 0 to 100 once.

    Raises BadBand: a band reaches up to the floor of the one above, so what is refused is a floor out of order or out
    of 0–100, a lowest one that is not 0, and a name that is empty or taken.
    """
    top = TOP
    found: list[Band] = []
    for standing in IN_ORDER:
        name, floor = named[standing][0].strip(), named[standing][1]
        _check_name(standing, name, [band.name for band in found])
        _check_floor(standing, floor, found[-1] if found else None)
        found.append(Band(standing, floor, top, name))
        top = floor
    if found[-1].low != BOTTOM:
        raise BadBand(_field(IN_ORDER[-1]), "The lowest band begins at 0, or scores below it would have no standing.")
    return tuple(found)


def of(score: Decimal, bands: Sequence[Band] | None = None) -> Band:
    """The band that holds a score; raises ValueError outside 0–100."""
    for band in bands or OURS:
        if band.holds(score):
            return band
    raise ValueError(f"a score lies between 0 and 100, not at {score}")


def settled(score: Decimal, bands: Sequence[Band], before: Before | None) -> tuple[Band, str]:
    """The band a score counts as, and why where that is not simply the band that holds it ("" otherwise).

    A standing changes when the score lies beyond a bound of its band by MARGIN or more, or has been beyond the same
    bound in the period before as well.
    """
    found = of(score, bands)
    held = None if before is None else next((one for one in bands if one.standing is before.band), None)
    if before is None or held is None or found is held:
        return found, ""
    is_above = score >= held.high
    beyond = score - held.high if is_above else held.low - score
    was_beyond = before.score >= held.high if is_above else before.score < held.low
    if beyond >= MARGIN or was_beyond:
        return found, ""
    bound, word = (held.high, "above") if is_above else (held.low, "below")
    return held, (
        f"{_shown(score)} lies {word} {_shown(bound)} by less than {MARGIN} point, for the first time: "
        f"the standing stays {held.called.lower()}."
    )


def better_than(standing: Standing, bands: Sequence[Band]) -> Band | None:
    """The band a plan leads back to from a worse standing; None where the standing is that good already."""
    usable = bands or OURS
    goal = next(band for band in usable if band.standing is GOAL)
    return goal if standing in IN_ORDER and IN_ORDER.index(standing) > IN_ORDER.index(GOAL) else None


def _check_name(standing: Standing, name: str, taken: Sequence[str]) -> None:
    if not name:
        raise BadBand(f"{standing.value}_name", "Say what it is called.")
    if len(name) > LONGEST_NAME:
        raise BadBand(f"{standing.value}_name", f"Use at most {LONGEST_NAME} characters.")
    if name.casefold() in {one.casefold() for one in taken}:
        raise BadBand(f"{standing.value}_name", "Another band has this name.")


def _check_floor(standing: Standing, floor: Decimal, above: Band | None) -> None:
    if not floor.is_finite() or not BOTTOM <= floor < TOP:
        raise BadBand(_field(standing), "A band begins between 0 and 100, and below 100.")
    if floor != round(floor, 2):
        raise BadBand(_field(standing), "Use at most two decimals.")
    if above is not None and floor >= above.low:
        raise BadBand(_field(standing), f"It has to begin below {_shown(above.low)}, where {above.name} begins.")


def _field(standing: Standing) -> str:
    return f"{standing.value}_floor"


def _shown(score: Decimal) -> str:
    """Two decimals at most, rounded down: 69.996 is not 70."""
    text = format(score.quantize(Decimal("0.01"), rounding=ROUND_FLOOR), "f")
    return text.rstrip("0").rstrip(".")


BOTTOM: Final = Decimal(0)
TOP: Final = Decimal(100)
MARGIN: Final = Decimal(1)
LONGEST_NAME: Final = 40
IN_ORDER: Final = (
    Standing.PREFERRED,
    Standing.SATISFACTORY,
    Standing.WATCH,
    Standing.IMPROVEMENT_PLAN,
    Standing.UNDER_REVIEW,
)
OURS: Final = (
    Band(Standing.PREFERRED, Decimal(85), TOP),
    Band(Standing.SATISFACTORY, Decimal(70), Decimal(85)),
    Band(Standing.WATCH, Decimal(55), Decimal(70)),
    Band(Standing.IMPROVEMENT_PLAN, Decimal(40), Decimal(55)),
    Band(Standing.UNDER_REVIEW, BOTTOM, Decimal(40)),
)
GOAL: Final = Standing.SATISFACTORY
OUR_CONSEQUENCES: Final[Mapping[Standing, frozenset[ConsequenceKind]]] = {
    Standing.IMPROVEMENT_PLAN: frozenset({ConsequenceKind.OPEN_PLAN, ConsequenceKind.NOTIFY_SPONSORS}),
    Standing.UNDER_REVIEW: frozenset(ConsequenceKind),
}
