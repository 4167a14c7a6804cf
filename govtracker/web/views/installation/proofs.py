"""Proving once more who one is, on the way to a page."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker.web import proving, signed_in
from govtracker.web.access import public
from govtracker.web.addresses import own_path
from govtracker.web.answers import Page, see_other
from govtracker.web.forms.proofs import Proof

bp = Blueprint("proofs", __name__)


@bp.post("/proof")
@public(own_transaction=True)
def create() -> Page | Response:
    """Go on where one was, once the proof is right; whoever is not signed in any more signs in."""
    form = Proof()
    wanted = own_path(form.proof_next.data)
    if signed_in.current() is None:
        return see_other(url_for("sign_in.show", next=wanted))
    if not form.validate() or not proving.proved(form):
        return proving.asking(form, action=url_for("proofs.create"), status=422)
    return see_other(wanted or url_for("work.show"))
