"""The benefit curve: what was committed and what was realised, month by month and where months add up in sum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Final

from govtracker.charts import lettering, pictures
from govtracker.charts.pictures import Look, Picture, Size, Spec, Table
from govtracker.rules import money
from govtracker.rules.partnership import benefit_words, benefits
from govtracker.rules.partnership.benefit_words import Written
from govtracker.rules.partnership.benefits import Promise, Step


@dataclass(frozen=True)
class Named:
    """What the picture is of: a benefit's name, what was promised, and how its figures are written."""

    name: str
    promise: Promise
    written: Written


def picture(named: Named, steps: Sequence[Step], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """The picture of a benefit; one without figures shows what was committed."""
    width, height = SIZES[size]
    reading = benefits.read(named.promise, steps)
    layers = [*_ground(named, steps, size), *_bars(named, steps, look), *_lines(named, steps, look)]
    layers += list(_legend(named, look, height))
    return Picture(
        title=f"Benefit curve of {named.name}",
        description=" ".join(benefit_words.sentences(named.promise, reading, named.written)),
        width=width,
        height=height,
        table=table(named, steps),
        spec=pictures.frame(layers, look, width=width, height=height, padding=PADDING),
    )


def digest(named: Named, steps: Sequence[Step]) -> str:
    """What the pictures of a benefit show, in 16 letters, whatever their look and size."""
    return pictures.digest(repr((named, tuple(steps))))


def table(named: Named, steps: Sequence[Step]) -> Table:
    """Month by month: the figure, its gain, what was committed, and where months add up both sums."""
    said, gained = named.written.said, named.written.gained
    rows = []
    for step, planned in zip(steps, _planned(steps), strict=True):
        row = [step.month.name, *("–" if one is None else say(one) for one, say in ((step.value, said),))]
        row += ["–" if step.gain is None else gained(step.gain), gained(step.committed)]
        sums = [gained(step.gained_so_far) if step.gain is not None else "–", gained(planned)]
        rows.append((*row, *(sums if named.promise.adds_up else ())))
    summed = ("Gained so far", "Committed so far") if named.promise.adds_up else ()
    return Table(("Month", "Figure", "Gain", "Committed", *summed), tuple(reversed(rows)))


def _ground(named: Named, steps: Sequence[Step], size: Size) -> Iterator[Spec]:
    """Axes and grid; months are named as often as they fit."""
    number = max(len(steps), 1)
    every = -(-number // LABELS[size])
    months = [f"{step.month.first_day:%b %y}" for step in steps] or [""]
    shown = [place for place in range(number) if (number - 1 - place) % every == 0]
    low, high = _scale(named, steps)
    x: Spec = {"axis": {"labelExpr": f"{months!r}[datum.value]", "values": shown, "grid": False, "ticks": False}}
    x["axis"]["title"] = None
    x["scale"] = {"domain": [-0.5, number - 0.5], "nice": False, "zero": False}
    axis = {"title": _unit(named.written), "tickCount": 5, "ticks": False, "domain": False}
    axis["format"] = "~s" if max(-low, high) >= THOUSANDS else "~g"
    y: Spec = {"axis": axis, "scale": {"domain": [low, high], "nice": False, "zero": False}}
    yield _layer({"type": "point", "opacity": 0}, [{"x": 0, "y": low}], {"x": {**X, **x}, "y": {**Y, **y}})


def _bars(named: Named, steps: Sequence[Step], look: Look) -> Iterator[Spec]:
    """The gain of each month; what is worse than the baseline hangs below."""
    colours = pictures.palette(look)
    for is_loss, fill, stroke in ((False, colours.accent_pale, colours.accent), (True, colours.bad_pale, colours.bad)):
        rows = [
            {"x": place - WIDE, "x2": place + WIDE, "y": 0, "y2": _drawn(named, step.gain)}
            for place, step in enumerate(steps)
            if step.gain is not None and (step.gain < 0) is is_loss
        ]
        if rows:
            mark = {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1}
            yield _layer(mark, rows, {"x": X, "x2": {"field": "x2"}, "y": Y, "y2": {"field": "y2"}})


def _lines(named: Named, steps: Sequence[Step], look: Look) -> Iterator[Spec]:
    """What was committed, dashed, and what was realised: in sum where months add up, else each month."""
    colours = pictures.palette(look)
    if named.promise.whole is not None:
        rows = [{"x": place, "y": _drawn(named, one)} for place, one in enumerate(_committed(named, steps))]
        yield _layer({"type": "line", "color": colours.soft, "strokeDash": [6, 4], "strokeWidth": 2}, rows, BOTH)
    known = [(place, one) for place, one in enumerate(_realised(named, steps)) if one is not None]
    rows = [{"x": place, "y": _drawn(named, one)} for place, one in known]
    if rows:
        yield _layer({"type": "line", "color": colours.accent, "strokeWidth": 2.5, "strokeJoin": "round"}, rows, BOTH)
        dot = {"type": "point", "shape": "circle", "size": 30, "fill": colours.accent, "stroke": colours.accent}
        yield _layer(dot | {"opacity": 1}, rows, BOTH)


def _legend(named: Named, look: Look, height: int) -> Iterator[Spec]:
    """What the lines and bars mean."""
    colours, left = pictures.palette(look), 0.0
    at = {"value": height - PADDING["top"] - 12}
    parts: list[tuple[str, str, list[int]]] = [
        ("realised, in sum" if named.promise.adds_up else "realised", colours.accent, [])
    ]
    if named.promise.whole is not None:
        parts.append(("committed, in sum" if named.promise.adds_up else "committed", colours.soft, [6, 4]))
    for words, colour, dash in parts:
        rule = {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": 2.5}
        yield _layer(rule, [{}], {"x": {"value": left}, "x2": {"value": left + 22}, "y": at})
        word = {"type": "text", "align": "left", "baseline": "middle", "color": colours.soft, "text": words}
        yield _layer(word, [{}], {"x": {"value": left + 28}, "y": at})
        left += 28 + lettering.width(words, pictures.SMALL) + 18


def _committed(named: Named, steps: Sequence[Step]) -> list[Decimal]:
    return _planned(steps) if named.promise.adds_up else [step.committed for step in steps]


def _realised(named: Named, steps: Sequence[Step]) -> list[Decimal | None]:
    if named.promise.adds_up:
        return [None if step.gain is None else step.gained_so_far for step in steps]
    return [step.gain for step in steps]


def _planned(steps: Sequence[Step]) -> list[Decimal]:
    """What was committed up to each month, whether measured or not."""
    return list(accumulate(step.committed for step in steps))


def _scale(named: Named, steps: Sequence[Step]) -> tuple[float, float]:
    """From the lowest to the highest that is shown, 0 among them, with a little air."""
    shown = [one for one in (*_realised(named, steps), *(step.gain for step in steps)) if one is not None]
    drawn = [0.0, *(_drawn(named, one) for one in (*shown, *_committed(named, steps)))]
    low, high = min(drawn), max(drawn)
    air = (high - low) * 0.08 or 1.0
    return round(low - air if low < 0 else 0.0, 6), round(high + air, 6)


def _drawn(named: Named, value: Decimal) -> float:
    """What a picture needs of a figure: six decimals, money in major units."""
    currency = named.written.currency
    return round(float(money.amount(int(value), currency) if currency else value), 6)


def _unit(written: Written) -> str:
    return written.currency or written.label or UNITS.get(written.unit.value, written.unit.value)


def _layer(mark: Spec, rows: list[Spec], encoding: Spec) -> Spec:
    return {"mark": mark, "data": {"values": rows}, "encoding": encoding}


UNITS: Final = {"percent": "percentage points"}
X: Final = {"field": "x", "type": "quantitative"}
Y: Final = {"field": "y", "type": "quantitative"}
BOTH: Final = {"x": X, "y": Y}
WIDE: Final = 0.28
THOUSANDS: Final = 10_000  # from here on an axis says 20k
SIZES: Final = {Size.WIDE: (760, 300), Size.NARROW: (340, 290)}
LABELS: Final = {Size.WIDE: 12, Size.NARROW: 4}
PADDING: Final = {"left": 62, "right": 16, "top": 14, "bottom": 52}
