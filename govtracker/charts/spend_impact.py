"""Spend where it makes a difference: share of spend against share of impact, with the diagonal where both are equal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import labels, lettering, pictures
from govtracker.charts.palette import FONT, Palette
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.rules.performance.explanation import figure
from govtracker.rules.sourcing.spend_check import Check, Fit


@dataclass(frozen=True)
class Field:
    """Where the picture's field lies, in its units, and the highest share it shows."""

    left: float
    right: float
    top: float
    bottom: float
    highest: float

    def x(self, share: Decimal) -> float:
        """Where a share of impact lies."""
        return round(self.left + float(share) / self.highest * (self.right - self.left), 1)

    def y(self, share: Decimal) -> float:
        """Where a share of spend lies."""
        return round(self.bottom - float(share) / self.highest * (self.bottom - self.top), 1)


def picture(check: Check, *, before: Check | None = None, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """A dot for each type, with how far a misfit lies off the diagonal; drawn without the engine.

    With `before`, a ring stands where a type lay, and a dashed line leads from there to where it would lie. On a
    telephone there is room for numbers alone: the names stand below.
    """
    colours, (width, height) = pictures.palette(look), SIZES[size]
    field = _field(check, before, width, height)
    is_narrow = size is Size.NARROW
    names = {fit.id: str(number) if is_narrow else _said(fit) for number, fit in enumerate(check.fits, 1)}
    key = "".join(_key(check.fits, height, width, colours)) if is_narrow else ""
    was = {fit.id: fit for fit in before.fits} if before else {}
    marks = "".join(part for fit in check.fits for part in _mark(fit, was.get(fit.id), field, colours))
    words = "".join(_names(check.fits, names, field, colours))
    ground = "".join(_ground(field, colours))
    return Picture(
        title="Spend where it makes a difference",
        description=_description(check),
        width=width,
        height=height + (LINE * len(check.fits) if is_narrow else 0),
        table=table(check),
        spec=f'<g font-family="{FONT}" font-variant-numeric="tabular-nums">{ground}{marks}{words}{key}</g>',
    )


def table(check: Check) -> Table:
    """The same in words; types without shares say why."""
    rows = [
        (
            fit.name,
            str(fit.impact),
            f"{figure(fit.impact_share, 1)} %",
            f"{figure(fit.spend_share, 1)} %",
            f"{_signed(fit.gap)} points, {verdict(fit)}",
        )
        for fit in check.fits
    ]
    rows += [(one.name, "–", "–", "–", f"left out: {one.why}") for one in check.left_out]
    return Table(("Support type", "Impact", "Share of impact", "Share of spend", "Spend above impact"), tuple(rows))


def verdict(fit: Fit) -> str:
    """What a gap means, in words."""
    if not fit.is_misfit:
        return "fits"
    return "too much" if fit.gap > 0 else "too little"


def _description(check: Check) -> str:
    if not check.fits:
        return "No support type has both spend and impact yet."
    said = [f"{fit.name} {verdict(fit)} by {figure(abs(fit.gap), 1)} points" for fit in check.misfits]
    return f"Misfits: {', '.join(said) or 'none'}."


def _field(check: Check, before: Check | None, width: int, height: int) -> Field:
    shown = [*check.fits, *(before.fits if before else ())]
    shares = [share for fit in shown for share in (fit.spend_share, fit.impact_share)]
    highest = min(100, 10 * (int(max(shares, default=Decimal(50)) * Decimal("1.1")) // 10 + 1))
    return Field(LEFT, width - RIGHT, TOP, height - BOTTOM, float(highest))


def _ground(field: Field, colours: Palette) -> Iterator[str]:
    """Axes with their shares, the diagonal, and what lies on each side of it."""
    step = 10 if field.highest <= STEP_BY_TEN else 20
    for share in range(0, int(field.highest) + 1, step):
        x, y = field.x(Decimal(share)), field.y(Decimal(share))
        yield _line((field.left, y), (field.right, y), colours.line)
        yield _text(f"{share} %", field.left - 6, y + 4, colours.soft, anchor="end")
        yield _text(f"{share} %", x, field.bottom + 16, colours.soft, anchor="middle")
    yield _line((field.left, field.bottom), (field.right, field.top), colours.line_strong, dash=True)
    middle = (field.left + field.right) / 2
    yield _text("Share of impact on differentiation", middle, field.bottom + 34, colours.soft, anchor="middle")
    yield _text("Share of spend", field.left - 40, field.top - 12, colours.soft)
    yield _text("too much", field.left + 8, field.top + 14, colours.soft, slanted=True)
    yield _text("too little", field.right - 4, field.bottom - 8, colours.soft, anchor="end", slanted=True)


def _mark(fit: Fit, was: Fit | None, field: Field, colours: Palette) -> Iterator[str]:
    x, y, colour = field.x(fit.impact_share), field.y(fit.spend_share), _colour(fit, colours)
    if fit.is_misfit:
        yield _line((x, y), (x, field.y(fit.impact_share)), colour)
    if was is not None and was.spend_share != fit.spend_share:
        old = field.y(was.spend_share)
        yield _line((x, old), (x, y), colours.soft, dash=True)
        yield f'<circle cx="{x}" cy="{old}" r="5" fill="{colours.surface}" stroke="{colours.soft}" stroke-width="1.5"/>'
    if not fit.is_misfit:
        yield f'<circle cx="{x}" cy="{y}" r="6" fill="{colour}"/>'
        return
    way = -8 if fit.gap > 0 else 8
    yield f'<path d="M{x} {y + way}L{x + 7.5} {y - way * 0.6:.1f}L{x - 7.5} {y - way * 0.6:.1f}Z" fill="{colour}"/>'


def _said(fit: Fit) -> str:
    return f"{fit.name} {_signed(fit.gap)}" if fit.is_misfit else fit.name


def _key(fits: Sequence[Fit], top: int, width: int, colours: Palette) -> Iterator[str]:
    """What the numbers stand for, line by line."""
    for number, fit in enumerate(fits, 1):
        word = lettering.shortened(f"{number} {_said(fit)}", width - 2 * GAP, SMALL)
        yield _text(word, GAP, top + LINE * number - 4, colours.ink)


def _names(fits: Sequence[Fit], names: Mapping[int, str], field: Field, colours: Palette) -> Iterator[str]:
    """Each type's name beside its mark, moved up or down where another name or mark stands there already."""
    taken = [labels.around(field.x(fit.impact_share), field.y(fit.spend_share)) for fit in fits]
    room = (field.left, field.top - LINE, field.right + RIGHT, field.bottom)
    for fit in sorted(fits, key=lambda one: (-one.spend_share, one.name)):
        word = lettering.shortened(names[fit.id], (field.right - field.left) * NAME_SHARE, SMALL)
        x, y = field.x(fit.impact_share), field.y(fit.spend_share)
        spot = labels.spot(x, y, lettering.width(word, SMALL), room, taken)
        taken.append(spot)
        halo = f' stroke="{colours.surface}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
        place = f'x="{spot[0]:.1f}" y="{spot[3] - 4:.1f}" font-size="{SMALL}" font-weight="600"'
        yield f'<text {place} fill="{colours.ink}"{halo}>{escape(word)}</text>'


def _colour(fit: Fit, colours: Palette) -> str:
    if not fit.is_misfit:
        return colours.good
    return colours.bad if fit.gap > 0 else colours.warn


def _signed(gap: Decimal) -> str:
    return f"{'+' if gap > 0 else ''}{figure(gap, 1)}"


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, *, dash: bool = False) -> str:
    dashes = ' stroke-dasharray="4 3"' if dash else ""
    path = f"M{start[0]} {start[1]}L{end[0]} {end[1]}"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.25"{dashes}/>'


def _text(words: str, x: float, y: float, colour: str, *, anchor: str = "start", slanted: bool = False) -> str:
    style = SLANTED if slanted else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{SMALL}"'
    return f'<text {place} fill="{colour}"{style}>{escape(words)}</text>'


SLANTED: Final = ' font-style="italic"'
SIZES: Final = {Size.WIDE: (760, 430), Size.NARROW: (340, 360)}
LEFT: Final = 52
RIGHT: Final = 14
TOP: Final = 32
BOTTOM: Final = 44
SMALL: Final = 11.5
LINE: Final = 15
GAP: Final = 12
NAME_SHARE: Final = 0.5  # of the field's width, at the most
STEP_BY_TEN: Final = 60
