"""The address domains of one's own company."""

from wtforms import TextAreaField
from wtforms.validators import Length

from govtracker.web.forms.base import EditingForm


class MailDomains(EditingForm):
    """One domain a line."""

    by_line = frozenset({"domains"})
    domains = TextAreaField(
        "Address domains", validators=[Length(max=6_000, message="Enter at most 20 domains, one a line.")]
    )
