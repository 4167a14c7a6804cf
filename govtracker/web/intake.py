"""What no request may hold: a NUL character, which nobody types and PostgreSQL does not store."""

from flask import Flask, abort, request

NUL = "\x00"


def init_app(app: Flask) -> None:
    """Refuse such requests before anything reads them."""
    app.before_request(_refuse)


def _refuse() -> None:
    values = (*request.args.items(multi=True), *request.form.items(multi=True))
    if NUL in request.path or any(NUL in name or NUL in value for name, value in values):
        abort(400)
