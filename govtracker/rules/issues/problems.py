"""How problems move from status to status, and which issues one may be the cause of."""

from collections.abc import Mapping

from govtracker.enums import Audience, ProblemStatus

MOVES: Mapping[ProblemStatus, tuple[ProblemStatus, ...]] = {
    ProblemStatus.OPEN: (ProblemStatus.IN_PROGRESS, ProblemStatus.CLOSED),
    ProblemStatus.IN_PROGRESS: (ProblemStatus.CLOSED,),
    ProblemStatus.CLOSED: (ProblemStatus.OPEN,),
}
WORDS = {ProblemStatus.OPEN: "open", ProblemStatus.IN_PROGRESS: "being worked on", ProblemStatus.CLOSED: "closed"}
DEEDS = {ProblemStatus.OPEN: "reopened", ProblemStatus.IN_PROGRESS: "taken up", ProblemStatus.CLOSED: "closed"}


def move_gap(before: ProblemStatus, after: ProblemStatus) -> str | None:
    """Why a problem cannot move so, as a sentence; None where it can."""
    if before is after:
        return f"This problem is {WORDS[before]} already: somebody was faster."
    return None if after in MOVES[before] else f"A problem that is {WORDS[before]} cannot be {DEEDS[after]}."


def holds(problem: Audience, issue: Audience) -> bool:
    """Whether a problem may link an issue: a shared one shared issues alone, an internal one those its side sees."""
    return issue is Audience.SHARED or issue is problem
