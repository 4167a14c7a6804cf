"""One deed on many rows of a list: what was ticked, what is to change, and what became of each row."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, request
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import ActionDeed, IssueDeed, ListName
from govtracker.models import Relationship
from govtracker.queries import find, owners
from govtracker.queries.issues import actions, issues
from govtracker.queries.issues.issues import Standpoint
from govtracker.services.issues import batches
from govtracker.services.issues.batches import MOST, Chosen, Moment, Result
from govtracker.web import action_filters, addresses, issue_filters, lists
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import batches as forms
from govtracker.web.forms.choices import chosen
from govtracker.web.tables import actions as action_tables
from govtracker.web.tables import issues as issue_tables
from govtracker.web.tables.cells import Table

bp = Blueprint("batches", __name__)
LIST = "<any(issues, actions):name>"
Matching = Callable[[Viewer, Relationship | None, Mapping[str, str]], tuple[Sequence[Any], bool]]


@dataclass(frozen=True)
class Kind:
    """A list whose rows can be changed together."""

    deeds: type[StrEnum]
    form: type[forms.Batch]
    named: Callable[[Viewer, Collection[str]], Sequence[Any]]
    matching: Matching
    table: Callable[[Viewer, Sequence[Any]], Table]
    carry_out: Callable[..., list[Result]]


@dataclass(frozen=True)
class Came:
    """The list one came from."""

    name: ListName
    relationship: Relationship | None

    @property
    def kind(self) -> Kind:
        """What can be done to its rows."""
        return KINDS[self.name]

    @property
    def asked(self) -> dict[str, str]:
        """What its address asked."""
        return dict(parse_qsl(request.values.get("list", "")))

    @property
    def back(self) -> str:
        """Its address, or My work."""
        kept = lists.kept(self.name, self.asked)
        return addresses.back(lists.address(self.name, self.relationship, kept, view=lists.STANDARD))


@bp.get(f"/{LIST}/batch")
@requires(Permission.OWN)
def edit(viewer: Viewer, name: str) -> Page | Response:
    """The rows that were ticked, or all that match as far as is done at once, and what can be done to them."""
    came, more = _came(ListName(name), viewer), False
    if request.args.get("all"):
        rows, more = came.kind.matching(viewer, came.relationship, came.asked)
    else:
        rows = came.kind.named(viewer, [row.key for row in _ticked()])
    if not rows:
        flash("Tick the rows first that you want to change.", "warning")
        return see_other(came.back)
    return _show(came, viewer, rows, _form(came.kind, viewer, rows), more=more)


@bp.post(f"/{LIST}/batch")
@requires(Permission.OWN)
def update(viewer: Viewer, name: str) -> Page | Response:
    """Do it to each row it may be done to; what was refused is said row by row."""
    came, ticked = _came(ListName(name), viewer), _ticked()
    rows = came.kind.named(viewer, [row.key for row in ticked])
    form, deed = _form(came.kind, viewer, rows), chosen(came.kind.deeds, request.form.get("deed"))
    now = Moment(viewer, clock.now(), clock.today(viewer.zone))
    results = form.carry_out(lambda: came.kind.carry_out(ticked, deed, form.said, now)) if deed else None
    if deed is None:
        form.refuse("Choose what to change.")
    if results is None:
        return _show(came, viewer, rows, form, status=422)
    if not any(result.refusal for result in results):
        flash(_told(results), "good")
        return see_other(came.back)
    rows = came.kind.named(viewer, [result.key for result in results])
    return _show(came, viewer, rows, form, results=results)


def _show(
    came: Came,
    viewer: Viewer,
    rows: Sequence[Any],
    form: forms.Batch,
    *,
    more: bool = False,
    results: Sequence[Result] = (),
    status: int = 200,
) -> Page:
    return page(
        f"batches/{came.name.value}.html",
        name=came.name,
        table=came.kind.table(viewer, rows),
        form=form,
        more=more,
        most=MOST,
        told=_told(results) if results else "",
        results={result.key: result for result in results},
        gone=[result for result in results if result.refusal == batches.GONE],
        kept={part: request.values.get(part, "") for part in ("place", "list", "from")},
        back=came.back,
        status=status,
    )


def _told(results: Sequence[Result]) -> str:
    """ "18 changed, 1 was so already, 2 refused"."""
    counted = Counter("refused" if one.refusal else "so already" if one.same else "changed" for one in results)
    return ", ".join(f"{counted[word]} {word}" for word in ("changed", "so already", "refused") if counted[word])


def _form(kind: Kind, viewer: Viewer, rows: Sequence[Any]) -> forms.Batch:
    form = kind.form(formdata=request.form if request.method == "POST" else None)
    places = {row.relationship_id for row in rows}
    people = owners.choices_in(places, on=clock.today("UTC"))
    form.offer(people, issues.areas_of(places) if kind.deeds is IssueDeed else [])
    return form


def _ticked() -> list[Chosen]:
    """The rows an address or a form names: "MER-42.3" is MER-42 as it was in its third version."""
    pairs = (text.rpartition(".") for text in request.values.getlist("row"))
    return [Chosen(key, int(version)) for key, _, version in pairs if version.isascii() and version.isdigit()]


def _came(name: ListName, viewer: Viewer) -> Came:
    key = request.values.get("place", "")
    return Came(name, find.relationship(viewer, key) if key else None)


def _places(viewer: Viewer) -> dict[int, Standpoint]:
    return {place.relationship_id: place for place in issues.standpoints(viewer)}


def _matching_issues(
    viewer: Viewer, relationship: Relationship | None, asked: Mapping[str, str]
) -> tuple[Sequence[Any], bool]:
    places = [Standpoint.of(relationship, viewer)] if relationship else issues.standpoints(viewer)
    wanted, _ = issue_filters.read(asked, viewer, today=clock.today(viewer.zone))
    found = issues.listed(viewer, places, wanted, size=MOST)
    return found.page.rows, found.page.after is not None or found.more_matches


def _matching_actions(
    viewer: Viewer, relationship: Relationship | None, asked: Mapping[str, str]
) -> tuple[Sequence[Any], bool]:
    wanted, _ = action_filters.read(asked, viewer, relationship, today=clock.today(viewer.zone))
    found = actions.listed(viewer, wanted, size=MOST)
    return found.rows, found.after is not None


KINDS: Mapping[ListName, Kind] = {
    ListName.ISSUES: Kind(
        IssueDeed,
        forms.IssueBatch,
        issues.named,
        _matching_issues,
        lambda viewer, rows: issue_tables.table(rows, _places(viewer), today=clock.today(viewer.zone)),
        batches.on_issues,
    ),
    ListName.ACTIONS: Kind(
        ActionDeed,
        forms.ActionBatch,
        actions.named,
        _matching_actions,
        lambda viewer, rows: action_tables.table(rows, today=clock.today(viewer.zone)),
        batches.on_actions,
    ),
}
