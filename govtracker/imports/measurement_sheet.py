"""A measurement sheet that was filled in: what each cell says, and what stood there when the sheet was taken."""

from collections.abc import Collection
from dataclasses import dataclass

from govtracker.imports import filled_in
from govtracker.rules.performance.sheets import PURPOSE, VALUE


@dataclass(frozen=True)
class Sheet:
    """By name of cell what was typed and what was seen; rows that are refused, as number, cell, what it says, why."""

    typed: dict[str, str]
    seen: dict[str, str]
    refused: list[tuple[int, str, str, str]]


def read(data: bytes, key: str, known: Collection[str]) -> Sheet:
    """What a sheet of relationship `key` says of the cells that are `known`; refuses beside "file" what is no sheet."""
    found = Sheet({}, {}, [])
    for row in filled_in.read(data, [VALUE], PURPOSE):
        cell, text, seen = str(row.mark.get("cell", "")), row.said[VALUE], str(row.mark.get("seen", ""))
        if row.problem:
            found.refused.append((row.number, cell, text, row.problem))
        elif row.mark.get("in") == key and cell in known:
            found.typed[cell], found.seen[cell] = text, seen
        elif text != seen:
            found.refused.append(
                (row.number, cell, text, "This is no value of this sheet for you to fill in (any more).")
            )
    return found
