"""Sparklines: a small line that shows how a figure went; the lines of one column share one scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final


@dataclass(frozen=True)
class Scale:
    """The lowest and highest value of a column of sparklines."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Dot:
    """A place in the picture."""

    x: float
    y: float


@dataclass(frozen=True)
class Sparkline:
    """A line in plain values: `runs` are the points of each unbroken stretch, `alone` values between two gaps.

    `last` is where the latest value lies, None when it is missing; `words` say the same as the picture.
    """

    runs: tuple[str, ...]
    alone: tuple[Dot, ...]
    last: Dot | None
    words: str


def shared_scale(columns: Iterable[Sequence[Decimal | None]], *, least: Decimal = Decimal(20)) -> Scale:
    """One scale for all lines of a column. It spans at least `least` units, so that noise does not look like drama."""
    values = [value for line in columns for value in line if value is not None]
    if not values:
        return Scale(Decimal(0), least)
    low, high = min(values), max(values)
    widen = max(least - (high - low), Decimal(0)) / 2
    return Scale(low - widen, high + widen)


def draw(values: Sequence[Decimal | None], scale: Scale) -> Sparkline:
    """A line over equal steps of time, oldest first; None is a gap, never a line across it."""
    dots = [_dot(place, len(values), value, scale) for place, value in enumerate(values)]
    stretches = [
        [dot for dot in stretch if dot] for there, stretch in groupby(dots, key=lambda dot: dot is not None) if there
    ]
    return Sparkline(
        runs=tuple(" ".join(f"{dot.x},{dot.y}" for dot in stretch) for stretch in stretches if len(stretch) > 1),
        alone=tuple(stretch[0] for stretch in stretches if len(stretch) == 1),
        last=dots[-1] if dots else None,
        words=_words(values),
    )


def _dot(place: int, number: int, value: Decimal | None, scale: Scale) -> Dot | None:
    if value is None:
        return None
    step = (WIDTH - 2 * EDGE) / max(number - 1, 1)
    share = (value - scale.low) / (scale.high - scale.low) if scale.high > scale.low else Decimal("0.5")
    share = min(max(share, Decimal(0)), Decimal(1))
    x = EDGE + place * step if number > 1 else WIDTH / 2
    return Dot(round(x, 1), round(HEIGHT - EDGE - float(share) * (HEIGHT - 2 * EDGE), 1))


def _words(values: Sequence[Decimal | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "nothing measured"
    first, last = (f"{value:,.1f}" for value in (known[0], known[-1]))
    gaps = len(values) - len(known)
    missing = f", {gaps} missing" if gaps else ""
    return f"from {first} to {last} over {len(values)} periods{missing}" if len(known) > 1 else f"{last}{missing}"


WIDTH: Final = 88
HEIGHT: Final = 24
EDGE: Final = 3
