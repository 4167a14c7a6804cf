"""What the small parts of a workbook say: where each sheet stands, and which styles show percentages."""

import posixpath
import re
from typing import Final

from govtracker.imports import markup

PERCENT_FORMATS: Final = frozenset({9, 10})  # 0 % and 0.00 %, which every workbook knows
QUOTED: Final = re.compile(r'"[^"]*"|\\.')


def sheet_paths(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Name of each sheet in order → the part it stands in."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in markup.elements(relations)
        if name == "Relationship"
    }
    found = {}
    for name, attributes in markup.elements(workbook):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if markup.local(key) == "id"), "")
            found[attributes.get("name", "")] = _path(targets.get(relation, ""))
    return found


def percent_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a percentage."""
    if not styles:
        return frozenset()
    formats, used, inside = set(PERCENT_FORMATS), [], ""
    for name, attributes in markup.elements(styles):
        if name == "numFmt" and "%" in QUOTED.sub("", attributes.get("formatCode", "")):
            formats.add(int(attributes.get("numFmtId", "-1")))
        elif name == "xf":
            used.append((inside, int(attributes.get("numFmtId", "0"))))
        elif name in BLOCKS:
            inside = name
    cells = [number for block, number in used if block == "cellXfs"]
    return frozenset(style for style, number in enumerate(cells) if number in formats)


def _path(target: str) -> str:
    """The part a relation leads to, from the folder of the workbook."""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


BLOCKS: Final = frozenset({"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})
