"""Proving who one is: the codes of a second factor, and once more before what is dangerous."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from govtracker.web.forms.base import Form


class Code(Form):
    """A code of the authenticator, or one for recovery."""

    code = StringField("Code", validators=[InputRequired("Enter the code.")])


class Proof(Form):
    """The password or a code; the names are told apart from those of whatever form is sent on with it."""

    proof_password = PasswordField("Password")
    proof_code = StringField("Code")
    proof_next = HiddenField()
