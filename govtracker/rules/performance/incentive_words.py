"""The arithmetic of a ledger entry in words, the same for both sides."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from govtracker.enums import EarnBack, EntryKind, IncentiveThreshold, Unit
from govtracker.rules import money, periods
from govtracker.rules.performance import explanation


def arithmetic(kind: EntryKind, amount: int, currency: str, basis: Mapping[str, Any], source_on: date | None) -> str:
    """How an amount (minor units, in the client's favour) came about; "" for one that was entered by hand."""
    if kind in (EntryKind.CREDIT, EntryKind.BONUS):
        return _shares(abs(amount), currency, basis)
    if kind is EntryKind.EARN_BACK and source_on is not None:
        return _given_back(abs(amount), currency, basis, source_on)
    return ""


def because(basis: Mapping[str, Any]) -> str:
    """Why a KPI moved money: “58.0 %, below the minimum of 65.0 %”; "" where no KPI did."""
    threshold = basis.get("threshold")
    if threshold is None or basis.get("value") is None:
        return ""
    value = Decimal(basis["value"])
    if basis.get("anchor") is None:
        return _measured(value, basis)
    anchor = Decimal(basis["anchor"])
    lies = THRESHOLDS[IncentiveThreshold(threshold)]
    return f"{_measured(value, basis, apart_from=anchor)}, {lies} {_measured(anchor, basis)}"


def _measured(value: Decimal, basis: Mapping[str, Any], *, apart_from: Decimal | None = None) -> str:
    """A value with the decimals of its KPI; with all it has where those few would make it look like `apart_from`."""
    unit, label, decimals = Unit(basis["unit"]), str(basis["unit_label"]), int(basis.get("decimals", 6))
    if apart_from is not None and value != apart_from and round(value, decimals) == round(apart_from, decimals):
        return explanation.figure(value) + explanation.suffix(unit, label)
    return explanation.measured(value, unit, label=label, decimals=decimals)


def _shares(amount: int, currency: str, basis: Mapping[str, Any]) -> str:
    charge = money.shown(int(basis["charge"]), currency)
    exact, total, limit = (Decimal(basis[name]) for name in ("exact", "total", "limit"))
    factors = " × ".join(f"{basis[name]} %" for name in ("pool_share", "share", "rate"))
    said = f"{factors} × {charge} = {_exact(exact, currency)}"
    if total > limit:
        return (
            f"{said}; the month’s sum of {_exact(total, currency)} stops at {_exact(limit, currency)} "
            f"({basis['rate']} % of {charge}), each part cut alike: {money.shown(amount, currency)}"
        )
    return said if Decimal(amount) == exact else f"{said}, rounded to {money.shown(amount, currency)}"


def _given_back(amount: int, currency: str, basis: Mapping[str, Any], source_on: date) -> str:
    credit, share = money.shown(int(basis["credit"]), currency), basis["share"]
    month = periods.containing(source_on).name
    if basis["rule"] == EarnBack.NEXT_PERIODS.value:
        months = int(basis["months"])
        run = "one month" if months == 1 else f"{months} months in a row"
        why = f"{run} at target after the credit of {month}"
    else:
        why = f"the average of the contract year from {month} is {basis['average']}, at target or better"
    return f"{share} % of {credit} = {money.shown(amount, currency)}: {why}"


def _exact(minor: Decimal, currency: str) -> str:
    """Minor units that may have decimals of their own, as an amount."""
    if minor == minor.to_integral_value():
        return money.shown(int(minor), currency)
    return f"{minor.scaleb(-money.decimals(currency)).normalize():,f} {currency}"


THRESHOLDS = {
    IncentiveThreshold.BELOW_MINIMUM: "worse than the minimum of",
    IncentiveThreshold.BELOW_TARGET: "short of the target of",
    IncentiveThreshold.AT_TARGET: "at the target of",
    IncentiveThreshold.ABOVE_STRETCH: "at or above the stretch of",
}
