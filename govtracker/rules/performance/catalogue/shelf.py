"""The whole catalogue: every entry, one by its code, and those a search finds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from govtracker.enums import Pillar
from govtracker.rules.performance.catalogue import cost, experience, governance, people, quality, revenue, service
from govtracker.rules.performance.catalogue.entry import Entry
from govtracker.rules.performance.criteria import Terms


def picked(code: str, **changes: Any) -> Terms:
    """The KPI with this code, with some of its facts changed; raises KeyError."""
    return replace(BY_CODE[code].terms, **changes)


def found(words: str = "", pillar: Pillar | None = None) -> list[Entry]:
    """The entries of a pillar (None: all) that say every one of these words somewhere."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in ENTRIES
        if pillar in (None, entry.terms.pillar) and all(word in _said(entry) for word in wanted)
    ]


def _said(entry: Entry) -> str:
    terms = entry.terms
    parts = (terms.code, terms.name, terms.definition, terms.formula, terms.source, entry.caveat)
    return " ".join(parts).casefold()


ENTRIES: Final[Sequence[Entry]] = (
    *experience.ENTRIES,
    *service.ENTRIES,
    *cost.ENTRIES,
    *revenue.ENTRIES,
    *people.ENTRIES,
    *quality.ENTRIES,
    *governance.ENTRIES,
)
BY_CODE: Final = {entry.terms.code: entry for entry in ENTRIES}
