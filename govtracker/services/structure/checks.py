"""Looking at structures once a day, so that lists know what is found of them without counting contacts."""

from datetime import UTC, datetime

from govtracker.database import db
from govtracker.enums import PairFinding
from govtracker.models import StructureCheck
from govtracker.queries.structure import checks, health


def look(relationship_id: int, at: datetime) -> None:
    """Keep what is found of a relationship's structure on the day (UTC) of `at`."""
    relationship, check = checks.subject(relationship_id)
    found = health.of_relationship(relationship, at.astimezone(UTC).date())
    share = found.concentration.share
    check = check or StructureCheck(relationship_id=relationship_id)
    check.checked_on = found.on
    check.dormant = sum(PairFinding.DORMANT in {one.kind for one in told} for told in found.findings.values())
    check.spoc_share = round(share) if share is not None else None
    check.is_collapsed = found.concentration.collapsed
    check.key_persons = len(found.key_persons)
    db.session.add(check)
