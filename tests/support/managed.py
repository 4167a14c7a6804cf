"""Four relationships of one sponsor: one that burns, one with an action overdue, two that are quiet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import ActionType, Audience, SeatRole, Severity, Side, Tier
from govtracker.models import Action, Organisation, Relationship, Seat, Tenure
from govtracker.queries import find
from govtracker.services.issues import issues
from govtracker.services.issues.issues import NewIssue
from tests.support import forums, measured, scorecards
from tests.support.world import MADE_AT, SINCE, World

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # half past seven in Berlin
RAISED_AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
CLIMBED_AT = datetime(2026, 11, 20, 7, tzinfo=UTC)
MONTHS = ("2026-07", "2026-08", "2026-09", "2026-10")
CANARY = "the canary sings in the cellar"


def make(world: World) -> None:
    """Everything; client_sponsor sponsors MER, CAS, INH and TES."""
    with world.context(), database.transaction():
        for key, name in (("INH", "In-house Level 3"), ("TES", "Tessera Billing")):
            world.organisations[name] = _add(Organisation(name=name, zone="Europe/Berlin"))
            client, supplier = world.organisations["Northgate"], world.organisations[name]
            made = Relationship(key=key, client_id=client, supplier_id=supplier, created_at=MADE_AT)
            world.relationships[key] = _add(made)
        for key in ("CAS", "INH", "TES"):
            sponsor(world, key)
    _scores(world)
    raise_issue(world, "client_spoc", title="Billing exports fail every night", severity=Severity.CRITICAL)
    raise_issue(world, "supplier_spoc", title=CANARY, audience=Audience.SUPPLIER)
    with world.context():
        assert not jobs.run(jobs.job_named("escalate"), at=CLIMBED_AT).failed
    with world.context(), database.transaction():
        for number, who in enumerate(("supplier_lead", "supplier_lead", "supplier_spoc", "client_lead"), 1):
            overdue(world, number, who, due_on=date(2026, 11, 10) + timedelta(days=number))
        overdue(world, 5, "supplier_lead", due_on=date(2026, 11, 1), title=CANARY, audience=Audience.SUPPLIER)
        overdue(world, 1, "other_supplier_spoc", key="CAS", title="Spare parts list", due_on=date(2026, 11, 20))
        forums.review(forums.forum(world), datetime(2026, 12, 1, 9, tzinfo=UTC))
        forums.review(forums.forum(world, "CAS"), datetime(2026, 12, 3, 13, tzinfo=UTC))


def sponsor(world: World, key: str, who: str = "client_sponsor") -> None:
    """A sponsor's seat on the client's side, held by that person."""
    seat = Seat(relationship_id=world.relationships[key], side=Side.CLIENT, role=SeatRole.SPONSOR, tier=Tier.STRATEGIC)
    _add(Tenure(seat_id=_add(seat), person_id=world.people[who], from_on=SINCE))


def raise_issue(world: World, who: str, **values: Any) -> None:
    """An issue of MER, raised on Friday morning."""
    viewer = world.viewer(who)
    facts = {
        "description": "",
        "area_id": world.areas["Customer care"],
        "severity": Severity.HIGH,
        "audience": Audience.SHARED,
    }
    with world.context(), database.transaction():
        issues.raise_issue(find.relationship(viewer, "MER"), NewIssue(**{**facts, **values}), by=viewer, at=RAISED_AT)


def overdue(
    world: World,
    number: int,
    who: str,
    *,
    due_on: date,
    key: str = "MER",
    title: str = "Regression suite for billing",
    audience: Audience = Audience.SHARED,
) -> None:
    """An open action past its day, within an open transaction."""
    _add(
        Action(
            relationship_id=world.relationships[key],
            number=number,
            audience=audience,
            title=title,
            type=ActionType.CORRECTION,
            owner_id=world.people[who],
            owner_side=Side.SUPPLIER if "supplier" in who else Side.CLIENT,
            due_on=due_on,
            first_due_on=due_on,
            created_at=MADE_AT,
            updated_at=MADE_AT,
        )
    )


def _scores(world: World) -> None:
    measured.agree(world)
    for month, satisfaction in zip(MONTHS, ("80", "78", "77", "76"), strict=True):
        measured.enter(world, month, {**measured.OCTOBER, "CSAT": satisfaction})
        measured.share(world, month)
    with world.context(), database.transaction():
        for key, scores in {"CAS": ("73.8", "76.0"), "INH": ("84.1", "86.3")}.items():
            _months(world, key, scores)


def _months(world: World, key: str, scores: Sequence[str]) -> None:
    for month, score in zip((9, 10), scores, strict=True):
        scorecards.shared(world, key, date(2026, month, 1), score)


def _add(row: Any) -> int:
    db.session.add(row)
    db.session.flush()
    return int(row.id)
