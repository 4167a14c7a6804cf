"""What Northgate knows of its support types and spends on them: misfits on both sides, a shift, a choice of its own."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.structure import OFFICE
from govtracker.enums import FitLevel, FloorMeasure, Geography, Side
from govtracker.queries.sourcing import profiles as asked_profiles
from govtracker.queries.sourcing import support_types as asked
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.profile_choices import Choice
from govtracker.rules.sourcing.profiles import Requirement
from govtracker.rules.sourcing.spend_shifts import Shift
from govtracker.services.sourcing import profiles, spend_shifts, support_types

KEY = "MER"
DAY = 8 * 60  # working minutes


@dataclass(frozen=True)
class Figures:
    """A support type: levels from 1 to 5, contacts and EUR a year, where it is served from today, by which bond."""

    complexity: int
    impact: int
    volume: int
    spend: int
    served_from: Geography
    key: str
    note: str = ""


FIGURES = {
    "Billing inquiries": Figures(
        2, 2, 610_000, 2_440_000, Geography.OFF_SHORE, "MER", "Two in three ask what the invoice says already."
    ),
    "Complex technical support": Figures(4, 5, 84_000, 1_120_000, Geography.OFF_SHORE, "MER"),
    "Moves and contracts": Figures(3, 3, 140_000, 700_000, Geography.OFF_SHORE, "MER"),
    "Passwords and access": Figures(1, 1, 320_000, 540_000, Geography.OFF_SHORE, "MER"),
    "Faults of the third level": Figures(5, 4, 12_000, 600_000, Geography.IN_HOUSE, "INH"),
}
UNKNOWN = "Advice before buying"  # named of late: nobody has said what it costs
SHIFT = ("Billing inquiries", {"Complex technical support": 400_000, "Faults of the third level": 200_000})
WHY_SHIFT = (
    "Clearer invoices and self-service save a quarter of the billing contacts; what they cost goes to the support "
    "customers leave us for when it fails."
)
CHOICE = Choice(
    Requirement(Geography.ON_SHORE, FitLevel.EXCELLENT, FitLevel.EXCELLENT, FitLevel.EXCELLENT),
    Decimal(74),
    "Our own level 3 cannot take 84,000 contacts before next year. A partner in the country holds the experience.",
)
FLOOR = Floor(FloorMeasure.CSAT, Decimal(72))


def write(stage: Stage, named_at: datetime) -> None:
    """Figures on the day after the types were named; a week later a shift is proposed and a profile overruled."""
    place = stage.places[KEY]
    stage.timeline.at(stage.after(named_at, DAY, place, Side.CLIENT), lambda at: _figures(stage, at))
    stage.timeline.at(stage.after(named_at, 6 * DAY, place, Side.CLIENT), lambda at: _decide(stage, at))


def _figures(stage: Stage, at: datetime) -> None:
    office = stage.cast.viewer(OFFICE)
    known = {one.name: one for one in asked.all_of(office.organisation_id)}
    for name, figures in FIGURES.items():
        one = known.get(name) or support_types.add(name, by=office, at=at)
        values = {**vars(figures), "spend": figures.spend * 100, "served_by_id": stage.places[figures.key].row.id}
        del values["key"]
        support_types.edit(one, values, by=office, at=at)
    support_types.add(UNKNOWN, by=office, at=at)


def _decide(stage: Stage, at: datetime) -> None:
    office = stage.cast.viewer(OFFICE)
    ids = {one.name: one.id for one in asked.costed(office.organisation_id)}
    giver, parts = SHIFT
    shift = Shift(ids[giver], {ids[name]: amount * 100 for name, amount in parts.items()})
    spend_shifts.propose(shift, WHY_SHIFT, by=office, at=at)
    complex_one = ids["Complex technical support"]
    profiles.state_floor(asked_profiles.one(office, complex_one), FLOOR, by=office, at=at)
    profiles.overrule(asked_profiles.one(office, complex_one), CHOICE, by=office, at=at)
