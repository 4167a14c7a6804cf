"""Sourcing evaluations: what one needs before it may be rated, and what its criteria weigh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import CriterionGroup
from govtracker.rules.performance.explanation import figure

HUNDRED: Final = Decimal(100)
LEVELS: Final = range(1, 6)
HEAVIEST: Final = Decimal(1_000_000)
FEWEST: Final = 2  # candidates to compare, and evaluators whose views make an evaluation


@dataclass(frozen=True)
class Criterion:
    """What candidates are rated by: `weight` as typed, `minimum` the level below which a candidate is out."""

    id: int
    group: CriterionGroup
    name: str
    weight: Decimal
    minimum: int | None = None
    is_experience: bool = False


@dataclass(frozen=True)
class Candidate:
    """One who could give what is sought."""

    id: int
    name: str
    is_in_house: bool = False


@dataclass(frozen=True)
class Prepared:
    """An evaluation before it is rated; the `why_…` texts are reasons given for what it lacks.

    `unasked` are the criteria for which no evaluator is competent.
    """

    criteria: Sequence[Criterion]
    candidates: Sequence[Candidate]
    evaluators: int
    unasked: Sequence[str] = ()
    why_none_in_house: str = ""
    why_alignment_lighter: str = ""


@dataclass(frozen=True)
class Gap:
    """What stands in the way of rating, and the field in which it is answered ("" for none)."""

    field: str
    sentence: str


def effective(criteria: Sequence[Criterion]) -> dict[int, Decimal]:
    """Criterion → percent of the score, all of them together 100; {} while nothing weighs anything."""
    total = sum((one.weight for one in criteria), Decimal(0))
    return {one.id: one.weight / total * HUNDRED for one in criteria} if total else {}


def group_shares(criteria: Sequence[Criterion]) -> dict[CriterionGroup, Decimal]:
    """Group → percent of the score, in the order of the groups; those without a criterion are left out."""
    shares = effective(criteria)
    found: dict[CriterionGroup, Decimal] = {}
    for group in CriterionGroup:
        within = [shares.get(one.id, Decimal(0)) for one in criteria if one.group is group]
        if within:
            found[group] = sum(within, Decimal(0))
    return found


def alignment_leads(criteria: Sequence[Criterion]) -> bool:
    """First of all alignment: no other group weighs as much as it does."""
    shares = group_shares(criteria)
    own = shares.pop(CriterionGroup.ALIGNMENT, Decimal(0))
    return all(own > share for share in shares.values()) and own > 0


def alignment_words(criteria: Sequence[Criterion]) -> str:
    """What alignment weighs beside the heaviest of the other groups."""
    shares = group_shares(criteria)
    own = shares.pop(CriterionGroup.ALIGNMENT, Decimal(0))
    if not shares:
        return f"Alignment weighs {figure(own, 1)} %."
    other = max(shares, key=lambda group: shares[group])
    return f"Alignment weighs {figure(own, 1)} %, {other.value} {figure(shares[other], 1)} %."


def gaps(prepared: Prepared) -> list[Gap]:
    """What has to be mended or reasoned before anybody rates, the gravest first."""
    found = [Gap("", sentence) for sentence in _missing(prepared)]
    if not any(one.is_in_house for one in prepared.candidates) and not prepared.why_none_in_house.strip():
        found.append(
            Gap(
                "why_none_in_house",
                "No candidate is in-house. Add a unit of your own company, or say why none could do it.",
            )
        )
    weighs = bool(effective(prepared.criteria))
    if weighs and not alignment_leads(prepared.criteria) and not prepared.why_alignment_lighter.strip():
        found.append(
            Gap(
                "why_alignment_lighter",
                f"{alignment_words(prepared.criteria)} Let alignment weigh more than every other group, "
                "or say why it does not come first here.",
            )
        )
    return found


def check_weight(weight: Decimal, minimum: int | None) -> str:
    """Why a weight cannot stand, "" where it can: what weighs nothing has at least to be a knock-out."""
    if not weight.is_finite() or not 0 <= weight <= HEAVIEST:
        return f"A weight lies between 0 and {HEAVIEST:,}."
    if weight == 0 and minimum is None:
        return "What weighs nothing changes nothing: give it a weight, or a level below which a candidate is out."
    return ""


def asked(area_ids: Mapping[int, Sequence[int]], area_id: int) -> frozenset[int]:
    """The criteria an evaluator of that functional area is competent for; one that names no area asks everybody."""
    return frozenset(criterion for criterion, areas in area_ids.items() if not areas or area_id in areas)


def _missing(prepared: Prepared) -> list[str]:
    found = []
    if len(prepared.candidates) < FEWEST:
        found.append("An evaluation compares at least two candidates.")
    if not prepared.criteria:
        found.append("There is no criterion yet: begin with the ready-made set.")
    elif not effective(prepared.criteria):
        found.append("No criterion has a weight.")
    if not prepared.evaluators:
        found.append("Nobody is asked to rate yet: name evaluators from several functions.")
    else:
        found += [f"No evaluator is competent for “{name}”." for name in prepared.unasked]
    return found
