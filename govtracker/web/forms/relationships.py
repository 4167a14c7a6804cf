"""Beginning and changing a relationship, and the first set-up of an empty installation."""

from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange

from govtracker.enums import Pace, Stage, SupplierCategory, Tier
from govtracker.rules import date_words
from govtracker.rules.installation.password_rules import LONGEST, Whose
from govtracker.rules.structure import supplier_categories
from govtracker.rules.structure.shipped_templates import SHIPPED
from govtracker.rules.words import label
from govtracker.web.forms.base import CreatingForm, EditingForm, Form
from govtracker.web.forms.choices import options, words_of
from govtracker.web.forms.people import TOO_LONG

TEMPLATES = [(slug, template.name) for slug, template in SHIPPED.items()]
NEVER = "never"
PACES = [("", "as the category proposes"), *((pace.value, label(pace).lower()) for pace in Pace), (NEVER, "not at all")]
AS_CHOSEN: dict[str, Pace | None] = {NEVER: None, **{pace.value: pace for pace in Pace}}


MONTHS = options(enumerate(date_words.MONTHS, 1))


class Supplier(Form):
    """The other company, and the first person of it."""

    supplier = StringField("Supplier", validators=[InputRequired("Enter the supplier’s name."), Length(max=120)])
    insourced = BooleanField("It is a unit of our own company (insourced)")
    key = StringField("Key", validators=[Length(max=6)])
    supplier_spoc_name = StringField("Their SPOC’s name", validators=[Length(max=120)])
    supplier_spoc_email = StringField("Their SPOC’s e-mail", validators=[Length(max=254)])

    @property
    def invites(self) -> bool:
        """Somebody of the supplier is named."""
        return bool((self.supplier_spoc_name.data or "").strip() or (self.supplier_spoc_email.data or "").strip())


class Invitation(Form):
    """The first person of the supplier."""

    supplier_spoc_name = StringField("Their SPOC’s name", validators=[InputRequired("Enter a name."), Length(max=120)])
    supplier_spoc_email = StringField(
        "Their SPOC’s e-mail", validators=[InputRequired("Enter an e-mail address."), Length(max=254)]
    )


class NewRelationship(CreatingForm, Supplier):
    """A relationship of one's own company with a supplier."""

    template = SelectField("Begins as", choices=options(TEMPLATES), default=TEMPLATES[0][0])
    category = SelectField("Supplier category", choices=words_of(SupplierCategory), default="tactical")
    pace_strategic, pace_tactical, pace_operational = (
        SelectField(f"{tier.value.capitalize()} tier meets", choices=options(PACES), default="") for tier in Tier
    )
    spoc_id = SelectField("Our SPOC", coerce=int, default=0)

    @property
    def paces(self) -> dict[Tier, Pace | None]:
        """How often each tier meets: as chosen, else as the category proposes; None is not at all."""
        category = SupplierCategory(self.category.data)
        chosen = {tier: self[f"pace_{tier.value}"].data for tier in Tier}
        proposed = {tier: supplier_categories.proposed(category, tier) for tier in Tier}
        return {tier: AS_CHOSEN[word] if word else proposed[tier] for tier, word in chosen.items()}


class EditRelationship(EditingForm):
    """What a relationship is for, where it stands, and what both sides agreed about its structure."""

    purpose = TextAreaField("What it is for", validators=[Length(max=2000)])
    stage = SelectField("Stage", choices=words_of(Stage))
    category = SelectField("Supplier category", choices=words_of(SupplierCategory))
    parent_id = SelectField("Part of", coerce=int, default=0)
    dormant_after_days = IntegerField(
        "Counterparts are in touch at least every",
        validators=[InputRequired("Enter a number of days."), NumberRange(7, 60, "Choose 7 to 60 days.")],
    )
    spoc_share_limit = IntegerField(
        "SPOCs make at most", validators=[InputRequired("Enter a share."), NumberRange(10, 90, "Choose 10 to 90 %%.")]
    )
    answer_days = IntegerField(
        "A side answers a scorecard within",
        validators=[InputRequired("Enter a number of days."), NumberRange(3, 60, "Choose 3 to 60 working days.")],
    )
    fiscal_year_start = SelectField("The fiscal year begins with", coerce=int, default=1, choices=MONTHS)


class SetUp(Supplier):
    """Own company, first administrator, first relationship."""

    company = StringField("Your organisation", validators=[InputRequired("Enter a name."), Length(max=120)])
    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])
    country = SelectField("Public holidays of")
    name = StringField("Your name", validators=[InputRequired("Enter your name."), Length(max=120)])
    email = StringField("Your e-mail", validators=[InputRequired("Enter your e-mail address."), Length(max=254)])
    password = PasswordField(
        "Password", validators=[InputRequired("Enter a password."), Length(max=LONGEST, message=TOO_LONG)]
    )
    again = PasswordField("The same again", validators=[EqualTo("password", "The two passwords differ.")])

    @property
    def whose(self) -> Whose:
        """Whose password it is."""
        return Whose(self.name.data or "", self.email.data or "", self.company.data or "")
