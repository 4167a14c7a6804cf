"""The contract of a relationship: what is in force, its versions, notice, and documents."""

from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, config
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience
from govtracker.models import Contract, Relationship
from govtracker.queries import find
from govtracker.queries.performance import contracts as asked
from govtracker.rules.date_words import long_day
from govtracker.services.issues import attachments
from govtracker.services.issues.attachments import Sent
from govtracker.services.performance import contracts
from govtracker.web import contract_pages, files
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import audiences
from govtracker.web.forms.comments import NewFiles

bp = Blueprint("contracts", __name__)


@bp.get("/r/<key>/contract")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """What was confirmed last, and that a draft waits."""
    confirmed, draft = asked.newest(viewer, relationship.id)
    return _show(relationship, confirmed, draft, viewer)


@bp.get("/r/<key>/contract/versions/<int:version>")
@requires(Permission.VIEW, subject=asked.version)
def version(contract: Contract, viewer: Viewer) -> Page:
    """One version as it was confirmed."""
    return _show(contract.relationship, contract, None, viewer)


@bp.post("/r/<key>/contract/notice")
@requires(Permission.AGREE_CONTRACT, subject=asked.current, fresh=True)
def give_notice(contract: Contract, viewer: Viewer) -> Response:
    """Give notice for one's side."""
    ends_on = contracts.give_notice(contract, by=viewer, at=clock.now())
    flash(f"Notice given: the contract ends on {long_day(ends_on)}.", "good")
    return see_other(_url(contract.relationship))


@bp.post("/r/<key>/contract/notice/withdrawal")
@requires(Permission.AGREE_CONTRACT, subject=asked.current)
def take_back_notice(contract: Contract, viewer: Viewer) -> Response:
    """Take back the notice of one's side."""
    contracts.take_back_notice(contract, by=viewer, at=clock.now())
    return see_other(_url(contract.relationship))


@bp.get("/r/<key>/contract/files/new")
@requires(Permission.ATTACH_FILE, subject=asked.newest_one)
def new_files(contract: Contract, viewer: Viewer) -> Page:
    """Who sees the documents, and which."""
    return _new_files(contract, viewer, _files_form(contract, viewer))


@bp.post("/r/<key>/contract/files")
@requires(Permission.ATTACH_FILE, subject=asked.newest_one, own_transaction=True)
def add_files(contract: Contract, viewer: Viewer) -> Page | Response:
    """Put documents under the contract, for the audience that was chosen."""
    form, key = _files_form(contract, viewer), contract.relationship.key
    sent: list[Sent] = []

    def attached() -> str:
        found = asked.newest_one(viewer, key)
        attachments.attach(found, sent, Audience(form.audience.data), by=viewer, at=clock.now())
        return f"{_url(found.relationship)}#files"

    url = form.create(viewer, attached, within=lambda: files.kept(form.files, sent))
    return see_other(url) if url else _new_files(asked.newest_one(viewer, key), viewer, form, status=422)


def _show(
    relationship: Relationship,
    contract: Contract | None,
    draft: Contract | None,
    viewer: Viewer,
    *,
    status: int = 200,
) -> Page:
    """A version with what stands beside it; a form that is given was refused."""
    if contract is None:
        return page("contracts/none.html", relationship=relationship, draft=draft)
    side = viewer.side_in(relationship.place())
    assert side is not None
    beside: dict[str, Any] = {
        "terms": contract_pages.of_terms(contract),
        "notices": contract_pages.notices(contract),
        "ends_on": contract_pages.end(contract),
        "files": contract_pages.files(viewer, relationship),
        "versions": asked.versions(viewer, relationship.id),
    }
    return page(
        "contracts/show.html",
        status=status,
        relationship=relationship,
        contract=contract,
        draft=draft,
        side=side,
        own=relationship.company(side).name,
        **beside,
    )


def _files_form(contract: Contract, viewer: Viewer) -> NewFiles:
    form = NewFiles()
    form.audience.choices = audiences(contract.relationship, viewer, within=Audience.SHARED)
    return form


def _new_files(contract: Contract, viewer: Viewer, form: NewFiles, *, status: int = 200) -> Page:
    side = viewer.side_in(contract.place)
    assert side is not None
    settings = config.current()
    return page(
        "contracts/files.html",
        status=status,
        relationship=contract.relationship,
        form=form,
        own=contract.relationship.company(side).name,
        other=contract.relationship.company(side.other).name,
        most=settings.max_attachment,
        together=settings.max_upload,
    )


def _url(relationship: Relationship) -> str:
    return url_for("contracts.show", key=relationship.key)
