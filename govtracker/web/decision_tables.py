"""The decisions of a forum as a table: a line each, a column for every seat that has a part in any."""

from collections.abc import Sequence
from dataclasses import dataclass

from govtracker.enums import DecisionPart, Side
from govtracker.queries.governance.decision_rights import Right
from govtracker.queries.structure.seats import SeatRow
from govtracker.rules.governance import decision_rights
from govtracker.rules.governance.decision_rights import Part


@dataclass(frozen=True)
class Line:
    """A decision with the part of each column's seat (None: none), and the sides whose yes it takes."""

    right: Right
    parts: list[DecisionPart | None]
    taken_by: list[Side]


@dataclass(frozen=True)
class Table:
    """The decisions of one forum; `seats` are the columns, the client's first."""

    seats: list[SeatRow]
    lines: list[Line]


def table(rights: Sequence[Right], sitting: Sequence[SeatRow]) -> Table:
    """The table of these decisions."""
    columns = [seat for seat in sitting if any(seat.seat_id in right.parts for right in rights)]
    return Table(columns, [_line(right, columns) for right in rights])


def _line(right: Right, columns: Sequence[SeatRow]) -> Line:
    parts = [right.parts.get(seat.seat_id) for seat in columns]
    held = [Part(seat.side, seat.role, part) for seat, part in zip(columns, parts, strict=True) if part]
    return Line(right, parts, decision_rights.taken_by(held))
