"""The installation: organisations and catalogues, for its administrator alone."""

from govtracker.database import db
from govtracker.models import IssueCategory
from tests.support.world import World
from tests.web.access_table import Row

ADMINISTRATOR = "administrator"


def category(world: World) -> None:
    """The only one, number 1."""
    db.session.add(IssueCategory(name="Billing"))


def deed(tail: str, status: int) -> Row:
    url = f"/administration/categories/1{tail}"
    return Row(url, {ADMINISTRATOR: status}, others=403, method="POST", prepare=category)


def of_cascade(tail: str, status: int, method: str = "POST") -> Row:
    def url(world: World) -> str:
        return f"/administration/organisations/{world.organisations['Cascade']}{tail}"

    return Row(url, {ADMINISTRATOR: status}, others=403, method=method)


ROWS = {
    "administration.show": Row("/administration", {ADMINISTRATOR: 200}, others=403),
    "catalogues.index": Row("/administration/areas", {ADMINISTRATOR: 200}, others=403),
    "catalogues.create": Row("/administration/root-causes", {ADMINISTRATOR: 422}, others=403, method="POST"),
    "catalogues.edit": Row("/administration/categories/1", {ADMINISTRATOR: 200}, others=403, prepare=category),
    "catalogues.update": deed("", 422),
    "catalogues.move": deed("/place", 303),
    "catalogues.retire": deed("/retirement", 303),
    "catalogues.remove": deed("/removal", 303),
    "standings.edit": Row("/administration/standings", {ADMINISTRATOR: 200}, others=403),
    "standings.update": Row("/administration/standings", {ADMINISTRATOR: 422}, others=403, method="POST"),
    "organisations.index": Row("/administration/organisations", {ADMINISTRATOR: 200}, others=403),
    "organisations.new": Row("/administration/organisations/new", {ADMINISTRATOR: 200}, others=403),
    "organisations.create": Row("/administration/organisations", {ADMINISTRATOR: 422}, others=403, method="POST"),
    "organisations.edit": of_cascade("", 200, "GET"),
    "organisations.update": of_cascade("", 422),
    "organisations.begin": of_cascade("/first-person", 422),
}
