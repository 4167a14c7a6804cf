"""Sourcing evaluations: the client's office edits, its readers read, an evaluator has their own sheet, nobody else."""

from typing import Any

from tests.support import evaluated
from tests.web.access_table import Row

ALL, ONE = "/sourcing/evaluations", "/sourcing/evaluations/1"
Answers = dict[str, int | tuple[int, ...]]


def readers(status: int = 200, *, other: int = 404) -> Answers:
    """Whoever reads the strategy of Northgate; Meridian's office reads that of its own company, which has none."""
    return {**dict.fromkeys(("governance_office", "executive", "auditor"), status), "supplier_office": other}


def office(status: int, *, other: int = 404) -> Answers:
    return {"governance_office": status, "supplier_office": other}


def evaluators(status: int) -> Answers:
    return dict.fromkeys(evaluated.EVALUATORS, status)


def page(url: str, scene: Any, statuses: Answers | None = None, others: int = 403) -> Row:
    return Row(f"{ONE}{url}", statuses or office(200), others=others, scene=scene)


def post(url: str, status: int, scene: Any, data: dict[str, Any] | None = None) -> Row:
    return Row(f"{ONE}{url}", office(status), others=403, method="POST", scene=scene, data=data or {})


DRAFT, RATING, OPENED, DECIDED = evaluated.prepared, evaluated.rating, evaluated.opened, evaluated.decided
TAKEN_OUT, FILE = evaluated.taken_out, evaluated.with_file
ROWS = {
    "evaluations.index": Row(ALL, readers(other=200), others=403, scene=DRAFT),
    "evaluations.new": Row(f"{ALL}/new", office(200, other=200), others=403),
    "evaluations.create": Row(ALL, office(422, other=422), others=403, method="POST"),
    "evaluations.show": Row(ONE, readers(), others=403, scene=RATING),
    "evaluations.edit": page("/edit", DRAFT),
    "evaluations.update": post("", 422, DRAFT),
    "evaluations.begin_rating": post("/rating", 303, DRAFT),
    "evaluations.open_ratings": post("/opening", 422, RATING),
    "evaluations.reopen_ratings": post("/reopening", 422, OPENED),
    "evaluations.start_over": post("/restart", 422, RATING),
    "evaluations.cancel": post("/cancellation", 422, RATING),
    "evaluation_parts.new_candidate": page("/candidates/new", DRAFT),
    "evaluation_parts.add_candidate": post("/candidates", 422, DRAFT),
    "evaluation_parts.edit_candidate": page("/candidates/1/edit", DRAFT),
    "evaluation_parts.update_candidate": post("/candidates/1", 422, DRAFT),
    "evaluation_withdrawals.remove_candidate": post("/candidates/1/removal", 303, DRAFT),
    "evaluation_parts.propose_criteria": post("/criteria/ready-made", 303, DRAFT),
    "evaluation_parts.new_criterion": page("/criteria/new", DRAFT),
    "evaluation_parts.add_criterion": post("/criteria", 422, DRAFT),
    "evaluation_parts.edit_criterion": page("/criteria/1/edit", DRAFT),
    "evaluation_parts.update_criterion": post("/criteria/1", 422, DRAFT),
    "evaluation_withdrawals.remove_criterion": post("/criteria/1/removal", 303, DRAFT),
    "evaluation_withdrawals.take_up_candidate": post("/candidates/2/return", 303, TAKEN_OUT),
    "evaluation_withdrawals.take_up_criterion": post("/criteria/3/return", 303, TAKEN_OUT),
    "evaluation_parts.ask_evaluator": post("/evaluators", 422, DRAFT),
    "evaluation_parts.withdraw_evaluator": post("/evaluators/1/withdrawal", 303, DRAFT),
    "evaluation_files.new": page("/candidates/1/files/new", DRAFT),
    "evaluation_files.add": post("/candidates/1/files", 422, DRAFT),
    "evaluation_files.show": Row(f"{ONE}/files/1", readers(), scene=FILE),
    "evaluation_files.remove": post("/files/1/removal", 303, FILE),
    "evaluation_results.show": page("/result", OPENED, readers()),
    "evaluation_results.explain": page("/result/1", OPENED, readers()),
    "evaluation_results.change_knock_out": post("/criteria/1/knock-out", 422, OPENED),
    "evaluation_results.decide": post("/decision", 422, OPENED),
    "evaluation_results.record": page("/record", DECIDED, readers()),
    "evaluation_results.new_relationship": page("/relationship", DECIDED),
    "evaluation_results.begin_relationship": post("/relationship", 422, DECIDED, {"template": "none"}),
    "evaluation_sheets.show": Row(f"{ONE}/sheet", evaluators(200), scene=RATING),
    "evaluation_sheets.save": Row(f"{ONE}/sheet", evaluators(303), method="POST", scene=RATING),
    "evaluation_sheets.hand_in": Row(f"{ONE}/sheet/handing-in", evaluators(422), method="POST", scene=RATING),
}
