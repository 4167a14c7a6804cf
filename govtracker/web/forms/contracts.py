"""What a contract says, the pools and KPIs it moves money by, notice, documents, and adjustments of its ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from govtracker.enums import EarnBack, Incentive, IncentiveThreshold, PricingModel
from govtracker.models import Contract
from govtracker.rules import money
from govtracker.rules.performance.contracts import Facts, Share
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, words_of
from govtracker.web.forms.numbers import NumberField

NEEDED = "Enter a number."
A_DAY = "Choose a day, for example 2026-12-01."
EARN_BACKS = options(
    [
        (EarnBack.NONE.value, "Nothing is given back"),
        (EarnBack.NEXT_PERIODS.value, "After so many months at target in a row"),
        (EarnBack.ANNUAL_AVERAGE.value, "When the average of the contract year is at target or better"),
    ]
)
THRESHOLDS = options(
    [
        (IncentiveThreshold.BELOW_MINIMUM.value, "worse than its minimum (credit)"),
        (IncentiveThreshold.BELOW_TARGET.value, "short of its target (credit)"),
        (IncentiveThreshold.AT_TARGET.value, "at its target or better (bonus)"),
        (IncentiveThreshold.ABOVE_STRETCH.value, "at or above its stretch (bonus)"),
    ]
)
DIRECTIONS = options(
    [(Incentive.CREDIT.value, "credit to the client"), (Incentive.BONUS.value, "bonus to the supplier")]
)


def _percent(label: str, default: int | None = None) -> NumberField:
    return NumberField(label, default=default, validators=[InputRequired(NEEDED)])


class ContractFields:
    """What both sides have signed."""

    reference = StringField("Reference", validators=[InputRequired("Enter its reference."), Length(max=60)])
    title = StringField("Title", validators=[InputRequired("Enter a title."), Length(max=160)])
    starts_on = DateField("Starts on", validators=[InputRequired(A_DAY)])
    ends_on = DateField("Ends on", validators=[Optional()])
    renewal_months = IntegerField("Renews itself by, months", validators=[Optional()])
    client_notice_days = IntegerField("Notice of the client, days", default=90, validators=[InputRequired(NEEDED)])
    supplier_notice_days = IntegerField("Notice of the supplier, days", default=90, validators=[InputRequired(NEEDED)])
    pricing = SelectField("Pricing model", choices=words_of(PricingModel), default=PricingModel.PER_CONTACT.value)
    currency = StringField("Currency", default="EUR", validators=[InputRequired("Enter a currency, such as EUR.")])
    charge = NumberField("Charge of a month", validators=[InputRequired(NEEDED)])
    at_risk = _percent("At risk, % of the charge", 10)
    bonus = _percent("Bonus at most, % of the charge", 0)
    earn_back = SelectField("Giving credits back", choices=EARN_BACKS, default=EarnBack.NONE.value)
    earn_back_months = IntegerField("Months in a row", validators=[Optional()])
    earn_back_share = _percent("Given back at most, % of a credit", 100)
    counts_from = DateField("Incentives count from", validators=[InputRequired(A_DAY)])
    bonus_terms = TextAreaField("Terms of the bonus, in words", validators=[Length(max=4000)])
    remarks = TextAreaField("Remarks", validators=[Length(max=4000)])


class NewContract(ContractFields, CreatingForm):
    """A version to be confirmed by both sides."""


class EditContract(ContractFields, EditingForm):
    """A draft while it is worked on."""


class NewPool(CreatingForm):
    """A part of the amount at risk."""

    name = StringField("Pool", validators=[InputRequired("Enter a name."), Length(max=80)])
    portion = NumberField("Share of the amount at risk, %", validators=[InputRequired(NEEDED)])

    @property
    def percent(self) -> Decimal:
        """The share that was typed."""
        return Decimal(self.portion.data or 0)


class NewTerm(CreatingForm):
    """A KPI that moves money."""

    kpi_id = SelectField("KPI", coerce=int)
    pool = SelectField("Pool")
    share = NumberField("Share of the pool, %", validators=[InputRequired(NEEDED)])
    direction = SelectField("What it moves", choices=DIRECTIONS, default=Incentive.CREDIT.value)
    threshold = SelectField("When it is", choices=THRESHOLDS, default=IncentiveThreshold.BELOW_MINIMUM.value)

    @property
    def typed_share(self) -> Share:
        """What was typed."""
        return Share(
            self.kpi_id.data,
            self.pool.data,
            Decimal(self.share.data or 0),
            Incentive(self.direction.data),
            IncentiveThreshold(self.threshold.data),
        )


class NewAdjustment(CreatingForm):
    """An amount by hand, for the other side to accept."""

    period = SelectField("Month")
    favour = RadioField(
        "In whose favour",
        choices=options([("client", "the client"), ("supplier", "the supplier")]),
        validators=[InputRequired("Say in whose favour it is.")],
    )
    amount = NumberField("Amount", validators=[InputRequired(NEEDED)])
    reason = TextAreaField("Why", validators=[InputRequired("Say why: both sides see it."), Length(max=2000)])

    @property
    def in_clients_favour(self) -> Decimal:
        """The amount that was typed, below zero where it is in the supplier's favour."""
        typed = abs(Decimal(self.amount.data or 0))
        return typed if self.favour.data == "client" else -typed


class Answer(Form):
    """Why an adjustment is refused."""

    answer = TextAreaField("Why not", validators=[InputRequired("Say why not: both sides see it."), Length(max=2000)])


def facts(values: dict[str, Any]) -> Facts:
    """What was typed."""
    plain = {name: values[name] for name in Facts.__dataclass_fields__}
    return Facts(
        **{
            **plain,
            "reference": " ".join(values["reference"].split()),
            "title": " ".join(values["title"].split()),
            "currency": values["currency"].strip().upper(),
            "pricing": PricingModel(values["pricing"]),
            "earn_back": EarnBack(values["earn_back"]),
            "bonus_terms": (values["bonus_terms"] or "").strip(),
            "remarks": (values["remarks"] or "").strip(),
        }
    )


def stored(contract: Contract) -> dict[str, Any]:
    """A version as the form shows it."""
    plain = {name: getattr(contract, name) for name in Facts.__dataclass_fields__}
    return {
        **plain,
        "charge": money.amount(contract.charge, contract.currency),
        "pricing": contract.pricing.value,
        "earn_back": contract.earn_back.value,
    }


def beginning(before: Contract | None, today: date) -> dict[str, Any]:
    """What a new version begins with: the one in force, counting from this month on."""
    first = today.replace(day=1)
    return {**stored(before), "counts_from": first} if before else {"counts_from": first}
