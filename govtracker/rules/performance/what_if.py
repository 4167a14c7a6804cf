"""What if: how a month that is over would have come out under another version of the criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govtracker.enums import Standing
from govtracker.rules.performance import drafts
from govtracker.rules.performance.criteria import Criteria, gaps, pillar_name
from govtracker.rules.performance.drafts import Judging, Said
from govtracker.rules.performance.explanation import figure
from govtracker.rules.performance.snapshot import Snapshot
from govtracker.rules.periods import Period
from govtracker.rules.words import label


@dataclass(frozen=True)
class Outcome:
    """A month's overall score, what share of the weight was measured (both 0–100), and its standing."""

    overall: Decimal | None
    coverage: Decimal
    standing: Standing


@dataclass(frozen=True)
class WhatIf:
    """The same measurements of a month under two versions; `pillars` are name, score before and after."""

    month: str
    before: Outcome
    after: Outcome
    pillars: tuple[tuple[str, Decimal | None, Decimal | None], ...]


def compare(
    before: Criteria, after: Criteria, month: Period, said: Mapping[int, Said], judging: Judging
) -> WhatIf | None:
    """A month's measurements under both versions; None while one of them cannot make a score."""
    if gaps(before) or gaps(after):
        return None
    was, now = (drafts.draft("", month.key, version, said, judging) for version in (before, after))
    scores = [{one.pillar: one.score for one in card.result.pillars} for card in (was, now)]
    pillars = [pillar for pillar in scores[1] if scores[0].get(pillar) != scores[1][pillar]]
    named = tuple((pillar_name(pillar), scores[0].get(pillar), scores[1][pillar]) for pillar in pillars)
    return WhatIf(month.name, _outcome(was), _outcome(now), named)


def words(what: WhatIf) -> list[str]:
    """Sentences: the score and standing there would have been, what would have been measured, and the pillars."""
    before, after = what.before, what.after
    if _score(before) == _score(after):
        told = [f"With this version {what.month} would have come out the same: {_score(after)}."]
    else:
        scores = f"{_score(after)} instead of {_score(before)}"
        told = [f"With this version {what.month} would have been {scores}, from the same measurements."]
    if after.coverage != before.coverage:
        shares = f"{figure(after.coverage, 1)} % of the weight would have been measured instead of"
        told.append(f"{shares} {figure(before.coverage, 1)} %.")
    return [*told, *(f"{name}: {_plain(now)} instead of {_plain(was)}." for name, was, now in what.pillars)]


def _outcome(card: Snapshot) -> Outcome:
    return Outcome(card.result.overall, card.result.coverage, card.standing)


def _score(outcome: Outcome) -> str:
    return f"{_plain(outcome.overall)} ({label(outcome.standing).lower()})"


def _plain(score: Decimal | None) -> str:
    return "without a score" if score is None else figure(score, 1)
