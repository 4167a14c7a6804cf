"""The picture of a trend: values over time with their limits, target and minimum, signals and breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import Final

from govtracker.charts import lettering, pictures
from govtracker.charts.palette import Palette
from govtracker.charts.pictures import Look, Picture, Size, Spec, Table
from govtracker.enums import Bearing, PeriodKind
from govtracker.rules.performance import anchors as curves
from govtracker.rules.performance import card_periods, trend_words, values
from govtracker.rules.performance.trend import Trend
from govtracker.rules.performance.trend_words import Figures
from govtracker.rules.periods import Period


@dataclass(frozen=True)
class Named:
    """What the picture is of: a KPI's name and how its values are written."""

    name: str
    figures: Figures


@dataclass(frozen=True)
class Line:
    """A level across the whole picture, named at its right end."""

    level: float
    words: str
    tone: str
    dash: tuple[int, ...] = ()


def picture(trend: Trend, named: Named, *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """The picture of a trend; a trend without values has an empty frame."""
    width, height = SIZES[size]
    low, high = _scale(trend, named.figures)
    lines = list(_lines(trend, named.figures))
    padding = {"left": 58, "right": ROOM[size], "top": 22, "bottom": 50}
    room = width - padding["left"] - padding["right"]
    drawn = _Drawing(trend, look, (low, high), height - padding["top"] - padding["bottom"])
    layers = [
        drawn.ground(named.figures, size),
        *drawn.limits(),
        *drawn.breaks(room),
        *drawn.levels(lines, room),
        *drawn.values(),
        *drawn.legend(),
    ]
    return Picture(
        title=f"Trend of {named.name}",
        description=" ".join(trend_words.sentences(trend, named.figures)),
        width=width,
        height=height,
        table=table(trend, named.figures),
        spec=pictures.frame(layers, look, width=width, height=height, padding=padding),
    )


def digest(trend: Trend, named: Named) -> str:
    """What the pictures of a trend show, in 16 letters, whatever their look and size."""
    return pictures.digest(repr((trend, named)))


def table(trend: Trend, figures: Figures) -> Table:
    """The values of a trend, the newest first, with their limits and what was found in them."""
    rows = []
    for part in trend.stretches:
        for place in range(part.first, part.end):
            point = trend.points[place]
            found = [trend_words.signal(trend, one) for one in trend.signals if place in one.places]
            notes = [*(["provisional"] if point.provisional else []), *found]
            edges = (part.limits.low, part.limits.high) if part.limits else (None, None)
            value = "–" if point.value is None else figures.said(point.value)
            held = ("–" if one is None else figures.held(one) for one in edges)
            rows.append((trend_words.called(point.period), value, *held, " ".join(notes)))
    return Table(("Period", "Value", "Lower limit", "Upper limit", "What was found"), tuple(reversed(rows)))


class _Drawing:
    """The layers of one picture. Places of points stand on the x axis, so that a gap is as long as it lasted."""

    def __init__(self, trend: Trend, look: Look, scale: tuple[float, float], height: int) -> None:
        self.trend = trend
        self.colours = pictures.palette(look)
        self.scale = scale
        self.height = height

    def ground(self, figures: Figures, size: Size) -> Spec:
        """Axes and grid; months are named as often as they fit."""
        number = max(len(self.trend.points), 1)
        every = -(-number // LABELS[size])
        months = [_short(point.period) for point in self.trend.points] or [""]
        shown = [place for place in range(number) if (number - 1 - place) % every == 0]
        wordy = {"labelExpr": f"{months!r}[datum.value]", "values": shown}
        x: Spec = {"axis": {**wordy, "grid": False, "ticks": False, "title": None}}
        y: Spec = {"axis": {"title": None, "tickCount": 5, "ticks": False, "domain": False}}
        y["axis"]["labelExpr"] = _suffixed(figures)
        x["scale"] = {"domain": [-0.5, number - 0.5], "nice": False, "zero": False}
        y["scale"] = {"domain": list(self.scale), "nice": False, "zero": False}
        return _layer(
            {"type": "point", "opacity": 0},
            [{"x": 0, "y": self.scale[0]}],
            {"x": {"field": "x", "type": "quantitative", **x}, "y": {"field": "y", "type": "quantitative", **y}},
        )

    def limits(self) -> Iterator[Spec]:
        """The band between the limits of every stretch, and its centre line."""
        for part in self.trend.stretches:
            if part.limits is None:
                continue
            ends = {"x": part.first - 0.5, "x2": part.end - 0.5}
            low, high, centre = (_number(one) for one in (part.limits.low, part.limits.high, part.limits.centre))
            if low is not None and high is not None:
                held = {"y": max(low, self.scale[0]), "y2": min(high, self.scale[1])}
                band = {"type": "rect", "fill": self.colours.accent_pale, "strokeWidth": 0}
                yield _layer(band, [ends | held], BOX)
            middle = {"type": "rule", "color": self.colours.soft, "strokeDash": [2, 3], "strokeWidth": 1}
            yield _layer(middle, [ends | {"y": centre}], {key: BOX[key] for key in ("x", "x2", "y")})

    def breaks(self, width: int) -> Iterator[Spec]:
        """Where something changed, with as much of its words at the top as fits before the next."""
        step = width / max(len(self.trend.points), 1)
        places = [_place(self.trend, one.on) for one in self.trend.breaks]
        for one, place, following in zip_longest(self.trend.breaks, places, places[1:]):
            dash = [] if one.anew else [4, 3]
            rule = {"type": "rule", "color": self.colours.line_strong, "strokeDash": dash, "strokeWidth": 1}
            yield _layer(rule, [{"x": place - 0.5}], {"x": X})
            end = width + BESIDE if following is None else following * step
            words = lettering.shortened(one.words, end - place * step - 12, pictures.SMALL)
            word = {"type": "text", "align": "left", "dx": 4, "dy": -11, "color": self.colours.soft}
            at = {"x": X, "y": {"value": 0}, "text": {"field": "words"}}
            if words == one.words or len(words) >= FEWEST_LETTERS:
                yield _layer(word, [{"x": place - 0.5, "words": words}], at)

    def levels(self, lines: list[Line], width: int) -> Iterator[Spec]:
        """Target and minimum as lines, and the names of all levels beside the picture, none upon another."""
        for line in lines:
            if line.dash:
                rule = {"type": "rule", "color": getattr(self.colours, line.tone), "strokeDash": list(line.dash)}
                yield _layer(rule | {"strokeWidth": 1.5}, [{"y": line.level}], {"y": Y})
        for line, place in zip(lines, self._apart(lines), strict=True):
            word = {"type": "text", "align": "left", "dx": 8, "color": getattr(self.colours, line.tone)}
            at = {"x": {"value": width}, "y": {"value": round(place, 1)}, "text": {"field": "words"}}
            yield _layer(word | {"baseline": "middle"}, [{"words": line.words}], at)

    def values(self) -> Iterator[Spec]:
        """The line of values, broken at gaps and baselines; what belongs to a signal has its own shape."""
        rows = self._points()
        for part in self.trend.stretches:
            run: list[Spec] = []
            held = [row for row in rows if part.first <= row["x"] < part.end]
            for row, following in [*pairwise(held), *([(held[-1], None)] if held else [])]:
                run.append(row)
                if following is None or following["x"] != row["x"] + 1:
                    stroke = {"type": "line", "color": self.colours.accent, "strokeWidth": 2, "strokeJoin": "round"}
                    yield _layer(stroke, run, {"x": X, "y": Y})
                    run = []
        for kind in SHAPES:
            those = [row for row in rows if row["kind"] == kind]
            if those:
                yield _layer(_shape(kind, self.colours), those, {"x": X, "y": Y})

    def legend(self) -> Iterator[Spec]:
        """What the shapes mean, of those that occur."""
        left, height = 0.0, {"value": self.height + 40}
        kinds = {row["kind"] for row in self._points()}
        for kind in (kind for kind in SHAPES if kind in kinds and kind != "usual"):
            yield _layer(_shape(kind, self.colours), [{}], {"x": {"value": left + 5}, "y": height})
            word = {"type": "text", "align": "left", "baseline": "middle", "color": self.colours.soft, "text": kind}
            yield _layer(word, [{}], {"x": {"value": left + 15}, "y": height})
            left += 15 + lettering.width(kind, pictures.SMALL) + 14

    def _points(self) -> list[Spec]:
        kinds = {
            place: bearing.value
            for bearing in (Bearing.IMPROVEMENT, Bearing.CONCERN)  # what concerns wins
            for one in self.trend.signals
            if one.bearing is bearing
            for place in one.places
        }
        found = []
        for place, point in enumerate(self.trend.points):
            value = _number(point.value)
            if value is not None:
                plain = "few cases" if point.is_unsure else "usual"
                kind = "provisional" if point.provisional else kinds.get(place, plain)
                found.append({"x": place, "y": value, "kind": kind})
        return found

    def _apart(self, lines: list[Line]) -> list[float]:
        """Heights of the names, from the top, at least a line apart and inside the picture."""
        low, high = self.scale
        wanted = [(high - line.level) / (high - low) * self.height for line in lines]
        order = sorted(range(len(lines)), key=lambda place: wanted[place])
        heights = dict.fromkeys(order, 0.0)
        lowest = -LEADING / 2
        for place in order:
            heights[place] = max(wanted[place], lowest + LEADING)
            lowest = heights[place]
        ceiling = self.height + LEADING / 2
        for place in reversed(order):
            heights[place] = min(heights[place], ceiling - LEADING)
            ceiling = heights[place]
        return [heights[place] for place in range(len(lines))]


def _lines(trend: Trend, figures: Figures) -> Iterator[Line]:
    """The levels that are named: target and minimum, the newest limits and centre line."""
    if trend.anchors:
        for span, word, tone, dash in (
            (curves.on_target(trend.anchors), "target", "good", (7, 3)),
            (curves.acceptable(trend.anchors), "minimum", "bad", (2, 2)),
        ):
            for edge in (span.low, span.high):
                if edge is not None:
                    yield Line(float(edge), f"{word} {figures.said(edge)}", tone, dash)
    limits = trend.limits
    if limits is not None:
        yield Line(float(limits.centre), f"mean {figures.said(limits.centre)}", "soft")
        early = "early limit" if trend.is_provisional else "limit"
        for edge in (limits.low, limits.high):
            if edge is not None and _is_possible(edge, figures):
                yield Line(float(edge), f"{early} {figures.said(edge)}", "accent")


def _scale(trend: Trend, figures: Figures) -> tuple[float, float]:
    """The lowest and highest value that is shown, with a little air; never beyond what can be measured."""
    shown = [point.value for point in trend.points if point.value is not None]
    for part in trend.stretches:
        if part.limits:
            shown += [edge for edge in (part.limits.low, part.limits.high, part.limits.centre) if edge is not None]
    if trend.anchors:
        spans = curves.on_target(trend.anchors), curves.acceptable(trend.anchors)
        shown += [edge for span in spans for edge in (span.low, span.high) if edge is not None]
    shown = [edge for edge in shown if _is_possible(edge, figures)] or [Decimal(0), Decimal(1)]
    low, high = float(min(shown)), float(max(shown))
    air = (high - low) * 0.08 or max(abs(high) * 0.1, 1.0)
    bottom, top = values.DOMAINS[figures.unit]
    lowest = low - air if bottom is None else max(low - air, float(bottom))
    highest = high + air if top is None else min(high + air, float(top))
    return round(lowest, 6), round(highest, 6)


def _is_possible(value: Decimal, figures: Figures) -> bool:
    bottom, top = values.DOMAINS[figures.unit]
    return (bottom is None or value >= bottom) and (top is None or value <= top)


def _number(value: Decimal | None) -> float | None:
    """What a picture needs of a figure: six decimals; figures to read are written from the exact one."""
    return None if value is None else round(float(value), 6)


def _layer(mark: Spec, rows: list[Spec], encoding: Spec) -> Spec:
    return {"mark": mark, "data": {"values": rows}, "encoding": encoding}


def _shape(kind: str, colours: Palette) -> Spec:
    shape, tone, area, filled = SHAPES[kind]
    colour = getattr(colours, tone)
    fill = colour if filled else colours.surface
    mark = {"type": "point", "shape": shape, "size": area, "fill": fill, "stroke": colour}
    return mark | {"opacity": 1, "strokeWidth": 1.5}


def _place(trend: Trend, on: date) -> int:
    """The place of the first point that does not end before a day; behind the last one where there is none."""
    return next((at for at, point in enumerate(trend.points) if point.period.last_day >= on), len(trend.points))


def _short(period: Period) -> str:
    """Oct 26, or the key of a longer period: 2026-Q3."""
    is_month = card_periods.kind_of(period) is PeriodKind.MONTH
    return f"{period.first_day:%b} {period.first_day:%y}" if is_month else period.key


def _suffixed(figures: Figures) -> str:
    return f"replace(datum.label, '-', '−') + {figures.suffix!r}" if len(figures.suffix) <= 4 else "datum.label"


X: Final = {"field": "x", "type": "quantitative"}
Y: Final = {"field": "y", "type": "quantitative"}
BOX: Final = {"x": X, "x2": {"field": "x2"}, "y": Y, "y2": {"field": "y2"}}
SIZES: Final = {Size.WIDE: (760, 284), Size.NARROW: (340, 270)}
ROOM: Final = {Size.WIDE: 132, Size.NARROW: 106}
LABELS: Final = {Size.WIDE: 10, Size.NARROW: 3}
LEADING: Final = 14.0
FEWEST_LETTERS: Final = 14  # of a word cut short
BESIDE: Final = 60  # what a word may reach into the margin
# How a point looks: its shape, its colour, its size, and whether it is filled.
SHAPES: Final = {
    "usual": ("circle", "accent", 22, True),
    "provisional": ("circle", "accent", 34, False),
    "few cases": ("square", "accent", 30, False),
    Bearing.CONCERN.value: ("diamond", "bad", 70, True),
    Bearing.IMPROVEMENT.value: ("triangle-up", "good", 62, True),
}
