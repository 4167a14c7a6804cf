"""The bands of the overall score: named and moved by the administrator, for the scorecards made from now on."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import ConsequenceKind, Standing
from govtracker.models import Consequence, StandingBand
from govtracker.queries import claims
from govtracker.queries.performance import standing_bands as asked
from govtracker.rules.performance import bands
from govtracker.services import Refused, events

Named = Mapping[Standing, tuple[str, Decimal]]
Following = Mapping[Standing, frozenset[ConsequenceKind]]


def save(named: Named, following: Following, *, by: Viewer, at: datetime) -> None:
    """Names and floors of all bands and what each brings about; refuses what does not hold every score once.

    What was shared already keeps the bands it was judged by.
    """
    try:
        made = bands.made(named)
    except bands.BadBand as refusal:
        raise Refused(refusal.sentence, refusal.field) from refusal
    claims.hold_installation("standings")
    before = _told(asked.in_use(), asked.consequences())
    after = _told(made, following)
    changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if not changed:
        return
    for row in [*asked.stored(), *asked.stored_consequences()]:
        db.session.delete(row)
    db.session.flush()
    db.session.add_all(StandingBand(standing=one.standing, name=one.name, floor=one.low) for one in made)
    db.session.add_all(Consequence(standing=one, kind=kind) for one, kinds in following.items() for kind in kinds)
    events.record(None, "standings_changed", by=by, at=at, changes=changed)


def _told(made: tuple[bands.Band, ...], following: Following) -> dict[str, str]:
    """Each band in one line, as the audit trail keeps it."""
    return {one.standing.value: _line(one, following.get(one.standing, frozenset())) for one in made}


def _line(band: bands.Band, kinds: frozenset[ConsequenceKind]) -> str:
    return ", ".join([band.called, f"from {band.low:f}", *(kind.value for kind in ConsequenceKind if kind in kinds)])
