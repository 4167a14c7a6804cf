"""Signing in."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from govtracker.web.forms.base import Form


class SignIn(Form):
    """Address and password, and where the person wanted to go."""

    email = StringField("E-mail", validators=[InputRequired("Enter your e-mail address.")])
    password = PasswordField("Password", validators=[InputRequired("Enter your password.")])
    next = HiddenField()
