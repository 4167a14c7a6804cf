"""Views of lists that people of the demonstration keep: their own, their company's, and those both companies share."""

from govtracker.demonstration.stage import Stage
from govtracker.enums import Audience, ListName
from govtracker.services.issues import saved_views
from govtracker.services.issues.saved_views import NewView

# who, relationship ("" over all of them), list, name, query, audience (None: their own)
KEPT = (
    ("Eva Varga", "", ListName.ISSUES, "Escalated, the latest first", "escalated=1&sort=-updated", None),
    ("Eva Varga", "", ListName.PORTFOLIO, "Needs attention", "escalated=1&sort=-escalations", None),
    ("Eva Varga", "MER", ListName.ISSUES, "Grave and waiting on us", "waiting=us&sort=severity", Audience.CLIENT),
    ("Eva Varga", "MER", ListName.ACTIONS, "For the weekly call", "overdue=1&columns=who,due,status", Audience.SHARED),
    ("Diego Alonso", "MER", ListName.ISSUES, "Late on our side", "waiting=us&overdue=1", Audience.SUPPLIER),
    ("Priya Nair", "MER", ListName.ISSUES, "Mine, by severity", "owner=me&sort=severity", None),
    ("Greta Falk", "", ListName.PORTFOLIO, "By next review", "sort=review&columns=review,standing,overdue", None),
)


def write(stage: Stage) -> None:
    """Keep them; nobody's list opens with one, so that each is found as it is."""
    for who, key, list_name, name, query, audience in KEPT:
        relationship = stage.places[key].row if key else None
        new = NewView(list_name, name, query, audience)
        saved_views.save(relationship, new, by=stage.cast.viewer(who), at=stage.story.at)
