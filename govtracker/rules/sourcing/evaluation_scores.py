"""What the sheets come to: scores, knock-outs and the order of candidates, and where evaluators disagree.

A criterion's points are (mean level − 1) ÷ 4 × 100, so that level 1 is 0 and level 5 is 100. A candidate's score is the
mean of these points by weight, over the criteria somebody rated: what nobody rated is named, and never counts as zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from govtracker.rules.performance.explanation import figure
from govtracker.rules.sourcing.evaluations import FEWEST, HUNDRED, Candidate, Criterion

FAR: Final = 2  # levels between two views, or between one and the median: people mean different things
ENOUGH: Final = Decimal(70)  # percent of the weight that has to be rated before a score is compared
MILLIONTH: Final = Decimal("0.000001")
Pair = tuple[int, int]  # criterion, candidate


@dataclass(frozen=True)
class View:
    """A sheet that was handed in: level by (criterion, candidate), None where its evaluator cannot judge."""

    sheet_id: int
    area: str
    levels: Mapping[Pair, int | None]


@dataclass(frozen=True)
class Given:
    """A level one evaluator gave; `is_outlier` where it lies far from the median of all."""

    sheet_id: int
    area: str
    level: int
    is_outlier: bool = False


@dataclass(frozen=True)
class Cell:
    """One candidate by one criterion: what was given, and by how many who cannot judge it nothing was."""

    given: tuple[Given, ...]
    abstained: int = 0

    @property
    def mean(self) -> Decimal | None:
        """The mean level, None where nobody rated."""
        return sum((Decimal(one.level) for one in self.given), Decimal(0)) / len(self.given) if self.given else None

    @property
    def points(self) -> Decimal | None:
        """The mean level as 0–100."""
        return None if self.mean is None else points_of(self.mean)

    @property
    def spread(self) -> int:
        """Levels between the highest and the lowest view."""
        found = [one.level for one in self.given]
        return max(found) - min(found) if found else 0

    @property
    def is_disputed(self) -> bool:
        """Two views lie two levels or more apart."""
        return self.spread >= FAR


@dataclass(frozen=True)
class Part:
    """What one criterion adds to a score: weight × points ÷ the weight rated; None of it where nobody rated."""

    criterion: Criterion
    cell: Cell
    share: Decimal | None
    added: Decimal | None


@dataclass(frozen=True)
class Standing:
    """How one candidate comes out. `rank` is None for who is out, or of whom too little was rated to compare."""

    candidate: Candidate
    score: Decimal | None
    coverage: Decimal
    parts: tuple[Part, ...]
    knock_outs: tuple[str, ...]
    unproved: tuple[str, ...]
    rank: int | None = None

    @property
    def unrated(self) -> list[str]:
        """The criteria nobody rated."""
        return [part.criterion.name for part in self.parts if not part.cell.given]

    @property
    def is_out(self) -> bool:
        """A knock-out removed it."""
        return bool(self.knock_outs)


@dataclass(frozen=True)
class Result:
    """All candidates, the first first, who is out last; and how many views it rests on."""

    standings: tuple[Standing, ...]
    views: int

    @property
    def ranked(self) -> list[Standing]:
        """Those that can be compared, in order."""
        return [one for one in self.standings if one.rank is not None]

    @property
    def all_out(self) -> bool:
        """Nobody is left to choose."""
        return bool(self.standings) and all(one.is_out for one in self.standings)

    @property
    def is_one_view(self) -> bool:
        """It rests on one person's view, or on none, which is no evaluation."""
        return self.views < FEWEST

    def of(self, candidate_id: int) -> Standing | None:
        """How that candidate comes out."""
        return next((one for one in self.standings if one.candidate.id == candidate_id), None)


def points_of(level: Decimal) -> Decimal:
    """A mean level (1–5) as points (0–100)."""
    return (level - 1) * HUNDRED / 4


def result(
    criteria: Sequence[Criterion], candidates: Sequence[Candidate], views: Sequence[View], floor: Decimal | None = None
) -> Result:
    """Scores, knock-outs and ranks; `floor` is the acceptable experience in points, None where none is set."""
    standings = [_standing(one, criteria, views, floor) for one in candidates]
    order = sorted(standings, key=lambda one: (not _is_comparable(one), -(one.score or 0), one.candidate.name))
    order.sort(key=lambda one: one.is_out)
    return Result(tuple(_ranked(order)), len(views))


def cell(criterion_id: int, candidate_id: int, views: Iterable[View]) -> Cell:
    """What everybody who was asked says of one candidate by one criterion."""
    said = [
        (view, view.levels[criterion_id, candidate_id]) for view in views if (criterion_id, candidate_id) in view.levels
    ]
    levels = [level for _, level in said if level is not None]
    middle = median([Decimal(level) for level in levels]) if levels else Decimal(0)
    given = tuple(
        Given(view.sheet_id, view.area, level, abs(level - middle) >= FAR) for view, level in said if level is not None
    )
    return Cell(given, len(said) - len(given))


def _standing(
    candidate: Candidate, criteria: Sequence[Criterion], views: Sequence[View], floor: Decimal | None
) -> Standing:
    cells = {one.id: cell(one.id, candidate.id, views) for one in criteria}
    rated = sum((one.weight for one in criteria if cells[one.id].given), Decimal(0))
    whole = sum((one.weight for one in criteria), Decimal(0))
    parts = tuple(_part(one, cells[one.id], rated) for one in criteria)
    outs = [said for one in criteria for said in _knock_outs(one, cells[one.id], floor)]
    held = [one for one in criteria if one.minimum is not None or (one.is_experience and floor is not None)]
    score = sum((part.added for part in parts if part.added is not None), Decimal(0)).quantize(MILLIONTH)
    return Standing(
        candidate,
        score if rated else None,
        rated / whole * HUNDRED if whole else Decimal(0),
        parts,
        tuple(outs),
        tuple(one.name for one in held if not cells[one.id].given),
    )


def _part(criterion: Criterion, found: Cell, rated: Decimal) -> Part:
    if found.points is None or not rated:
        return Part(criterion, found, None, None)
    return Part(criterion, found, criterion.weight / rated * HUNDRED, criterion.weight * found.points / rated)


def _knock_outs(criterion: Criterion, found: Cell, floor: Decimal | None) -> list[str]:
    if found.mean is None or found.points is None:
        return []
    said = []
    if criterion.minimum is not None and found.mean < criterion.minimum:
        said.append(f"{criterion.name}: rated {figure(found.mean, 2)}, at least {criterion.minimum} is needed.")
    if criterion.is_experience and floor is not None and found.points < floor:
        said.append(
            f"{criterion.name}: {figure(found.points, 1)} points, the acceptable-experience floor is "
            f"{figure(floor, 1)}, whatever the price."
        )
    return said


def _is_comparable(standing: Standing) -> bool:
    return not standing.is_out and standing.score is not None and standing.coverage >= ENOUGH


def _ranked(order: Sequence[Standing]) -> Iterable[Standing]:
    """Equal scores share a rank."""
    scores = [one.score for one in order if _is_comparable(one)]
    for one in order:
        rank = scores.index(one.score) + 1 if _is_comparable(one) else None
        yield Standing(one.candidate, one.score, one.coverage, one.parts, one.knock_outs, one.unproved, rank)
