"""The pages of customer segments: the list with its map, and one segment with all that stands of it."""

from collections.abc import Sequence

from govtracker.access import Permission, Viewer, allowed
from govtracker.charts import segment_map
from govtracker.charts.segment_map import Spot
from govtracker.models import CustomerSegment
from govtracker.queries.sourcing import segment_needs, segments, service_plans
from govtracker.queries.sourcing.segments import Standing
from govtracker.queries.structure import people
from govtracker.rules.sourcing import service_plans as plan_rules
from govtracker.rules.words import label
from govtracker.web import pictures
from govtracker.web.answers import Page, page
from govtracker.web.forms.segments import Ask, NewSegment
from govtracker.web.pictures import Inline

UNKNOWN = "Not known"


def index(viewer: Viewer, form: NewSegment, *, status: int = 200) -> Page:
    """Every segment, on the map and in a list, and a form for one more."""
    found = segments.of_company(viewer)
    shown = [one for one in found if not one.retired_at]
    return page(
        "sourcing/segments/index.html",
        segments=found,
        map=_map(shown) if any(one.facts.value.index and one.facts.needs for one in shown) else None,
        form=form,
        status=status,
    )


def show(segment: CustomerSegment, viewer: Viewer, form: Ask | None = None, *, status: int = 200) -> Page:
    """One segment: what is found, its value, its needs, its plan and those before."""
    standing, asked = segments.standing(segment), segment_needs.asked(segment)
    facts = standing.facts
    return page(
        "sourcing/segments/show.html",
        segment=standing,
        findings=standing.findings,
        asked=asked,
        matched=plan_rules.matched(facts.plan, facts.needs) if facts.plan and facts.needs else [],
        plans=service_plans.all_of(segment),
        form=form or asking(viewer, {row.person_id for row in asked}, sent=False),
        status=status,
    )


def asking(viewer: Viewer, already: set[int], *, sent: bool) -> Ask | None:
    """The form of whoever may ask colleagues, who were not asked `already`; None for others."""
    if not allowed(viewer, Permission.EDIT_SOURCING):
        return None
    form = Ask() if sent else Ask(formdata=None)
    form.offer([(person_id, name) for person_id, name in people.to_seat(viewer) if person_id not in already])
    return form


def _map(found: Sequence[Standing]) -> Inline:
    spots = [_spot(one) for one in found]
    return pictures.inline(lambda look, size: segment_map.picture(spots, look=look, size=size))


def _spot(one: Standing) -> Spot:
    value, needs = one.facts.value, one.facts.needs
    return Spot(
        one.name,
        value.index,
        needs.index if needs else None,
        value.words,
        label(needs.level) if needs else UNKNOWN,
        next((found.kind for found in one.findings), None),
    )
