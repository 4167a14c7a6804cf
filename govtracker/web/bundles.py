"""Our style sheets and scripts, a file a component where they are written, one file each where they are fetched."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Request, Response

from govtracker.web.assets import STATIC, YEAR

# In the order they build on one another; a new component adds its line.
STYLES = (
    "tokens",
    "base",
    "components/button",
    "components/header",
    "components/demo_bar",
    "components/page_header",
    "components/tabs",
    "components/card",
    "components/badge",
    "components/data_table",
    "components/filter_bar",
    "components/export_links",
    "components/list_tools",
    "components/batch",
    "components/form",
    "components/segmented",
    "components/audience",
    "components/comment",
    "components/say",
    "components/person",
    "components/ladder",
    "components/timeline",
    "components/bow_tie",
    "components/sparkline",
    "components/weight_bar",
    "components/chart",
    "components/pulse",
    "components/measurements",
    "components/scorecard",
    "components/facts",
    "components/boxes",
    "components/cadence",
    "components/again",
    "components/review",
    "components/pack",
    "components/notices",
    "components/told",
    "components/dialog",
    "components/sign_in",
    "components/second_factor",
    "components/show_password",
    "components/person_choices",
    "components/mail",
    "components/path_level",
    "components/signpost",
    "components/strategy_steps",
    "components/segments",
    "components/whys",
    "components/suggestions",
    "components/files",
    "components/day_slider",
    "components/decision_table",
    "components/one_sheet",
    "components/finds",
    "components/risk_matrix",
    "components/rating",
    "components/anchor_curve",
    "components/raid",
    "components/changes",
    "components/action_board",
    "components/calendar",
    "components/task",
    "print",
)
ELEMENTS = (
    "shortcut_keys",
    "list_keys",
    "order_list",
    "dialog_box",
    "dialog_link",
    "submit_once",
    "draft_guard",
    "kept_draft",
    "name_picker",
    "file_progress",
    "menu_close",
    "day_slider",
    "request_notice",
    "action_board",
    "row_picks",
    "row_filter",
    "anchor_curve",
    "show_password",
    "current_tab",
)


@dataclass(frozen=True)
class Bundle:
    """Files joined: as they are, gzipped, and the first digits of their SHA-256."""

    path: str
    content_type: str
    plain: bytes
    gzipped: bytes
    digest: str

    @property
    def address(self) -> str:
        """Where it is fetched; it changes with what it holds, so browsers may keep it for a year."""
        return f"{self.path}?v={self.digest}"


def init_app(app: Flask) -> None:
    """Serve both before the application, which knows people, and give templates their addresses."""
    served = {bundle.path: Request.application(partial(_answer, bundle)) for bundle in (styles(), scripts())}
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, served)  # type: ignore[method-assign]  # Flask documents it
    app.jinja_env.globals.update(styles_address=styles().address, scripts_address=scripts().address)


@cache
def styles() -> Bundle:
    """Every style sheet; its own address lies among them, so that what they name by a relative address is found."""
    sheets = (STATIC / "css" / f"{name}.css" for name in STYLES)
    return _bundle("/static/css/all.css", "text/css; charset=utf-8", (_text(sheet) for sheet in sheets))


@cache
def scripts() -> Bundle:
    """Every custom element as one module, each in a block, so that none sees another's names."""
    elements = (STATIC / "js" / "elements" / f"{name}.js" for name in ELEMENTS)
    blocks = (f"{{\n{_text(element)}}}\n" for element in elements)
    return _bundle("/static/js/all.js", "text/javascript; charset=utf-8", blocks)


def _bundle(path: str, content_type: str, parts: Iterable[str]) -> Bundle:
    plain = "".join(parts).encode()
    return Bundle(path, content_type, plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:12])


def _answer(bundle: Bundle, request: Request) -> Response:
    headers = {
        "Cache-Control": f"public, max-age={YEAR}, immutable",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if not request.accept_encodings.quality("gzip"):
        return Response(bundle.plain, headers=headers, content_type=bundle.content_type)
    return Response(bundle.gzipped, headers={**headers, "Content-Encoding": "gzip"}, content_type=bundle.content_type)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
