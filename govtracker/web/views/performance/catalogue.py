"""The catalogue of KPIs: looked through, and several at once taken into a draft."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Pillar
from govtracker.models import CriteriaSet
from govtracker.queries.performance import criteria as versions
from govtracker.rules.performance import anchors
from govtracker.rules.performance.catalogue import shelf
from govtracker.services.performance import kpis
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms import catalogue as forms
from govtracker.web.forms.choices import chosen
from govtracker.web.views.performance.criteria import PILLARS

bp = Blueprint("catalogue", __name__)


@bp.get("/r/<key>/criteria/draft/catalogue")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def index(draft: CriteriaSet, viewer: Viewer) -> Page:
    """What there is to pick, narrowed by words and pillar (?q=answer&pillar=experience)."""
    return _index(draft, forms.Picks(formdata=None), _there(draft))


@bp.post("/r/<key>/criteria/draft/catalogue")
@requires(Permission.EDIT_CRITERIA, subject=versions.in_work)
def pick(draft: CriteriaSet, viewer: Viewer) -> Page | Response:
    """Add what was ticked."""
    form, there = forms.Picks(), _there(draft)  # what is refused half-way has changed the draft in memory
    url = form.create(viewer, lambda: _pick(draft, form, viewer))
    return see_other(url) if url else _index(draft, form, there, status=422)


def _index(draft: CriteriaSet, form: forms.Picks, there: frozenset[str], *, status: int = 200) -> Page:
    words, pillar = request.args.get("q", ""), chosen(Pillar, request.args.get("pillar"))
    entries = shelf.found(words, pillar)
    return page(
        "criteria/catalogue.html",
        relationship=draft.relationship,
        draft=draft,
        form=form,
        entries=entries,
        number=len(shelf.ENTRIES),
        there=there,
        directions={entry.terms.code: anchors.direction(entry.terms.anchors) for entry in entries},
        pillars=PILLARS,
        words=words,
        pillar=pillar,
        status=status,
    )


def _there(draft: CriteriaSet) -> frozenset[str]:
    return frozenset(criterion.kpi.code for criterion in draft.criteria)


def _pick(draft: CriteriaSet, form: forms.Picks, viewer: Viewer) -> str:
    kpis.pick(draft, forms.picked(form.codes.data or ()), by=viewer, at=clock.now())
    return url_for("drafts.show", key=draft.relationship.key)
