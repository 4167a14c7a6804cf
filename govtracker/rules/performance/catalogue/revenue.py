"""What support brings in and helps to keep."""

from govtracker.enums import Aggregation, Frequency, Pillar, Unit
from govtracker.rules.performance.catalogue.entry import entry

R = Pillar.REVENUE
CUSTOMERS = "Client’s customer system"
ENTRIES = (
    entry(
        "CONV",
        "Conversion of offers",
        R,
        "2 6 10",
        definition="Share of the offers made during support contacts that were taken.",
        formula="taken ÷ offered",
        source=CUSTOMERS,
        own_plan=True,
        caveat="There is no usual figure: put in your plan. Few, good offers raise it; so does making hardly any.",
    ),
    entry(
        "OFFERS",
        "Revenue share of offers",
        R,
        "1 3 5",
        definition="Revenue from offers made in support, against all revenue of the supported accounts.",
        formula="revenue from offers ÷ revenue of the accounts",
        source=CUSTOMERS,
        own_plan=True,
        caveat="There is no usual figure: put in your plan.",
    ),
    entry(
        "GROWTH",
        "Growth of account revenue",
        R,
        "-5 0 5",
        definition="Product and service revenue of the supported accounts against the same period a year before.",
        formula="100 × (revenue − revenue a year before) ÷ revenue a year before",
        unit=Unit.POINTS,
        unit_label="% growth",
        source=CUSTOMERS,
        frequency=Frequency.QUARTERLY,
        own_plan=True,
        caveat="Put in your plan. Support is one cause among many: read it beside retention and experience.",
    ),
    entry(
        "RET",
        "Retention of supported accounts",
        R,
        "70 85 90",
        definition="Share of the accounts due for renewal this month that stayed.",
        formula="renewed ÷ due for renewal",
        source=CUSTOMERS,
        caveat="A convention of software; other trades differ. Few renewals in a month make it jump.",
    ),
    entry(
        "LEADS",
        "Signals passed on",
        R,
        "0 10 20",
        definition="Hints at a need that support passed to the account’s owner and that were accepted.",
        formula="number of accepted hints",
        unit=Unit.COUNT,
        aggregation=Aggregation.SUM,
        source=CUSTOMERS,
        own_plan=True,
        caveat="There is no usual figure: put in your plan. Count what was accepted, not what was sent.",
    ),
)
