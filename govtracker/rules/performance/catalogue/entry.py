"""An entry of the catalogue: a KPI ready for a draft, and how far its figures can be relied on."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from govtracker.enums import Aggregation, Pillar, Unit
from govtracker.rules.performance.anchors import Anchors
from govtracker.rules.performance.criteria import Terms

USUAL_WEIGHT = Decimal(10)
DECIMALS = {Unit.MONEY: 2, Unit.SECONDS: 0, Unit.COUNT: 0}


@dataclass(frozen=True)
class Entry:
    """A KPI to pick. Its anchors are a convention of the field, or (`own_plan`) stand there to be replaced."""

    terms: Terms
    caveat: str
    own_plan: bool = False


def entry(
    code: str,
    name: str,
    pillar: Pillar,
    anchors: str,
    *,
    definition: str,
    formula: str,
    caveat: str,
    own_plan: bool = False,
    **facts: Any,
) -> Entry:
    """An entry; `anchors` are worst, minimum, target and, of a range, the high three; `facts` are more of Terms."""
    terms = kpi(code, name, pillar, USUAL_WEIGHT, anchors, definition=definition, formula=formula, **facts)
    return Entry(terms, caveat, own_plan)


def kpi(
    code: str,
    name: str,
    pillar: Pillar,
    weight: Decimal | int,
    anchors: str,
    *,
    unit: Unit = Unit.PERCENT,
    **facts: Any,
) -> Terms:
    """A KPI, a ratio in percent unless said otherwise; anchors as in `entry`."""
    low = [Decimal(value) for value in anchors.split()]
    high = dict(zip(("high_target", "high_minimum", "high_worst"), low[3:], strict=False))
    plain: dict[str, Any] = {
        "kpi_id": 0,
        "unit_label": "",
        "decimals": DECIMALS.get(unit, 1),
        "aggregation": Aggregation.RATIO,
        "computed": None,
        "source": "",
        "is_gate": False,
    }
    curve = Anchors(*low[:3], **high)
    return Terms(
        code=code, name=name, pillar=pillar, weight=Decimal(weight), anchors=curve, unit=unit, **{**plain, **facts}
    )
