"""How two versions of an escalation path differ, in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from govtracker.enums import Side, Tier
from govtracker.rules import durations
from govtracker.rules.governance.escalation import Terms


@dataclass(frozen=True)
class LevelSaid:
    """A level as people agree on it: the seats by their titles, times in business minutes."""

    tier: Tier
    client: str
    supplier: str
    response_minutes: int
    resolution_minutes: int
    warning_minutes: int


@dataclass(frozen=True)
class PathSaid:
    """What a version says."""

    levels: Sequence[LevelSaid]
    terms: Terms


def between(before: PathSaid, after: PathSaid, companies: Mapping[Side, str]) -> list[str]:
    """What changes from `before` to `after`, level by level; `companies` are the names of the two sides."""
    sentences: list[str] = []
    for number, (was, now) in enumerate(zip_longest(before.levels, after.levels), 1):
        if was is None:
            sentences.append(f"Level {number} is new: {_whole(now, companies)}.")
        elif now is None:
            sentences.append(f"Level {number} is taken away; it was {_whole(was, companies)}.")
        else:
            sentences.extend(f"Level {number}: {change}." for change in _changed(was, now, companies))
    return [*sentences, *_terms(before.terms, after.terms)]


def terms_in_words(terms: Terms) -> list[str]:
    """The terms of a version, a sentence each."""
    return [f"{words.format(getattr(terms, name))}." for name, words in TERMS.items()]


def warning_words(minutes: int) -> str:
    """How long before its time is up a level is warned: "1 h before", "never"."""
    return f"{durations.words(minutes)} before" if minutes else "never"


def _terms(before: Terms, after: Terms) -> Iterator[str]:
    for name, words in TERMS.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"{words.format(now)}; it was {was}."


def _changed(was: LevelSaid, now: LevelSaid, companies: Mapping[Side, str]) -> Iterator[str]:
    for name, (_, say) in SAID.items():
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield f"{_words(name, companies)} {say(new)}, was {say(old)}"


def _whole(level: LevelSaid, companies: Mapping[Side, str]) -> str:
    return "; ".join(f"{_words(name, companies)} {say(getattr(level, name))}" for name, (_, say) in SAID.items())


def _words(name: str, companies: Mapping[Side, str]) -> str:
    return SAID[name][0].format(client=companies[Side.CLIENT], supplier=companies[Side.SUPPLIER])


SAID: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "tier": ("tier", str),
    "client": ("{client} by", str),
    "supplier": ("{supplier} by", str),
    "response_minutes": ("acknowledge within", durations.words),
    "resolution_minutes": ("resolve within", durations.words),
    "warning_minutes": ("warned", warning_words),
}
TERMS: Final[Mapping[str, str]] = {
    "expiry_days": "Working days of silence after which an acknowledgement expires: {}",
    "age_days": "Working days after which an issue is old: {}",
    "top_reminders": "Reminders after the last level: {}",
}
