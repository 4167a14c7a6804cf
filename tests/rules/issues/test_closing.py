"""Nothing closes without its full context."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from govtracker.enums import ActionStatus, ActionType, Severity
from govtracker.rules.issues import closing
from govtracker.rules.issues.closing import ActionFacts, ClosingFacts
from govtracker.rules.issues.five_whys import Why

GRAVE = (Severity.CRITICAL, Severity.HIGH, None)  # None: a problem
CORRECTIVE = ActionFacts("MER-A1", ActionType.CORRECTIVE, ActionStatus.DONE)
PREVENTIVE = ActionFacts("MER-A2", ActionType.PREVENTIVE, ActionStatus.VERIFIED)
CHAIN = tuple(Why("Why was that?", answer) for answer in ("No one was told.", "There was no list.", "Nobody owns it."))
COMPLETE = ClosingFacts(
    severity=Severity.CRITICAL,
    why_it_occurred="The route was changed without telling the floor.",
    what_was_done="The route was set back.",
    why_not_again="Changes now need both leads.",
    has_root_cause=True,
    five_whys=CHAIN,
    actions=(CORRECTIVE, PREVENTIVE),
)


def fields(facts: ClosingFacts, **changed: Any) -> list[str]:
    return [field for field, _ in closing.gaps(replace(facts, **changed))]


@pytest.mark.parametrize("severity", [*Severity, None])
def test_what_has_its_full_context_closes(severity: Severity | None) -> None:
    assert fields(COMPLETE, severity=severity) == []


@pytest.mark.parametrize("severity", [Severity.MEDIUM, Severity.LOW])
def test_three_sentences_are_enough_below_high(severity: Severity) -> None:
    assert fields(COMPLETE, severity=severity, has_root_cause=False, five_whys=(), actions=()) == []


@pytest.mark.parametrize("field", ["why_it_occurred", "what_was_done", "why_not_again"])
@pytest.mark.parametrize("severity", [*Severity, None])
def test_each_sentence_is_needed_and_blanks_are_none(field: str, severity: Severity | None) -> None:
    assert fields(COMPLETE, **{"severity": severity, field: " \n\t"}) == [field]


@pytest.mark.parametrize("severity", GRAVE)
@pytest.mark.parametrize(
    ("has_root_cause", "actions", "missing"),
    [
        (False, (CORRECTIVE, PREVENTIVE), ["root_cause_id"]),
        (True, (CORRECTIVE,), ["actions"]),
        (True, (PREVENTIVE,), ["actions"]),
        (True, (CORRECTIVE, replace(PREVENTIVE, status=ActionStatus.CANCELLED)), ["actions"]),
        (False, (), ["root_cause_id", "actions", "actions"]),
    ],
)
def test_what_is_grave_needs_a_root_cause_and_both_kinds_of_action(
    severity: Severity | None, has_root_cause: bool, actions: Sequence[ActionFacts], missing: list[str]
) -> None:
    assert fields(COMPLETE, severity=severity, has_root_cause=has_root_cause, actions=actions) == missing


@pytest.mark.parametrize("severity", GRAVE)
@pytest.mark.parametrize(
    ("chain", "missing"),
    [((), ["five_whys"]), (CHAIN[:2], ["five_whys"]), (CHAIN, []), ((*CHAIN, Why("And why?")), ["five_whys"])],
)
def test_what_is_grave_needs_a_chain_of_whys_without_a_hole(
    severity: Severity | None, chain: Sequence[Why], missing: list[str]
) -> None:
    assert fields(COMPLETE, severity=severity, five_whys=chain) == missing


def test_problem_is_called_one() -> None:
    found = closing.gaps(replace(COMPLETE, severity=None, five_whys=(), actions=(PREVENTIVE,)))
    assert [sentence for _, sentence in found] == [
        "A problem needs a chain of at least 3 whys, better 5: ask why of each answer.",
        "A problem needs a corrective action that was done.",
    ]


@pytest.mark.parametrize("status", [ActionStatus.OPEN, ActionStatus.IN_PROGRESS])
def test_open_actions_are_named(status: ActionStatus) -> None:
    waiting = ActionFacts("MER-A31", ActionType.CORRECTION, status)
    gaps = closing.gaps(replace(COMPLETE, actions=(CORRECTIVE, PREVENTIVE, waiting)))
    assert gaps == [("actions", "Actions still open: MER-A31. Do or cancel them first.")]


def test_imported_history_closes_as_it_is() -> None:
    assert fields(COMPLETE, why_it_occurred="", has_root_cause=False, five_whys=(), actions=(), imported=True) == []
