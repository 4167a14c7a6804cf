"""What stands behind the outages: a problem over all of them, and the measure that did not hold."""

from datetime import timedelta

from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts.present import OUTAGE
from govtracker.enums import Audience, Side
from govtracker.models import Issue
from govtracker.queries.issues import recurrences
from govtracker.rules.issues import five_whys
from govtracker.rules.issues.five_whys import Why
from govtracker.rules.issues.links import Word
from govtracker.services.issues import failed_actions, issue_links, problems
from govtracker.services.issues.context import Context
from govtracker.services.issues.problems import NewProblem

AREA = "Customer care"
TITLE = "Releases break invoices"
DESCRIPTION = "Each time a release of the shop went out, agents could not open or correct invoices until it was undone."
WHYS = (
    "A release of the shop changes a field that billing reads.",
    "Billing does not know which releases touch its fields.",
    "The release board has no seat for billing, on neither side.",
)
FAILED = "The newest release broke invoices again, although its billing cases had been tested."


def write(stage: Stage) -> None:
    """Open the problem over every outage of Meridian, and open the last measure against them again."""
    place, at = stage.places["MER"], stage.story.at
    spoc, lead = stage.spoc(place, Side.CLIENT), stage.lead(place, Side.SUPPLIER, AREA, at)
    outages = [one for one in stage.issues["MER"] if one.category == OUTAGE and one.audience is Audience.SHARED]
    new = NewProblem(
        title=TITLE,
        description=DESCRIPTION,
        area_id=place.areas[AREA].id,
        category=OUTAGE,
        audience=Audience.SHARED,
        owner_id=lead.person_id,
    )
    problem = problems.open_problem(place.row, new, of=outages, by=spoc, at=at)
    problems.start_work(problem, by=lead, at=at)
    chain = tuple(Why(five_whys.asked_at(number), answer) for number, answer in enumerate(WHYS))
    said = Context(why_it_occurred=WHYS[0], what_was_done="", why_not_again="", root_cause_id=None, five_whys=chain)
    problems.write_context(problem, said, by=lead, at=at)
    if len(outages) > 1:
        issue_links.link(outages[-1], Word.RELATES_TO, outages[-2], by=spoc, at=at)
        _fail(stage, outages[-2])


def _fail(stage: Stage, outage: Issue) -> None:
    """Its corrective action was carried out and did not help."""
    spoc, today = stage.spoc(stage.places["MER"], Side.CLIENT), stage.story.today
    failed = recurrences.corrected(spoc, outage.id)
    due_on = today + timedelta(days=10)
    failed_actions.reopen_all(failed, FAILED, due_on, by=spoc, at=stage.story.at, today=today)
