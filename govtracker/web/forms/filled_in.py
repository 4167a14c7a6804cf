"""Sheets that were filled in and are sent back."""

from flask_wtf.file import FileField, FileRequired

from govtracker.web.forms.base import Form


class SheetUpload(Form):
    """A sheet that was filled in."""

    file = FileField("The sheet you filled in", validators=[FileRequired("Choose the file first.")])
