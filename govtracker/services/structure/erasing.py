"""Erasing a person: all that was theirs goes, a pseudonym stays in the history of two companies."""

import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import Person
from govtracker.queries.structure import erasing, holdings
from govtracker.rules.structure import erasure
from govtracker.services import Refused, events, trail_erasure
from govtracker.services.installation import throttles
from govtracker.services.structure import people

ON_HOLD: Final = "A relationship they took part in is on legal hold by your side: nobody of it is erased meanwhile."
NOT_NOW: Final = "They cannot be erased just now. Try again later."  # what the other side holds it says to nobody


def erase(person: Person, reason: str, *, by: Viewer, at: datetime, today: date) -> str:
    """Erase a colleague who left, for good; the pseudonym that stays.

    Refuses who may still sign in or holds anything, whoever outranks `by`, a reason that names them, and everybody
    while a relationship they took part in is on hold.
    """
    _require_leave(person, reason, by=by, today=today)
    name, email = person.name, person.email
    called = _free_pseudonym()
    erasing.delete_own(person.id)
    erasing.clear_mail(person.id)
    throttles.forget(email)
    erasing.clear_words(person.id, name=name, pseudonym=called)
    erasing.clear_files(person.organisation_id, [name, email])
    erasing.rename_in_agendas(person.organisation_id, name, called)
    _rename_in_comments(person.id, name, email, called)
    _rename_in_notices(name, email, called)
    _empty(person, called, at)
    db.session.flush()
    events.record(person, "person_erased", by=by, at=at, reason=reason)
    trail_erasure.erase(person, [name, email], by=by, at=at)
    return called


def _require_leave(person: Person, reason: str, *, by: Viewer, today: date) -> None:
    people.require_authority(person, by)
    if person.erased_at:
        raise Refused("This person is erased already.")
    if person.is_active:
        raise Refused(f"{person.name} may still sign in: end their access first.")
    if holdings.elsewhere(person, {}, today=today):
        raise Refused(f"{person.name} still holds something: hand it over first.")
    if any(word.lower() in reason.lower() for word in (*person.name.split(), person.email) if len(word) > 2):
        raise Refused("Leave the name out of the reason: it stays in the history.", "reason")
    if held := erasing.held_by(person):
        raise Refused(ON_HOLD if True in held else NOT_NOW)


def _free_pseudonym() -> str:
    while erasing.is_taken(called := erasure.pseudonym(secrets.choice)):
        pass
    return called


def _empty(person: Person, called: str, at: datetime) -> None:
    """Nothing of what stood there may reach the trail, so it is set past events.change."""
    person.name, person.email = called, erasure.address(called, person.id)
    person.job_title = person.password_hash = person.quiet_days = person.unreachable_reply = ""
    person.quiet_from = person.quiet_to = person.unreachable_at = None
    person.zone, person.theme, person.shortcuts = "UTC", "auto", True
    person.is_administrator = False
    person.erased_at = at


def _rename_in_comments(person_id: int, name: str, email: str, called: str) -> None:
    whole = rf"(?i:{re.escape(email)}|{re.escape(name)})"
    first = rf"(?i:{re.escape(name.split(maxsplit=1)[0])})(?! [A-ZÀ-ÖØ-Þ]\w)"  # before a capital it is somebody else's
    handles = re.compile(rf"@(?:{whole}|{first})(?!\w)")
    for text in erasing.calling(person_id):
        renamed = handles.sub(f"@{called}", text.body)
        if renamed != text.body:
            text.body = renamed


def _rename_in_notices(name: str, email: str, called: str) -> None:
    for word in (name, email):
        for rows in erasing.notices_naming(word):
            for notice in rows:
                notice.facts = {key: _renamed(value, word, called) for key, value in notice.facts.items()}
            db.session.flush()


def _renamed(value: Any, word: str, called: str) -> Any:
    match value:
        case str():
            return value.replace(word, called)
        case list():
            return [_renamed(one, word, called) for one in value]
        case Mapping():
            return {key: _renamed(one, word, called) for key, one in value.items()}
    return value
