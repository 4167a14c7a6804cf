"""The quadrant of a portfolio: where each relationship stands, and where it is going."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from govtracker.charts import pictures
from govtracker.charts.palette import Palette
from govtracker.charts.pictures import Look, Picture, Size, Spec, Table
from govtracker.charts.places import Place
from govtracker.rules.performance import bands, explanation

Scale = tuple[float, float, float, float]  # lowest and highest score, how far up and down, and where it is parted


def picture(places: Sequence[Place], *, look: Look = Look.LIGHT, size: Size = Size.WIDE) -> Picture:
    """Overall score from left to right, movement upwards: what is weak and losing stands at the lower left."""
    (width, height), colours = FIELD[size], pictures.palette(look)
    shown = [place for place in places if place.overall is not None and place.moved is not None]
    first = [place.key for place in shown if _quarter(place) == FIRST]
    layers = [*_field(_scale(shown), size, colours), *_dots(shown, colours)]
    return Picture(
        title="Where each relationship stands, and where it is going",
        description=f"Weak and losing: {', '.join(first) or 'none'}.",
        width=width,
        height=height,
        table=table(places),
        spec=pictures.frame(layers, look, width=width, height=height, padding=PADDING),
    )


def table(places: Sequence[Place]) -> Table:
    """The same in words; without a past there is no movement."""
    rows = (
        (
            f"{place.company} ({place.key})",
            "–" if place.overall is None else explanation.figure(place.overall, 1),
            "–" if place.moved is None else f"{'+' if place.moved > 0 else ''}{explanation.figure(place.moved, 1)}",
            "–" if place.overall is None or place.moved is None else _quarter(place),
        )
        for place in places
    )
    return Table(("Relationship", "Overall", "Over three months", "Which means"), tuple(rows))


def _quarter(place: Place) -> str:
    way = "losing" if (place.moved or 0) < 0 else "holding or gaining"
    return f"{'weak' if place.is_weak else 'strong'}, {way}"


def _scale(shown: Sequence[Place]) -> Scale:
    scores = [place.overall - 6 for place in shown if place.overall is not None]
    moves = [abs(place.moved) * Decimal("1.25") for place in shown if place.moved is not None]
    lowest, reach = max(min([Decimal(50), *scores]), Decimal(0)), max([Decimal(6), *moves])
    part = shown[0].satisfactory if shown else SATISFACTORY
    return float(lowest), 100.0, float(reach), float(part)


def _dots(shown: Sequence[Place], colours: Palette) -> Iterator[Spec]:
    """Each relationship with its key beside it; every quarter has its own shape."""
    at = {"x": _quantity("x"), "y": _quantity("y")}
    for quarter, (shape, tone) in QUARTERS.items():
        dots = [
            {"x": float(place.overall or 0), "y": float(place.moved or 0), "words": place.key}
            for place in shown
            if _quarter(place) == quarter
        ]
        if dots:
            mark = {"type": "point", "shape": shape, "size": 110, "fill": getattr(colours, tone), "opacity": 1}
            yield {"mark": mark | {"strokeWidth": 0}, "data": {"values": dots}, "encoding": at}
            word = {"type": "text", "align": "left", "dx": 9, "baseline": "middle", "color": colours.ink}
            said = {**at, "text": {"field": "words"}}
            yield {"mark": word | {"fontWeight": 600}, "data": {"values": dots}, "encoding": said}


def _field(scale: Scale, size: Size, colours: Palette) -> Iterator[Spec]:
    """Axes, the two lines that part the quarters, and the name of each quarter in its corner."""
    low, high, reach, part = scale
    x = {"axis": {"title": "Overall score", "grid": False, "tickCount": 5}, "scale": {"domain": [low, high]}}
    moved = {"title": "Points over three months", "grid": False, "tickCount": 5}
    y = {"axis": moved, "scale": {"domain": [-reach, reach], "nice": False}}
    yield {
        "mark": {"type": "point", "opacity": 0},
        "data": {"values": [{"x": low, "y": 0}]},
        "encoding": {"x": {**_quantity("x"), **x}, "y": {**_quantity("y"), **y}},
    }
    for axis, at in (("x", part), ("y", 0.0)):
        rule = {"type": "rule", "color": colours.line_strong, "strokeDash": [4, 3]}
        yield {"mark": rule, "data": {"values": [{axis: at}]}, "encoding": {axis: _quantity(axis)}}
    for name, (right, up) in CORNERS.items():
        word: Spec = {
            "type": "text",
            "align": "right" if right else "left",
            "color": colours.soft,
            "fontStyle": "italic",
        }
        word = {
            **word,
            "dx": -6 if right else 6,
            "dy": 12 if up else -10,
            "text": name if size is Size.WIDE else name.partition(":")[0],
        }
        corner = {"x": high if right else low, "y": reach if up else -reach}
        at_corner = {"x": _quantity("x"), "y": _quantity("y")}
        yield {"mark": word, "data": {"values": [corner]}, "encoding": at_corner}


def _quantity(name: str) -> Spec:
    return {"field": name, "type": "quantitative"}


SATISFACTORY: Final = bands.OURS[1].low
FIELD: Final = {Size.WIDE: (760, 400), Size.NARROW: (340, 340)}
PADDING: Final = {"left": 46, "right": 44, "top": 12, "bottom": 44}
FIRST: Final = "weak, losing"
QUARTERS: Final = {
    FIRST: ("diamond", "bad"),
    "weak, holding or gaining": ("triangle-up", "warn"),
    "strong, losing": ("triangle-down", "warn"),
    "strong, holding or gaining": ("circle", "good"),
}
# Whether a quarter lies at the right, and whether above.
CORNERS: Final = {
    "weak, losing: first of all": (False, False),
    "weak, gaining": (False, True),
    "strong, losing": (True, False),
    "strong, gaining": (True, True),
}
