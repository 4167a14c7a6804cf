"""Supplier profiles in the database: which stand, what overrules them, and the floor that nobody gets below."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask

from govtracker import database
from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import (
    ExpectedOutcome,
    FitLevel,
    FloorMeasure,
    Geography,
    ScopeKind,
    ServiceChannel,
    ServiceHours,
    ServicePriority,
)
from govtracker.models import AuditEvent, CustomerSegment, ScorecardScope, SegmentNeeds
from govtracker.queries import NotFound
from govtracker.queries.sourcing import profiles as asked
from govtracker.rules.sourcing.floors import Floor
from govtracker.rules.sourcing.profile_choices import Choice
from govtracker.rules.sourcing.profiles import Requirement
from govtracker.services import Refused
from govtracker.services.performance import client_catalogues
from govtracker.services.sourcing import profiles, support_types
from tests.support.world import MADE_AT, World

LATER = MADE_AT + timedelta(days=1)
CHEAPER = Requirement(Geography.OFF_SHORE, FitLevel.GOOD, FitLevel.GOOD, FitLevel.GOOD)
BILLING, FAULTS = 1, 2
HOUSEHOLDS, BUSINESS = 1, 2


@pytest.fixture
def office(app: Flask, world: World) -> Viewer:
    """Billing (2, 2), faults (3, 5); households, who prefer self-service, and business, of whom nobody has said."""
    by = world.viewer("governance_office")
    with world.context(), database.transaction():
        for name, complexity, impact in (("Billing", 2, 2), ("Faults", 3, 5)):
            one = support_types.add(name, by=by, at=MADE_AT)
            support_types.edit(one, {"complexity": complexity, "impact": impact}, by=by, at=MADE_AT)
        for name in ("Households", "Business"):
            client_catalogues.add(CustomerSegment, by.organisation_id, name, by=by, at=MADE_AT)
        db.session.add(_answer(world))
        for kind, segment in ((BILLING, HOUSEHOLDS), (FAULTS, BUSINESS)):
            db.session.add(
                ScorecardScope(
                    relationship_id=world.relationships["MER"],
                    kind=ScopeKind.SEGMENT_SUPPORT,
                    name=f"{kind} for {segment}",
                    segment_id=segment,
                    support_type_id=kind,
                )
            )
    return by


def _answer(world: World) -> SegmentNeeds:
    return SegmentNeeds(
        segment_id=HOUSEHOLDS,
        person_id=world.people["client_member"],
        asked_by_id=world.people["governance_office"],
        asked_at=MADE_AT,
        answered_at=MADE_AT,
        outcome=ExpectedOutcome.QUICK_ANSWER,
        first_priority=ServicePriority.SPEED,
        channel=ServiceChannel.SELF_SERVICE,
        hours=ServiceHours.EXTENDED_HOURS,
        urgency=3,
        personal_help=1,
        expertise=1,
        continuity=1,
    )


def test_every_type_and_each_segment_it_is_served_for_has_its_profile(world: World, office: Viewer) -> None:
    with world.context():
        with database.transaction():
            profiles.serve(BILLING, BUSINESS, by=office, at=LATER)
        found = asked.of_company(office)
        assert [(one.support_type, one.segment, one.recommendation and one.recommendation.number) for one in found] == [
            ("Billing", None, 6),
            ("Billing", "Households", 1),
            ("Billing", "Business", 6),
            ("Faults", None, 4),
            ("Faults", "Business", 4),
        ]
        assert asked.of_company(world.viewer("supplier_office")) == []
        with pytest.raises(NotFound):
            asked.one(world.viewer("supplier_office"), BILLING, None)
        with database.transaction(), pytest.raises(Refused, match="has its profile already"):
            profiles.serve(BILLING, BUSINESS, by=office, at=LATER)
        with database.transaction():
            profiles.leave(asked.one(office, BILLING, BUSINESS), by=office, at=LATER)
        assert len(asked.of_company(office)) == 4
        with database.transaction(), pytest.raises(Refused, match="measured by itself"):
            profiles.leave(asked.one(office, BILLING, HOUSEHOLDS), by=office, at=LATER)


def test_a_choice_stands_beside_the_recommendation_until_it_is_taken_back(world: World, office: Viewer) -> None:
    with world.context():
        choice = Choice(CHEAPER, Decimal(80), " Our own team is hired by March ")
        with database.transaction():
            profiles.overrule(asked.one(office, FAULTS, BUSINESS), choice, by=office, at=LATER)
        found = asked.one(office, FAULTS, BUSINESS)
        assert found.chosen is not None
        assert (found.chosen.choice.reason, found.chosen.by) == ("Our own team is hired by March", "Greta Falk")
        assert found.requirement == CHEAPER
        assert found.recommended != CHEAPER
        assert asked.one(office, FAULTS).chosen is None
        with database.transaction():
            profiles.take_back(found, by=office, at=LATER)
        assert asked.one(office, FAULTS, BUSINESS).requirement == found.recommended
        said = db.session.query(AuditEvent).filter_by(action="profile_overruled").one()
        assert said.reason == "Our own team is hired by March"


def test_a_saving_below_the_floor_is_refused_and_one_the_floor_overtakes_holds_no_more(
    world: World, office: Viewer
) -> None:
    with world.context():
        with database.transaction():
            floor = Floor(FloorMeasure.CSAT, Decimal(75))
            profiles.state_floor(asked.one(office, FAULTS), floor, by=office, at=LATER)
        with database.transaction(), pytest.raises(Refused, match="at least a CSAT of 75 %") as refusal:
            profiles.overrule(asked.one(office, FAULTS), Choice(CHEAPER, Decimal(74), "cheap"), by=office, at=LATER)
        assert refusal.value.field == "expected"
        with database.transaction():
            profiles.overrule(asked.one(office, FAULTS), Choice(CHEAPER, Decimal(75), "cheap"), by=office, at=LATER)
        assert asked.one(office, FAULTS).requirement == CHEAPER
        with database.transaction():
            higher = Floor(FloorMeasure.CSAT, Decimal(76))
            profiles.state_floor(asked.one(office, FAULTS), higher, by=office, at=LATER)
        found = asked.one(office, FAULTS)
        assert not found.choice_holds
        assert found.requirement == found.recommended
        with database.transaction():
            profiles.state_floor(found, None, by=office, at=LATER)
        assert asked.one(office, FAULTS).floor == Floor(FloorMeasure.EXPERIENCE_SCORE, Decimal(60))
