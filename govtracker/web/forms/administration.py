"""What the administrator of the installation fills in."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.people import NewPerson


class NewEntry(CreatingForm):
    """An entry of a catalogue; `is_client_side` concerns root causes alone."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=80)])
    is_client_side = BooleanField("A cause on the client’s side")


class Entry(EditingForm):
    """An entry that is there already."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=80)])
    is_client_side = BooleanField("A cause on the client’s side")


class OrganisationFields:
    """A company, or a unit of one."""

    name = StringField("Name", validators=[InputRequired("Enter a name."), Length(max=120)])
    zone = StringField("Time zone", validators=[InputRequired("Write a time zone, for example Europe/Berlin.")])
    parent_id = SelectField("A unit of", coerce=int, default=0)


class NewOrganisation(CreatingForm, OrganisationFields):
    """A company that is new here."""


class EditOrganisation(EditingForm, OrganisationFields):
    """A company that is here already."""


class FirstPerson(NewPerson):
    """The first administrator of a company."""
