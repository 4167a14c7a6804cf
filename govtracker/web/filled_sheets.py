"""Sheets to fill in as downloads: written whole before the first byte leaves."""

import tempfile
from contextlib import ExitStack

from flask import send_file
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.documents import fill_in_sheets
from govtracker.documents.fill_in_sheets import FillIn
from govtracker.web.exporting import TYPES, XLSX


def sent(sheet: FillIn, name: str) -> Response:
    """The sheet as a workbook called `name`."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        fill_in_sheets.write(sheet, file, at=clock.now())
        file.seek(0)
        stack.pop_all()  # it is closed with the answer
    return send_file(file, mimetype=TYPES[XLSX], as_attachment=True, download_name=f"{name}.xlsx")
