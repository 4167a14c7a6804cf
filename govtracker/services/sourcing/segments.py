"""Customer segments: added, described, and valued by the functions that know them."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Department, SegmentBasis, ValueInput
from govtracker.models import CustomerSegment, SegmentValue
from govtracker.queries.sourcing import segments as asked
from govtracker.queries.structure import people
from govtracker.rules import money
from govtracker.rules.sourcing import segment_value
from govtracker.services import Refused, events
from govtracker.services.performance import client_catalogues

LONGEST = 2000
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Described:
    """What a segment is: who belongs to it, what puts them there, its percent of all customers and of all revenue."""

    name: str
    description: str = ""
    basis: Collection[SegmentBasis] = ()
    customer_share: Decimal | None = None
    revenue_share: Decimal | None = None


@dataclass(frozen=True)
class Given:
    """A value input: the function that owns it and, where it has given it, its level (1–5), source, giver and day.

    `amount`, in `currency`, is what the level was read from.
    """

    owner: Department
    level: int | None = None
    note: str = ""
    amount: Decimal | None = None
    currency: str = ""
    given_by_id: int | None = None
    given_on: date | None = None


def add(organisation_id: int, said: Described, *, by: Viewer, at: datetime) -> CustomerSegment:
    """One segment more; refuses a name that is there already, beside "name"."""
    _check_shares(said)
    one = client_catalogues.add(CustomerSegment, organisation_id, said.name, by=by, at=at)
    _describe(one, said, by=by, at=at)
    return one


def describe(segment: CustomerSegment, said: Described, *, by: Viewer, at: datetime) -> None:
    """Say anew what a segment is."""
    _check_shares(said)
    client_catalogues.rename(segment, said.name, by=by, at=at)
    _describe(segment, said, by=by, at=at)


def give(segment: CustomerSegment, kind: ValueInput, given: Given, *, by: Viewer, at: datetime, today: date) -> None:
    """Enter an input of a segment's value, or whose it is; `today` is the local day of whoever enters it."""
    values = _checked(segment, given, today=today)
    one = asked.value_input(by, segment.id, kind)
    if one is None:
        one = SegmentValue(segment=segment, kind=kind, owner=segment_value.OWNERS[kind], note="")
        db.session.add(one)
    events.change(one, "value_given", by=by, at=at, **values)


def _describe(segment: CustomerSegment, said: Described, *, by: Viewer, at: datetime) -> None:
    values: dict[str, Any] = {
        one.name: getattr(said, one.name) for one in fields(said) if one.name not in {"name", "basis"}
    }
    basis = [word.value for word in SegmentBasis if word in said.basis]
    values["description"] = _text(said.description, "description")
    events.change(segment, "segment_described", by=by, at=at, basis=basis, **values)


def _check_shares(said: Described) -> None:
    for name in ("customer_share", "revenue_share"):
        share = getattr(said, name)
        if share is not None and not 0 <= share <= WHOLE:
            raise Refused("A share lies between 0 and 100 percent.", name)


def _checked(segment: CustomerSegment, given: Given, *, today: date) -> dict[str, Any]:
    if given.level is None:
        if given.amount is not None or given.note.strip():
            raise Refused(
                "Choose a level, too: an amount or a source alone says nothing beside other segments.", "level"
            )
        return {"owner": given.owner, "level": None, "amount": None, "currency": None, "note": "", **NOBODY}
    if not segment_value.LOWEST <= given.level <= segment_value.HIGHEST:
        raise Refused("Choose a level from 1 to 5.", "level")
    if not given.note.strip():
        raise Refused("Name the source: a report, a study, or who judged it.", "note")
    if given.given_by_id is None or people.active_of(segment.organisation_id, given.given_by_id) is None:
        raise Refused("Choose a colleague of your company.", "given_by_id")
    if given.given_on is None or given.given_on > today:
        raise Refused("Enter the day it was given, today at the latest.", "given_on")
    return {
        "owner": given.owner,
        "level": given.level,
        **_amount(given),
        "note": _text(given.note, "note"),
        "given_by_id": given.given_by_id,
        "given_on": given.given_on,
    }


def _amount(given: Given) -> dict[str, object]:
    if given.amount is None:
        return {"amount": None, "currency": None}
    currency = given.currency.strip().upper()
    if not money.is_known(currency):
        raise Refused("Enter a currency, such as EUR.", "currency")
    try:
        return {"amount": money.in_minor(given.amount, currency), "currency": currency}
    except ValueError as mistake:
        raise Refused(str(mistake), "amount") from None


def _text(text: str, field: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        raise Refused(f"Use at most {LONGEST:,} characters.", field)
    return text


NOBODY = {"given_by_id": None, "given_on": None}
