"""A person's own second factor: set up, recovery codes, turned off."""

import segno
from flask import Blueprint, flash, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.models import SecondFactor
from govtracker.queries.installation import second_factors as asked
from govtracker.rules.installation import authenticator
from govtracker.services.installation import second_factors
from govtracker.web import addresses, proving, signed_in
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.proofs import Code

bp = Blueprint("second_factor", __name__)
PICTURED = "The key of your second factor, as a QR code"


@bp.get("/settings/second-factor")
@requires(Permission.OWN, before_factor=True)
def show(viewer: Viewer) -> Page:
    """Whether there is one, and what can be done about it."""
    factor = asked.of_person(viewer.person_id)
    counts = factor is not None and factor.confirmed_at is not None
    return page(
        "second_factor/show.html",
        factor=factor if counts else None,
        left=asked.codes_left(factor.id) if factor and counts else 0,
        required=_required(viewer),
        next=addresses.own_path(request.args.get("next")),
    )


@bp.post("/settings/second-factor")
@requires(Permission.OWN, before_factor=True, fresh=True)
def begin(viewer: Viewer) -> Response:
    """A new secret, to be told to an application."""
    second_factors.begin(viewer, at=clock.now())
    return see_other(url_for("second_factor.new", next=addresses.own_path(request.form.get("next"))))


@bp.get("/settings/second-factor/new")
@requires(Permission.OWN, before_factor=True, fresh=True)
def new(viewer: Viewer) -> Page | Response:
    """The secret as a picture and in letters, and a place for the first code."""
    factor = asked.of_person(viewer.person_id)
    if factor is None or factor.confirmed_at:
        return see_other(url_for("second_factor.show"))
    return _new(viewer, factor, Code(formdata=None))


@bp.post("/settings/second-factor/new")
@requires(Permission.OWN, before_factor=True, fresh=True)
def confirm(viewer: Viewer) -> Page | Response:
    """The first code counts: the recovery codes, shown this once."""
    factor, form = asked.of_person(viewer.person_id), Code()
    if factor is None:
        return see_other(url_for("second_factor.show"))
    codes = form.carry_out(
        lambda: second_factors.confirm(viewer, form.code.data or "", keep=signed_in.session_id(), at=clock.now())
    )
    return _codes(codes) if codes else _new(viewer, factor, form, status=422)


@bp.post("/settings/second-factor/recovery-codes")
@requires(Permission.OWN, fresh=True)
def renew_codes(viewer: Viewer) -> Page:
    """Ten new ones, shown this once."""
    return _codes(second_factors.renew_codes(viewer, at=clock.now()))


@bp.post("/settings/second-factor/end")
@requires(Permission.OWN, fresh=True)
def turn_off(viewer: Viewer) -> Response:
    """Sign in with the password alone from now on, unless one's part needs more."""
    if _required(viewer):
        flash("Your part needs a second factor, so it cannot be turned off.", "bad")
        return see_other(url_for("second_factor.show"))
    second_factors.turn_off(viewer, keep=signed_in.session_id(), at=clock.now())
    flash("Your second factor is off. Everywhere else you are signed out.", "good")
    return see_other(url_for("second_factor.show"))


def _new(viewer: Viewer, factor: SecondFactor, form: Code, *, status: int = 200) -> Page:
    secret = second_factors.secret(factor)
    address = authenticator.address(secret, name=viewer.email)
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, light="#fff", svgclass="qr-code", lineclass=None, omitsize=True, title=PICTURED)
    return page(
        "second_factor/new.html",
        form=form,
        picture=Markup(drawn),  # noqa: S704  # drawn from our own address
        secret=authenticator.in_groups(secret),
        address=address,
        next=addresses.own_path(request.values.get("next")),
        status=status,
    )


def _codes(codes: list[str]) -> Page:
    return page("second_factor/codes.html", codes=codes, next=addresses.own_path(request.values.get("next")))


def _required(viewer: Viewer) -> bool:
    found = signed_in.current()
    return found is not None and proving.is_required(viewer, by_company=found.facts.factor_required)
