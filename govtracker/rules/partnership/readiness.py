"""Service readiness: what stands in a launch checklist from the start, how far it is, and what is not ready."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from govtracker.enums import ReadinessKind, ReadinessState


@dataclass(frozen=True)
class Offered:
    """An item every checklist begins with, and how many days before the launch it is due (ours)."""

    title: str
    lead_days: int


@dataclass(frozen=True)
class Readiness:
    """How many items are done of those that are needed, how many are late, and how many days it is to the launch."""

    done: int
    of: int
    late: int
    days: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing is open."""
        return self.done == self.of

    @property
    def findings(self) -> list[str]:
        """What is not ready, a sentence each."""
        left, found = self.of - self.done, []
        if self.late:
            found.append(f"{_things(self.late)} past the due day.")
        if left and self.days < 0:
            found.append(f"Launched {-self.days} days ago with {left} of {self.of} items open.")
        elif left and self.days <= SOON:
            found.append(f"Not ready: the launch is {_days(self.days)}, and {left} of {self.of} items are open.")
        return found


def read(launch_on: date, items: Collection[tuple[ReadinessState, date]], today: date) -> Readiness:
    """How far a checklist is, from its items' states and due days; what is not needed does not count."""
    needed = [item for item in items if item[0] is not ReadinessState.NOT_NEEDED]
    done = sum(state is ReadinessState.DONE for state, _ in needed)
    late = sum(state is ReadinessState.OPEN and due_on < today for state, due_on in needed)
    return Readiness(done, len(needed), late, (launch_on - today).days)


def due_on(kind: ReadinessKind, launch_on: date, today: date) -> date:
    """When an item of the checklist is due: some days before the launch, never a day gone by."""
    return max(launch_on - timedelta(days=OFFERED[kind].lead_days), min(today, launch_on))


def _things(number: int) -> str:
    return "1 item is" if number == 1 else f"{number} items are"


def _days(number: int) -> str:
    return "today" if number == 0 else "in 1 day" if number == 1 else f"in {number} days"


SOON: Final = 14
REMINDED: Final = timedelta(days=7)  # before an item is due
OFFERED: Final[Mapping[ReadinessKind, Offered]] = {
    ReadinessKind.SELF_SERVICE: Offered("Customers can help themselves: pages, answers, app", 21),
    ReadinessKind.SUPPORT_TRAINING: Offered("Support is trained on it, by both companies", 14),
    ReadinessKind.KNOWLEDGE: Offered("Knowledge articles are written and tried", 14),
    ReadinessKind.ESCALATION_PATH: Offered("The escalation path covers it", 14),
    ReadinessKind.KPIS: Offered("Its KPIs are defined, with a baseline or a first target", 7),
}
