"""Attempts that were refused: written after the rollback in a transaction of their own, and never without bound.

    refusals.note("sign_in_failed", what="sign_in", person=found, typed=address, at=at)
    refusals.note("refused", what=request.endpoint, by=viewer, place=stance.place, subject=("issue", 7), at=at)

The first attempt of somebody at one thing within a minute is an event; the others are counted and told as one sum.
All strangers together have a limit, and everybody who is signed in has one: nobody hides somebody else.
Where the subject is one the person may see (`place`), the event stands on its relationship's chain for their own side;
else on the installation's, where nobody learns what was asked for. Nothing that was typed is kept but `typed`, which
is personal, and never a password.
"""

from collections import defaultdict
from contextlib import nullcontext
from datetime import datetime, timedelta

from govtracker import clock, database
from govtracker.access import Place, Viewer
from govtracker.enums import Audience
from govtracker.models import Person
from govtracker.queries import refusals as asked
from govtracker.rules import personal
from govtracker.services import events, provenance

MOST_A_MINUTE = 120  # events of refused attempts: of one who is signed in, of all strangers together
MOST_AN_HOUR = 300
ALL = "*"
KEPT = timedelta(hours=1)


def note(
    action: str,
    *,
    what: str,
    at: datetime,
    by: Viewer | None = None,
    person: Person | None = None,
    typed: str = "",
    place: Place | None = None,
    subject: tuple[str, int | None] | None = None,
) -> None:
    """Somebody was refused `what` (an endpoint, or what they tried to prove); `at` is business time.

    `by` is who is signed in, `person` the account somebody claimed without proof, `typed` the name they claimed.
    Inside a transaction it becomes part of it: call it after the rollback.
    """
    person_id, company = (person.id, person.organisation_id) if person else (None, None)
    with nullcontext() if database.writing() else database.transaction():
        counted = _counted(by, person_id, f"{action}:{what}")
        if counted is None:
            return
        happened = _happened(action if counted else "attempts_uncounted", at, by, place)
        if counted and (person_id or typed):
            happened.said.setdefault(person_id or personal.NOBODY, {})["label"] = typed[:200]
        kind, number = subject or (("person", person_id) if person_id else ("installation", None))
        events.note(
            None,
            events.Happened(
                **{
                    **vars(happened),
                    "subject_type": kind,
                    "subject_id": number,
                    "label": "" if person_id or typed else what[:200],
                    "company_id": happened.company_id or company,
                }
            ),
        )


def sum_up(_: int, at: datetime) -> None:
    """Tell of the attempts beyond the first of each minute, of all minutes more than an hour ago, in one event."""
    repeated = asked.cleared(before=_minute() - int(KEPT.total_seconds() // 60))
    if repeated:
        events.record(None, "attempts_repeated", by=None, at=at, changes={"attempts": [None, repeated]})


def to_sum_up(at: datetime) -> list[int]:
    """[1] while there are attempts of more than an hour ago to sum up."""
    return [1] if asked.any_before(_minute() - int(KEPT.total_seconds() // 60)) else []


def _counted(by: Viewer | None, person_id: int | None, what: str) -> bool | None:
    """True: the first of its minute; False: the first one too many in an hour; None: it is but counted."""
    whence = provenance.current()
    who = f"{asked.PERSON}{by.person_id}" if by else f"{whence.address if whence else ''} {person_id or ''}"
    minute = _minute()
    if asked.counted(minute, who[:80], what[:80]):
        return None
    now, within_the_hour = asked.how_many(minute, of=who if by else None)
    if now < MOST_A_MINUTE and within_the_hour < MOST_AN_HOUR:
        asked.begin(minute, who[:80], what[:80])
        return True
    rest = minute - minute % 60, who if by else ALL, ALL
    if asked.counted(*rest):
        return None
    asked.begin(*rest)
    return False


def _happened(action: str, at: datetime, by: Viewer | None, place: Place | None) -> events.Happened:
    said: dict[int, personal.Said] = defaultdict(dict)
    side = by.side_in(place) if by and place else None
    chain = place.relationship_id if place and side else events.INSTALLATION
    who = events.who(by, chain, said)
    if by is None:
        who["actor_name"] = "Somebody"
    return events.Happened(
        chain=chain,
        at=at,
        action=action,
        subject_type="",
        subject_id=None,
        label="",
        audience=Audience(side.value) if side else Audience.SHARED,
        changes={},
        reason="",
        is_refused=True,
        said=said,
        **who,
    )


def _minute() -> int:
    return int(clock.real_now().timestamp() // 60)
