"""Problems move as agreed and link only what everybody who sees them may see."""

from itertools import product

import pytest

from govtracker.enums import Audience, ProblemStatus
from govtracker.rules.issues import problems

ALLOWED = {("open", "in_progress"), ("open", "closed"), ("in_progress", "closed"), ("closed", "open")}
SHARED, CLIENT, SUPPLIER = Audience.SHARED, Audience.CLIENT, Audience.SUPPLIER


@pytest.mark.parametrize(("before", "after"), list(product(ProblemStatus, repeat=2)))
def test_moves(before: ProblemStatus, after: ProblemStatus) -> None:
    assert (problems.move_gap(before, after) is None) == ((before.value, after.value) in ALLOWED)


def test_refused_moves_say_so_in_a_sentence() -> None:
    twice = problems.move_gap(ProblemStatus.CLOSED, ProblemStatus.CLOSED)
    assert twice == "This problem is closed already: somebody was faster."
    back = problems.move_gap(ProblemStatus.CLOSED, ProblemStatus.IN_PROGRESS)
    assert back == "A problem that is closed cannot be taken up."


@pytest.mark.parametrize(
    ("problem", "issues"),
    [(SHARED, {SHARED}), (CLIENT, {SHARED, CLIENT}), (SUPPLIER, {SHARED, SUPPLIER})],
)
def test_a_problem_links_what_its_readers_see(problem: Audience, issues: set[Audience]) -> None:
    assert {issue for issue in Audience if problems.holds(problem, issue)} == issues
