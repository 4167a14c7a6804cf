"""What people type into the records of a partnership: texts, figures and seats that are taken or refused."""

from datetime import date
from decimal import Decimal

from govtracker.enums import Unit
from govtracker.models import Relationship
from govtracker.queries.partnership import owning_seats
from govtracker.rules import money, periods
from govtracker.rules.performance import values
from govtracker.services import Refused

LONGEST = 4000


def line(text: str, field: str, missing: str, *, most: int = 160) -> str:
    """One line that has to be there."""
    found = " ".join(text.split())
    if not found:
        raise Refused(missing, field)
    return long(found, field, most=most)


def long(text: str, field: str, *, most: int = LONGEST) -> str:
    """A text that may be empty."""
    found = text.strip()
    if len(found) > most:
        raise Refused(f"Use at most {most:,} characters; these are {len(found):,}.", field)
    return found


def because(text: str, field: str, missing: str) -> str:
    """A reason that has to be there."""
    found = long(text, field)
    if not found:
        raise Refused(missing, field)
    return found


def day(value: date | None, field: str) -> date | None:
    """A day in the years that have periods (2000–2100), or none."""
    try:
        if value is not None:
            periods.containing(value)
    except periods.BadPeriod as refusal:
        raise Refused(refusal.sentence, field) from None
    return value


def figure(value: Decimal, unit: Unit, currency: str, field: str) -> Decimal:
    """A figure as it is kept: of money in a currency its whole minor units, else as typed, within its unit."""
    try:
        if currency:
            return Decimal(money.in_minor(value, currency))
        values.check_value(value, unit)
    except values.BadValue as refusal:
        raise Refused(refusal.sentence, field) from None
    except ValueError as fault:
        raise Refused(str(fault), field) from None
    return value


def currency(code: str, unit: Unit, *, linked: bool) -> str:
    """The currency of figures typed in; "" for what is no money, and for a KPI, which has its own unit."""
    if unit is not Unit.MONEY or linked:
        return ""
    found = code.strip().upper()
    if not money.is_known(found):
        raise Refused("Write a currency with three letters, such as EUR.", "currency")
    return found


def seat(relationship: Relationship, seat_id: int, *, today: date) -> int:
    """A seat of the relationship that somebody holds on a day (UTC)."""
    if seat_id not in dict(owning_seats.choices(relationship, today=today)):
        raise Refused("Choose a seat that somebody holds.", "owner_seat_id")
    return seat_id
