"""The agenda of a review on its page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from govtracker import database
from govtracker.database import db
from govtracker.enums import Bearing, ReviewStatus, ScopeKind, Side, TrendRule
from govtracker.models import Kpi, ScorecardScope, Topic, TrendSignal
from govtracker.services.reviews import freezing, holding
from govtracker.services.reviews.attendance import Attendance
from govtracker.web.views.reviews.reviews import MOST_COMING
from tests.support import forums, measured, pulses, valued
from tests.support.statements import counted
from tests.support.world import World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_a_fixed_time(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOW)


def fell(kpi: Kpi, part: ScorecardScope | None) -> TrendSignal:
    return TrendSignal(
        kpi_id=kpi.id,
        relationship_id=kpi.relationship_id,
        scope_id=part.id if part else None,
        rule=TrendRule.OUTSIDE_LIMITS,
        bearing=Bearing.CONCERN,
        first_on=date(2026, 10, 1),
        shown_on=date(2026, 10, 1),
        last_on=date(2026, 10, 1),
        found_at=NOW - timedelta(days=2 if part is None else 1),
    )


def found(world: World) -> None:
    """What is new in the trends of a KPI: as a whole and, later, in a part."""
    forums.review(forums.forum(world), NOW + timedelta(days=7))
    kpi = db.session.scalars(select(Kpi)).one()
    part = ScorecardScope(relationship_id=world.relationships["MER"], kind=ScopeKind.SITE, name="Cebu")
    db.session.add(part)
    db.session.flush()
    db.session.add_all([fell(kpi, part), fell(kpi, None)])


def test_a_trend_of_a_part_is_not_told_as_one_of_the_whole(world: World) -> None:
    with world.context():
        measured.agree(world, measured.KPIS[0])
        with database.transaction():
            found(world)
    shown = world.client("supplier_lead").get("/r/MER/reviews/1/agenda").text
    whole = shown.index("First contact resolution, a value outside its limits")
    assert whole < shown.index("First contact resolution, Cebu, a value outside its limits")


def test_what_value_and_the_pulse_ask_for_stands_on_the_agenda_of_both_sides(world: World) -> None:
    """Trust 4 and 2, roles 4 and 4: equity 50, and trust is a blind spot of the client."""
    valued.damaged(world)
    valued.planned(world)
    pulses.agreed(world)
    pulses.opened(world)
    pulses.answers(world, dict.fromkeys(pulses.CLIENTS, (4, 4)) | dict.fromkeys(pulses.SUPPLIERS, (2, 4)))
    pulses.close(world)
    with world.context(), database.transaction():
        forums.review(forums.forum(world), NOW + timedelta(days=7))
    for who in ("client_spoc", "supplier_lead"):
        client = world.client(who)
        client.get("/r/MER/reviews/1")
        with counted() as made:
            shown = client.get("/r/MER/reviews/1/agenda").text
        assert '<a href="/r/MER/value/alerts/1">Complaints</a>: worse than its baseline in October 2026' in shown
        assert '<a href="/r/MER/value/launches/1">Fibre for business</a>' in shown
        assert "relationship equity 50 of 100; blind spot of Northgate: " in shown
        assert client.get("/r/MER/value/alerts/1").status_code == client.get("/r/MER/pulse/1").status_code == 200
        assert len(made) <= 12, "\n".join(made)


@pytest.mark.parametrize("missing", [(), (Side.CLIENT,), tuple(Side)])
def test_the_page_of_a_held_review_keeps_to_its_statements(world: World, missing: tuple[Side, ...]) -> None:
    with world.context(), database.transaction():
        review = forums.review(forums.forum(world), NOW - timedelta(days=1), ReviewStatus.IN_PREPARATION)
        db.session.add(Topic(review_id=review.id, position=1, title="Night shift"))
        here = Attendance(guests="Ida Holt")
        freezing.freeze(review, at=NOW)
        holding.hold(review, NOW.date() - timedelta(days=1), here, by=world.viewer("client_spoc"), at=NOW)
        review.supplier_agreed_at, review.supplier_agreed_by_id = NOW, world.people["supplier_spoc"]
        for side in missing:
            setattr(review.forum, f"{side}_chair_id", world.seats[f"vacant_{side}"])
    client = world.client("client_spoc")
    client.get("/r/MER/reviews/1")
    with counted() as made:
        assert "agreed by Diego Alonso" in client.get("/r/MER/reviews/1").text
    assert len(made) <= 12, "\n".join(made)


def test_reviews_to_come_are_listed_as_far_as_a_page_is_read(world: World) -> None:
    with world.context(), database.transaction():
        daily = forums.forum(world, name="Daily stand-up")
        for n in range(1, MOST_COMING + 2):
            forums.review(daily, NOW + timedelta(days=n), period_key=f"day {n}")
    shown = world.client("client_spoc").get("/r/MER/reviews").text
    assert f"day {MOST_COMING}<" in shown
    assert f"day {MOST_COMING + 1}<" not in shown
    assert "Later ones stand in the" in shown
    whole = world.client("client_spoc").get("/r/MER/reviews?format=csv", buffered=True)
    assert f"day {MOST_COMING + 1}" in whole.text
