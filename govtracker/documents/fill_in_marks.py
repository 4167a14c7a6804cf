"""Marks of rows that are filled in elsewhere and come back: signed, so that nobody else makes or changes one."""

from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from govtracker import config


def mark(purpose: str, facts: dict[str, Any]) -> str:
    """What a row of a sheet made for `purpose` is known by when it comes back."""
    return str(_signer(purpose).dumps(facts))


def read(purpose: str, text: str) -> dict[str, Any] | None:
    """What a mark made for `purpose` says; None for one we did not make."""
    try:
        found: dict[str, Any] = _signer(purpose).loads(text)
    except BadSignature:
        return None
    return found


def _signer(purpose: str) -> URLSafeSerializer:
    settings = config.current()
    keys = [*reversed(settings.secret_key_fallbacks), settings.secret_key]
    return URLSafeSerializer(keys, salt=f"filled-in {purpose}")
