"""Review packs: how far they are, reading one, its pictures, taking it along as PDF, making it again."""

from io import BytesIO

from flask import Blueprint, send_file, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Audience, PackStage
from govtracker.models import Review, ReviewPack
from govtracker.queries import NotFound, find
from govtracker.queries.reviews import packs as asked
from govtracker.rules.reviews import review_pack
from govtracker.services.reviews import packs
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import Form

bp = Blueprint("packs", __name__)


@bp.get("/r/<key>/reviews/<int:review_id>/pack")
@requires(Permission.VIEW, subject=find.review)
def current(review: Review, viewer: Viewer) -> Page:
    """The newest pack of both sides that is ready, or how far it is."""
    return _show(review, viewer, asked.current(viewer, review.id))


@bp.get("/r/<key>/reviews/<int:review_id>/packs/<int:pack_id>")
@requires(Permission.VIEW, subject=asked.one)
def show(pack: ReviewPack, viewer: Viewer) -> Page:
    """One edition, for one audience."""
    return _show(pack.review, viewer, pack)


@bp.get("/r/<key>/reviews/<int:review_id>/packs/<int:pack_id>.pdf")
@requires(Permission.VIEW, subject=asked.one)
def pdf(pack: ReviewPack, viewer: Viewer) -> Response:
    """The pack to take along."""
    review, whose = pack.review, "" if pack.audience is Audience.SHARED else f"-{pack.audience.value}"
    name = f"{review.relationship.key}-review-{review.period_key}{whose}-{pack.number}.pdf"
    return send_file(BytesIO(asked.content(pack.id)), mimetype="application/pdf", download_name=name)


@bp.get("/r/<key>/reviews/<int:review_id>/packs/<int:pack_id>/<name>.svg")
@requires(Permission.VIEW, subject=asked.one)
def picture(pack: ReviewPack, viewer: Viewer, name: str) -> Response:
    """A picture of a pack, which never changes."""
    found = review_pack.read(pack.content).drawn.get(name) if pack.content else None
    if found is None:
        raise NotFound
    answer = Response(found.svg, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@bp.post("/r/<key>/reviews/<int:review_id>/packs")
@requires(Permission.WRITE_MINUTES, subject=find.review)
def make_again(review: Review, viewer: Viewer) -> Page | Response:
    """Once more, with the figures of now."""
    form = Form()
    if form.did(lambda: packs.make_again(review, by=viewer, at=clock.now())):
        return see_other(url_for("packs.current", key=review.relationship.key, review_id=review.id))
    return _show(review, viewer, asked.current(viewer, review.id), mistake=form, status=422)


def _show(
    review: Review, viewer: Viewer, pack: ReviewPack | None, *, mistake: Form | None = None, status: int = 200
) -> Page:
    editions = asked.of_review(viewer, review.id)
    ready = [row for row in editions if row.stage is PackStage.READY]
    newest = {row.audience: row.id for row in reversed(ready)}
    return page(
        "packs/show.html",
        status=status,
        review=review,
        relationship=review.relationship,
        pack=pack,
        content=review_pack.read(pack.content) if pack and pack.content else None,
        editions=editions,
        newest=newest,
        making=[row for row in editions if row.stage not in (PackStage.READY, PackStage.FAILED)],
        addition=next((row for row in ready if row.audience is not Audience.SHARED), None),
        steps=STEPS,
        mistake=mistake,
    )


STEPS = [stage for stage in PackStage if stage is not PackStage.FAILED]
