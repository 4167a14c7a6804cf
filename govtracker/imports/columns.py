"""Which column of a table says what: guessed from its header, checked when people change it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

Columns = Mapping[str, str]  # field → header; "" where the table has no such column
TELLING: Final = 3  # letters of a name that a longer one may begin with


class BadColumns(ValueError):
    """Columns nothing can be read from: the field that is missing and the sentence shown beside it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def guessed(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Field → the column that seems to say it, by the `names` a field goes by; each column once, "" for none.

    A column of exactly that name comes before one that merely begins with it ("Due" before "Due date moved"); much
    begins with a name of one or two letters, so that says nothing.
    """
    free = {_plain(name): name for name in reversed(header)}
    found = dict.fromkeys(names, "")
    for is_meant in (str.__eq__, str.startswith):
        for field, aliases in names.items():
            known = [alias for alias in map(_plain, aliases) if is_meant is str.__eq__ or len(alias) >= TELLING]
            column = next((one for alias in known for one in free if is_meant(one, alias)), None)
            if column and not found[field]:
                found[field] = free.pop(column)
    return found


def check(columns: Columns, header: Sequence[str], *, needed: Sequence[str]) -> None:
    """Raise BadColumns where a needed column is not named, one is named that is not there, or one is named twice."""
    for field, name in columns.items():
        if name and name not in header:
            raise BadColumns(field, f"The file has no column “{name}”.")
    for field in needed:
        if not columns.get(field):
            raise BadColumns(field, "Choose the column that says it.")
    chosen = [name for name in columns.values() if name]
    twice = next((field for field, name in columns.items() if name and chosen.count(name) > 1), None)
    if twice:
        raise BadColumns(twice, f"“{columns[twice]}” is chosen twice.")


def _plain(text: str) -> str:
    """A name without what names differ by: capitals, blanks, dashes."""
    return re.sub(r"[^0-9a-zäöüß]", "", text.lower())
