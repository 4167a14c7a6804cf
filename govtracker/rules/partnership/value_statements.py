"""What a value statement says to a customer, drafted from what is shared, without the names of suppliers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from govtracker.enums import Pillar, Rag
from govtracker.rules import canonical, date_words, durations
from govtracker.rules.performance import explanation
from govtracker.rules.performance.scorecards import CriterionResult
from govtracker.rules.words import counted

FORMAT: Final = 1
PARTNER: Final = "our partner"
TEXTS: Final = ("introduction", "resolved", "performance", "improvements")


@dataclass(frozen=True)
class Names:
    """What is nobody's to give away: the suppliers by name, and the keys of the relationships with them."""

    suppliers: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def of_suppliers(self, text: str) -> list[str]:
        """Those a text names."""
        return [one for one in self.suppliers if re.search(_whole(re.escape(one)), text, re.IGNORECASE)]

    def of_records(self, text: str) -> list[str]:
        """The records a text names by key (MER-42)."""
        return self._records.findall(text) if self.keys else []

    def out_of(self, text: str) -> str:
        """A text without any of them."""
        for name in sorted(self.suppliers, key=len, reverse=True):
            text = re.sub(_whole(re.escape(name)), PARTNER, text, flags=re.IGNORECASE)
        return self._records.sub("this matter", text) if self.keys else text

    @property
    def _records(self) -> re.Pattern[str]:
        keys = "|".join(map(re.escape, self.keys))
        return re.compile(_whole(rf"(?:{keys})-[ADPR]?[CS]?[1-9]\d{{0,8}}"), re.IGNORECASE)


@dataclass(frozen=True)
class Volumes:
    """How much there was in a period; `minutes` are business minutes, summed over what was resolved."""

    opened: int = 0
    resolved: int = 0
    within: int = 0
    judged: int = 0
    minutes: int = 0

    @property
    def lines(self) -> list[tuple[str, str]]:
        """As a customer reads it: name and value."""
        mean = durations.words(self.minutes // self.resolved) if self.resolved else "–"
        within = f"{self.within} of {self.judged}" if self.judged else "–"
        return [
            ("Reported", str(self.opened)),
            ("Resolved", str(self.resolved)),
            ("Resolved within the agreed time", within),
            ("Mean time to resolve", f"{mean} of working time" if self.resolved else mean),
        ]


@dataclass(frozen=True)
class Statement:
    """All that a customer is shown of a period; `suppliers` are named only where somebody chose so."""

    company: str
    customer: str
    title: str
    from_on: date
    to_on: date
    introduction: str
    volumes: Volumes
    resolved: str
    performance: str
    improvements: str
    suppliers: tuple[str, ...] = ()

    @property
    def period(self) -> str:
        """The span in words."""
        return f"{date_words.long_day(self.from_on)} to {date_words.long_day(self.to_on)}"


def write(statement: Statement) -> str:
    """The canonical text of a statement, see rules.canonical."""
    return canonical.write(statement, edition=FORMAT)


def read(text: str) -> Statement:
    """The statement a canonical text was written from; raises canonical.NotCanonical."""
    return canonical.read(Statement, text, edition=FORMAT)


def introduction(company: str, customer: str, volumes: Volumes) -> str:
    """A first sentence to begin from."""
    return (
        f"In this period {company} received {counted(volumes.opened, 'report')} that concern {customer} and resolved "
        f"{volumes.resolved}. This is what happened, why, and what we did so that it does not happen again."
    )


def resolved(issues: Iterable[Any], names: Names) -> str:
    """What was resolved, a paragraph each; rows with title and full context. Nobody's name, no key of a record."""
    parts = []
    for issue in issues:
        lines = [issue.title]
        told = (
            ("Why it occurred", issue.why_it_occurred),
            ("What was done", issue.what_was_done),
            ("Why it will not recur", issue.why_not_again),
        )
        lines += [f"{name}: {' '.join(text.split())}" for name, text in told if text]
        parts.append("\n".join(lines))
    return names.out_of("\n\n".join(parts))


def improvements(actions: Iterable[Any], names: Names) -> str:
    """What was made better, a line each; rows with a title."""
    return names.out_of("\n".join(f"- {' '.join(one.title.split())}" for one in actions))


def performance(support: str, results: Iterable[CriterionResult]) -> list[str]:
    """What customers met against its targets, a line each; cost and revenue are nobody's to read."""
    lines = []
    for one in results:
        criterion = one.criterion
        if criterion.pillar in SHOWN and one.value is not None and not criterion.rated:
            said = explanation.measured(
                one.value, criterion.unit, label=criterion.unit_label, decimals=criterion.decimals
            )
            target = explanation.figure(criterion.anchors.target)
            verdict = MET if one.rag is Rag.GREEN else f"target {target} not met"
            lines.append(f"- {support}, {criterion.name}: {said} ({verdict})")
    return lines


def gaps(texts: Mapping[str, str], names: Names, *, shows_suppliers: bool) -> list[tuple[str, str]]:
    """What keeps a statement from being released: (field, sentence) each."""
    found = []
    if not texts["introduction"].strip():
        found.append(("introduction", "Say in a sentence or two what the customer is to know first."))
    for field in ("title", *TEXTS):
        named = [] if shows_suppliers else names.of_suppliers(texts[field])
        if named:
            said = f"It names {date_words.listed(named)}: take that out, or choose that suppliers are named."
            found.append((field, said))
        keys = names.of_records(texts[field])[:1]
        found += [(field, f"It names {key}, which is for your own use: take it out.") for key in keys]
    return found


def _whole(pattern: str) -> str:
    """A pattern for whole words; such a word may end in a full stop."""
    return rf"(?<!\w){pattern}(?!\w)"


def title(customer: str, from_on: date, to_on: date) -> str:
    """What a statement is called at first."""
    return f"{customer}: {date_words.long_day(from_on)} to {date_words.long_day(to_on)}"


MET = "target met"
SHOWN = (Pillar.EXPERIENCE, Pillar.SERVICE_DELIVERY)
