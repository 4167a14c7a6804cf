"""What was expected beside what came."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from benchmarks.simulation.script import Expected, Sent


@dataclass(frozen=True)
class Verdict:
    """Mails that did not come, came though nobody expected them, or came at another time than they should."""

    missing: tuple[Expected, ...]
    extra: tuple[Sent, ...]
    outside_window: tuple[tuple[Expected, Sent], ...]

    @property
    def sentences(self) -> list[str]:
        """Everything that is wrong, in words, by person and time."""
        return [
            *(f"missing: {_named(one)} {_when(one.earliest)}" for one in self.missing),
            *(f"extra: {_named(mail)} {_when(mail.at)}" for mail in self.extra),
            *(
                f"outside its window: {_named(one)} {_when(one.earliest)}, left {_when(mail.at)}"
                for one, mail in self.outside_window
            ),
        ]


def _named(mail: Expected | Sent) -> str:
    return f"person {mail.person}, {mail.kind}{f' of {mail.about}' if mail.about else ''},"


def _when(at: datetime) -> str:
    return f"{at:%a %Y-%m-%d %H:%M:%S}"


def compare(expected: Iterable[Expected], sent: Iterable[Sent]) -> Verdict:
    """Each expected mail with one that left in its window; the rest paired in order of time, person by person."""
    wanted: dict[tuple[int, str, str], list[Expected]] = defaultdict(list)
    came: dict[tuple[int, str, str], list[Sent]] = defaultdict(list)
    for one in sorted(expected):
        wanted[one.person, one.kind, one.about].append(one)
    for mail in sorted(sent):
        came[mail.person, mail.kind, mail.about].append(mail)
    missing: list[Expected] = []
    extra: list[Sent] = []
    outside: list[tuple[Expected, Sent]] = []
    for key in wanted.keys() | came.keys():
        left, rest = _unmatched(wanted[key], came[key])
        for one in left:
            near = [mail for mail in rest if abs((mail.at - one.earliest).days) < 2]
            if near:
                rest.remove(near[0])
                outside.append((one, near[0]))
            else:
                missing.append(one)
        extra += rest
    return Verdict(tuple(sorted(missing)), tuple(sorted(extra)), tuple(sorted(outside)))


def _unmatched(wanted: list[Expected], came: list[Sent]) -> tuple[list[Expected], list[Sent]]:
    rest, left = list(came), []
    for one in wanted:
        fitting = next((mail for mail in rest if one.earliest <= mail.at <= one.latest), None)
        if fitting:
            rest.remove(fitting)
        else:
            left.append(one)
    return left, rest
