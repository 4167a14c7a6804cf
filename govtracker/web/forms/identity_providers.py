"""What an administrator enters of the company's identity provider, and the address people find their way by."""

from wtforms import BooleanField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import EditingForm, Form


class Provider(EditingForm):
    """The provider of one's own company; the secret that stands is never shown."""

    issuer = StringField(
        "Name of the provider (issuer)", validators=[InputRequired("Enter its address."), Length(max=300)]
    )
    client_id = StringField("Client id", validators=[InputRequired("Enter the client id."), Length(max=200)])
    client_secret = PasswordField("Client secret", validators=[Length(max=500)])
    domains = TextAreaField("Address domains of your company", validators=[Length(max=10_000)])
    scopes = StringField("Scopes", validators=[InputRequired("Enter at least openid."), Length(max=200)])
    just_in_time = BooleanField("Bring in colleagues who are not here yet")
    trusts_second_factor = BooleanField("Trust its second factor")
    only_this_way = BooleanField("Sign in only this way, not by password")
    signs_out_there = BooleanField("Offer to sign out there, too")
    required_acr = StringField("Required levels (acr)", validators=[Length(max=300)])
    required_amr = StringField("Required methods (amr)", validators=[Length(max=100)])


class Way(Form):
    """The address alone: which door is theirs."""

    email = StringField("Your work e-mail", validators=[InputRequired("Enter your e-mail address."), Length(max=254)])
    next = HiddenField()
