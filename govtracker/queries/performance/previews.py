"""Previews: what a version of the criteria would have made of the last month that is over."""

from datetime import date

from govtracker.access import Viewer
from govtracker.models import Relationship
from govtracker.queries.performance import recorded, scorecard_months, standing_bands
from govtracker.rules import periods
from govtracker.rules.performance import what_if
from govtracker.rules.performance.criteria import Criteria
from govtracker.rules.performance.drafts import Judging
from govtracker.rules.performance.what_if import WhatIf


def of_version(
    viewer: Viewer, relationship: Relationship, current: Criteria, proposed: Criteria, *, today: date
) -> WhatIf | None:
    """The newest measured month before `today`'s under both; None where there is nothing to compare."""
    over = periods.containing(today).previous()
    month = scorecard_months.newest(viewer, relationship.id, up_to=over.last_day)
    if month is None:
        return None
    said = recorded.said(viewer, relationship.id, month.first_day, month.last_day).get(month.first_day)
    if not said:
        return None
    judging = Judging(standing_bands.in_use())
    return what_if.compare(current, proposed, month, said, judging)
