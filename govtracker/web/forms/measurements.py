"""The grid of measurements, one measurement whole, and the steps of an import."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from govtracker.enums import MeasurementState
from govtracker.imports.measurement_batches import OPTIONS
from govtracker.imports.measurements import COLUMNS
from govtracker.rules.performance import measuring
from govtracker.rules.performance.measuring import BadEntry, Entry, Measure
from govtracker.rules.periods import Period
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options
from govtracker.web.forms.numbers import NumberField

STATES = options(
    [
        (MeasurementState.MEASURED.value, "measured"),
        (MeasurementState.PROVISIONAL.value, "provisional"),
        (MeasurementState.NOT_APPLICABLE.value, "not applicable"),
        (MeasurementState.MISSING.value, "missing"),
    ]
)
MARKS = options([("", "decide value by value"), (".", "decimal point: 1,234.5"), (",", "decimal comma: 1.234,5")])
SPANS = options([("month", "a month"), ("week", "a week, by any of its days or as 2026-W43"), ("day", "a day")])
ORDERS = options([("", "refused: it has two readings"), ("day", "3 April"), ("month", "4 March")])
FRACTIONS = options([("", "to be asked about"), ("of_one", "85 %"), ("as_written", "0.85 %")])
ANSWERS = options([("yes", "consents: it does not apply"), ("no", "refuses: it applies")])
MODES = options([("valid", "Take the rows that are valid"), ("all", "All rows or none")])
WHY = "Why values that were final change"


class Grid(EditingForm):
    """Cells named <code>:<month>, made by `grid`."""

    reason = TextAreaField(WHY, validators=[Length(max=1000)])

    def take_over(self, typed: Mapping[str, str], seen: Mapping[str, str]) -> None:
        """Fill in what came back in a sheet and what was seen when it was taken; what it does not speak of stays."""
        kept = self.cells
        self.process(data={**kept, **typed})
        self.seen.data = json.dumps({**kept, **seen})

    def look(self, stored: Mapping[str, str]) -> None:
        """Put what cannot be taken beside its cell, and what others wrote meanwhile."""
        for name, cell in self._fields.items():
            if name in stored:
                cell.validate(self)
        if not any(self[name].errors for name in stored):
            self.merged(stored)

    @property
    def cells(self) -> dict[str, str]:
        """What is typed, cell by cell."""
        return {name: value or "" for name, value in self.typed.items() if name != "reason"}


class Reads:
    """A cell says what `rules.measuring.read_cell` understands."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure

    def __call__(self, form: Any, cell: Any) -> None:
        """Put the sentence of a refusal beside the cell."""
        typed = cell.data or ""
        try:
            read = measuring.read_cell(typed, self.measure)
        except BadEntry as refusal:
            raise ValidationError(refusal.sentence) from None
        if typed != form.saw.get(cell.name, "") and (question := measuring.doubt(typed, read, self.measure)):
            raise ValidationError(question)


def grid(cells: Iterable[tuple[Measure, Period]]) -> type[Grid]:
    """A form with a field for each of these KPIs and months."""
    fields = {
        cell_name(measure, month): StringField(f"{measure.name}, {month.name}", validators=[Reads(measure)])
        for measure, month in cells
    }
    return type("FilledGrid", (Grid,), fields)


def cell_name(measure: Measure, month: Period) -> str:
    """The name of a cell, which a service names too when it refuses one."""
    return f"{measure.code}:{month.key}"


class Whole(EditingForm):
    """Everything that is said of a KPI for a month."""

    state = RadioField("What is known", choices=STATES, default=MeasurementState.MEASURED.value)
    value = NumberField("Value")
    numerator = NumberField("Numerator")
    denominator = NumberField("Denominator")
    n = IntegerField("Number of cases", validators=[Optional()])
    source = StringField("Source", validators=[Length(max=120)])
    note = TextAreaField("Note", validators=[Length(max=2000)])
    reason = TextAreaField(WHY, validators=[Length(max=1000)])


def entry(values: dict[str, Any]) -> Entry:
    """What is said in the values of a Whole."""
    figures = {name: values[name] for name in ("value", "numerator", "denominator", "n")}
    return Entry(MeasurementState(values["state"]), **figures)


class Upload(CreatingForm):
    """A file with measurements."""

    file = FileField("Excel workbook or CSV file", validators=[FileRequired("Choose a file.")])


class OfWorkbook(Form):
    """Which sheet of a workbook is meant."""

    sheet = SelectField("Sheet")

    def offer(self, names: list[str]) -> None:
        """Let people choose from the sheets of a file."""
        self.sheet.choices = options([(name, name) for name in names])


class Columns(Form):
    """Which column says what."""

    kpi = SelectField(COLUMNS["kpi"])
    period = SelectField(COLUMNS["period"])
    value = SelectField(COLUMNS["value"])
    numerator = SelectField(COLUMNS["numerator"])
    denominator = SelectField(COLUMNS["denominator"])
    n = SelectField(COLUMNS["n"])
    source = SelectField(COLUMNS["source"])
    note = SelectField(COLUMNS["note"])
    scope = SelectField(COLUMNS["scope"])
    decimal_mark = SelectField("Numbers are written with", choices=MARKS)
    span = SelectField("A row is of", choices=SPANS)
    day_order = SelectField("03/04/2026 is", choices=ORDERS)
    fractions = SelectField("0.85 of a percentage is", choices=FRACTIONS)

    def offer(self, header: list[str]) -> None:
        """Let people choose from the columns of a file."""
        choices = options([("", "not in the file"), *((name, name) for name in header)])
        for name in COLUMNS:
            self[name].choices = choices

    @property
    def columns(self) -> dict[str, str]:
        """Field → column, "" for one that is not in the file."""
        return {name: self[name].data or "" for name in COLUMNS}

    @property
    def written(self) -> dict[str, str]:
        """How it is written."""
        return {name: self[name].data or "" for name in OPTIONS}


class Confirmation(Form):
    """How to import, and why values change."""

    mode = RadioField("Rows that are refused", choices=MODES, default="valid", validators=[InputRequired()])
    reason = TextAreaField(WHY, validators=[Length(max=1000)])


class TakingBack(Form):
    """Take an import back."""


class Answer(Form):
    """Whether a measurement does not apply, as the other side has asked."""

    given = RadioField("Your side", choices=ANSWERS, validators=[InputRequired("Choose one.")])
    words = TextAreaField("Why it does apply", validators=[Length(max=1000)])


class Dispute(Form):
    """Another value, and why."""

    value = NumberField("Value", validators=[Optional()])
    numerator = NumberField("Numerator", validators=[Optional()])
    denominator = NumberField("Denominator", validators=[Optional()])
    reason = TextAreaField("Why", validators=[InputRequired("Say why: both sides see it."), Length(max=1000)])

    @property
    def claimed(self) -> Entry:
        """The value that is claimed."""
        return Entry(MeasurementState.MEASURED, self.value.data, self.numerator.data, self.denominator.data)


class GivingWay(Form):
    """Let the other side's value stand."""

    words = TextAreaField("Why", validators=[Length(max=1000)])
