"""Where a name may stand beside its mark, so that it covers neither another mark nor another name."""

from collections.abc import Iterator, Sequence
from typing import Final

Box = tuple[float, float, float, float]  # left, top, right, bottom


def around(x: float, y: float) -> Box:
    """What a mark takes up."""
    return x - MARK, y - MARK, x + MARK, y + MARK


def spot(x: float, y: float, wide: float, field: Box, taken: Sequence[Box]) -> Box:
    """The best free place in `field` for a name of that width whose mark stands at x, y; a taken one where none is."""
    spots = list(_spots(x, y, wide, field))
    return next((one for one in spots if not any(_overlap(one, other) for other in taken)), spots[0])


def _spots(x: float, y: float, wide: float, field: Box) -> Iterator[Box]:
    """Right of its mark, left of it, then ever further up and down."""
    left, top, right, bottom = field
    rooms = [start for start in (x + GAP, x - GAP - wide) if left <= start and start + wide <= right]
    for step in (0, -1, 1, -2, 2, -3, 3):
        for start in rooms or [max(left, min(x, right - wide))]:
            middle = y + step * LINE * 0.8
            if step == 0 or top <= middle <= bottom:
                yield start, middle - LINE / 2, start + wide, middle + LINE / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


LINE: Final = 15
GAP: Final = 12
MARK: Final = 7
