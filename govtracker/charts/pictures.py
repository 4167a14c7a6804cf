"""Pictures drawn by the engine: what they show in words, as a table and as a specification; SVG or PNG of it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from govtracker.charts import engine
from govtracker.charts.palette import DARK, FONT, LIGHT, PAGE, Palette

Spec = dict[str, Any]


class Look(StrEnum):
    """Whose colours a picture wears: paper and mail, a dark screen, or the page it stands in."""

    LIGHT = "light"
    DARK = "dark"
    PAGE = "page"


class Size(StrEnum):
    """How wide a picture is drawn: for a desk or paper, or for a telephone."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True)
class Table:
    """The data of a picture: what a reader who does not see it reads."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture in plain values, sizes in its own units; `spec` is Vega-Lite, or what stands inside an SVG already."""

    title: str
    description: str
    width: int
    height: int
    table: Table
    spec: Spec | str = field(hash=False, compare=False)


def digest(facts: str) -> str:
    """What is drawn from plain values, in 16 letters: other values have others, and so has another way of drawing."""
    return hashlib.sha256(f"{EDITION} {facts}".encode()).hexdigest()[:16]


def svg(picture: Picture) -> str:
    """The picture as SVG, without style sheets or scripts; raises engine.NotDrawn."""
    body = picture.spec if isinstance(picture.spec, str) else _inside(engine.svg(picture.spec))
    box = f"0 0 {picture.width} {picture.height}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{picture.width}" height="{picture.height}" '
        f'role="img" aria-label={quoteattr(f"{picture.title}. {picture.description}")}>'
    )
    return f"{head}<title>{escape(picture.title)}</title>{body}</svg>"


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The picture as PNG on white, `scale` dots to its unit, whatever stands behind it; raises engine.NotDrawn."""
    paper = f'<rect width="{picture.width}" height="{picture.height}" fill="{LIGHT.surface}"/>'
    return engine.png(svg(picture).replace("</title>", f"</title>{paper}", 1), scale=scale)


def palette(look: Look) -> Palette:
    """The colours of a look."""
    return PALETTES[look]


def frame(layers: Sequence[Spec], look: Look, *, width: int, height: int, padding: Spec) -> Spec:
    """A specification of exactly `width` × `height`, with `padding` (left, right, top, bottom) for what stands around.

    Layers bring their own data; there are no scripts, no style sheets, and nothing moves.
    """
    return {
        "width": width - padding["left"] - padding["right"],
        "height": height - padding["top"] - padding["bottom"],
        "padding": padding,
        "autosize": {"type": "none"},
        "background": None,
        "layer": list(layers),
        "config": settings(look),
    }


def _inside(drawing: str) -> str:
    """What stands between the tags of an SVG, without the engine's own roles and names for its parts."""
    return ENGINES_OWN.sub("", drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")])


@lru_cache(maxsize=len(Look))
def settings(look: Look) -> Spec:
    """How axes, letters and the ground of every picture look."""
    colours = palette(look)
    axis = {
        "labelColor": colours.soft,
        "titleColor": colours.soft,
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": 500,
        "gridColor": colours.line,
        "domainColor": colours.line,
        "tickColor": colours.line,
        "labelPadding": 5,
        "labelOverlap": False,
    }
    return {
        "aria": False,
        "font": FONT,
        "view": {"stroke": None, "fill": None},
        "axis": axis,
        "text": {"color": colours.ink, "fontSize": SMALL},
    }


ENGINES_OWN: Final = re.compile(
    r' (?:role="graphics-[a-z]+"|aria-(?:roledescription|hidden)="[^"]*"|class="[^"]*"|pointer-events="none")'
)
EDITION: Final = 5  # raised when the same figures are drawn another way
SMALL: Final = 11.5
PALETTES: Final = {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.PAGE: PAGE}
