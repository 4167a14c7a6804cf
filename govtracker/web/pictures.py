"""Answering with a picture: drawn once, kept by the browser as long as it says the same."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from govtracker.charts import engine, pictures, shelf
from govtracker.charts.pictures import Look, Picture, Size

FOR_EVER = "private, max-age=31536000, immutable"
ASK_FIRST = "private, no-cache"

Word = TypeVar("Word", bound=StrEnum)
Draw = Callable[[Look, Size], Picture]


def answer(digest: str, draw: Draw) -> Response:
    """The picture in the look and size the address asks for (?look=page&size=narrow), as SVG.

    An address that names the digest of what is drawn (?v=…) never says anything else, so it is never asked for again.
    """
    look, size = _chosen(Look, "look"), _chosen(Size, "size")
    name = f"{digest}-{size}-{look}"
    response = Response(status=304)
    if not request.if_none_match.contains(name):
        try:
            drawing = shelf.kept(name, lambda: pictures.svg(draw(look, size)))
        except engine.NotDrawn:
            return Response("This picture cannot be drawn just now.", status=503, mimetype="text/plain")
        response = Response(drawing, mimetype="image/svg+xml")
    response.set_etag(name)
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") == digest else ASK_FIRST
    return response


@dataclass(frozen=True)
class Inline:
    """A picture that stands in the page itself, for a desk and for a telephone."""

    picture: Picture
    wide: Markup
    narrow: Markup


def inline(draw: Draw) -> Inline:
    """A picture that is drawn without the engine, in the colours of the page."""
    wide, narrow = (draw(Look.PAGE, size) for size in (Size.WIDE, Size.NARROW))
    return Inline(wide, Markup(pictures.svg(wide)), Markup(pictures.svg(narrow)))  # noqa: S704  # escaped as it is drawn


def _chosen(words: type[Word], name: str) -> Word:
    """The word the address chooses; its first one where it chooses none there is."""
    typed = request.args.get(name, "")
    return next((word for word in words if word.value == typed), next(iter(words)))
