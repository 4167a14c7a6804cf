"""The portfolio check: share of spend against share of impact, and the misfits between the two.

Impact on differentiation is counted in its points alone, not weighted with volume: volume is what drives spend where
nobody steers it, so weighting with it would call the even spread a fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Costed:
    """A support type: impact from 1 to 5, spend in minor units a year; what is not known is None, which is not 0."""

    id: int
    name: str
    impact: int | None
    spend: int | None


@dataclass(frozen=True)
class Fit:
    """A type with its shares of spend and impact (percent, exact) and how many points spend lies above impact.

    `amount` is what its share of impact would bring, in minor units; `is_misfit` over the points of a misfit.
    """

    id: int
    name: str
    impact: int
    spend: int
    spend_share: Decimal
    impact_share: Decimal
    gap: Decimal
    amount: int
    is_misfit: bool

    @property
    def moves(self) -> int:
        """Minor units that a fit would take away (above 0) or bring (below 0)."""
        return self.spend - self.amount


@dataclass(frozen=True)
class LeftOut:
    """A type without shares, and why."""

    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Check:
    """All types, in their order: those with shares, those without, and what is spent on the former together."""

    fits: tuple[Fit, ...]
    left_out: tuple[LeftOut, ...]
    total: int

    @property
    def misfits(self) -> tuple[Fit, ...]:
        """The misfits, the greatest first."""
        found = (fit for fit in self.fits if fit.is_misfit)
        return tuple(sorted(found, key=lambda fit: (-abs(fit.gap), fit.name)))

    def fit(self, type_id: int) -> Fit | None:
        """One type's, None where it is left out."""
        return next((fit for fit in self.fits if fit.id == type_id), None)


def check(types: Sequence[Costed], misfit_points: Decimal) -> Check:
    """Compare what is known in full; a gap is a misfit when it is over `misfit_points`, not when it equals them."""
    known = [(one, one.impact, one.spend) for one in types if one.impact is not None and one.spend is not None]
    total, points = sum(spend for _, _, spend in known), sum(impact for _, impact, _ in known)
    left_out = tuple(LeftOut(one.id, one.name, _missing(one)) for one in types if _missing(one))
    if total == 0:
        return Check((), left_out, 0)
    fits = (_fit(one, impact, spend, total, points, misfit_points) for one, impact, spend in known)
    return Check(tuple(fits), left_out, total)


def _fit(one: Costed, impact: int, spend: int, total: int, points: int, misfit_points: Decimal) -> Fit:
    spent, meant = Fraction(100 * spend, total), Fraction(100 * impact, points)
    return Fit(
        id=one.id,
        name=one.name,
        impact=impact,
        spend=spend,
        spend_share=_percent(spent),
        impact_share=_percent(meant),
        gap=_percent(spent - meant),
        amount=_nearest(Fraction(total * impact, points)),
        is_misfit=abs(spent - meant) > Fraction(misfit_points),
    )


def _missing(one: Costed) -> str:
    gone = [name for name, value in (("impact", one.impact), ("spend", one.spend)) if value is None]
    return f"no {' and no '.join(gone)} yet" if gone else ""


def _percent(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _nearest(exact: Fraction) -> int:
    """Half a minor unit is rounded up."""
    return int((exact + Fraction(1, 2)) // 1)
