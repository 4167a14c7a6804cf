"""What no request may hold: more than its kind needs, JSON nested without end, characters nobody types."""

from typing import Any

from flask import Flask, abort, request
from flask.json.provider import DefaultJSONProvider

from govtracker.web.access import SAFE
from govtracker.web.signed_in import current_viewer

NUL = "\x00"  # PostgreSQL does not store it
KB, MB = 1024, 1024 * 1024
FORM = 4 * MB  # a pasted grid of figures is the largest
STRANGERS_FORM = 64 * KB
STRANGERS_FILE = 1 * MB
FIELDS = 20_000
PARTS = 1_000  # of a form with files
JSON_DEPTH = 20


def init_app(app: Flask) -> None:
    """Refuse such requests before anything reads them."""
    app.json = _FlatJson(app)
    app.config.update(MAX_FORM_MEMORY_SIZE=FORM, MAX_FORM_PARTS=PARTS)
    app.before_request(_bound)
    app.before_request(_refuse)


class _FlatJson(DefaultJSONProvider):
    """JSON as it is, but for what is nested so deeply that reading it would break off."""

    def loads(self, s: str | bytes, **named: Any) -> Any:
        """The value; raises ValueError, which a request answers with 400."""
        text = s.decode("utf-8", "replace") if isinstance(s, bytes) else s
        if _depth(text) > JSON_DEPTH:
            raise ValueError(f"nested more than {JSON_DEPTH} deep")
        return super().loads(text, **named)


def _bound() -> None:
    """Let a body be as large as its kind needs, and smaller from whoever has not signed in."""
    if request.method in SAFE:
        return
    stranger = current_viewer() is None
    if request.mimetype == "multipart/form-data":
        if stranger:
            request.max_content_length = STRANGERS_FILE
        return
    request.max_content_length = STRANGERS_FORM if stranger else FORM
    if request.get_data(parse_form_data=False).count(b"&") >= FIELDS:
        abort(413)


def _refuse() -> None:
    values = (*request.args.items(multi=True), *request.form.items(multi=True))
    if NUL in request.path or any(NUL in name or NUL in value for name, value in values):
        abort(400)


def _depth(text: str) -> int:
    """How deeply brackets are nested at most; those in strings count, so that it is never too little."""
    deepest = depth = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest
