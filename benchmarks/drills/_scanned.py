"""`python -m benchmarks.drills._scanned`: a demonstration that writes down who was answered what, page by page.

SCAN_LOG names the file: a line of JSON for each request that led to a page of ours. SCAN_HOLE=1 serves the known-bad
build instead: a search that echoes what was looked for as it came, and puts it into SQL as it came.
"""

import json
import os
import threading
from pathlib import Path

from flask import Flask, Response, request
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from govtracker import config, create_app, serving
from govtracker.access import Permission, Viewer
from govtracker.database import db
from govtracker.web.access import requires
from govtracker.web.signed_in import current_viewer

HOLE = "search.show"  # the endpoint that gets it


def watched(app: Flask, log: Path) -> Flask:
    """The same application, which notes of each request its page, fields, status and person."""
    lock = threading.Lock()

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint is not None:
            viewer = current_viewer()
            line = {
                "method": request.method,
                "endpoint": request.endpoint,
                "path": request.path,
                "query": list(request.args.items(multi=True)),
                "form": list(request.form.items(multi=True)) if request.method == "POST" else [],
                "status": response.status_code,
                "person": viewer.person_id if viewer else None,
            }
            with lock, log.open("a") as file:
                file.write(json.dumps(line) + "\n")
        return response

    return app


@requires(Permission.OWN)  # without it, the product itself refuses every visit
def with_hole(viewer: Viewer) -> str:
    """What a careless search would be: asked and shown as typed."""
    wanted = request.args.get("q", "")
    try:
        found = db.session.execute(text(f"SELECT title FROM issue WHERE title > '{wanted}' LIMIT 5")).scalars()
        says = ", ".join(found)
    except DBAPIError as error:
        says = f"{type(error.orig).__module__}.{type(error.orig).__name__}: {error.orig}"
    return f'<html><body><form action="/search"><input name="q"></form><p>{wanted}</p><p>{says}</p></body></html>'


def main() -> None:
    """Serve until told to stop."""
    app = watched(create_app(config.load(os.environ, local=True)), Path(os.environ["SCAN_LOG"]))
    if os.environ.get("SCAN_HOLE") == "1":
        app.view_functions[HOLE] = with_hole
    serving.serve(app)


if __name__ == "__main__":
    main()
