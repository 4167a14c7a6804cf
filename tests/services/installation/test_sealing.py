"""Secrets at rest: unreadable without the key, for one purpose alone, and readable while a key changes over."""

import pytest

from govtracker.services.installation import sealing

pytestmark = pytest.mark.database("sqlite")


def test_sealed_secret_shows_nothing_and_opens_for_its_purpose_alone(in_app):
    sealed = sealing.seal("s3cret-of-the-client", purpose="identity provider")
    assert "s3cret" not in sealed
    assert sealed != sealing.seal("s3cret-of-the-client", purpose="identity provider"), "twice the same tells nobody"
    assert sealing.opened(sealed, purpose="identity provider") == "s3cret-of-the-client"
    with pytest.raises(sealing.Unopened):
        sealing.opened(sealed, purpose="second factor")


def test_former_key_opens_until_it_is_dropped(with_settings):
    former, present = "the key of last year: thirty-two", "the key of this year: thirty-two"
    with with_settings(SECRET_KEY=former):
        sealed = sealing.seal("kept", purpose="identity provider")
    with with_settings(SECRET_KEY=present, SECRET_KEY_FALLBACKS=former):
        assert sealing.opened(sealed, purpose="identity provider") == "kept"
        sealed_anew = sealing.seal("kept", purpose="identity provider")
    with with_settings(SECRET_KEY=present):
        assert sealing.opened(sealed_anew, purpose="identity provider") == "kept"
        with pytest.raises(sealing.Unopened):
            sealing.opened(sealed, purpose="identity provider")
