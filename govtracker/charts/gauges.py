"""Three gauges: experience with its corridor, cost and revenue with their floors, and the zone they name together."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin
from typing import Final
from xml.sax.saxutils import escape

from govtracker.charts import pictures
from govtracker.charts.palette import FONT, Palette
from govtracker.charts.pictures import Look, Picture, Size, Table
from govtracker.enums import Pillar, Zone
from govtracker.rules.performance import criteria, explanation
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.words import label


@dataclass(frozen=True)
class Gauge:
    """One needle: a pillar's score (0–100, None where it was not measured), its floor, and its top if it has one."""

    pillar: Pillar
    score: Decimal | None
    floor: Decimal
    top: Decimal | None = None

    @property
    def words(self) -> str:
        """Where the needle stands."""
        if self.score is None:
            return "not measured"
        if self.score < self.floor:
            return f"below its floor of {explanation.figure(self.floor, 1)}"
        if self.top is None:
            return f"at or over its floor of {explanation.figure(self.floor, 1)}"
        if self.score > self.top:
            return f"above its top of {explanation.figure(self.top, 1)}"
        return f"within {explanation.figure(self.floor, 1)} to {explanation.figure(self.top, 1)}"


def of(scores: dict[Pillar, Decimal | None], corridor: Corridor) -> tuple[Gauge, Gauge, Gauge]:
    """The gauges of three pillar scores; one that is missing was not measured."""
    return (
        Gauge(Pillar.EXPERIENCE, scores.get(Pillar.EXPERIENCE), corridor.experience_floor, corridor.experience_top),
        Gauge(Pillar.COST, scores.get(Pillar.COST), corridor.cost_floor),
        Gauge(Pillar.REVENUE, scores.get(Pillar.REVENUE), corridor.revenue_floor),
    )


def picture(
    gauges: tuple[Gauge, ...], zone: Zone | None, *, look: Look = Look.LIGHT, size: Size = Size.WIDE
) -> Picture:
    """Three dials beside each other, with the zone's name below; drawn without the engine."""
    colours, (width, height) = pictures.palette(look), SIZES[size]
    step = width / len(gauges)
    dials = "".join(
        part for at, gauge in enumerate(gauges) for part in _dial(gauge, step * (at + 0.5), step / 2 - EDGE, colours)
    )
    named = label(zone) if zone else "No zone: a pillar is not measured"
    word = _text(named, width / 2, height - 10, colours.ink, size=14, weight=600)
    told = [f"{criteria.pillar_name(one.pillar)} {_figure(one.score)}, {one.words}" for one in gauges]
    return Picture(
        title="Experience, cost and revenue",
        description=f"{'; '.join(told)}. Zone: {named}.",
        width=width,
        height=height,
        table=table(gauges),
        spec=f'<g font-family="{FONT}" font-variant-numeric="tabular-nums">{dials}{word}</g>',
    )


def table(gauges: tuple[Gauge, ...]) -> Table:
    """The needles in figures."""
    rows = (
        (
            criteria.pillar_name(one.pillar),
            _figure(one.score),
            explanation.figure(one.floor, 1),
            "–" if one.top is None else explanation.figure(one.top, 1),
            one.words,
        )
        for one in gauges
    )
    return Table(("Pillar", "Score", "Floor", "Top", "Where it stands"), tuple(rows))


def _dial(gauge: Gauge, x: float, radius: float, colours: Palette) -> Iterator[str]:
    """A half circle from 0 at the left to 100 at the right, its zones, their ends in figures, needle and words."""
    y, wide = TOP + radius, radius * 0.2
    top = Decimal(100) if gauge.top is None else gauge.top
    name = label(gauge.pillar) if radius >= NARROW else gauge.pillar.capitalize()
    yield _text(name, x, TOP - 24, colours.ink, size=12.5, weight=600)
    yield _band(Decimal(0), gauge.floor, (x, y, radius - wide / 2), wide, colours.bad_pale)
    yield _band(gauge.floor, top, (x, y, radius - wide / 2), wide, colours.good_pale)
    yield _band(top, Decimal(100), (x, y, radius - wide / 2), wide, colours.warn_pale)
    for edge in (gauge.floor, gauge.top):
        if edge is not None and 0 < edge < 100:
            yield _tick(edge, (x, y, radius), wide, colours)
    if gauge.score is not None:
        yield _needle(gauge.score, (x, y, radius), colours)
    yield _text(_figure(gauge.score), x, y + 24, colours.ink, size=20, weight=600)
    lines = gauge.words.split(" of ")
    for place, line in enumerate(
        [lines[0], *(f"of {rest}" for rest in lines[1:])] if radius < NARROW else [gauge.words]
    ):
        yield _text(line, x, y + 42 + 14 * place, colours.soft, size=11.5)


def _band(start: Decimal, end: Decimal, dial: tuple[float, float, float], wide: float, colour: str) -> str:
    if end <= start:
        return ""
    (x1, y1), (x2, y2) = _on(start, dial), _on(end, dial)
    arc = f"M{x1} {y1}A{dial[2]:.1f} {dial[2]:.1f} 0 0 1 {x2} {y2}"
    return f'<path d="{arc}" fill="none" stroke="{colour}" stroke-width="{wide:.1f}"/>'


def _tick(edge: Decimal, dial: tuple[float, float, float], wide: float, colours: Palette) -> str:
    x, y, radius = dial
    (x1, y1), (x2, y2) = _on(edge, (x, y, radius - wide)), _on(edge, (x, y, radius + 3))
    at, high = _on(edge, (x, y, radius + 11))
    line = f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{colours.line_strong}" stroke-width="1.5"/>'
    return line + _text(explanation.figure(edge, 0), at, high + 3, colours.soft, size=10.5)


def _needle(score: Decimal, dial: tuple[float, float, float], colours: Palette) -> str:
    x, y, radius = dial
    tip_x, tip_y = _on(score, (x, y, radius * 0.92))
    line = (
        f'<path d="M{x:.1f} {y:.1f}L{tip_x} {tip_y}" stroke="{colours.ink}" stroke-width="2.5" stroke-linecap="round"/>'
    )
    return f'{line}<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colours.ink}"/>'


def _on(score: Decimal, dial: tuple[float, float, float]) -> tuple[float, float]:
    """The place of a score on a circle."""
    x, y, radius = dial
    angle = pi * (1 - float(score) / 100)
    return round(x + radius * cos(angle), 1), round(y - radius * sin(angle), 1)


def _text(words: str, x: float, y: float, colour: str, *, size: float, weight: int = 400) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle"'
    return f'<text {at} fill="{colour}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def _figure(score: Decimal | None) -> str:
    return "–" if score is None else explanation.figure(score, 1)


SIZES: Final = {Size.WIDE: (640, 208), Size.NARROW: (340, 178)}
TOP: Final = 42
EDGE: Final = 16
NARROW: Final = 60
