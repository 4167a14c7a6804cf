"""Forms of customer segments: what one is, an input of its value, and whom to ask."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.enums import Department, SegmentBasis, Unit, ValueInput
from govtracker.models import CustomerSegment, SegmentValue
from govtracker.rules import money
from govtracker.rules.sourcing.segment_value import OWNERS
from govtracker.services.sourcing.segments import LONGEST, Described, Given
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, whole_or_none, words_of
from govtracker.web.forms.days import DayField
from govtracker.web.forms.forums import Boxes
from govtracker.web.forms.numbers import NumberField

LEVELS = [("", "Not given yet"), *((str(level), str(level)) for level in range(1, 6))]


class SegmentFields:
    """What a segment is."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=80)])
    description = TextAreaField("Who belongs to it", validators=[Length(max=LONGEST)])
    basis = Boxes("What puts a customer into it", choices=words_of(SegmentBasis))
    customer_share = NumberField("Share of customers (%)", unit=Unit.PERCENT)
    revenue_share = NumberField("Share of revenue (%)", unit=Unit.PERCENT)

    data: dict[str, Any]


class NewSegment(SegmentFields, CreatingForm):
    """One segment more."""


class EditSegment(SegmentFields, EditingForm):
    """A segment that is there already."""


class ValueOf(EditingForm):
    """One input of a segment's value: whose it is and, once it is given, what it says."""

    owner = SelectField("Function that owns it", choices=words_of(Department))
    level = SelectField("Level", choices=options(LEVELS))
    note = TextAreaField("Source", validators=[Length(max=LONGEST)])
    amount = NumberField("Amount a customer a year")
    currency = StringField("Currency", validators=[Length(max=3)])
    given_by_id = SelectField("Given by")
    given_on = DayField("Given on", validators=[Optional()])


class Ask(Form):
    """Whom to ask what a segment needs."""

    people = SelectField("Colleague", validators=[InputRequired("Choose a colleague.")])

    def offer(self, colleagues: list[tuple[int, str]]) -> None:
        """Let the colleagues who were not asked yet be chosen."""
        self.people.choices = options([("", "Choose…"), *((str(one), name) for one, name in colleagues)])


def described(values: dict[str, Any]) -> Described:
    """What was said of a segment."""
    return Described(
        values["name"] or "",
        values["description"] or "",
        tuple(SegmentBasis(word) for word in values["basis"] or ()),
        values["customer_share"],
        values["revenue_share"],
    )


def facts(segment: CustomerSegment) -> dict[str, Any]:
    """A segment as its form shows it."""
    return {
        name: getattr(segment, name) for name in ("name", "description", "basis", "customer_share", "revenue_share")
    }


def given(values: dict[str, Any]) -> Given:
    """What is to be kept of a value input."""
    return Given(
        Department(values["owner"]),
        whole_or_none(values["level"]),
        values["note"] or "",
        values["amount"],
        values["currency"] or "",
        whole_or_none(values["given_by_id"]),
        values["given_on"],
    )


def value_facts(one: SegmentValue | None, kind: ValueInput) -> dict[str, Any]:
    """A value input as its form shows it."""
    if one is None:
        return {
            **dict.fromkeys(("level", "note", "currency", "given_by_id"), ""),
            **NOTHING,
            "owner": OWNERS[kind].value,
        }
    amount = money.amount(one.amount, one.currency) if one.amount is not None and one.currency else None
    return {
        "owner": one.owner.value,
        "level": str(one.level or ""),
        "note": one.note,
        "amount": amount,
        "currency": one.currency or "",
        "given_by_id": str(one.given_by_id or ""),
        "given_on": one.given_on,
    }


NOTHING = {"amount": None, "given_on": None}
