"""Shifts of spend: an amount taken from one support type and given to others, the total staying what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govtracker.rules import money
from govtracker.rules.sourcing.spend_check import Costed


class BadShift(ValueError):
    """A shift that cannot be: the type whose amount is at fault (None: the one it is taken from) and why."""

    def __init__(self, sentence: str, type_id: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.type_id = type_id


@dataclass(frozen=True)
class Shift:
    """Minor units a year that each type gets, all taken from one."""

    from_id: int
    parts: Mapping[int, int]

    @property
    def amount(self) -> int:
        """What is taken altogether."""
        return sum(self.parts.values())


def shifted(types: Sequence[Costed], shift: Shift, currency: str) -> tuple[Costed, ...]:
    """The types as they would be afterwards; raises BadShift. Only types with spend and impact take part in it."""
    known = {one.id: one for one in types}
    giver = _known(known, shift.from_id, None)
    for type_id, amount in shift.parts.items():
        _known(known, type_id, type_id)
        if type_id == shift.from_id:
            raise BadShift("It cannot be given to the type it is taken from.", type_id)
        if amount <= 0:
            raise BadShift("Enter an amount above 0, or leave it empty.", type_id)
    if not shift.parts:
        raise BadShift("Say how much one of the other types is to get.")
    spent = giver.spend or 0
    if shift.amount > spent:
        has, asked = money.shown(spent, currency), money.shown(shift.amount, currency)
        raise BadShift(f"{giver.name} has {has} a year; {asked} cannot be taken from it.")
    changes = {**shift.parts, shift.from_id: -shift.amount}
    return tuple(replace(one, spend=(one.spend or 0) + changes[one.id]) if one.id in changes else one for one in types)


def _known(types: Mapping[int, Costed], type_id: int, field: int | None) -> Costed:
    one = types.get(type_id)
    if one is None:
        raise BadShift("This support type is offered no more.", field)
    if one.spend is None or one.impact is None:
        raise BadShift(f"Enter spend and impact of {one.name} first: without them it has no share.", field)
    return one
