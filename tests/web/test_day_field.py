"""Days that people type: a year nobody can mean is refused beside its field, with what was typed."""

import pytest
from flask import Flask

from govtracker.web.forms import evaluations, programmes, readiness, supervision, value_statements

OUTSIDE = "lies outside 2000 to 2100."


@pytest.mark.parametrize("typed", ["0206-07-01", "1999-12-31", "2101-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("form", "field"),
    [
        (programmes.NewProgramme, "from_on"),
        (evaluations.NewEvaluation, "due_on"),
        (readiness.NewLaunch, "launch_on"),
        (supervision.NewSupervisor, "to_on"),
        (value_statements.NewStatement, "to_on"),
    ],
)
def test_a_year_outside_the_periods_is_refused(app: Flask, form: type, field: str, typed: str) -> None:
    with app.test_request_context("/", method="POST", data={field: typed}):
        filled = form()
        filled[field].validate(filled)
        assert any(OUTSIDE in error for error in filled[field].errors)
        assert filled[field]._value() == typed  # what its control shows
