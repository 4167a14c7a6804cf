"""What of an evaluation a new relationship begins with: alignment rated by both sides, the floor of experience."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from govtracker.enums import Aggregation, CriterionKind, Frequency, Pillar, Unit
from govtracker.rules.performance import ratings
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.performance.ratings import Level
from govtracker.rules.performance.standings import Corridor

PILLAR_WEIGHT: Final = Decimal(10)  # of the relationship, beside the template's 100 (ours): both sides change it
TOP: Final = Decimal(100)


def terms(number: int, name: str, description: str, weight: Decimal, levels: Sequence[str]) -> Terms:
    """An alignment criterion as both sides rate it every quarter, against the same descriptions of its levels."""
    scored = tuple(Level(text, score) for text, score in zip(levels, ratings.USUAL_SCORES, strict=True))
    return Terms(
        kpi_id=0,
        code=f"ALIGN-{number}",
        name=name,
        definition=description,
        formula="",
        unit=Unit.POINTS,
        unit_label="",
        decimals=0,
        aggregation=Aggregation.RATIO,
        computed=None,
        source="",
        pillar=Pillar.RELATIONSHIP,
        weight=weight,
        anchors=ratings.curve(scored),
        is_gate=False,
        kind=CriterionKind.QUALITATIVE,
        levels=scored,
        frequency=Frequency.QUARTERLY,
    )


def pillars(weights: Mapping[Pillar, Decimal]) -> dict[Pillar, Decimal]:
    """The weights of a template with the relationship among them, which alignment is rated in."""
    return {**weights, Pillar.RELATIONSHIP: weights.get(Pillar.RELATIONSHIP) or PILLAR_WEIGHT}


def corridor(usual: Corridor, floor: Decimal | None) -> Corridor:
    """The corridor of the gauges with the acceptable experience as its floor; the top moves only where it has to."""
    if floor is None or floor >= TOP:
        return usual
    top = usual.experience_top if floor < usual.experience_top else TOP
    return replace(usual, experience_floor=floor, experience_top=top)
