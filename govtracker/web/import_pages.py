"""The pages of an import, the same for every kind: a file, a look at its rows, the import, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.exports import imports as listing
from govtracker.imports import batches as carrying
from govtracker.imports import templates, undoing
from govtracker.imports.batches import Where
from govtracker.imports.kinds import Kind, Place
from govtracker.models import ImportBatch, Relationship
from govtracker.queries import find
from govtracker.queries.installation import batches
from govtracker.queries.paging import Slice, every
from govtracker.queries.structure import people
from govtracker.web import addresses, exporting
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.exporting import Listing
from govtracker.web.forms import imports as forms
from govtracker.web.forms.base import Form


@dataclass(frozen=True)
class Part:
    """The part of the product that rows come into: what leads back there, as (name, address) from a place."""

    name: str  # of its blueprint
    path: str
    permission: Permission
    back: Callable[[Place], tuple[str, str]]


def blueprint(kind: Kind, part: Part) -> Blueprint:
    """The pages of a kind of import into one's own company, or into the relationship its path names."""
    pages = _Pages(kind, part)
    of_relationship = "<key>" in part.path
    place = find.relationship if of_relationship else people.own_company
    batch = partial(batches.of_relationship if of_relationship else batches.of_company, kind=kind.name)
    at_place, at_batch = requires(part.permission, subject=place), requires(part.permission, subject=batch)
    one = f"{part.path}/<int:batch_id>"
    bp = Blueprint(part.name, __name__)
    bp.get(part.path, endpoint="new")(at_place(pages.new))
    bp.post(part.path, endpoint="create")(at_place(pages.create))
    bp.get(f"{part.path}/template", endpoint="template")(at_place(pages.template))
    bp.get(one, endpoint="show")(at_batch(pages.show))
    bp.post(f"{one}/sheet", endpoint="turn_to")(at_batch(pages.turn_to))
    bp.post(f"{one}/columns", endpoint="choose")(at_batch(pages.choose))
    bp.post(f"{one}/confirmation", endpoint="confirm")(at_batch(pages.confirm))
    bp.post(f"{one}/taking-back", endpoint="take_back")(at_batch(pages.take_back))
    return bp


