"""Problems: MER-P1 is shared, in Customer care, opened by the client's SPOC."""

from collections.abc import Callable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, ProblemStatus
from govtracker.queries import find, viewers
from govtracker.services.issues import problems
from govtracker.services.issues.problems import NewProblem
from tests.support.world import World
from tests.web.access_table import CLIENT, ONLOOKERS, READERS, Row

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
OPENERS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
EDITORS = OPENERS


def opened(audience: Audience = Audience.SHARED, status: ProblemStatus = ProblemStatus.OPEN) -> Callable[[World], None]:
    """MER-P1 (or MER-PC1), in that status."""

    def prepare(world: World) -> None:
        by = viewers.viewer(world.people["client_spoc"], today=AT.date())
        assert isinstance(by, Viewer)
        new = NewProblem(
            title="Invoices break", description="", area_id=world.areas["Customer care"], audience=audience
        )
        problem = problems.open_problem(find.relationship(by, "MER"), new, by=by, at=AT)
        problem.status, problem.is_open = status, status is not ProblemStatus.CLOSED

    return prepare


def step(tail: str, *, method: str = "POST", status: ProblemStatus = ProblemStatus.OPEN) -> Row:
    """A step of MER-P1: its editors may take it, the others who see it may not."""
    answer: int | tuple[int, ...] = 200 if method == "GET" else (303, 422)
    statuses = {**ONLOOKERS, **dict.fromkeys(EDITORS, answer)}
    return Row(f"/r/MER/problems/1{tail}", statuses, method=method, prepare=opened(status=status))


ROWS = {
    "problems.index": Row("/r/MER/problems", READERS),
    "problems.new": Row("/r/MER/problems/new", {**ONLOOKERS, **dict.fromkeys(OPENERS, 200)}),
    "problems.create": Row("/r/MER/problems", {**ONLOOKERS, **dict.fromkeys(OPENERS, 422)}, method="POST"),
    "problems.show": Row("/r/MER/problems/C1", dict.fromkeys(CLIENT, 200), prepare=opened(Audience.CLIENT)),
    "problems.edit": step("/edit", method="GET"),
    "problems.update": step(""),
    "raid_origins.new_action_of_problem": step("/actions/new", method="GET"),
    "raid_origins.add_action_of_problem": step("/actions"),
    "problem_steps.start_work": step("/work"),
    "problem_steps.link": step("/issues"),
    "problem_steps.unlink": Row(
        "/r/MER/problems/1/issues/9/removal",
        {**ONLOOKERS, **dict.fromkeys(EDITORS, 404)},
        method="POST",
        prepare=opened(),
    ),
    "problem_steps.edit_context": step("/context", method="GET"),
    "problem_steps.write_context": step("/context"),
    "problem_steps.closing": step("/closing", method="GET"),
    "problem_steps.close": step("/closing"),
    "problem_steps.reopening": step("/reopening", method="GET", status=ProblemStatus.CLOSED),
    "problem_steps.reopen": step("/reopening", status=ProblemStatus.CLOSED),
}
