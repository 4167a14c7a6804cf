"""What the owner of an action says of it: how far it is, what shows that it is done, and a comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govtracker.enums import ActionStatus
from govtracker.rules.issues import workflow

STEPS: Final[Mapping[ActionStatus, str]] = {
    ActionStatus.OPEN: "Not begun",
    ActionStatus.IN_PROGRESS: "Under way",
    ActionStatus.DONE: "Done",
}
PURPOSE: Final = "actions"  # of the sheets in which actions are answered
COLUMNS: Final = ("How far it is", "What shows that it is done", "Comment")


@dataclass(frozen=True)
class Answer:
    """How far an action is, what shows it where it is done, and a comment ("" for none)."""

    step: ActionStatus
    evidence: str = ""
    comment: str = ""


class BadAnswer(ValueError):
    """An answer that is refused: the part at fault ("step", "evidence") and the sentence shown beside it."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part
        self.sentence = sentence


def read_step(text: str) -> ActionStatus:
    """What a cell says of how far it is, as people write it; raises BadAnswer."""
    said = " ".join(text.lower().replace("_", " ").split())
    found = next((step for step, words in STEPS.items() if said in (words.lower(), step.replace("_", " "))), None)
    if found is None:
        raise BadAnswer("step", f"“{text[:40]}” is none of these: {', '.join(STEPS.values())}.")
    return found


def check(answer: Answer, *, status: ActionStatus, before: str = "") -> None:
    """Raise BadAnswer where an action that is `status` cannot be answered so; `before` is the evidence it has."""
    if status not in workflow.OPEN_ACTIONS:
        raise BadAnswer("step", f"It is {status.replace('_', ' ')} already: there is nothing more to say of it here.")
    if answer.step is ActionStatus.OPEN and status is ActionStatus.IN_PROGRESS:
        raise BadAnswer("step", "It is under way already, so it cannot be not begun.")
    evidence = answer.evidence.strip()
    if answer.step is ActionStatus.DONE and not evidence:
        raise BadAnswer("evidence", "Say what shows that it is done.")
    if answer.step is not ActionStatus.DONE and evidence and evidence != before.strip():
        raise BadAnswer("evidence", "This is for what is done: choose “Done”, or write it as a comment.")
