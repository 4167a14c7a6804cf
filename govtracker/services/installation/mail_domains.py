"""The address domains a company lets its people have: settled, and held to wherever an address comes in."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.models import Organisation
from govtracker.rules.installation import mail_domains
from govtracker.services import Refused, events


def settle(company: Organisation, text: str, *, by: Viewer, at: datetime) -> None:
    """Let only addresses of the domains in `text` in from now on, any where there are none; whoever is here stays."""
    try:
        domains = mail_domains.read(text)
    except mail_domains.Misread as misread:
        raise Refused(str(misread), "domains") from None
    events.change(company, "mail_domains_changed", by=by, at=at, mail_domains=domains)


def require(company: Organisation, address: str) -> None:
    """Refuse an address that the company does not let in."""
    if not mail_domains.lets_in(company.mail_domains, address):
        raise Refused(mail_domains.refusal(company.name, company.mail_domains), "email")
