"""How somebody looks at a list: the columns chosen and their order, the views kept of it, the one it opens with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from govtracker.access import WRITING_SEATS, Permission, Stance, Viewer, allowed
from govtracker.enums import ListName
from govtracker.exports.columns import Column, Columns
from govtracker.models import Relationship
from govtracker.queries import NotFound
from govtracker.queries.issues import saved_views
from govtracker.web import action_filters, addresses, exporting, issue_filters, portfolio_filters
from govtracker.web.addresses import Check, here
from govtracker.web.answers import Page, page

CHOOSING = frozenset({"columns", "up", "choose", "after", "before"})
STANDARD = "standard"  # ?view=standard: the list as it is, whatever view it opens with


@dataclass(frozen=True)
class Kind:
    """A list by its endpoints (None: it has no such page) and what its address may ask."""

    everywhere: str | None
    index: str | None
    checks: Mapping[str, Check]


@dataclass(frozen=True)
class Looking:
    """A list as its address shows it; `ignored` are parts of the address that mean nothing here.

    `views` are rows of queries.saved_views, `view` is the one that was opened, if any. Whoever `may_pick` can change
    several rows at once.
    """

    name: ListName
    relationship: Relationship | None
    described: Columns
    columns: Sequence[Column]
    ignored: Sequence[str]
    views: Sequence[Any] = ()
    view: Any = None
    may_change: bool = False
    may_pick: bool = False

    @property
    def query(self) -> str:
        """What a view of this very address holds."""
        return kept(self.name, request.args.to_dict())

    @property
    def to_file(self) -> list[Column]:
        """The columns of this list as a file."""
        return self.described.to_file(self.columns)

    @property
    def others(self) -> list[Column]:
        """The columns that are not shown."""
        shown = {column.key for column in self.columns}
        return [column for column in self.described.others if column.key not in shown]

    def address(self, view: Any) -> str:
        """The address under which the list shows a view."""
        return f"{request.path}?{urlencode([*parse_qsl(view.query), ('view', view.id)])}"


def look(
    viewer: Viewer,
    name: ListName,
    described: Columns,
    ignored: Sequence[str],
    *,
    relationship: Relationship | None = None,
) -> Looking:
    """How `viewer` looks at a list; a file needs no views."""
    columns, unknown = described.chosen(",".join(request.args.getlist("columns")))
    ignored = sorted({*ignored, *unknown})
    if exporting.wanted():
        return Looking(name, relationship, described, columns, ignored)
    views = saved_views.offered(viewer, name, relationship.id if relationship else None)
    view = next((view for view in views if str(view.id) == request.args.get("view")), None)
    may_change = view is not None and _may_change(view, relationship, viewer)
    may_pick = _may_pick(viewer, relationship)
    return Looking(name, relationship, described, columns, ignored, views, view, may_change, may_pick)


def detour(looking: Looking) -> Page | Response | None:
    """What comes before the list: the view it opens with, the address said plainly, the choice of columns."""
    if exporting.wanted():
        return None
    elsewhere = _reordered(looking.columns) if request.args else _opens_with(looking)
    if elsewhere:
        return redirect(elsewhere)
    if request.args.get("choose") != "columns":
        return None
    rest = [(name, value) for name, value in request.args.items(multi=True) if name not in CHOOSING]
    return page("lists/columns.html", looking=looking, rest=rest, back=here(choose=None))


def kept(name: ListName, args: Mapping[str, str]) -> str:
    """What a view keeps of a query string: filters that fit, order, columns; not the page, the file or the view."""
    values, _ = addresses.asked(args, _kind(name).checks)
    columns = args.get("columns", "")
    return urlencode({**values, **({"columns": columns} if columns else {})})


def address(name: ListName, relationship: Relationship | None, query: str = "", **more: Any) -> str:
    """The address of a list with that query string; NotFound for one that has no such page."""
    kind = _kind(name)
    endpoint = kind.everywhere if relationship is None else kind.index
    if endpoint is None:
        raise NotFound
    values: dict[str, Any] = {**dict(parse_qsl(query)), **more}
    return url_for(endpoint, **values) if relationship is None else url_for(endpoint, **values, key=relationship.key)


def _kind(name: ListName) -> Kind:
    if name not in LISTS:
        raise NotFound
    return LISTS[name]


def _may_change(view: Any, relationship: Relationship | None, viewer: Viewer) -> bool:
    """Whether the person may change a view: everybody their own, what is shared its owner and the SPOCs."""
    if view.audience is None or relationship is None:
        return True
    return allowed(viewer, Permission.EDIT_VIEW, Stance(relationship.place(view.audience), owner_id=view.owner_id))


def _may_pick(viewer: Viewer, relationship: Relationship | None) -> bool:
    """Whether the person may write at all where the rows belong; each row is asked when it comes to it."""
    seats = viewer.seats_in(relationship.id) if relationship else viewer.seats
    return any(seat.role in WRITING_SEATS for seat in seats)


def _opens_with(looking: Looking) -> str | None:
    """The view this person's list opens with, unless the address says how it is to be shown."""
    place = looking.relationship.id if looking.relationship else None
    opens = next((view for view in looking.views if view.is_default and view.relationship_id == place), None)
    return looking.address(opens) if opens else None


def _reordered(columns: Sequence[Column]) -> str | None:
    """The address with one column a place further forward, or with boxes that were ticked said as one wish."""
    names = [column.key for column in columns]
    up = request.args.get("up")
    if up is None and len(request.args.getlist("columns")) < 2:
        return None
    if up in names[1:]:
        place = names.index(up)
        names[place - 1 : place + 1] = [up, names[place - 1]]
    return here(columns=",".join(names), up=None, choose="columns" if up else None)


LISTS: Mapping[ListName, Kind] = {
    ListName.ISSUES: Kind("issues.everywhere", "issues.index", issue_filters.CHECKS),
    ListName.ACTIONS: Kind("actions.everywhere", "actions.index", action_filters.CHECKS),
    ListName.PORTFOLIO: Kind("portfolio.show", None, portfolio_filters.CHECKS),
}
