"""A mail's words: its templates as text and as HTML that mail programs show, dark ones too."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import current_app, g

from govtracker.access import Viewer
from govtracker.mail import message
from govtracker.mail.values import Content

LARGEST = 100_000  # bytes of HTML: a mail program cuts off what comes after


LONGEST_PREHEADER = 200


class TooLarge(Exception):
    """A mail that would be cut off."""


def text(content: Content, viewer: Viewer, **values: Any) -> str:
    """The text part."""
    rendered = _render(f"mail/{content.template}.txt", content, viewer, values)
    lines = "\n".join(line.rstrip() for line in message.clean(rendered).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def html(content: Content, viewer: Viewer, **values: Any) -> str:
    """The HTML part, its styles beside each element; raises TooLarge."""
    rendered = _render(f"mail/{content.template}.html", content, viewer, values)
    inlined: str = _inliner().inline(message.clean(rendered))
    if len(inlined.encode()) > LARGEST:
        raise TooLarge(f"{content.template}: {len(inlined)} characters")
    return inlined


@cache
def _inliner() -> Any:
    import css_inline  # memory that only a process that renders mail needs

    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)


def _render(name: str, content: Content, viewer: Viewer, values: dict[str, Any]) -> str:
    with _looking(viewer):
        template = current_app.jinja_env.get_template(name)
        preheader = message.one_line(content.preheader, longest=LONGEST_PREHEADER)
        return template.render(**content.values, **values, viewer=viewer, why=content.why, preheader=preheader)


@contextmanager
def _looking(viewer: Viewer) -> Iterator[None]:
    """Let filters write dates in the reader's zone, whoever's request this is."""
    before = g.get("viewer")
    g.viewer = viewer
    try:
        yield
    finally:
        g.viewer = before
