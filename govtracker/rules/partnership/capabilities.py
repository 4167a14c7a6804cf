"""Capability checks: whether a commitment may rest on what works today."""

from collections.abc import Collection

from govtracker.enums import CapabilityState


class NotYet(ValueError):
    """A commitment that is refused, with the sentence that says what is missing."""


def partly(named: Collection[tuple[str, CapabilityState]]) -> list[str]:
    """What works only in part, by name: whoever commits all the same says why. Raises NotYet for what does not work.

    A customer's order is not the place to learn the basics: something that does not work at all, or that nobody has
    listed, stands in the way of the commitment and no reason helps.
    """
    if not named:
        raise NotYet("The capability check lists nothing yet: say first what has to work.")
    missing = [name for name, state in named if state is CapabilityState.NOT_YET]
    if missing:
        raise NotYet(f"It does not work yet: {'; '.join(missing[:SHOWN])}. Commit when the check says that it does.")
    return [name for name, state in named if state is CapabilityState.PARTLY]


SHOWN = 5
