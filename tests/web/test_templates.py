"""Templates: each is compiled once in the life of a process."""

import math

from flask import Flask


def test_every_template_stays_compiled_however_many_there_are(app: Flask) -> None:
    room = getattr(app.jinja_env.cache, "capacity", math.inf)  # without a limit it is a plain dictionary
    assert app.jinja_env.cache is not None
    assert room >= len(app.jinja_env.list_templates()) > 400
