"""What people are told of their own accounts, at their own address alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from govtracker.access import Viewer
from govtracker.enums import MailKind
from govtracker.mail import notices
from govtracker.models import Joining, Organisation, PasswordReset, Person, SignInSession


def invited(company: Organisation, person_ids: Iterable[int], nonce: str, *, by: Viewer | None, at: datetime) -> None:
    """Each of these people of `company`: that they may join, and by which link; `nonce` names the occasion."""
    notices.leave(
        MailKind.JOINING,
        person_ids,
        subject=company,
        dedupe=f"joining:{nonce}",
        facts={"by_name": by.name if by else "", "words": INVITED, "path": "/"},
        at=at,
    )


def invited_already(joining: Joining, *, at: datetime) -> None:
    """Somebody who asks for a new password and has not joined: their invitation once more, at most once an hour."""
    notices.leave(
        MailKind.JOINING,
        [joining.person_id],
        subject=joining.person.organisation,
        dedupe=f"joining:{joining.id}:again:{at:%Y-%m-%dT%H}",
        facts={"by_name": joining.invited_by.name if joining.invited_by else "", "words": INVITED, "path": "/"},
        at=at,
    )


def anchored(auditors: Iterable[Person], seal: str, made_at: datetime, *, at: datetime) -> None:
    """Each of these auditors: the seal of the anchors made at `made_at` (real time), to be kept outside."""
    for auditor in auditors:
        notices.leave(
            MailKind.ACCOUNT,
            [auditor.id],
            subject=auditor,
            dedupe=f"anchored:{seal}",
            facts={
                "event": "anchored",
                "words": "The seal of the audit trail was mailed to you.",
                "path": "/audit",
                "seal": seal,
                "made_at": made_at.isoformat(timespec="seconds"),
            },
            at=at,
        )


def reset_asked(reset: PasswordReset, *, at: datetime) -> None:
    """The person: by which link they set a new password, and that nothing happens when it was not them."""
    notices.leave(
        MailKind.ACCOUNT,
        [reset.person_id],
        subject=reset,
        dedupe=f"reset:{reset.id}:{at.isoformat()}",
        facts={"event": "reset_asked", "words": "A link to a new password was sent to you.", "path": PASSWORD},
        at=at,
    )


def signs_in_elsewhere(person: Person, *, at: datetime) -> None:
    """Somebody who asked for a new password and has none: at most once an hour."""
    words = "You have no password here: you sign in through your company."
    notices.leave(
        MailKind.ACCOUNT,
        [person.id],
        subject=person,
        dedupe=f"elsewhere:{at:%Y-%m-%dT%H}",
        facts={"event": "signs_in_elsewhere", "words": words, "path": "/sign-in"},
        at=at,
    )


def password_changed(person: Person, occasion: str, *, at: datetime) -> None:
    """The person: that their password was changed, in case it was not them; `occasion` names the change."""
    notices.leave(
        MailKind.ACCOUNT,
        [person.id],
        subject=person,
        dedupe=f"password:{occasion}",
        facts={"event": "password_changed", "words": "Your password was changed.", "path": PASSWORD},
        at=at,
    )


def address_changed(person: Person, former: str, *, by: Viewer, at: datetime) -> None:
    """The person, at the address they had: who changed it, in case it was nobody they know of."""
    words = f"{by.name} changed the e-mail address of your account."
    notices.leave(
        MailKind.FORMER_ADDRESS,
        [person.id],
        subject=person,
        dedupe=f"address:{at.isoformat()}",
        facts={"address": former, "by": by.person_id, "by_name": by.name, "words": words, "path": "/settings"},
        at=at,
    )


def factor_changed(person: Person, event: str, *, at: datetime) -> None:
    """The person: what became of their second factor (a word of account_mail.DOORS), in case it was not them."""
    notices.leave(
        MailKind.ACCOUNT,
        [person.id],
        subject=person,
        dedupe=f"{event}:{at.isoformat()}",
        facts={"event": event, "words": "Your second factor was changed.", "path": "/settings/second-factor"},
        at=at,
    )


def new_browser(person: Person, session: SignInSession, *, at: datetime) -> None:
    """The person: that their account was opened in a browser it was not seen in before."""
    facts = {"event": "new_browser", "browser": session.browser, "address": session.address or "an unknown address"}
    words = f"Your account was opened in a new browser: {session.browser}."
    notices.leave(
        MailKind.ACCOUNT,
        [person.id],
        subject=person,
        dedupe=f"new_browser:{session.id}",
        facts={**facts, "words": words, "path": "/settings/sessions"},
        at=at,
    )


INVITED: Final = "You were invited to join."
PASSWORD: Final = "/settings/password"  # noqa: S105  # an address
