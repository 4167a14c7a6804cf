"""What the components write: labels tied to fields, errors beside them, a word in every badge."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from govtracker import enums
from tests.architecture.test_look import ROOT

STATUSES: tuple[Iterable[StrEnum], ...] = (
    enums.IssueStatus,
    enums.ActionStatus,
    enums.CriteriaStatus,
    enums.ScorecardStatus,
    enums.ReviewStatus,
    enums.MailState,
    enums.MeasurementState,
    enums.PairFinding,
    enums.StructureFinding,
    enums.ProposalState,
    enums.ContractStatus,
    enums.ObligationState,
    enums.Effectiveness,
)


AREAS: Any = ["it"]  # the published types know the older way only
AUDIENCES: Any = ["shared", "client"]


class Sample(Form):
    title = StringField("What is wrong", validators=[InputRequired("Say what is wrong.")])
    area = SelectField("Area", choices=AREAS)
    audience = RadioField("Who sees this?", choices=AUDIENCES)


def render(source: str, **values: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    environment.filters["label"] = lambda word: str(word).replace("_", " ")
    return environment.from_string(source).render(**values)


def refused() -> Sample:
    form = Sample(MultiDict({"title": "", "area": "it"}))
    form.validate()
    return form


@pytest.mark.parametrize("word", [word for words in STATUSES for word in words], ids=str)
def test_every_status_has_word_and_shape(word: StrEnum) -> None:
    text = render('{% from "components/status.html" import status %}{{ status(word) }}', word=word)
    assert str(word).replace("_", " ") in text
    assert "data-shape=" in text


@pytest.mark.parametrize(
    ("name", "words"), [("rag", enums.Rag), ("standing", enums.Standing), ("severity", enums.Severity)]
)
def test_every_grade_looks_different(name: str, words: Iterable[StrEnum]) -> None:
    source = f'{{% from "components/{name}.html" import {name} as badge %}}{{{{ badge(word) }}}}'
    looks = {render(source, word=word).split(">")[0] for word in words}
    assert len(looks) == len(list(words))


def test_error_stands_beside_its_field_and_in_the_summary() -> None:
    form = refused()
    field = render(
        '{% from "components/field.html" import field %}{{ field(form.title, help="One line.") }}', form=form
    )
    assert 'aria-describedby="title-help title-error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="title-error"' in field
    assert "Say what is wrong." in field
    assert '<label class="form-label" for="title">' in field
    summary = render(
        '{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}', form=form
    )
    assert '<a href="#title">What is wrong: Say what is wrong.</a>' in summary


def test_form_without_mistakes_has_no_summary() -> None:
    source = '{% from "components/error_summary.html" import error_summary %}{{ error_summary(form) }}'
    assert render(source, form=Sample()).strip() == ""


def test_audience_is_named_and_nothing_is_chosen_for_the_person() -> None:
    text = render(
        '{% from "components/audience_chooser.html" import audience_chooser %}'
        '{% call audience_chooser(form.audience, own="Northgate", other="Meridian") %}the text area{% endcall %}',
        form=Sample(),
    )
    assert "Shared with Meridian" in text
    assert "Only Northgate" in text
    assert " checked" not in text
    assert text.index("Only Northgate") < text.index("the text area")


def test_what_people_wrote_is_escaped() -> None:
    text = render('{% from "components/badge.html" import badge %}{{ badge(text) }}', text="<img src=x>")
    assert "<img" not in text
