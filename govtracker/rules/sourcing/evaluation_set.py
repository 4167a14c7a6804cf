"""The ready-made set of evaluation criteria: alignment first, then capability, price and location."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from govtracker.enums import CriterionGroup

Levels = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Proposed:
    """A criterion to begin with; `levels` say from level 1 up what a candidate of that level is like."""

    group: CriterionGroup
    name: str
    description: str
    weight: Decimal
    levels: Levels
    minimum: int | None = None
    is_experience: bool = False


PLAIN: Final[Levels] = (
    "Far from what we need",
    "Falls short in what matters",
    "Does what we need, with gaps we can close",
    "Does what we need",
    "Does more than we need, and shows how",
)

READY_MADE: Final = (
    Proposed(
        CriterionGroup.ALIGNMENT,
        "Values",
        "Whether they treat customers, their own people and their word as we do.",
        Decimal(15),
        (
            "Contradicts what we stand for",
            "Says the right words and acts otherwise",
            "Shares most of our values; some were never tested",
            "Lives by the same values, and we have seen it",
            "Has stood by them at its own cost",
        ),
        minimum=2,
    ),
    Proposed(
        CriterionGroup.ALIGNMENT,
        "Culture",
        "How they decide, disagree, admit mistakes and look after the people who serve our customers.",
        Decimal(10),
        (
            "Hides bad news and blames",
            "Waits to be told",
            "Open when asked; learns slowly",
            "Speaks up early and learns from mistakes",
            "Makes us better by how it works",
        ),
    ),
    Proposed(
        CriterionGroup.ALIGNMENT,
        "Strategic emphasis",
        "Whether what we need lies where they invest, and whether we matter to them.",
        Decimal(15),
        (
            "Is leaving this kind of work",
            "Does it on the side",
            "One of several businesses of the same weight",
            "A business it invests in, and we are a client that counts",
            "Its main business, built around clients such as us",
        ),
    ),
    Proposed(
        CriterionGroup.CAPABILITY,
        "Customer experience",
        "What our customers can expect to experience; it is held against the acceptable-experience floor.",
        Decimal(14),
        (
            "Customers would leave",
            "Customers would notice and complain",
            "What customers are used to",
            "Better than what customers are used to",
            "Customers would recommend us for it",
        ),
        is_experience=True,
    ),
    Proposed(
        CriterionGroup.CAPABILITY,
        "Skill and knowledge",
        "The skills, languages and knowledge of our customers’ business, and how they are kept.",
        Decimal(10),
        PLAIN,
    ),
    Proposed(
        CriterionGroup.CAPABILITY,
        "Technology and security",
        "Systems, telephony, data protection and continuity, judged by those who would connect to them.",
        Decimal(6),
        PLAIN,
        minimum=2,
    ),
    Proposed(
        CriterionGroup.PRICE,
        "Price",
        "What a year costs in all, with what it costs us to steer it. The amounts stand beside the score.",
        Decimal(20),
        (
            "Far above what this support is worth",
            "Above our budget",
            "Within our budget",
            "Below our budget with open books",
            "Clearly below our budget, and it can last",
        ),
    ),
    Proposed(
        CriterionGroup.LOCATION,
        "Location",
        "Time zone, language, travel, law and risk of the places the work would be done at.",
        Decimal(10),
        PLAIN,
    ),
)
