"""The mails about one's own account: to join, to set a new password, and that it was changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from govtracker import clock
from govtracker.access import Viewer
from govtracker.mail import links
from govtracker.mail.values import Content
from govtracker.models import Notification
from govtracker.queries.installation import joinings, password_resets
from govtracker.queries.installation.accounts import keepers

SAFE = "If that was not you, nothing has happened and you need do nothing."


def joining(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """Who invites to which company, by which link and until when; None when there is no such invitation any more."""
    found = joinings.told(viewer.person_id, clock.real_now())
    if found is None:
        return None
    company, by = found.person.organisation.name, told[-1].facts.get("by_name", "")
    return Content(
        subject=f"{by} invites you to join {company} in GovTracker" if by else f"Join {company} in GovTracker",
        template="joining",
        list_name="accounts",
        quotes=(),
        why=f"You get this because {by or 'whoever runs this installation'} entered your address, {found.email}.",
        preheader="Choose your own password; nobody else will know it.",
        values={
            "company": company,
            "by": by,
            "email": found.email,
            "until": _business(found.expires_at, at),
            "url": links.joining(found.nonce),
        },
        disturbs=True,
        worth_until=_business(found.expires_at, at),
    )


def account(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What happened to their account, or what they asked for; None for a link that leads nowhere any more."""
    return CONTENTS[told[-1].facts["event"]](told[-1], viewer, at)


def former_address(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """To the address somebody had: that it is theirs no more, by whom, and whom to ask. It opens nothing."""
    facts = told[-1].facts
    names = keepers(viewer.organisation_id, but=facts.get("by"))  # who did it is not whom to ask whether it is right
    content = _content(
        "The address of your account was changed",
        f"{facts['by_name']} changed the e-mail address of your account. Mail of GovTracker goes to the new address "
        "from now on, and wherever you were signed in you are signed out.",
        because="this was the address of your account",
        note=f"If you know nothing of it, ask {names or 'whoever runs this installation'} at once.",
        button="Open GovTracker",
        url=links.to("/"),
    )
    return replace(content, address=facts["address"])


def _reset(notice: Notification, viewer: Viewer, at: datetime) -> Content | None:
    reset = password_resets.told(viewer.person_id, notice.subject_id, clock.real_now())
    if reset is None:
        return None
    until = _business(reset.expires_at, at)
    return _content(
        "Set a new password",
        "Somebody asked for a new password for your account. Choose it on the page behind this link, once.",
        because="somebody asked for a new password for this address",
        note=SAFE,
        button="Choose a new password",
        url=links.password_reset(reset.nonce),
        until=until,
    )


def _elsewhere(notice: Notification, viewer: Viewer, at: datetime) -> Content:
    return _content(
        "You sign in through your company",
        "Somebody asked for a new password for your account. You have none here: your company signs in through its own "
        "identity provider, where your password is kept and can be renewed.",
        because="somebody asked for a new password for this address",
        note=SAFE,
        button="Sign in",
        url=links.to("/sign-in"),
    )


def _anchored(notice: Notification, viewer: Viewer, at: datetime) -> Content:
    seal, made_at = notice.facts["seal"], datetime.fromisoformat(notice.facts["made_at"])
    day = f"{made_at:%d %B %Y}".lstrip("0")
    content = _content(
        f"The seal of the audit trail on {day}",
        f"The audit trail was anchored on {day} at {made_at:%H:%M} UTC. Its last line bears this seal: {seal}",
        because="your address stands among the auditors this installation names",
        note="Keep this mail where nobody who runs GovTracker can change it. Who runs it can show you at any time that "
        f"the trail up to here is as it was: “flask --app app audit verify --seal {seal}” has to end with “ok”: true.",
        button="Open the audit trail",
        url=links.to("/audit"),
    )
    return replace(content, disturbs=False)


def _changed(notice: Notification, viewer: Viewer, at: datetime) -> Content:
    names = keepers(viewer.organisation_id)
    ask = f" or ask {names}" if names else ""
    return _content(
        "Your password was changed",
        "Your password was changed, and wherever else you were signed in you are signed out.",
        because="it is your account",
        note=f"If that was not you, set a new one at once{ask}.",
        button="Set a new password",
        url=links.to("/reset"),
    )


def _door(notice: Notification, viewer: Viewer, at: datetime) -> Content:
    headline, text, path = DOORS[notice.facts["event"]]
    names = keepers(viewer.organisation_id)
    ask = f" and tell {names}" if names else ""
    return _content(
        headline,
        text.format(**notice.facts),
        because="it is your account",
        note=f"If that was not you, change your password at once{ask}.",
        button="Have a look",
        url=links.to(path),
    )


def _content(
    headline: str, text: str, *, because: str, note: str, button: str, url: str, until: datetime | None = None
) -> Content:
    return Content(
        subject=headline,
        template="account",
        list_name="accounts",
        quotes=(),
        why=f"You get this because {because}.",
        preheader=text,
        values={"title": headline, "text": text, "note": note, "button_text": button, "url": url, "until": until},
        disturbs=True,
        worth_until=until,
    )


def _business(real: datetime, at: datetime) -> datetime:
    """That real instant on the business clock, which reads `at` now."""
    return (at + (real - clock.real_now())).replace(microsecond=0)


# By event: headline, what happened, where to have a look.
DOORS = {
    "factor_set_up": (
        "Your second factor is on",
        "A second factor was set up for your account: after your password, a code of it is asked for from now on.",
        "/settings/second-factor",
    ),
    "factor_off": (
        "Your second factor is off",
        "Your second factor was turned off: your password alone opens your account now.",
        "/settings/second-factor",
    ),
    "factor_reset": (
        "Your second factor was reset",
        "Your second factor was reset by an administrator, and you are signed out everywhere. Set up another soon.",
        "/settings/second-factor",
    ),
    "codes_renewed": (
        "You have new recovery codes",
        "New recovery codes were made for your account; the earlier ones open nothing any more.",
        "/settings/second-factor",
    ),
    "new_browser": (
        "Your account was opened in a new browser",
        "Your account was opened in {browser}, from {address}, where it was not seen before.",
        "/settings/sessions",
    ),
}
CONTENTS = {
    "reset_asked": _reset,
    "signs_in_elsewhere": _elsewhere,
    "password_changed": _changed,
    "anchored": _anchored,
    **dict.fromkeys(DOORS, _door),
}
