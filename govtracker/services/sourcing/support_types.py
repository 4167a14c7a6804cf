"""Support types: named, described in figures, retired; what is spent on them altogether."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from govtracker.access import Viewer
from govtracker.models import SupportType
from govtracker.queries import NotFound
from govtracker.queries.sourcing import support_types as asked
from govtracker.rules.sourcing.judging import HIGHEST, LOWEST
from govtracker.services import Refused, events
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import judging

LONGEST_NOTE = 4000
MOST = 10**12  # contacts a year


def add(name: str, *, by: Viewer, at: datetime) -> SupportType:
    """One more, at the end; refuses a name that is there already, beside "name"."""
    return client_catalogues.add(SupportType, by.organisation_id, name, by=by, at=at)


def edit(one: SupportType, values: Mapping[str, Any], *, by: Viewer, at: datetime) -> None:
    """Change its name, levels (1–5), contacts and spend (minor units) a year, who serves it today, its note."""
    changes = dict(values)
    if "name" in changes:
        changes["name"] = client_catalogues.checked_name(
            SupportType, one.organisation_id, str(changes["name"]), own=one.id
        )
    for level in ("complexity", "impact"):
        if changes.get(level) is not None and not LOWEST <= changes[level] <= HIGHEST:
            raise Refused("Choose a level from 1 to 5.", level)
    if changes.get("volume") is not None and not 0 <= changes["volume"] <= MOST:
        raise Refused("Enter how many contacts a year, 0 or more.", "volume")
    if changes.get("spend") is not None and changes["spend"] < 0:
        raise Refused("Spend cannot be below 0.", "spend")
    if len(changes.get("note", "")) > LONGEST_NOTE:
        raise Refused(f"Use at most {LONGEST_NOTE:,} characters.", "note")
    _require_own_supplier(changes.get("served_by_id"), by)
    events.change(one, "support_type_edited", by=by, at=at, **changes)


def state_spend(spend: Mapping[int, int | None], currency: str, *, by: Viewer, at: datetime) -> None:
    """What is spent a year on each type, in minor units of `currency`; None: not known.

    In another currency than before, what is not stated anew is not known any more: amounts are never converted.
    """
    before = judging.held(by)
    if before.currency != currency:
        judging.settle(replace(before, currency=currency), by=by, at=at)
    for one in asked.all_of(by.organisation_id):
        kept = one.spend if before.currency == currency else None
        events.change(one, "support_spend_stated", by=by, at=at, spend=spend.get(one.id, kept))


def retire(one: SupportType, *, by: Viewer, at: datetime) -> None:
    """Offer it no more; what names it keeps it."""
    client_catalogues.retire(one, by=by, at=at)


def restore(one: SupportType, *, by: Viewer, at: datetime) -> None:
    """Offer it again."""
    client_catalogues.restore(one, by=by, at=at)


def _require_own_supplier(served_by_id: int | None, by: Viewer) -> None:
    if served_by_id is not None and served_by_id not in dict(asked.suppliers(by.organisation_id)):
        raise NotFound
