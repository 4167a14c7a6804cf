"""Files that people of the demonstration attach, made on the spot."""

import io
import struct
import zlib
from datetime import datetime

from govtracker.services.issues import uploads
from govtracker.services.issues.attachments import Sent

CALLS = (38, 52, 47, 231, 244, 238, 219, 96)
WIDTH, HEIGHT, BAR = 320, 120, 40


def keep(*, at: datetime) -> dict[str, Sent]:
    """Put them into the store, before any transaction; what was kept by name."""
    contents = {"calls-turned-away.csv": _table(), "calls-turned-away.png": _picture(), "contract-4-2.pdf": _document()}
    return {name: uploads.keep(io.BytesIO(content), name, at=at) for name, content in contents.items()}


def _table() -> bytes:
    lines = ["hour;calls turned away", *(f"{hour:02}:00;{calls}" for hour, calls in enumerate(CALLS, 6))]
    return "\n".join(lines).encode()


def _picture() -> bytes:
    """The calls as bars: a PNG of 320 × 120 pixels, each a byte of grey."""
    rows = [
        b"\x00" + bytes(_shade(column, HEIGHT - line) for column in range(WIDTH)) for line in range(HEIGHT)
    ]  # each row begins with its filter: none
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _shade(column: int, height: int) -> int:
    place = column % BAR
    return 90 if 6 <= place < BAR - 6 and height <= CALLS[column // BAR] * (HEIGHT - 10) // max(CALLS) else 245


def _document() -> bytes:
    """One page with two lines: a PDF written by hand."""
    text = (
        b"BT /F 14 Tf 60 760 Td (4.2 Availability of billing) Tj 0 -24 Td (Three outages in a quarter: a credit.) Tj ET"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F 5 0 R >> >>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        written,
        size,
        table,
        size,
        len(written),
    )
