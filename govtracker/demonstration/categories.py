"""The catalogue of issue categories of the demonstration: the words its issues have, by the alphabet."""

from itertools import chain

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts import cascade, in_house, meridian, present
from govtracker.models import IssueCategory
from govtracker.services.installation import catalogues

RELATIONSHIPS = (cascade.CASES, in_house.CASES, meridian.CASES)


def write(stage: Stage) -> None:
    """All of them at the beginning of the story; one that nobody needs any more is retired."""
    cases = chain.from_iterable(chain.from_iterable(by_area.values()) for by_area in RELATIONSHIPS)
    words = {case.category for case in cases} | {piece.case.category for piece in present.PIECES}
    at = stage.story.founded_at(2)
    catalogues.add_missing(IssueCategory, tuple(sorted(words - {""})), by=None, at=at)
    fax = catalogues.add(IssueCategory, "Fax", by=None, at=at)
    catalogues.retire(fax, by=None, at=stage.story.founded_at(3))
