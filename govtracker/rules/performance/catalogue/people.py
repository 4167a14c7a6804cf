"""Those who do the work: are there enough of them, do they stay, do they know it?"""

from govtracker.enums import Aggregation, Frequency, Pillar, Unit
from govtracker.rules.performance.catalogue.entry import entry

P = Pillar.SERVICE_DELIVERY
PLANNING = "Workforce planning"
STAFF = "Staff records of the supplier"
DAILY = Frequency.DAILY
ENTRIES = (
    entry(
        "UTIL",
        "Utilisation",
        P,
        "30 38 44 55 65 75",
        definition="Share of paid time spent on customers’ matters.",
        formula="handle time ÷ paid time",
        source=PLANNING,
        caveat="Means of about 48 % are published; above 75 % people are overtaxed. A range, not a race.",
    ),
    entry(
        "OCC",
        "Occupancy",
        P,
        "60 70 75 85 90 95",
        definition="Share of the time ready or at work that is spent on customers’ matters.",
        formula="handle time ÷ (handle time + ready time)",
        source=PLANNING,
        frequency=DAILY,
        caveat="75 to 85 is usual, some say 85 to 90. Small teams cannot reach what large ones do.",
    ),
    entry(
        "SHRINK",
        "Shrinkage",
        P,
        "45 38 32",
        definition="Share of scheduled time in which people were not available: leave, illness, training, breaks.",
        formula="time not available ÷ scheduled time",
        source=PLANNING,
        caveat="30 to 35 % is typical, 13 to 39 % has been found. Training is part of it: do not save there.",
    ),
    entry(
        "ADHERE",
        "Keeping to the schedule",
        P,
        "70 85 90",
        definition="Share of scheduled time in which people did what the schedule said.",
        formula="time as scheduled ÷ scheduled time",
        source=PLANNING,
        frequency=DAILY,
        caveat="90 is asked for, about 75 is common. Calls that run long count against it.",
    ),
    entry(
        "ATTRITION",
        "People who leave, a year",
        P,
        "70 45 30",
        definition="Leavers of the month against the average number of people, as if it went on for a year.",
        formula="leavers ÷ average number of people × 12",
        source=STAFF,
        aggregation=Aggregation.LAST,
        caveat="Usual practice for large centres. Say whether moves inside the company count.",
    ),
    entry(
        "ABSENCE",
        "Absence",
        P,
        "12 8 5",
        definition="Share of scheduled time lost to absence nobody had planned.",
        formula="time lost ÷ scheduled time",
        source=STAFF,
        caveat="Usual practice; seasons and countries differ.",
    ),
    entry(
        "RAMP",
        "Time to proficiency",
        P,
        "120 90 60",
        definition="Days until somebody new reaches the quality and speed agreed for the work.",
        formula="days to proficiency, summed ÷ people who reached it in the month",
        unit=Unit.DAYS,
        source=STAFF,
        caveat="Usual practice; it depends on how hard the work is. Those who left before they got there are missing.",
    ),
    entry(
        "CERT",
        "People certified for their work",
        P,
        "75 90 95",
        definition="Share of the people at work at the end of the month who hold all certificates their work asks for.",
        formula="certified people ÷ people",
        source="Training records",
        aggregation=Aggregation.LAST,
        caveat="Usual practice.",
    ),
)
