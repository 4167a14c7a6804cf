"""Ladders the tests of escalation choose from."""

from hypothesis import strategies as st

from govtracker.enums import Tier
from govtracker.rules.governance.escalation import Ladder, Level


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Ladders of one to five levels with possible times."""
    levels: list[Level] = []
    resolution = 0
    for position in range(1, draw(st.integers(1, 5)) + 1):
        resolution += draw(st.integers(1, 3000))
        response = draw(st.integers(1, resolution))
        warning = draw(st.integers(0, response - 1))
        levels.append(Level(position, Tier.TACTICAL, response, resolution, warning))
    return tuple(levels)
