"""When one's own company works: zone, hours, public holidays, days of its own."""

from typing import Any

from babel import Locale
from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.queries.governance import calendars as asked
from govtracker.queries.structure import people
from govtracker.rules.governance import opening_hours
from govtracker.services.governance import calendars
from govtracker.services.governance.calendars import CalendarFacts
from govtracker.services.structure.people import checked_zone
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import LOCALE
from govtracker.web.forms.calendars import WorkingHours
from govtracker.web.forms.choices import options

bp = Blueprint("calendars", __name__)


@bp.get("/organisation/calendar")
@requires(Permission.ADMINISTER_ORGANISATION)
def edit(viewer: Viewer) -> Page:
    """The hours as they are."""
    return _page(viewer, _form(formdata=None, data=_stored(viewer)))


@bp.post("/organisation/calendar")
@requires(Permission.ADMINISTER_ORGANISATION)
def update(viewer: Viewer) -> Page | Response:
    """Keep what was typed."""
    form = _form()
    if not form.did(lambda: _save(viewer, form)):
        return _page(viewer, form, status=422)
    flash("Saved. Clocks that run keep the instants they have; what comes next is counted by the new hours.", "good")
    return see_other(url_for("calendars.edit"))


def country_choices() -> Any:
    """The countries whose public holidays are known, by name, none first."""
    names = Locale.parse(LOCALE).territories
    known = [(code, names.get(code, code)) for code in calendars.countries()]
    return options([("", "none"), *sorted(known, key=lambda pair: pair[1])])


def _save(viewer: Viewer, form: WorkingHours) -> None:
    facts = CalendarFacts(checked_zone(form.zone.data or ""), form.hours, form.country.data or "", form.closed)
    calendars.save(viewer.organisation_id, facts, by=viewer, at=clock.now(), today=clock.today(facts.zone))


def _form(**given: Any) -> WorkingHours:
    form = WorkingHours(**given)
    form.country.choices = country_choices()
    return form


def _page(viewer: Viewer, form: WorkingHours, *, status: int = 200) -> Page:
    return page("calendars/edit.html", form=form, company=people.own_company(viewer).name, status=status)


def _stored(viewer: Viewer) -> dict[str, Any]:
    works, row = asked.of_organisation(viewer.organisation_id), asked.stored(viewer.organisation_id)
    own = calendars.own_days(row, today=clock.today(works.zone)) if row else {}
    return {
        "zone": works.zone,
        "country": row.country if row else "",
        "own_days": "\n".join(f"{day.isoformat()} {name}" for day, name in sorted(own.items())),
        **{f"day_{day}": opening_hours.words(works.hours.get(day, ())) for day in range(7)},
    }
