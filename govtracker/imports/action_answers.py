"""Actions that were answered in a sheet: what each row says, and what stood there when the sheet was taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from govtracker.imports import filled_in
from govtracker.imports.filled_in import Filled
from govtracker.rules.issues import answers
from govtracker.rules.issues.answers import COLUMNS, PURPOSE, BadAnswer

STEP, EVIDENCE, COMMENT = COLUMNS


@dataclass(frozen=True)
class Row:
    """A row that says something: the action's key, what stood there, and what was typed; `step` is as it was typed."""

    number: int
    key: str
    seen: dict[str, str]
    typed: dict[str, str]


@dataclass(frozen=True)
class Refusal:
    """A row of which nothing can be taken, with all it says, so that nothing typed is lost."""

    number: int
    label: str
    said: str
    sentence: str


@dataclass(frozen=True)
class Sheet:
    """What came back: rows that say something new, rows that are refused, and how many say nothing new."""

    rows: Sequence[Row]
    refused: Sequence[Refusal]
    unchanged: int


def read(data: bytes, known: Collection[str]) -> Sheet:
    """What a sheet says of the actions with the keys that are `known`; refuses beside "file" what is none of ours."""
    rows: list[Row] = []
    refused: list[Refusal] = []
    found = filled_in.read(data, COLUMNS, PURPOSE)
    for one in found:
        outcome = _read(one, known)
        if isinstance(outcome, Row):
            rows.append(outcome)
        elif outcome:
            refused.append(outcome)
    return Sheet(rows, refused, len(found) - len(rows) - len(refused))


def _read(one: Filled, known: Collection[str]) -> Row | Refusal | None:
    """None for a row that says nothing new."""
    key = str(one.mark.get("key", ""))
    seen = {name: str(one.mark.get(name, "")) for name in ("step", "evidence")}
    typed = {"step": one.said[STEP], "evidence": one.said[EVIDENCE], "comment": one.said[COMMENT]}
    try:
        typed["step"] = answers.read_step(typed["step"]).value if typed["step"] else seen["step"]
    except BadAnswer as refusal:
        return _refused(one, key, refusal.sentence)
    if not one.problem and typed == {**seen, "evidence": seen["evidence"].strip(), "comment": ""}:
        return None
    if one.problem:
        return _refused(one, key, one.problem)
    if key not in known:
        return _refused(one, key, "This is no open action of yours (any more).")
    return Row(one.number, key, seen, typed)


def _refused(one: Filled, key: str, sentence: str) -> Refusal:
    said = " · ".join(f"{title}: {text}" for title, text in one.said.items() if text)
    return Refusal(one.number, key, said, sentence)
