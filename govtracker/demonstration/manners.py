"""How the two companies of each relationship work together, at the beginning of the two years and at their end."""

from typing import NamedTuple

Span = tuple[float, float]  # at the beginning, at the end


class Manner(NamedTuple):
    """Chances are 0–1; `pace` is the usual share of the agreed resolution time that is used."""

    issues_a_month: Span
    late_answer: Span  # chance that a level is not acknowledged in time
    pace: Span
    slips: Span  # chance that an action of the supplier is put off
    comes_back: Span  # chance that a closed issue is found not to have been solved


MANNERS = {
    "MER": Manner((2.2, 3.9), (0.04, 0.24), (0.42, 0.83), (0.10, 0.45), (0.0, 0.06)),
    "CFS": Manner((3.7, 1.9), (0.28, 0.02), (0.88, 0.40), (0.40, 0.08), (0.0, 0.0)),
    "INH": Manner((2.3, 2.2), (0.03, 0.03), (0.46, 0.42), (0.10, 0.08), (0.0, 0.0)),
}


def between(span: Span, progress: float) -> float:
    """The value of a span when that share of the two years is over."""
    return span[0] + (span[1] - span[0]) * progress
