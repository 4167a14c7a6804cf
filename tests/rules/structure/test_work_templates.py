"""Templates hold what the rules demand of everything a person types."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from govtracker.enums import Pillar, SeatRole
from govtracker.rules.governance import cadence, escalation
from govtracker.rules.governance.cadence import Cadence
from govtracker.rules.performance import criteria
from govtracker.rules.performance.criteria import Criteria, Terms
from govtracker.rules.performance.standings import Corridor
from govtracker.rules.structure import work_templates
from govtracker.rules.structure.work_templates import CUSTOMER_SUPPORT, ForumPlan, PathPlan

CORRIDOR = Corridor(Decimal(65), Decimal(90), Decimal(70), Decimal(70))


@pytest.mark.parametrize("terms", CUSTOMER_SUPPORT.kpis, ids=lambda terms: terms.code)
def test_kpis_can_be_measured_and_scored(terms: Terms) -> None:
    criteria.check(terms)


def test_criteria_can_be_proposed_as_they_are() -> None:
    weights = {Pillar.EXPERIENCE: Decimal(50), Pillar.COST: Decimal(35), Pillar.REVENUE: Decimal(15)}
    begun = Criteria(1, weights, CORRIDOR, _numbered())
    assert criteria.gaps(begun) == []
    assert criteria.warnings(begun) == []
    assert len({terms.code for terms in CUSTOMER_SUPPORT.kpis}) == len(CUSTOMER_SUPPORT.kpis)


@pytest.mark.parametrize("path", CUSTOMER_SUPPORT.paths, ids=str)
def test_paths_can_be_climbed(path: PathPlan) -> None:
    escalation.validate(
        [
            escalation.Level(
                place,
                work_templates.tier_of(CUSTOMER_SUPPORT, level.role),
                level.response_minutes,
                level.resolution_minutes,
            )
            for place, level in enumerate(path.levels, 1)
        ]
    )
    assert path.by_area == any(level.role is SeatRole.FUNCTIONAL_LEAD for level in path.levels)


@pytest.mark.parametrize("forum", CUSTOMER_SUPPORT.forums, ids=lambda forum: forum.name)
def test_forums_meet(forum: ForumPlan) -> None:
    meets = Cadence(forum.rrule, forum.local_time, "Europe/Berlin", date(2026, 11, 22))
    cadence.validate(meets, today=date(2026, 11, 22))
    assert len(cadence.occurrences(meets, after=datetime(2026, 11, 22, 9, tzinfo=UTC), count=3)) == 3
    assert (forum.area in CUSTOMER_SUPPORT.areas) == (forum.chair is SeatRole.FUNCTIONAL_LEAD)


def _numbered() -> tuple[Terms, ...]:
    return tuple(Terms(**{**vars(terms), "kpi_id": number}) for number, terms in enumerate(CUSTOMER_SUPPORT.kpis, 1))
