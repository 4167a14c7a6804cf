"""The bands of the overall score and what a standing brings about: as stored, ours where nothing is."""

from collections.abc import Mapping

from sqlalchemy import select

from govtracker.database import db
from govtracker.enums import ConsequenceKind, Standing
from govtracker.models import Consequence, StandingBand
from govtracker.rules.performance import bands
from govtracker.rules.performance.bands import Band


def in_use() -> tuple[Band, ...]:
    """The bands that scorecards are judged by from now on, the best first."""
    rows = {row.standing: row for row in stored()}
    return bands.made({one: (row.name, row.floor) for one, row in rows.items()}) if rows else bands.OURS


def stored() -> list[StandingBand]:
    """The bands somebody moved or named; all or none of them."""
    return list(db.session.scalars(select(StandingBand)))


def consequences() -> Mapping[Standing, frozenset[ConsequenceKind]]:
    """Standing → what it brings about."""
    if db.session.scalar(select(StandingBand.standing).limit(1)) is None:
        return bands.OUR_CONSEQUENCES
    found: dict[Standing, frozenset[ConsequenceKind]] = {}
    for row in stored_consequences():
        found[row.standing] = found.get(row.standing, frozenset()) | {row.kind}
    return found


def stored_consequences() -> list[Consequence]:
    """The consequences somebody chose."""
    return list(db.session.scalars(select(Consequence)))
