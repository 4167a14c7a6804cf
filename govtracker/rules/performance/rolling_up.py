"""Rolling up: what days, months or scopes come to together, by the way a KPI is put together.

A ratio is the sum of numerators over the sum of denominators, never a mean of ratios.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Final

from govtracker.enums import Aggregation, MeasurementState, ScopeKind, Unit
from govtracker.rules.performance import scoring
from govtracker.rules.performance.measuring import WITH_FIGURES, Entry
from govtracker.rules.performance.scoring import EXACT, Measured


def over_time(aggregation: Aggregation, parts: Sequence[Entry]) -> Entry | None:
    """What parts come to, in order of time; None where none has figures, or a ratio came without its two parts."""
    return _rolled(TOGETHER[aggregation], parts)


def over_scopes(aggregation: Aggregation, parts: Sequence[Entry], *, silent: int = 0) -> Entry | None:
    """What the scopes of a relationship come to in one period; None as for `over_time`.

    Of several scopes none is the last: there the mean stands, weighted by n where every scope says its n. While some
    that belong to it are `silent`, a sum is missing, for they are no zeros, and anything else is provisional.
    """
    if silent and aggregation is Aggregation.SUM:
        return Entry(MeasurementState.MISSING)
    everything = {part.state for part in parts}
    if parts and everything == {MeasurementState.NOT_APPLICABLE}:
        return Entry(MeasurementState.NOT_APPLICABLE)
    whole = _rolled(TOGETHER[Aggregation.MEAN if aggregation is Aggregation.LAST else aggregation], parts)
    if whole and silent and whole.state is MeasurementState.MEASURED:
        return replace(whole, state=MeasurementState.PROVISIONAL)
    return whole


def dimension(kinds: Collection[ScopeKind]) -> ScopeKind:
    """By which kind of scope a whole is put together, of the kinds of its scopes, one each: that with most scopes.

    Sites and segments cut the same work in two ways, so both together would count it twice. Equal numbers: the kind
    that ScopeKind names first.
    """
    return max(ScopeKind, key=Counter(kinds).__getitem__)


def _rolled(together: Callable[[Sequence[Entry]], Entry | None], parts: Sequence[Entry]) -> Entry | None:
    usable = [part for part in parts if part.state in WITH_FIGURES]
    if len(usable) <= 1:
        return usable[0] if usable else None
    with localcontext(EXACT):
        return together(usable)


def _state(parts: Sequence[Entry]) -> MeasurementState:
    """The least certain of the parts."""
    said = {part.state for part in parts}
    return next(state for state in LEAST_CERTAIN_FIRST if state in said)


def _cases(parts: Sequence[Entry]) -> int | None:
    counted = [part.n for part in parts if part.n is not None]
    return sum(counted) if len(counted) == len(parts) else None


def _ratio(parts: Sequence[Entry]) -> Entry | None:
    whole = [
        (part.numerator, part.denominator)
        for part in parts
        if part.numerator is not None and part.denominator is not None
    ]
    if len(whole) < len(parts):
        return None
    above, below = (sum(column, Decimal(0)) for column in zip(*whole, strict=True))
    return Entry(_state(parts), numerator=above, denominator=below, n=_cases(parts))


def _of_values(aggregation: Aggregation) -> Callable[[Sequence[Entry]], Entry | None]:
    def together(parts: Sequence[Entry]) -> Entry | None:
        measured = [Measured(part.value, n=part.n) for part in parts]
        value = scoring.aggregate(aggregation, measured, unit=Unit.COUNT)
        cases = parts[-1].n if aggregation is Aggregation.LAST else _cases(parts)
        return None if value is None else Entry(_state(parts), scoring.storable(value), n=cases)

    return together


LEAST_CERTAIN_FIRST: Final = (MeasurementState.DISPUTED, MeasurementState.PROVISIONAL, MeasurementState.MEASURED)
TOGETHER: Final[dict[Aggregation, Callable[[Sequence[Entry]], Entry | None]]] = {
    Aggregation.RATIO: _ratio,
    Aggregation.SUM: _of_values(Aggregation.SUM),
    Aggregation.MEAN: _of_values(Aggregation.MEAN),
    Aggregation.LAST: _of_values(Aggregation.LAST),
}
