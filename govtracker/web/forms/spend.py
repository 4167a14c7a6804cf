"""Sheets with a field for each support type: spend as amounts or as shares of a total, and shifts of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.rules import money
from govtracker.rules.performance.values import number_text, parse_number
from govtracker.rules.sourcing import spend_shares
from govtracker.rules.sourcing.spend_check import Costed
from govtracker.rules.sourcing.spend_shifts import Shift
from govtracker.services import Refused
from govtracker.services.sourcing.spend_shifts import LONGEST
from govtracker.web.forms import support_types
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.numbers import NumberField

Sheet = TypeVar("Sheet", bound=Form)
HUNDRED = Decimal(100)


def with_types(base: type[Sheet], prefix: str, types: Sequence[Costed]) -> type[Sheet]:
    """`base` with a number for each type, named after its id (spend_12)."""
    fields = {f"{prefix}_{one.id}": NumberField(one.name) for one in types}
    return type(base.__name__, (base,), {**fields, "types": tuple(types), "prefix": prefix})


class OfTypes(Form):
    """What all these sheets have: a field for each type."""

    types: tuple[Costed, ...] = ()
    prefix = ""

    def parts(self) -> list[tuple[Costed, Any]]:
        """Type by type with its field."""
        return [(one, self[f"{self.prefix}_{one.id}"]) for one in self.types]

    def numbers(self, values: Mapping[str, Any]) -> dict[int, Decimal | None]:
        """Type → what `values` say of it."""
        return {one.id: values[f"{self.prefix}_{one.id}"] for one in self.types}


class Amounts(EditingForm, OfTypes):
    """Spend a year as an amount for each type; empty is not known."""

    currency = StringField("Currency", validators=[InputRequired("Enter a currency."), Length(max=3)])

    def stored(self, currency: str) -> dict[str, Any]:
        """What is spent, as the form has it."""
        spend = {f"spend_{one.id}": _amount(one.spend, currency) for one in self.types}
        return {"currency": currency, **spend}

    def spend(self, values: Mapping[str, Any]) -> tuple[dict[int, int | None], str]:
        """Minor units by type, and their currency; raises Refused beside what cannot be."""
        currency = _currency(values)
        found = {
            type_id: None if typed is None else _minor(typed, currency, f"spend_{type_id}")
            for type_id, typed in self.numbers(values).items()
        }
        return found, currency


class Shares(EditingForm, OfTypes):
    """Spend a year as a total and each type's share of it in percent; empty is not known."""

    currency = StringField("Currency", validators=[InputRequired("Enter a currency."), Length(max=3)])
    total = NumberField("Spend a year altogether", validators=[InputRequired("Enter what is spent altogether.")])
    rest_to = SelectField("Put the rest on", validate_choice=False)

    @property
    def typed(self) -> dict[str, Any]:
        """What is kept of it: not where the rest is to go."""
        return {name: value for name, value in super().typed.items() if name != "rest_to"}

    def stored(self, currency: str) -> dict[str, Any]:
        """What is spent, as shares with two decimals that come to 100."""
        known = {one.id: one.spend for one in self.types if one.spend is not None}
        total = sum(known.values())
        shares = spend_shares.rescaled({key: Decimal(spend) for key, spend in known.items()}) if total else {}
        found = {f"spend_{one.id}": _plain(shares[one.id]) if one.id in shares else None for one in self.types}
        return {"currency": currency, "total": _amount(total, currency) if total else None, **found}

    def offer(self) -> None:
        """Let people choose where a rest goes."""
        self.rest_to.choices = options([(str(one.id), one.name) for one in self.types])

    @property
    def shares(self) -> dict[int, Decimal]:
        """The shares that were typed."""
        typed = {one.id: field.data for one, field in self.parts()}
        return {type_id: share for type_id, share in typed.items() if share is not None}

    @property
    def fault(self) -> str:
        """Why the shares typed are no whole; "" where they are."""
        return spend_shares.fault(self.shares)

    def rescale(self) -> None:
        """Put the same proportions in their place, coming to 100."""
        self._put(spend_shares.rescaled(self.shares))

    def take_rest(self) -> None:
        """Put what is missing on the type that was chosen, or take off it what is too much."""
        chosen = {str(one.id): one.id for one in self.types}.get(self.rest_to.data or "")
        put = spend_shares.with_rest(self.shares, chosen) if chosen is not None else None
        if put is None:
            self.refuse("Its share is smaller than what is too much: choose another one.", "rest_to")
        else:
            self._put(put)

    def spend(self, values: Mapping[str, Any]) -> tuple[dict[int, int | None], str]:
        """Minor units by type that come to the total, and their currency; raises Refused beside what cannot be."""
        currency, shares = _currency(values), self.numbers(values)
        known = {type_id: share for type_id, share in shares.items() if share is not None}
        negative = next((type_id for type_id, share in known.items() if share < 0), None)
        if negative is not None:
            raise Refused("A share cannot be below 0.", f"spend_{negative}")
        fault = spend_shares.fault(known)
        if fault:
            raise Refused(fault)
        amounts = spend_shares.amounts(_minor(values["total"], currency, "total"), known)
        return {type_id: amounts.get(type_id) for type_id in shares}, currency

    def _put(self, shares: Mapping[int, Decimal]) -> None:
        for type_id, share in shares.items():
            field = self[f"spend_{type_id}"]
            field.raw_data, field.data = [], _plain(share)


class Moving(OfTypes):
    """A shift: from which type, and how much to each of the others."""

    from_id = SelectField("Take from")

    def offer(self) -> None:
        """Let people choose from whom it is taken."""
        self.from_id.choices = options([(str(one.id), one.name) for one in self.types])

    def shift(self, currency: str) -> Shift:
        """What is to move; raises Refused beside an amount that cannot be."""
        typed = {one.id: field.data for one, field in self.parts() if field.data is not None}
        parts = {key: support_types.minor(amount, currency, f"to_{key}") for key, amount in typed.items()}
        return Shift(int(self.from_id.data), parts)


class TryShift(Moving):
    """A shift to look at; it is in the address, and changes nothing."""

    class Meta:
        csrf = False  # it only asks


class KeepShift(CreatingForm, Moving):
    """A shift that is kept with its reason."""

    reason = TextAreaField("Why", validators=[InputRequired("Say why."), Length(max=LONGEST)])


class Settle(Form):
    """What became of a proposal."""

    outcome = TextAreaField("Why", validators=[Length(max=LONGEST)])


def _currency(values: Mapping[str, Any]) -> str:
    currency = str(values["currency"]).strip().upper()
    if not money.is_known(currency):
        raise Refused("Enter a currency by its three letters, such as EUR or USD.", "currency")
    return currency


def _minor(amount: Decimal, currency: str, field: str) -> int:
    if amount < 0:
        raise Refused("Spend cannot be below 0.", field)
    return support_types.minor(amount, currency, field)


def _amount(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else _plain(money.amount(minor, currency))


def _plain(number: Decimal) -> Decimal:
    """Without noughts behind, as it is read from what people type."""
    return parse_number(number_text(number))
