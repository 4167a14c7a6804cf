"""Letting go of what was kept long enough: what the installation chose, the daily run, and what stops it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from govtracker import config, database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience
from govtracker.models import LegalHold, Relationship, RetentionRule
from govtracker.queries.installation import retention as asked
from govtracker.rules.installation import retention
from govtracker.rules.installation.retention import TERMS, Kept
from govtracker.services import Refused, events

EVERY = timedelta(hours=20)
BATCHES = 40  # of one kind in one run; the rest goes in the next
SUGGESTED = 10
KINDS = tuple(asked.TAKING)


def choose(wanted: Mapping[Kept, int], *, by: Viewer, at: datetime) -> None:
    """Keep each kind for so many days from now on; refuses what its term does not allow."""
    stored, told = asked.settings(), {}
    chosen = chosen_days(stored)
    for kind, number in wanted.items():
        objection = retention.objection(kind, number)
        if objection:
            raise Refused(objection, kind.value)
        before = retention.days(kind, chosen)
        if number != before:
            _rule(stored, kind).days = number
            told[kind.value] = [before, number]
    if told:
        events.record(None, "retention_chosen", by=by, at=at, changes=told)


def chosen_days(stored: Mapping[str, RetentionRule]) -> dict[str, int]:
    """Name → days, where the installation chose."""
    return {name: row.days for name, row in stored.items() if row.days is not None}


def due(at: datetime) -> Sequence[int]:
    """The kinds, by their place in KINDS, that nobody has looked at today; a demonstration keeps everything."""
    if config.current().demo:
        return ()
    ran = {name: row.ran_at for name, row in asked.settings().items() if row.ran_at}
    return [place for place, kind in enumerate(KINDS) if kind.value not in ran or ran[kind.value] <= at - EVERY]


def let_go(place: int, at: datetime) -> None:
    """Take away what of a kind is old enough, some in each transaction."""
    kind, after, went = KINDS[place], 0, 0
    before = retention.since(kind, chosen_days(asked.settings()), at)
    for _ in range(BATCHES):
        with database.transaction():
            gone, after = asked.take(kind, before, after=after)
        went += gone
        if not after:
            break
    with database.transaction():
        row = _rule(asked.settings(), kind)
        row.ran_at, row.removed = at, went
        row.in_all += went
        if went:
            events.record(None, "retention_ran", by=None, at=at, changes={kind.value: [went, 0]})


def hold(relationship: Relationship, reason: str, *, by: Viewer, at: datetime) -> None:
    """Let nothing of a relationship go until one's own side says otherwise; refuses a second hold, and no reason."""
    audience = _side(relationship, by)
    if asked.hold_of(relationship.id, audience):
        raise Refused("Your side holds it already.")
    if not reason.strip():
        raise Refused("Say why.", "reason")
    hold = LegalHold(
        relationship_id=relationship.id,
        relationship=relationship,
        audience=audience,
        reason=reason.strip(),
        set_at=at,
        set_by_id=by.person_id,
    )
    db.session.add(hold)
    events.record(hold, "hold_set", by=by, at=at, reason=hold.reason)


def lift(relationship: Relationship, *, by: Viewer, at: datetime) -> None:
    """Let what is old go again, as far as the other side holds nothing."""
    found = asked.hold_of(relationship.id, _side(relationship, by))
    if found is None:
        raise Refused("Your side holds nothing here.")
    events.change(found, "hold_lifted", by=by, at=at, lifted_at=at, lifted_by_id=by.person_id)


def to_erase(viewer: Viewer, at: datetime) -> Sequence[Any]:
    """Colleagues who left so long ago that their personal data could be erased; nobody does it but their company."""
    before = retention.since(Kept.FORMER_COLLEAGUES, chosen_days(asked.settings()), at)
    return asked.former_colleagues(viewer, before, most=SUGGESTED)


def _side(relationship: Relationship, by: Viewer) -> Audience:
    side = by.side_in(relationship.place())
    assert side is not None
    return Audience(side.value)


def _rule(stored: Mapping[str, RetentionRule], kind: Kept) -> RetentionRule:
    row = stored.get(kind.value)
    if row is None:
        row = RetentionRule(name=kind.value, days=None, ran_at=None, removed=0, in_all=0)
        db.session.add(row)
    return row


def rows() -> list[tuple[Kept, retention.Term, int, RetentionRule | None]]:
    """Every kind with its term, the days it is kept, and what its last run did."""
    stored = asked.settings()
    chosen = chosen_days(stored)
    return [(kind, term, retention.days(kind, chosen), stored.get(kind.value)) for kind, term in TERMS.items()]
