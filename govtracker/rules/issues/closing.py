"""What stands in the way of closing an issue or a problem: its full context, by how grave it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from govtracker.enums import ActionStatus, ActionType, Severity
from govtracker.rules.issues import five_whys
from govtracker.rules.issues.five_whys import Why
from govtracker.rules.issues.workflow import CARRIED_OUT, OPEN_ACTIONS

GRAVE = frozenset({Severity.CRITICAL, Severity.HIGH})


@dataclass(frozen=True)
class ActionFacts:
    """What closing asks of an action."""

    key: str
    type: ActionType
    status: ActionStatus


@dataclass(frozen=True)
class ClosingFacts:
    """What closing asks of an issue or, without a severity, of a problem; the sentences are as people wrote them."""

    severity: Severity | None
    why_it_occurred: str
    what_was_done: str
    why_not_again: str
    has_root_cause: bool
    actions: Sequence[ActionFacts]
    five_whys: Sequence[Why] = ()
    imported: bool = False

    @property
    def is_grave(self) -> bool:
        """Needs more than three sentences."""
        return self.severity is None or self.severity in GRAVE

    @property
    def what(self) -> str:
        """What it is called in a sentence."""
        return f"{self.severity.value} issue" if self.severity else "problem"


def gaps(facts: ClosingFacts) -> list[tuple[str, str]]:
    """What stands between this and closing, as pairs (field, sentence); imported history closes as it is.

    Everything needs its three sentences and no open action; critical and high issues and problems also a root cause,
    a chain of whys, and a corrective and a preventive action that were carried out.
    """
    if facts.imported:
        return []
    found = [(field, sentence) for field, sentence in SENTENCES.items() if not getattr(facts, field).strip()]
    open_keys = [action.key for action in facts.actions if action.status in OPEN_ACTIONS]
    if open_keys:
        found.append(("actions", f"Actions still open: {', '.join(open_keys)}. Do or cancel them first."))
    return found + _grave_gaps(facts) if facts.is_grave else found


def _grave_gaps(facts: ClosingFacts) -> list[tuple[str, str]]:
    found = []
    if not facts.has_root_cause:
        found.append(("root_cause_id", "Choose the category of its root cause."))
    broken = five_whys.gap(facts.five_whys, facts.what)
    if broken:
        found.append(("five_whys", broken))
    carried_out = {action.type for action in facts.actions if action.status in CARRIED_OUT}
    missing = [kind for kind in (ActionType.CORRECTIVE, ActionType.PREVENTIVE) if kind not in carried_out]
    return found + [("actions", f"A {facts.what} needs a {kind.value} action that was done.") for kind in missing]


SENTENCES = {
    "why_it_occurred": "Say why it occurred.",
    "what_was_done": "Say what was done.",
    "why_not_again": "Say why it will not happen again.",
}
