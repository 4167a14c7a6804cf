"""The steps of an import: a file, which sheet and columns say what, and the word to carry it out."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from govtracker.imports import days
from govtracker.imports.kinds import Kind, Place
from govtracker.web.forms.base import CreatingForm, Form
from govtracker.web.forms.choices import options

OPTION = "usual_"  # what an option of a kind is called in the form: a column may have the same name
MODES = options([("valid", "Take the rows that are valid"), ("all", "All rows or none")])
ORDERS = options(
    [
        ("", "as the table tells"),
        (days.DAY_FIRST, "day first: 31/12/2026"),
        (days.MONTH_FIRST, "month first: 12/31/2026"),
    ]
)


class Upload(CreatingForm):
    """A file with a table."""

    file = FileField("Excel workbook or CSV file", validators=[FileRequired("Choose a file.")])


class OfWorkbook(Form):
    """Which sheet of a workbook is meant."""

    sheet = SelectField("Sheet")

    def offer(self, names: list[str]) -> None:
        """Let people choose from the sheets of a file."""
        self.sheet.choices = options([(name, name) for name in names])


class Chosen(Form):
    """Which column says what, and how it is written; its fields are made by `chosen`."""

    column_names: tuple[str, ...] = ()
    option_names: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, str]:
        """Field → column, "" for one that is not in the file."""
        return {name: self[name].data or "" for name in self.column_names}

    @property
    def options(self) -> dict[str, str]:
        """What was chosen beside the columns."""
        return {name: self[name].data or "" for name in self.option_names}


def chosen(kind: Kind, place: Place, header: list[str]) -> type[Chosen]:
    """The form for the columns of a table that is imported into a place."""
    columns = options([("", "not in the file"), *((name, name) for name in header)])
    fields: dict[str, Any] = {one.name: SelectField(one.title, choices=columns) for one in kind.fields}
    others: dict[str, Any] = {
        f"{OPTION}{one.name}": SelectField(one.title, choices=options(one.choices)) for one in kind.options(place)
    }
    if any(one.is_day for one in kind.fields):
        others["order"] = SelectField("Dates are written", choices=ORDERS)
    names = {"column_names": tuple(fields), "option_names": tuple(others)}
    return type("ChosenColumns", (Chosen,), {**names, **fields, **others})


class Confirmation(Form):
    """How to import."""

    mode = RadioField("Rows that are refused", choices=MODES, default="valid", validators=[InputRequired()])
    tell = BooleanField("Tell people by mail")


class Word(Form):
    """A deed without questions."""
