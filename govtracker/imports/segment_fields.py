"""What a file can say of a customer segment, by column."""

from collections.abc import Mapping
from typing import Any, Final

from govtracker.enums import ExpectedOutcome, SegmentBasis, ServiceChannel, ServiceHours, ServicePriority, ValueInput
from govtracker.imports import vocabulary
from govtracker.imports.kinds import Field
from govtracker.rules.sourcing import segment_needs
from govtracker.rules.sourcing.segment_needs import RATINGS
from govtracker.services.sourcing.segments import LONGEST

CHOSEN: Final[Mapping[str, Any]] = {
    "outcome": ExpectedOutcome,
    "first_priority": ServicePriority,
    "second_priority": ServicePriority,
    "channel": ServiceChannel,
    "hours": ServiceHours,
}
KNOWN: Final[dict[str, dict[str, Any]]] = {
    name: vocabulary.words(words, {}) for name, words in [*CHOSEN.items(), ("basis", SegmentBasis)]
}
SHARES: Final = ("customer_share", "revenue_share")
LEVELS: Final = tuple(kind.value for kind in ValueInput)
NEEDS: Final = (*CHOSEN, *RATINGS)
KEPT: Final = ("name", "description", "basis", *SHARES, *LEVELS, *NEEDS)
FIELDS: Final = (
    Field(
        "name",
        "Segment",
        "each once; it says which is here already",
        ("Key accounts", "Households"),
        ("name", "customer segment"),
        True,
    ),
    Field(
        "description",
        "Who belongs to it",
        f"at most {LONGEST} characters",
        ("More than 500 lines", ""),
        ("definition",),
    ),
    Field(
        "basis",
        "Basis",
        "size, industry, region, product, value, behaviour, needs; commas between several",
        ("size, needs", "region"),
        ("based on",),
    ),
    Field("customer_share", "Share of customers (%)", "0 to 100", ("2.5", "81"), ("customers", "customer share")),
    Field("revenue_share", "Share of revenue (%)", "0 to 100", ("38", "44"), ("revenue", "revenue share")),
    *(Field(kind.value, kind.value.replace("_", " ").capitalize(), "1 to 5", ("4", "2")) for kind in ValueInput),
    Field("source", "Source", "where the value inputs come from; empty: this file", ("Annual report", ""), ("note",)),
    Field(
        "outcome",
        "Expected outcome",
        "needs are your own answer: all of them or none",
        ("No disruption", ""),
        ("outcome",),
    ),
    Field(
        "first_priority",
        "First priority",
        "speed, right first time, expertise, same people, low effort, price",
        ("Speed", ""),
        ("priority",),
    ),
    Field("second_priority", "Second priority", "the same, or empty", ("Expertise", "")),
    Field(
        "channel", "Preferred channel", "self-service, chat, e-mail, phone, named contact", ("Phone", ""), ("channel",)
    ),
    Field("hours", "Hours", "office hours, extended hours, around the clock", ("Extended hours", "")),
    *(Field(name, segment_needs.TITLES[name], "1 to 5", ("4", ""), (name.replace("_", " "),)) for name in RATINGS),
)
UNANSWERED: Final = dict.fromkeys(NEEDS, "")
NOTHING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("name", "description", *SHARES), ""),
    "basis": [],
    **dict.fromkeys(LEVELS),
    **UNANSWERED,
}