class _Pages:
    """The views of a kind."""

    def __init__(self, kind: Kind, part: Part) -> None:
        self.kind = kind
        self.part = part

    def new(self, place: Place, viewer: Viewer) -> Page:
        """Choose a file."""
        return self._new(place, forms.Upload())

    def create(self, place: Place, viewer: Viewer) -> Page | Response:
        """Keep the file and look at it."""
        form = forms.Upload()
        url = form.create(viewer, lambda: self._received(place, form, viewer))
        return see_other(url) if url else self._new(place, form, status=422)

    def template(self, place: Place, viewer: Viewer) -> Page | Response:
        """An example to begin with, as a file."""
        if not exporting.wanted():
            return see_other(self._url("new", place))
        return exporting.sent(templates.template(self.kind, viewer.zone), lambda: f"{self.kind.name}-template")

    def show(self, batch: ImportBatch, viewer: Viewer) -> Page | Response:
        """What would become of the rows, or what became of them."""
        return self._file(batch, viewer) if exporting.wanted() else self._show(batch, viewer)

    def turn_to(self, batch: ImportBatch, viewer: Viewer) -> Page | Response:
        """Take another sheet of the workbook."""
        form = self._sheets(batch, forms.OfWorkbook())
        return self._step(batch, viewer, form, lambda where: carrying.turn_to(self.kind, batch, form.sheet.data, where))

    def choose(self, batch: ImportBatch, viewer: Viewer) -> Page | Response:
        """Say which column says what, and look again."""
        form = forms.chosen(self.kind, _place_of(batch, viewer), batch.summary["header"])()
        return self._step(
            batch, viewer, form, lambda where: carrying.choose(self.kind, batch, form.columns, form.options, where)
        )

    def confirm(self, batch: ImportBatch, viewer: Viewer) -> Page | Response:
        """Import it; posted twice it imports once."""
        form = forms.Confirmation()
        whole, tell = form.mode.data == "all", bool(self.kind.tells and form.tell.data)
        return self._step(
            batch,
            viewer,
            form,
            lambda where: carrying.carry_out(self.kind, batch, where, all_or_nothing=whole, tell=tell),
            said="The file is imported.",
        )

    def take_back(self, batch: ImportBatch, viewer: Viewer) -> Page | Response:
        """Take the import back where nothing was touched since."""
        deed = partial(undoing.take_back, self.kind, batch)
        return self._step(batch, viewer, forms.Word(), deed, said="The import is taken back.")

    def _step(
        self, batch: ImportBatch, viewer: Viewer, form: Form, deed: Callable[[Where], None], *, said: str = ""
    ) -> Page | Response:
        """Do what a form asks, and show the import again."""
        if not form.did(lambda: deed(_where(_place_of(batch, viewer), viewer))):
            return self._show(batch, viewer, form, status=422)
        if said:
            flash(said)
        return see_other(self._url("show", batch))

    def _received(self, place: Place, form: forms.Upload, viewer: Viewer) -> str:
        sent = form.file.data
        batch = carrying.receive(self.kind, sent.filename, sent.read(), _where(place, viewer))
        return self._url("show", batch)

    def _new(self, place: Place, form: forms.Upload, *, status: int = 200) -> Page:
        return page("imports/new.html", **self._frame(place), form=form, status=status)

    def _show(self, batch: ImportBatch, viewer: Viewer, form: Form | None = None, *, status: int = 200) -> Page:
        """The page of an import; `form` is the one of its forms that was refused."""
        place = _place_of(batch, viewer)
        found = batches.rows(batch.id, **addresses.cursors()) if batch.imported_at else Slice([], None, None)
        return page(
            "imports/show.html",
            **self._frame(place),
            **{
                name: form if isinstance(form, FORMS[name]) else blank
                for name, blank in self._blank(batch, place).items()
            },
            mistake=form,
            batch=batch,
            found=batch.summary,
            rows=found.rows,
            around=addresses.around(found),
            can_be_taken_back=undoing.is_possible(batch, clock.now()),
            status=status,
        )

    def _blank(self, batch: ImportBatch, place: Place) -> dict[str, Form]:
        """The forms of the page as they stand before anybody fills them in."""
        columns = forms.chosen(self.kind, place, batch.summary["header"])
        chosen = {**batch.mapping["columns"], **batch.mapping["options"]}
        return {
            "sheets": self._sheets(batch, forms.OfWorkbook(formdata=None, data=batch.mapping)),
            "columns": columns(formdata=None, data=chosen),
            "confirmation": forms.Confirmation(formdata=None),
        }

    def _sheets(self, batch: ImportBatch, form: forms.OfWorkbook) -> forms.OfWorkbook:
        form.offer(batch.summary["sheets"])
        return form

    def _frame(self, place: Place) -> dict[str, Any]:
        """What every page of this kind shows around itself."""
        return {
            "kind": self.kind,
            "relationship": place if isinstance(place, Relationship) else None,
            "back": self.part.back(place),
            "address": lambda name, **more: self._url(name, place, **more),
        }

    def _file(self, batch: ImportBatch, viewer: Viewer) -> Response:
        """What was refused before the import, what became of each row after it."""
        if batch.imported_at:
            rows = every(lambda after: batches.rows(batch.id, after=after, size=exporting.PAGE))
            return exporting.answer(Listing.of(f"Import of {batch.filename}", listing.RESULTS, rows), viewer)
        refused = carrying.problems(self.kind, batch, _where(_place_of(batch, viewer), viewer))
        return exporting.answer(Listing.of(f"Refused rows of {batch.filename}", listing.REFUSED, refused), viewer)

    def _url(self, name: str, where: Place | ImportBatch, **more: Any) -> str:
        parts: dict[str, Any] = {**more, **({"batch_id": where.id} if isinstance(where, ImportBatch) else {})}
        relationship = where.within if isinstance(where, ImportBatch) else where
        if isinstance(relationship, Relationship):
            parts["key"] = relationship.key
        return url_for(f"{self.part.name}.{name}", **parts)


FORMS = {"sheets": forms.OfWorkbook, "columns": forms.Chosen, "confirmation": forms.Confirmation}


def _place_of(batch: ImportBatch, viewer: Viewer) -> Place:
    return batch.within or people.own_company(viewer)


def _where(place: Place, viewer: Viewer) -> Where:
    return Where(place, viewer, clock.now(), clock.today(viewer.zone))
