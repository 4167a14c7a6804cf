"""Issues: MER-1 is shared, raised by the client's SPOC, and waits on the supplier's functional lead."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from govtracker.access import Viewer
from govtracker.enums import Audience, IssueStatus, Severity
from govtracker.queries import find, viewers
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from tests.support.world import World
from tests.web.access_table import CLIENT, ONLOOKERS, READERS, Row

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
SEATED = (
    "client_spoc",
    "client_deputy",
    "client_sponsor",
    "client_lead",
    "client_member",
    "supplier_spoc",
    "supplier_deputy",
    "supplier_sponsor",
    "supplier_lead",
    "supplier_member",
)
EDITORS = ("client_spoc", "client_lead", "supplier_spoc", "supplier_lead")
SPOCS = ("client_spoc", "supplier_spoc")
JUDGES = ("client_spoc", "client_lead")
ELSEWHERE = ("other_client_spoc", "other_supplier_spoc")


def raised(
    audience: Audience = Audience.SHARED, status: IssueStatus = IssueStatus.OPEN, due: date | None = None
) -> Callable[[World], None]:
    """MER-1 (or MER-C1), in that status, its effectiveness check due on that day."""

    def prepare(world: World) -> None:
        by = viewers.viewer(world.people["client_spoc"], today=AT.date())
        assert isinstance(by, Viewer)
        new = NewIssue(
            title="Billing outage",
            description="Nobody can pay.",
            area_id=world.areas["Customer care"],
            severity=Severity.LOW,
            audience=audience,
        )
        issue = issues.raise_issue(find.relationship(by, "MER"), new, by=by, at=AT)
        issue.status, issue.is_open = status, status is IssueStatus.OPEN
        issue.effectiveness_due_on = due

    return prepare


def shared(tail: str, who: tuple[str, ...], *, method: str = "POST", status: IssueStatus = IssueStatus.OPEN) -> Row:
    """A step of MER-1: `who` may take it, the others who see it may not."""
    answer: int | tuple[int, ...] = 200 if method == "GET" else (303, 422)
    statuses = {**ONLOOKERS, **dict.fromkeys(who, answer)}
    return Row(f"/r/MER/issues/1{tail}", statuses, method=method, prepare=raised(status=status))


def nowhere(tail: str, who: tuple[str, ...], *, method: str = "POST") -> Row:
    """A step of MER-1 that names something which is not there: `who` may look for it, the others may not."""
    statuses = {**ONLOOKERS, **dict.fromkeys(who, 404)}
    return Row(f"/r/MER/issues/1{tail}", statuses, method=method, prepare=raised())


def kept(tail: str, who: tuple[str, ...], *, method: str = "POST") -> Row:
    """A step of MER-C1, which only the client sees."""
    answer: int | tuple[int, ...] = 200 if method == "GET" else (303, 422)
    statuses = {**dict.fromkeys(CLIENT, 403), **dict.fromkeys(who, answer)}
    return Row(f"/r/MER/issues/C1{tail}", statuses, method=method, prepare=raised(Audience.CLIENT))


ROWS = {
    "issues.everywhere": Row("/issues", {}, others=200),
    "issues.index": Row("/r/MER/issues", READERS),
    "issues.choose": Row("/issues/new", dict.fromkeys((*SEATED, *ELSEWHERE), 303), others=403),
    "issues.new": Row("/r/MER/issues/new", {**ONLOOKERS, **dict.fromkeys(SEATED, 200)}),
    "issues.create": Row("/r/MER/issues", {**ONLOOKERS, **dict.fromkeys(SEATED, 422)}, method="POST"),
    "issues.similar": Row("/r/MER/issues/similar?title=billing", {**ONLOOKERS, **dict.fromkeys(SEATED, 200)}),
    "issues.show": Row("/r/MER/issues/1", READERS, prepare=raised()),
    "issues.acknowledge": shared("/acknowledgement", ("supplier_lead",)),
    "actions.new_of_issue": shared("/actions/new", EDITORS, method="GET"),
    "actions.create_of_issue": shared("/actions", EDITORS),
    "issues.edit": shared("/edit", EDITORS, method="GET"),
    "issues.update": shared("", EDITORS),
    "issue_steps.start_work": shared("/work", EDITORS),
    "issue_clocks.handing": shared("/handover", (*SPOCS, "supplier_lead"), method="GET"),
    "issue_clocks.hand_over": shared("/handover", (*SPOCS, "supplier_lead")),
    "issue_clocks.pausing": shared("/pause", ("client_spoc",), method="GET"),
    "issue_clocks.pause": shared("/pause", ("client_spoc",)),
    "issue_clocks.resume": shared("/resumption", ("client_spoc",)),
    "issue_clocks.stepping_down": shared("/step-down", SPOCS, method="GET"),
    "issue_clocks.step_down": shared("/step-down", SPOCS),
    "issue_steps.escalating": shared("/escalation", SPOCS, method="GET"),
    "issue_steps.escalate": shared("/escalation", SPOCS),
    "issue_context.edit": shared("/context", EDITORS, method="GET"),
    "issue_context.update": shared("/context", EDITORS),
    "issue_context.resolving": shared("/resolution", EDITORS, method="GET"),
    "issue_context.resolve": shared("/resolution", EDITORS),
    "issue_context.closing": shared("/closing", EDITORS, method="GET", status=IssueStatus.RESOLVED),
    "issue_context.close": shared("/closing", EDITORS, status=IssueStatus.RESOLVED),
    "issue_steps.checking": shared("/effectiveness", JUDGES, method="GET", status=IssueStatus.CLOSED),
    "issue_steps.check": shared("/effectiveness", JUDGES, status=IssueStatus.CLOSED),
    "issue_problems.choose": shared("/problem", EDITORS, method="GET"),
    "issue_problems.link": shared("/problem", EDITORS),
    "issue_problems.unlink": nowhere("/problem/removal", EDITORS),
    "issue_problems.dismiss": shared("/recurrence/dismissal", EDITORS),
    "issue_problems.failing": nowhere("/failure", EDITORS, method="GET"),
    "issue_problems.fail": nowhere("/failure", EDITORS),
    "issue_links.new": shared("/links/new", EDITORS, method="GET"),
    "issue_links.create": shared("/links", EDITORS),
    "issue_links.remove": nowhere("/links/removal", EDITORS),
    "issue_links.preparing": kept("/publication", ("client_spoc", "client_lead"), method="GET"),
    "issue_links.publish": kept("/publication", ("client_spoc", "client_lead")),
    "issue_steps.reopening": shared("/reopening", EDITORS, method="GET", status=IssueStatus.CLOSED),
    "issue_steps.reopen": shared("/reopening", EDITORS, status=IssueStatus.CLOSED),
    "search.show": Row("/search?q=billing", {}, others=200, prepare=raised()),
}
