"""Identity providers for tests: a lying one and how to sign in through it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from govtracker import clock, database
from govtracker.models import IdentityProvider
from govtracker.services.installation import identity_providers
from govtracker.services.installation.identity_providers import ProviderFacts
from tests.support.world import World


@dataclass(frozen=True)
class Lying:
    """A running lying provider."""

    issuer: str

    def lie(self, **lies: Any) -> None:
        """From now on say this; nothing: the truth."""
        requests.put(f"{self.issuer}/lies", json=lies, timeout=10).raise_for_status()

    def knows(self, subject: str, **claims: Any) -> None:
        """What it says of somebody."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def signs_in(self, client: FlaskClient, slug: str, subject: str, *, next_url: str = "") -> str:
        """`client` goes there and signs in; the address it is sent back to."""
        there = client.get(f"/sign-in/oidc/{slug}/start", query_string={"next": next_url} if next_url else {})
        assert there.status_code == 303, there.text
        back = requests.post(there.location, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert back.status_code == 302, back.text
        parts = urlsplit(back.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def comes_in(self, client: FlaskClient, slug: str, subject: str, **more: Any) -> TestResponse:
        """The answer to who comes back from there."""
        return client.get(self.signs_in(client, slug, subject, **more))


@contextmanager
def lying() -> Iterator[Lying]:
    """Such a provider, until the end."""
    command = [sys.executable, "-m", "tests.support.lying_provider"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield Lying(process.stdout.readline().strip())
        finally:
            process.terminate()


def set_up(world: World, issuer: str, *, by: str = "organisation_administrator", **more: Any) -> str:
    """The slug of a switched-on provider of that administrator's company."""
    facts = {"client_id": "govtracker", "client_secret": "not to be told", "domains": "northgate.example", **more}
    with world.context(), database.transaction():
        provider = identity_providers.save(ProviderFacts(issuer=issuer, **facts), by=world.viewer(by), at=clock.now())
        switched_on(provider)
        return provider.slug


def switched_on(provider: IdentityProvider) -> None:
    """As if it had been tried."""
    provider.tried_at = provider.switched_on_at = clock.now()
