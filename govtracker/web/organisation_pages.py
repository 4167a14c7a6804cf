"""The page of one's own company, with the form for its address domains as it was sent."""

from govtracker.access import Permission, Viewer, allowed
from govtracker.queries.governance import calendars
from govtracker.queries.structure import people
from govtracker.rules.installation import mail_domains
from govtracker.web.answers import Page, page
from govtracker.web.forms.mail_domains import MailDomains


def shown(viewer: Viewer, form: MailDomains | None = None) -> Page:
    """Its people, who holds which role, and how they get in; a form that is given was refused."""
    company, opened = people.own_company(viewer), form or MailDomains(formdata=None)
    if form is None:
        opened.open(stored(company.mail_domains))
    endings = {spelt for domain in company.mail_domains for spelt in mail_domains.spellings(domain)}
    counts = bool(endings) and allowed(viewer, Permission.ADMINISTER_ORGANISATION)
    return page(
        "organisation/show.html",
        status=422 if form else 200,
        company=company,
        headcount=people.count(viewer),
        roles=people.role_holders(viewer),
        calendar=calendars.of_organisation(viewer.organisation_id),
        form=opened,
        outside=people.count_outside(viewer, endings) if counts else 0,
    )


def stored(domains: list[str]) -> dict[str, str]:
    """What stands, as the form holds it."""
    return {"domains": "\n".join(domains)}
