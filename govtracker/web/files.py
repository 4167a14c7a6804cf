"""Files in requests: kept before the transaction that points at them, and given out so that no browser runs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from flask import Response, abort, send_file

from govtracker import clock, config, database, storage
from govtracker.models import Attachment, EvaluationFile
from govtracker.services.issues import uploads
from govtracker.services.issues.attachments import Sent

log = structlog.get_logger()
POLICY = "default-src 'none'; sandbox"


@contextmanager
def kept(field: Any, sent: list[Sent]) -> Iterator[None]:
    """A transaction that begins when the files of a form's field are kept; `sent` is filled with them."""
    chosen = [one for one in field.data or () if one and one.filename]
    sent.extend(uploads.keep(one.stream, one.filename, at=clock.now()) for one in chosen)
    with database.transaction():
        yield


def given_out(attachment: Attachment | EvaluationFile) -> Response:
    """The content as a download: never shown in the page's place, whatever it is."""
    stored = attachment.file
    assert stored is not None
    try:
        content = storage.store(config.current()).open(stored.place)
    except FileNotFoundError:
        log.error("the content of a file is gone from the store", attachment=attachment.id, place=stored.place)
        abort(404)
    response = send_file(content, mimetype=attachment.media_type, as_attachment=True, download_name=attachment.name)
    response.content_length = stored.size
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
