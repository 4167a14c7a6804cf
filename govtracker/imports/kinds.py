"""Kinds of imports: what the rows of a table say, and what is done with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from govtracker.access import Viewer
from govtracker.enums import RowOutcome
from govtracker.models import ImportRow, Organisation, Relationship

Place = Organisation | Relationship


@dataclass(frozen=True)
class Field:
    """Something a row may say. `aliases` are other names of its column, `says` what may stand in it; `examples` are
    those of the template, a row each."""

    name: str
    title: str
    says: str
    examples: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    is_needed: bool = False
    is_day: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table: its number as a spreadsheet counts, and what it says by field, "" where it says nothing.

    `beyond` are cells that stand under no column name.
    """

    number: int
    said: Mapping[str, str]
    beyond: int = 0


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: its number as a spreadsheet counts, the column it concerns ("" for the row), a sentence."""

    row: int
    column: str
    sentence: str


class RowRefused(Exception):
    """A row that cannot be taken: the field it concerns ("" for all of it) and what was read and expected there."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True)
class Planned:
    """What is to become of a row; `deed` is what the importer needs to do it."""

    row: int
    label: str
    outcome: RowOutcome
    deed: Any = None


@dataclass(frozen=True)
class Written:
    """What became of a row: the record, and the values it had and has now, as JSON can hold them."""

    row: int
    subject_type: str
    subject_id: int
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What an import stands on: who does it where and when, and what was chosen beside the columns."""

    place: Place
    by: Viewer
    at: datetime
    today: date
    source: str
    order: str = ""  # of days: imports.days
    options: Mapping[str, str] = field(default_factory=dict)
    tell: bool = False


class Importer(Protocol):
    """Reads row after row and remembers what it has seen; one serves one walk over one table."""

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """What is to become of each of these rows, in their order; a Problem names its field as its column."""

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Do what was planned for rows that are new or changed."""


class Taker(Protocol):
    """Takes an import back."""

    def __call__(self, rows: Sequence[ImportRow], ground: Ground) -> set[int]:
        """Undo these rows where nothing was touched since; the lines of those that are left as they are."""


@dataclass(frozen=True)
class Option:
    """Something chosen beside the columns: its choices as (value, words), the first being the usual one."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kind:
    """A kind of import. `noun` is what a row brings, one and many; `at_most` rows are read."""

    name: str
    title: str
    noun: tuple[str, str]
    lead: str
    fields: tuple[Field, ...]
    importer: Callable[[Ground], Importer]
    take_back: Taker
    at_most: int = 50_000
    chunk: int = 1_000
    options: Callable[[Place], tuple[Option, ...]] = lambda place: ()
    afterwards: str = ""  # what people should know once it is imported
    tells: str = ""  # what a tick at the end sends mail about; "" for a kind that never sends any

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Field → the names its column goes by."""
        return {one.name: (one.title, one.name, *one.aliases) for one in self.fields}

    @property
    def needed(self) -> list[str]:
        """The fields without which no row can be read."""
        return [one.name for one in self.fields if one.is_needed]
