"""Northgate's customer segments and support types, and how Meridian serves each where it is measured by itself."""

from datetime import date, datetime
from decimal import Decimal

from govtracker.demonstration import spend
from govtracker.demonstration.measurements import into_next
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import month_before
from govtracker.demonstration.structure import OFFICE, Place
from govtracker.enums import Aggregation, MeasurementState, SeatRole, Side
from govtracker.models import CustomerSegment, SupportType
from govtracker.queries.performance import measurements as asked
from govtracker.rules import periods, wall_time
from govtracker.rules.performance.measuring import Entry
from govtracker.services.performance import client_catalogues, measurements, scopes
from govtracker.services.performance.measurements import Given

KEY = "MER"
SEGMENTS = ("Households", "Business customers", "Housing associations")
TYPES = ("Billing inquiries", "Complex technical support", "Moves and contracts")
CASES = 2_400  # contacts of a part in a month
SERVED = {  # what is measured of each part: percent of contacts, but for the price in EUR and the sales in kEUR
    ("Households", "Billing inquiries"): {"FCR": 71, "CSAT": 84, "SL20": 81, "PRICE": 3.9, "SELL": 171},
    ("Households", "Complex technical support"): {"FCR": 49, "CSAT": 66, "SL20": 62, "PRICE": 4.4, "SELL": 158},
    ("Business customers", "Billing inquiries"): {"FCR": 66, "CSAT": 79, "SL20": 74, "PRICE": 4.5, "SELL": 184},
    ("Business customers", "Complex technical support"): {"FCR": 68, "CSAT": 82, "SL20": 77, "PRICE": 5.7, "SELL": 126},
}
MONTHS_BACK = 2
ENTERED_AFTER = 1_500  # working minutes into the month that follows


def write(stage: Stage) -> None:
    """Name the parts at the beginning, and put their last months on the timeline."""
    place, parts = stage.places[KEY], {}
    first = month_before(stage.story.today.replace(day=1), MONTHS_BACK)
    begun = stage.after(into_next(stage, place, month_before(first, 1), 0), 90, place, Side.CLIENT)
    stage.timeline.at(begun, lambda at: parts.update(_named(stage, place, at)))
    spend.write(stage, begun)
    for back in range(MONTHS_BACK, 0, -1):
        month = month_before(stage.story.today.replace(day=1), back)
        over = into_next(stage, place, month, ENTERED_AFTER)
        stage.timeline.at(over, lambda at, month=month: _enter(stage, place, parts, month, at))  # type: ignore[misc]


def _named(stage: Stage, place: Place, at: datetime) -> dict[tuple[str, str], int]:
    office, spoc = stage.cast.viewer(OFFICE), stage.spoc(place, Side.CLIENT)
    company = office.organisation_id
    segments = {one: client_catalogues.add(CustomerSegment, company, one, by=office, at=at).id for one in SEGMENTS}
    types = {one: client_catalogues.add(SupportType, company, one, by=office, at=at).id for one in TYPES}
    return {
        (segment, kind): scopes.add_support(place.row, segments[segment], types[kind], by=spoc, at=at).id
        for segment, kind in SERVED
    }


def _enter(stage: Stage, place: Place, parts: dict[tuple[str, str], int], month: date, at: datetime) -> None:
    by = stage.cast.viewer(place.holder(Side.SUPPLIER, SeatRole.DEPUTY_SPOC))
    today = wall_time.local(at, stage.hours(place, Side.CLIENT).zone).date()
    known = {one.code: one for one in asked.measures_in_use(by, place.row.id)}
    given = [
        Given(known[code], periods.containing(month), _entry(known[code].aggregation, value), scope=parts[part])
        for part, figures in SERVED.items()
        for code, value in figures.items()
    ]
    measurements.enter(place.row, given, reason="", by=by, at=at, today=today)


def _entry(aggregation: Aggregation, value: float) -> Entry:
    if aggregation is Aggregation.RATIO:
        return Entry(
            MeasurementState.MEASURED, numerator=Decimal(CASES * int(value) // 100), denominator=Decimal(CASES)
        )
    return Entry(MeasurementState.MEASURED, Decimal(str(value)))
