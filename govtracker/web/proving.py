"""Asking again who somebody is: after they were away for long, and before what is dangerous.

What was typed goes along: the page that asks sends it on to where it was going, together with the proof.
"""

from collections.abc import Sequence

from flask import flash, g, request, url_for
from werkzeug.wrappers import Response

from govtracker import access, clock, config, database
from govtracker.access import Viewer
from govtracker.enums import SignInWay
from govtracker.queries import viewers
from govtracker.queries.installation import demo, identity_providers, second_factors
from govtracker.rules.installation import sessions
from govtracker.rules.installation.sessions import Standing
from govtracker.services.installation import passwords, sign_in_sessions
from govtracker.services.installation import second_factors as factors
from govtracker.web import refused_attempts, signed_in, typed_again
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.proofs import Proof
from govtracker.web.signed_in import SignedIn

WRONG = "This is not right."
CHANGES = frozenset({"passwords.edit", "passwords.update"})
OUR_FIELDS = frozenset({"csrf_token", *(f"proof_{name}" for name in ("password", "code", "next"))})


def held_up(*, fresh: bool, before_factor: bool) -> Page | Response | None:
    """What stands between somebody signed in and what they asked for; None where nothing does.

    `fresh` asks for a proof of late; `before_factor` lets those through who have a second factor still to set up.
    """
    found = signed_in.current()
    if found is None:
        return None
    g.viewer = found.viewer
    if found.standing is Standing.IDLE or (fresh and not found.is_fresh):
        return _asked(found)
    if lacks_factor(found) and not before_factor:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return see_other(url_for("second_factor.show", next=wanted))
    if found.viewer.must_change_password and not before_factor and request.endpoint not in CHANGES:
        flash("Somebody else knows your password: choose one of your own before you go on.", "warn")
        return see_other(url_for("passwords.edit"))
    return None


def lacks_factor(found: SignedIn) -> bool:
    """Whether somebody has a second factor still to set up before anything else."""
    return sessions.lacks_factor(
        found.facts, required=is_required(found.viewer, by_company=found.facts.factor_required)
    )


def is_required(viewer: Viewer, *, by_company: bool) -> bool:
    """Whether a second factor is required of somebody: by their company, or by the installation."""
    by_installation = viewer.is_administrator and config.current().administrators_need_second_factor
    return by_installation or (by_company and access.bears_most(viewer))


def proved(form: Proof) -> bool:
    """Whether the form proves who is signed in: their session goes on under another secret then.

    A wrong one is counted, and one too many ends the session.
    """
    found = signed_in.current()
    assert found is not None
    password, code = form.proof_password.data or "", form.proof_code.data or ""
    if not (password or code):
        form.refuse("Enter your password.", "proof_password")
        return False
    person = viewers.person(found.viewer.person_id)
    kept = person.password_hash
    right = bool(password) and passwords.matches(password, kept)
    with database.transaction():
        person = viewers.person(found.viewer.person_id)
        right = right and person.password_hash == kept
        right = right or (bool(code) and factors.takes(person, code, at=clock.now()))
        over = not right and sign_in_sessions.count_try(found.facts.session_id, of=person, at=clock.now())
        if not right:
            refused_attempts.note("proof_refused", by=found.viewer)
    if over:
        signed_in.forget()
    if right:
        signed_in.renew()
    else:
        form.refuse(WRONG, "proof_password" if password else "proof_code")
    return right


def one_too_many(viewer: Viewer) -> bool:
    """Count a wrong password against the session, where one is asked for beside a proof; True where that ended it."""
    with database.transaction():
        person = viewers.person(viewer.person_id)
        over = sign_in_sessions.count_try(signed_in.session_id(), of=person, at=clock.now())
        refused_attempts.note("proof_refused", by=viewer)
    if over:
        signed_in.forget()
    return over


def shown_out() -> Response:
    """To the door, after too many wrong tries."""
    flash("Too many wrong tries: sign in again.", "bad")
    return see_other(url_for("sign_in.show"))


def asking(
    form: Proof,
    *,
    action: str,
    along: Sequence[tuple[str, str]] = (),
    status: int = 401,
    files: bool = False,
    secrets: bool = False,
) -> Page | Response:
    """The page that asks; it sends `along` what was typed before. `files` and `secrets` were given, and cannot be.

    Leads to the door where the session ended by too many wrong tries.
    """
    found = signed_in.current()
    if found is None:
        return shown_out()
    person, by_provider = viewers.person(found.viewer.person_id), found.facts.way is SignInWay.IDENTITY_PROVIDER
    return page(
        "proofs/new.html",
        status=status,
        form=form,
        action=action,
        along=along,
        files=files,
        secrets=secrets,
        who=person,
        idle=found.standing is Standing.IDLE,
        has_factor=second_factors.is_confirmed(person.id),
        provider=identity_providers.way_of_company(person.organisation_id) if by_provider else None,
        demo_password=demo.password() if config.current().demo else None,
    )


def _asked(found: SignedIn) -> Page | Response | None:
    """The page that asks, or None where the answer came along and is right."""
    if request.method in ("GET", "HEAD"):
        form = Proof(formdata=None, data={"proof_next": request.full_path.rstrip("?")})
        return asking(form, action=url_for("proofs.create"))
    given = "proof_password" in request.form or "proof_code" in request.form
    form = Proof() if given else Proof(formdata=None)
    if given and proved(form):
        return None
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OUR_FIELDS]
    return asking(
        form,
        action=request.full_path.rstrip("?"),
        along=[(name, value) for name, value in typed if not typed_again.is_secret(name)],
        status=422 if given else 401,
        files=any(file.filename for file in request.files.values()),
        secrets=any(value and typed_again.is_secret(name) for name, value in typed),
    )
