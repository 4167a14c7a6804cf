"""A process of its own that draws: Vega-Lite to SVG, and SVG to PNG; run by charts/engine.py, ends when it is idle.

It imports the drawing library, which takes some 70 MB, and nothing of this application.
"""

import json
import os
import select
import struct
import sys
from typing import Any

IDLE_SECONDS = 300
DRAWN, REFUSED = b"\x01", b"\x00"


def serve() -> None:
    """Answer requests until nobody asks any more. A request and its answer come with their length before them."""
    import vl_convert

    draw({"spec": {"data": {"values": []}, "mark": "point"}}, vl_convert)  # the first drawing takes a second
    while (request := _request()) is not None:
        try:
            status, answer = DRAWN, draw(json.loads(request), vl_convert)
        except Exception as problem:  # noqa: BLE001  # whatever it is, the next picture may be drawn
            status, answer = REFUSED, str(problem).encode()
        _write(status + struct.pack(">I", len(answer)) + answer)


def draw(wanted: dict[str, Any], library: Any) -> bytes:
    """SVG of a specification, or PNG of an SVG at `scale` times its size."""
    if "spec" in wanted:
        return str(library.vegalite_to_svg(wanted["spec"], vl_version="5.20")).encode()
    return bytes(library.svg_to_png(wanted["svg"], scale=wanted["scale"]))


def _request() -> bytes | None:
    """The next request; None when nobody asks for long, or never will."""
    if not select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        return None
    head = _read(4)
    return _read(struct.unpack(">I", head)[0]) if len(head) == 4 else None


def _read(length: int) -> bytes:
    found = b""
    while len(found) < length and (more := os.read(sys.stdin.fileno(), length - len(found))):
        found += more
    return found


def _write(answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(sys.stdout.fileno(), view) :]


if __name__ == "__main__":
    serve()
