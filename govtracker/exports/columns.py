"""What a list can show: its columns, described once for the page, for choosing among them and for the file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from govtracker.documents.spreadsheets import Head, Kind, Value
from govtracker.enums import Audience

__all__ = ["SEEN_BY", "Column", "Columns", "Kind", "Rows"]


@dataclass(frozen=True)
class Column:
    """One column. `value` takes a row as its query gives it; `sort` names the order of the list that follows it.

    What the page says in one cell stands in several columns of a file where `spread` names them, or in none.
    """

    key: str
    title: str
    value: Callable[[Any], Value]
    kind: Kind = Kind.TEXT
    width: int = 14
    sort: str = ""
    spread: "Sequence[Column] | None" = None


@dataclass(frozen=True)
class Columns:
    """The columns of a list: `head` is always there and stands first, of `others` the `usual` are shown unasked."""

    head: Sequence[Column]
    others: Sequence[Column]
    usual: Sequence[str]

    def chosen(self, text: str | None) -> tuple[list[Column], list[str]]:
        """The columns an address asks for ("severity,due"), in its order, and the names that are none of ours.

        Without such a wish, and where nothing of it is ours, they are the usual ones.
        """
        known = {column.key: column for column in self.others}
        names = list(dict.fromkeys(name for name in (text or "").split(",") if name))
        found = [known[name] for name in names if name in known]
        return found or [known[name] for name in self.usual], [name for name in names if name not in known]

    def to_file(self, chosen: Sequence[Column]) -> list[Column]:
        """The columns of a file of which the page shows `chosen`: the head, then those, each once."""
        spread = [one for column in chosen for one in ([column] if column.spread is None else column.spread)]
        names = {column.key for column in spread}
        return [*(column for column in self.head if column.key not in names), *spread]


def heads(columns: Iterable[Column]) -> list[Head]:
    """The columns as a spreadsheet names them."""
    return [Head(column.title, column.kind, column.width) for column in columns]


def _seen_by(row: Any) -> str:
    return "both companies" if row.audience is Audience.SHARED else "only your own side"


class Rows:
    """Rows of a list as values of its columns, at most so many; afterwards `count`, and `more` if some are left."""

    def __init__(self, rows: Iterable[Any], columns: Sequence[Column], *, most: int) -> None:
        self._rows, self._columns, self._most = iter(rows), columns, most
        self.count, self.more = 0, False

    def __iter__(self) -> Iterator[list[Value]]:
        for row in islice(self._rows, self._most):
            self.count += 1
            yield [column.value(row) for column in self._columns]
        self.more = next(self._rows, None) is not None


SEEN_BY = Column("seen_by", "Seen by", _seen_by, width=18)
