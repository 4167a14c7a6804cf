"""What the cells of a row say of a customer account and of a month of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from govtracker.imports import months, vocabulary
from govtracker.imports.account_fields import FIGURES
from govtracker.imports.cells import Typed
from govtracker.imports.kinds import RowRefused
from govtracker.models import AccountRevenue, CustomerAccount
from govtracker.rules import money
from govtracker.rules.performance import values
from govtracker.rules.periods import BadPeriod, Period
from govtracker.services.partnership.account_revenue import LONGEST as LONGEST_SOURCE
from govtracker.services.partnership.customer_accounts import LONGEST


@dataclass(frozen=True)
class Words:
    """What names in a file may mean: segments by name, people by address or name (id, name, address), the currency."""

    segments: Mapping[str, int]
    owners: Sequence[Any]
    currency: str


@dataclass(frozen=True)
class Said:
    """A row, checked: `facts` are those it names of the account, `amounts` those of the month, as typed numbers."""

    name: str
    facts: dict[str, Any]
    month: Period | None
    amounts: dict[str, Decimal]
    source: str

    @property
    def key(self) -> str:
        """By which the account is known."""
        return self.name.casefold()

    def brought(self, currency: str, before: Mapping[str, int] | None) -> dict[str, int]:
        """The month's figures in minor units: what the row leaves out stays, and is 0 where nothing was kept."""
        if before is None and "base" not in self.amounts:
            raise RowRefused("base", f"What {self.name} paid in {self.month.name if self.month else ''} is missing.")
        found = {**dict.fromkeys(FIGURES, 0), **(before or {})}
        return found | {field: _minor(amount, currency, field) for field, amount in self.amounts.items()}


def read(said: Mapping[str, str], words: Words, *, at: datetime) -> Said:
    """A row; raises RowRefused beside the field at fault."""
    name, source = one_line(said["name"]), one_line(said["source"])
    if not name:
        raise RowRefused("name", "An account needs a name.")
    for field, text, longest in (
        ("name", name, LONGEST),
        ("label", one_line(said["label"]), LONGEST),
        ("source", source, LONGEST_SOURCE),
    ):
        if len(text) > longest:
            raise RowRefused(field, f"Use at most {longest} characters; these are {len(text)}.")
    if name.casefold() in {one.casefold() for one in words.segments}:
        raise RowRefused("name", f"{name} is a customer segment: give the account a name of its own.")
    month, amounts = _month(said["month"], at), {field: _number(said[field], field) for field in FIGURES}
    told = {field: amount for field, amount in amounts.items() if amount is not None}
    if told and month is None:
        raise RowRefused("month", f"The month is missing. {months.WRITE}")
    return Said(name, _facts(name, said, words), month, told, source)


def blank(words: Words) -> dict[str, Any]:
    """What an account has of which a file says no more than its name; it is numbered for suppliers."""
    return {"segment_id": None, "owner_id": None, "currency": words.currency, "label": ""}


def facts(row: Any) -> dict[str, Any]:
    """The facts of a row of an account."""
    return {name: getattr(row, name) for name in ("segment_id", "owner_id", "currency", "label")}


def facts_of(account: CustomerAccount) -> dict[str, Any]:
    """The same of an account."""
    return facts(account)


def figures(found: AccountRevenue) -> dict[str, int]:
    """What is kept of a month."""
    return {field: getattr(found, field) for field in FIGURES}


def one_line(text: str) -> str:
    """A text without what blanks it has too many."""
    return " ".join(text.replace("\x00", "").split())


def _facts(name: str, said: Mapping[str, str], words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if said["segment"].strip():
        found["segment_id"] = _segment(one_line(said["segment"]), words)
    if said["owner"].strip():
        found["owner_id"] = _owner(one_line(said["owner"]), words)
    currency, label = said["currency"].strip().upper(), one_line(said["label"])
    if currency:
        if not money.is_known(currency):
            raise RowRefused("currency", f"“{said['currency'][:40]}” is no currency people pay in, such as EUR.")
        found["currency"] = currency
    if label:
        if name.casefold() in label.casefold():
            raise RowRefused("label", "This gives the name away: choose words that do not hold it.")
        found["label"] = label
    return found


def _segment(text: str, words: Words) -> int:
    by_name = {one.casefold(): id_ for one, id_ in words.segments.items()}
    found = by_name.get(text.casefold())
    if found is None:
        near = vocabulary.nearest(text, words.segments)
        raise RowRefused("segment", f"“{text[:40]}” is none of your customer segments.{near}")
    return found


def _owner(text: str, words: Words) -> int:
    by_address = [one.id for one in words.owners if one.email.casefold() == text.casefold()]
    meant = by_address or [one.id for one in words.owners if one.name.casefold() == text.casefold()]
    if len(meant) > 1:
        raise RowRefused("owner", f"Several colleagues are called {text[:40]}: write the e-mail address.")
    if not meant:
        near = vocabulary.nearest(text, [one.name for one in words.owners])
        raise RowRefused("owner", f"“{text[:40]}” is no active colleague of yours.{near}")
    return int(meant[0])


def _month(text: str, at: datetime) -> Period | None:
    if not text.strip():
        return None
    try:
        found = months.read(text.strip())
    except BadPeriod as refusal:
        raise RowRefused("month", refusal.sentence) from None
    if found.first_day > at.date():
        raise RowRefused("month", f"{found.name} has not begun yet.")
    return found


def _number(text: str, field: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        found = values.parse_number(text, unit=None, decimal_mark="." if isinstance(text, Typed) else None)
    except values.BadValue as refusal:
        raise RowRefused(field, refusal.sentence) from None
    if found < 0:
        raise RowRefused(field, "Take credits off the month’s figure: it cannot be below nothing.")
    return found


def _minor(amount: Decimal, currency: str, field: str) -> int:
    try:
        return money.in_minor(amount, currency)
    except ValueError as refusal:
        raise RowRefused(field, str(refusal)) from None
