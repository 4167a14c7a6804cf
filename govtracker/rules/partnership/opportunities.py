"""What may become of an opportunity, and what has to be said with it."""

from typing import Final

from govtracker.enums import OpportunityStatus

OPEN: Final = frozenset({OpportunityStatus.PASSED_ON, OpportunityStatus.TAKEN_UP})
MOVES: Final = {
    OpportunityStatus.PASSED_ON: (OpportunityStatus.TAKEN_UP, OpportunityStatus.WON, OpportunityStatus.NOT_PURSUED),
    OpportunityStatus.TAKEN_UP: (OpportunityStatus.WON, OpportunityStatus.NOT_PURSUED),
    OpportunityStatus.WON: (),
    OpportunityStatus.NOT_PURSUED: (OpportunityStatus.TAKEN_UP,),
}


def gap(now: OpportunityStatus, wanted: OpportunityStatus, *, outcome: str, won: int | None) -> tuple[str, str] | None:
    """What keeps an opportunity from becoming that: (field, sentence); None where nothing does.

    `won` is minor units; one that is not pursued says why, one that is won says what it brings.
    """
    if wanted not in MOVES[now]:
        return "status", "It has come further already: look at the page again."
    if wanted is OpportunityStatus.NOT_PURSUED and not outcome.strip():
        return "outcome", "Say why it is not pursued: whoever raised it reads it."
    if wanted is OpportunityStatus.WON and won is None:
        return "won", "Say what it brings: 0 where nothing is paid for it."
    if wanted is not OpportunityStatus.WON and won is not None:
        return "won", "An amount belongs to what was won alone."
    return None
