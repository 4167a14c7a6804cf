"""An issue comes again by rule; problems are suggested by kind first, by title second."""

import pytest

from govtracker.rules.issues import recurrence
from govtracker.rules.issues.recurrence import Candidate, Facts, Sign, Suggestion


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        (Facts(), []),
        (Facts(seen_before=1), []),
        (Facts(seen_before=2), [Sign.OFTEN]),
        (Facts(reopened_after_days=30), [Sign.REOPENED]),
        (Facts(reopened_after_days=0), [Sign.REOPENED]),
        (Facts(reopened_after_days=31), []),
        (Facts(held_before=True), [Sign.FAILED]),
        (Facts(seen_before=7, reopened_after_days=2, held_before=True), [Sign.OFTEN, Sign.REOPENED, Sign.FAILED]),
    ],
)
def test_signs_are_those_of_the_rule(facts: Facts, signs: list[Sign]) -> None:
    assert recurrence.signs(facts) == signs


def test_problems_of_the_same_kind_come_before_those_that_sound_alike() -> None:
    title = "Billing outage after the release"
    problems = [
        Candidate(1, "Phones are down", same_kind=False),
        Candidate(2, "Billing outages after release", same_kind=False),
        Candidate(3, "Nothing in common", same_kind=True),
        Candidate(4, "Billing outage after the release", same_kind=False),
    ]
    assert recurrence.suggestions(title, problems) == [
        Suggestion(3, same_kind=True, likeness=4),
        Suggestion(4, same_kind=False, likeness=100),
        Suggestion(2, same_kind=False, likeness=80),
    ]
    assert len(recurrence.suggestions(title, problems, most=1)) == 1
