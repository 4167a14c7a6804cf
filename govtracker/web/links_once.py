"""What is said after somebody was sent a link, or where no mail is sent: the link itself, shown this once."""

from dataclasses import dataclass

from flask import flash
from werkzeug.wrappers import Response

from govtracker.models import Person
from govtracker.web.answers import Page, see_other


@dataclass(frozen=True)
class Given:
    """Whom a link is for, at which address; `link` is "" where a mail brings it."""

    name: str
    email: str
    link: str = ""

    @classmethod
    def to(cls, person: Person, link: str) -> "Given":
        """The same for a person, as plain values: their transaction may end."""
        return cls(person.name, person.email, link)


def answer(given: Given, back: str, *, joins: bool = True) -> Page | Response:
    """Back to where one came from, or the link with the way back; by it one `joins`, or renews a password."""
    if given.link:
        values = {"given": given, "back": back, "joins": joins}
        return Page("people/link.html", values, headers={"Cache-Control": "no-store"})
    deed = "invited" if joins else "sent a link to a new password"
    flash(f"{given.name} is {deed} by mail to {given.email}.", "good")
    return see_other(back)
