"""The identity provider of one's own company: entered, tried, switched on and off."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer
from govtracker.models import IdentityProvider, Person
from govtracker.queries.installation import identity_providers as asked
from govtracker.queries.structure import people
from govtracker.services.installation import identities, identity_providers, published
from govtracker.services.installation.identity_providers import ProviderFacts
from govtracker.services.installation.published import Finding
from govtracker.web import signed_in
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.base import Form
from govtracker.web.forms.identity_providers import Provider

bp = Blueprint("identity_provider", __name__)
BLANK = {"scopes": "openid email profile", "trusts_second_factor": False}
SHOWN = ("issuer", "client_id", "scopes", "required_acr", "required_amr")
SWITCHES = ("just_in_time", "only_this_way", "trusts_second_factor", "signs_out_there")


@bp.get("/organisation/identity-provider")
@requires(Permission.ADMINISTER_ORGANISATION)
def edit(viewer: Viewer) -> Page:
    """What stands, and whether it works."""
    form, provider = Provider(formdata=None), asked.own(viewer)
    form.open(_stored(provider))
    return _edit(viewer, provider, form)


@bp.post("/organisation/identity-provider")
@requires(Permission.ADMINISTER_ORGANISATION, fresh=True)
def update(viewer: Viewer) -> Page | Response:
    """Keep what was entered; the secret stays as it is where none was typed."""
    form, provider = Provider(), asked.own(viewer)
    stored = _stored(provider)
    values = form.merged(stored) if form.validate() else None
    given = {**stored, **(values or {}), "client_secret": form.client_secret.data or ""}
    if values is None or not form.did(lambda: _save(given, viewer)):
        return _edit(viewer, provider, form, status=422)
    flash("Saved.", "good")
    return see_other(url_for("identity_provider.edit"))


@bp.post("/organisation/identity-provider/trial")
@requires(Permission.ADMINISTER_ORGANISATION, own_transaction=True)
def attempt(viewer: Viewer) -> Page:
    """Ask the provider for everything a sign-in needs of it, before any transaction, and say what is wrong."""
    issuer = asked.own_one(viewer).issuer
    found = published.tried(issuer, at=clock.real_now())
    with database.transaction():
        provider = asked.own_one(viewer)
        well = all(finding.well for finding in found)
        identity_providers.note_tried(provider, issuer, well=well, by=viewer, at=clock.now())
    form = Provider(formdata=None)
    provider = asked.own_one(viewer)
    form.open(_stored(provider))
    return _edit(viewer, provider, form, findings=found)


@bp.post("/organisation/identity-provider/activation")
@requires(Permission.ADMINISTER_ORGANISATION, subject=asked.own_one, fresh=True)
def switch_on(provider: IdentityProvider, viewer: Viewer) -> Page | Response:
    """Let colleagues sign in through it."""
    switch = functools.partial(identity_providers.switch_on, keep=signed_in.session_id())
    return _switched(provider, viewer, switch, "Switched on: colleagues can sign in this way.")


@bp.post("/organisation/identity-provider/deactivation")
@requires(Permission.ADMINISTER_ORGANISATION, subject=asked.own_one, fresh=True)
def switch_off(provider: IdentityProvider, viewer: Viewer) -> Page | Response:
    """Let nobody sign in through it any more."""
    return _switched(provider, viewer, identity_providers.switch_off, "Switched off. Who has a password uses it again.")


@bp.post("/organisation/people/<int:person_id>/identity/removal")
@requires(Permission.ADMINISTER_ORGANISATION, subject=people.colleague, fresh=True)
def untie(person: Person, viewer: Viewer) -> Response:
    """Forget which account at the provider is a colleague's."""
    if Form().did(lambda: identities.untie(person, by=viewer, at=clock.now())):
        flash(f"Forgotten. The next verified sign-in with the address of {person.name} counts as theirs.", "good")
    return see_other(url_for("people.edit", person_id=person.id))


def _switched(provider: IdentityProvider, viewer: Viewer, switch: Callable[..., None], words: str) -> Page | Response:
    form = Form()
    if not form.did(lambda: switch(provider, by=viewer, at=clock.now())):
        fields = Provider(formdata=None)
        fields.open(_stored(provider))
        fields.general = form.general
        return _edit(viewer, provider, fields, status=422)
    flash(words, "good")
    return see_other(url_for("identity_provider.edit"))


def _save(values: dict[str, Any], viewer: Viewer) -> None:
    identity_providers.save(ProviderFacts(**values), by=viewer, at=clock.now(), keep=signed_in.session_id())


def _stored(provider: IdentityProvider | None) -> dict[str, Any]:
    if provider is None:
        return {**dict.fromkeys(SHOWN, ""), **dict.fromkeys(SWITCHES, False), **BLANK, "domains": ""}
    kept = {name: getattr(provider, name) for name in (*SHOWN, *SWITCHES)}
    return {**kept, "domains": "\n".join(entry.domain for entry in provider.domains)}


def _edit(
    viewer: Viewer,
    provider: IdentityProvider | None,
    form: Provider,
    *,
    findings: Sequence[Finding] = (),
    status: int = 200,
) -> Page:
    return page(
        "identity_provider/edit.html",
        status=status,
        form=form,
        company=people.own_company(viewer),
        provider=provider,
        return_address=identity_providers.return_address(provider) if provider else None,
        tied=asked.count_of(provider) if provider else 0,
        findings=findings,
    )
