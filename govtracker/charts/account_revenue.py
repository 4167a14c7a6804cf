"""What accounts brought month by month: the base with cross-sell and up-sell upon it, over two years."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from govtracker.charts import lettering, pictures
from govtracker.charts.pictures import Look, Picture, Size, Spec, Table
from govtracker.rules import date_words, money
from govtracker.rules.partnership.account_totals import Month
from govtracker.rules.words import counted

Course = Sequence[tuple[date, Month | None]]


def picture(name: str, currency: str, course: Course, *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """The picture of a customer's months in one currency; a month nobody entered stays empty."""
    width, height = SIZES[size]
    layers = [*_ground(currency, course, size), *_bars(currency, course, look), *_legend(look, height)]
    return Picture(
        title=f"Revenue of {name}",
        description=description(currency, course),
        width=width,
        height=height,
        table=table(currency, course),
        spec=pictures.frame(layers, look, width=width, height=height, padding=PADDING),
    )


def digest(name: str, currency: str, course: Course) -> str:
    """What the pictures show, in 16 letters, whatever their look and size."""
    return pictures.digest(repr((name, currency, tuple(course))))


def description(currency: str, course: Course) -> str:
    """The picture in a sentence."""
    known = [one for _, one in course if one is not None]
    if not known:
        return "No month is kept yet."
    highest = max(known, key=lambda one: one.total)
    return (
        f"{counted(len(known), 'month')} up to {_name(known[-1].first_on)}, which brought "
        f"{money.shown(known[-1].total, currency)}; "
        f"the highest is {_name(highest.first_on)} with {money.shown(highest.total, currency)}."
    )


def table(currency: str, course: Course) -> Table:
    """Month by month, the newest first: the parts, their sum, and the same month a year before."""
    totals = {first_on: one.total for first_on, one in course if one}
    rows = []
    for first_on, one in reversed(course):
        parts = [money.shown(getattr(one, name), currency) if one else "–" for name in (*PARTS, "total")]
        before = totals.get(first_on.replace(year=first_on.year - 1))
        rows.append((_name(first_on), *parts, "–" if before is None else money.shown(before, currency)))
    return Table(("Month", *PARTS.values(), "Total", "A year before"), tuple(rows))


def _ground(currency: str, course: Course, size: Size) -> Iterator[Spec]:
    """Axes and grid; months are named as often as they fit."""
    number = max(len(course), 1)
    every = -(-number // LABELS[size])
    months = [f"{first_on:%b %y}" for first_on, _ in course] or [""]
    shown = [place for place in range(number) if (number - 1 - place) % every == 0]
    highest = max((_drawn(one.total, currency) for _, one in course if one), default=0.0) or 1.0
    x: Spec = {"axis": {"labelExpr": f"{months!r}[datum.value]", "values": shown, "grid": False, "ticks": False}}
    x["axis"]["title"] = None
    x["scale"] = {"domain": [-0.5, number - 0.5], "nice": False, "zero": False}
    axis = {"title": currency, "tickCount": 5, "ticks": False, "domain": False, "format": "~s"}
    y: Spec = {"axis": axis, "scale": {"domain": [0, highest * 1.06], "nice": False}}
    yield _layer({"type": "point", "opacity": 0}, [{"x": 0, "y": 0}], {"x": {**X, **x}, "y": {**Y, **y}})


def _bars(currency: str, course: Course, look: Look) -> Iterator[Spec]:
    """The parts of each month, one upon the other."""
    for part, (fill, stroke) in zip(PARTS, _colours(look), strict=True):
        rows = []
        for place, (_, one) in enumerate(course):
            if one is None or not getattr(one, part):
                continue
            low = sum(getattr(one, below) for below in list(PARTS)[: list(PARTS).index(part)])
            high = low + getattr(one, part)
            ends = {"y": _drawn(low, currency), "y2": _drawn(high, currency)}
            rows.append({"x": place - WIDE, "x2": place + WIDE, **ends})
        if rows:
            mark = {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1}
            yield _layer(mark, rows, {"x": X, "x2": {"field": "x2"}, "y": Y, "y2": {"field": "y2"}})


def _legend(look: Look, height: int) -> Iterator[Spec]:
    """Which part is which."""
    colours, left = pictures.palette(look), 0.0
    top = height - PADDING["top"] - 12
    for words, (fill, stroke) in zip(PARTS.values(), _colours(look), strict=True):
        mark = {"type": "rect", "fill": fill, "stroke": stroke, "strokeWidth": 1}
        box = {"x": {"value": left}, "x2": {"value": left + 14}, "y": {"value": top - 6}, "y2": {"value": top + 6}}
        yield _layer(mark, [{}], box)
        word = {"type": "text", "align": "left", "baseline": "middle", "color": colours.soft, "text": words}
        yield _layer(word, [{}], {"x": {"value": left + 20}, "y": {"value": top}})
        left += 20 + lettering.width(words, pictures.SMALL) + 18


def _colours(look: Look) -> list[tuple[str, str]]:
    colours = pictures.palette(look)
    return [(colours.accent_pale, colours.accent), (colours.accent, colours.accent), (colours.good, colours.good)]


def _name(first_on: date) -> str:
    return f"{date_words.MONTHS[first_on.month - 1]} {first_on.year}"


def _drawn(minor: int, currency: str) -> float:
    """What a picture needs of an amount, in major units."""
    return round(float(money.amount(minor, currency)), 6)


def _layer(mark: Spec, rows: list[Spec], encoding: Spec) -> Spec:
    return {"mark": mark, "data": {"values": rows}, "encoding": encoding}


PARTS: Final = {"base": "Base", "cross_sell": "Cross-sell", "up_sell": "Up-sell"}
X: Final = {"field": "x", "type": "quantitative"}
Y: Final = {"field": "y", "type": "quantitative"}
WIDE: Final = 0.34
SIZES: Final = {Size.WIDE: (760, 280), Size.NARROW: (340, 270)}
LABELS: Final = {Size.WIDE: 12, Size.NARROW: 4}
PADDING: Final = {"left": 62, "right": 16, "top": 14, "bottom": 52}
