"""Parts of a relationship that are measured by themselves."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from govtracker.enums import ScopeKind
from govtracker.rules.words import label
from govtracker.web.forms.base import CreatingForm, EditingForm
from govtracker.web.forms.choices import Pairs, options, words_of

NEEDED = InputRequired("Enter a name.")
PLAIN = options((kind.value, label(kind)) for kind in ScopeKind if kind is not ScopeKind.SEGMENT_SUPPORT)


class NewScope(CreatingForm):
    """One more part."""

    name = StringField("Name", validators=[NEEDED, Length(max=80)])
    kind = SelectField("What it is", choices=PLAIN)


class EditScope(EditingForm):
    """A part as it stands."""

    name = StringField("Name", validators=[NEEDED, Length(max=80)])
    kind = SelectField("What it is", choices=words_of(ScopeKind))
    is_offered = BooleanField("Measured by itself from now on")

    def hold_to(self, kind: ScopeKind) -> None:
        """Support for a segment stays what it is; nothing else becomes it."""
        is_support = kind is ScopeKind.SEGMENT_SUPPORT
        self.kind.choices = options([(kind.value, label(kind))]) if is_support else PLAIN


class NewSupport(CreatingForm):
    """A type of support for a segment, from the client's catalogues."""

    segment_id = SelectField("Customer segment", coerce=int)
    type_id = SelectField("Support type", coerce=int)

    def offer(self, segments: Pairs, types: Pairs) -> None:
        """What is chosen from."""
        self.segment_id.choices, self.type_id.choices = options(segments), options(types)
