"""A relationship management plan as a value: parts of plain entries, the same parts every time, and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govtracker.rules import canonical
from govtracker.rules.reviews import differences
from govtracker.rules.reviews.differences import Change, Line

FORMAT: Final = 1


@dataclass(frozen=True)
class Entry:
    """One line. `people` are the ids of who holds its two seats, the client's first, 0 where nobody does."""

    text: str
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the plan; `nothing` says what is missing where it has no entries."""

    title: str
    entries: tuple[Entry, ...]
    nothing: str


@dataclass(frozen=True)
class Plan:
    """All that both sides agree to; reading it needs nothing else that is stored but the names of people."""

    relationship: str
    companies: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def people(self) -> frozenset[int]:
        """Everybody it names."""
        return frozenset(one for part in self.parts for entry in part.entries for one in entry.people if one)


@dataclass(frozen=True)
class Difference:
    """A part that two plans tell differently, line by line."""

    title: str
    lines: tuple[Line, ...]


def write(plan: Plan) -> str:
    """The canonical text of a plan."""
    return canonical.write(plan, edition=FORMAT)


def read(text: str) -> Plan:
    """The plan a text was written from; raises canonical.NotCanonical."""
    return canonical.read(Plan, text, edition=FORMAT)


def told(entry: Entry, names: Mapping[int, str]) -> str:
    """An entry as people read it; `names` by person."""
    if not entry.people:
        return entry.text
    return f"{entry.text}: {' ⇄ '.join(names.get(one, 'vacant') for one in entry.people)}"


def between(before: Plan | None, after: Plan, names: Mapping[int, str]) -> Sequence[Difference]:
    """What `after` says otherwise, part by part in its order, then the parts it lacks; nothing against no plan."""
    if before is None:
        return []
    was, now = ({part.title: _text(part, names) for part in plan.parts} for plan in (before, after))
    titles = [*now, *(title for title in was if title not in now)]
    compared = ((title, differences.lines(was.get(title, ""), now.get(title, ""))) for title in titles)
    return [
        Difference(title, tuple(lines))
        for title, lines in compared
        if any(line.change is not Change.KEPT for line in lines)
    ]


def _text(part: Part, names: Mapping[int, str]) -> str:
    return "\n".join(told(entry, names) for entry in part.entries)
