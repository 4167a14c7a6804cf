"""Erasing a person: all that was theirs goes, a pseudonym stays in the history of two companies."""

import re
import secrets
from collections.abc import Collection, Mapping
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
    called = erasing.ever_called(person)
    _require_leave(person, reason, called, by=by, today=today)
    pseudonym = _free_pseudonym()
    erasing.delete_own(person.id)
    erasing.clear_mail(person.id)
    erasing.clear_words(person.id, called=called, pseudonym=pseudonym)
    erasing.clear_files(person.organisation_id, called)
    for word in called:
        throttles.forget(word)
        erasing.rename_in_agendas(person.organisation_id, word, pseudonym)
    _rename_in_comments(person.id, called, pseudonym)
    _rename_in_notices(called, pseudonym)
    _empty(person, pseudonym, at)
    db.session.flush()
    events.record(person, "person_erased", by=by, at=at, reason=reason)
    trail_erasure.erase(person, called, by=by, at=at)
    return pseudonym


def _require_leave(person: Person, reason: str, called: Collection[str], *, by: Viewer, today: date) -> None:
    people.require_authority(person, by)
    if person.erased_at:
        raise Refused("This person is erased already.")
    if person.is_active:
        raise Refused(f"{person.name} may still sign in: end their access first.")
    if holdings.elsewhere(person, {}, today=today):
        raise Refused(f"{person.name} still holds something: hand it over first.")
    if erasure.tells_of(called, reason):
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


def _rename_in_comments(person_id: int, called: Collection[str], pseudonym: str) -> None:
    whole = "|".join(re.escape(word) for word in called)
    firsts = "|".join(re.escape(word.split(maxsplit=1)[0]) for word in called if "@" not in word)
    first = rf"(?i:{firsts})(?! [A-ZÀ-ÖØ-Þ]\w)"  # before a capital it is somebody else's
    handles = re.compile(rf"@(?:(?i:{whole})|{first})(?!\w)")
    for text in erasing.calling(person_id):
        renamed = handles.sub(f"@{pseudonym}", text.body)
        if renamed != text.body:
            text.body = renamed


def _rename_in_notices(called: Collection[str], pseudonym: str) -> None:
    for word in called:
        for rows in erasing.notices_naming(word):
            for notice in rows:
                notice.facts = {key: _renamed(value, called, pseudonym) for key, value in notice.facts.items()}
            db.session.flush()


def _renamed(value: Any, called: Collection[str], pseudonym: str) -> Any:
    match value:
        case str():
            return erasure.renamed(value, called, pseudonym)
        case list():
            return [_renamed(one, called, pseudonym) for one in value]
        case Mapping():
            return {key: _renamed(one, called, pseudonym) for key, one in value.items()}
    return value
