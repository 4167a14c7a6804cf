"""Pages of a list whose rows stand in several tables, in one order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, select, union_all

from govtracker.queries.paging import List, Slice

__all__ = ["Merged", "Slice"]


@dataclass(frozen=True, eq=False)
class Merged(List):
    """A List whose `parts` select the same columns under the same names, each from a table of its own.

    `by` are the columns of the first part that make the order, as its index serves it; every part is asked for one
    page by its own columns of those names, and `over` says what is shown of the best rows of all.
    """

    over: Callable[[Subquery], Select[Any]] = select

    def _statement(self, *, downwards: bool, begins: bool) -> Select[Any]:
        kind = (downwards, begins)
        if kind not in self._built:
            names = [str(column.key) for column in self.by]
            pages = [
                self._cut(part, self._named(part, names), downwards=downwards, begins=begins) for part in self.parts
            ]
            found = [select(one.subquery()) for one in pages]
            best = (union_all(*found) if len(found) > 1 else found[0]).subquery()
            keys = [best.c[name] for name in names]
            query = self.over(best).add_columns(*(key.label(f"cursor_{place}") for place, key in enumerate(keys)))
            self._built[kind] = self._sorted(query, keys, downwards=downwards)
        return self._built[kind]

    @staticmethod
    def _named(part: Select[Any], names: Sequence[str]) -> list[ColumnElement[Any]]:
        return [part.selected_columns[name] for name in names]
