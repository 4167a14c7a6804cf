"""When one's own company works: zone, hours, public holidays, days of its own, and what follows from them."""

from datetime import datetime
from typing import Any

from babel import Locale
from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import Running
from govtracker.queries.governance import calendars as asked
from govtracker.queries.structure import people
from govtracker.rules import durations
from govtracker.rules.governance import calendar_preview
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.services.governance import calendars, public_holidays, recomputing
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.filters import LOCALE
from govtracker.web.forms.calendars import Trial, WorkingHours, facts, texts
from govtracker.web.forms.choices import options

bp = Blueprint("calendars", __name__)
FIRST_TRIAL = "8 h"
SAVED = {
    None: "Saved.",
    Running.KEEP: "Saved. Running escalations keep their deadlines; what comes next is counted by the new hours.",
    Running.APPLY: "Saved. Running escalations are counted anew by the new hours, within a minute.",
}


@bp.get("/organisation/calendar")
@requires(Permission.ADMINISTER_ORGANISATION)
def edit(viewer: Viewer) -> Page:
    """The hours as they are, and the year ahead."""
    form, stored = _form(formdata=None), _stored(viewer)
    _offer_parts(form, stored["country"])
    form.open(stored)
    return _page(viewer, form, asked.of_organisation(viewer.organisation_id))


@bp.post("/organisation/calendar")
@requires(Permission.ADMINISTER_ORGANISATION)
def update(viewer: Viewer) -> Page | Response:
    """Keep what was typed, or only look what would follow from it."""
    form, stored, works = _form(), _stored(viewer), asked.of_organisation(viewer.organisation_id)
    _offer_parts(form, form.country.data)
    values = form.merged(stored) if form.validate() else None
    given = {**stored, **(values or {})}
    if values is not None and "look" in request.form:
        seen = form.carry_out(lambda: calendars.laid_out(facts(given), today=clock.today(works.zone)))
        return _page(viewer, form, seen or works, status=200 if seen else 422, looking=seen is not None)
    if values is None or not form.did(lambda: _save(viewer, given, form.decided)):
        return _page(viewer, form, works, status=422)
    flash(SAVED[form.decided], "good")
    return see_other(url_for("calendars.edit"))


@bp.get("/organisation/calendar/parts")
@requires(Permission.ADMINISTER_ORGANISATION)
def parts(viewer: Viewer) -> Page:
    """The parts of a country, while one is chosen."""
    form = _form(formdata=None)
    _offer_parts(form, request.args.get("country"))
    return page("calendars/_parts.html", form=form)


def country_choices() -> Any:
    """The countries whose public holidays are known, by name, none first."""
    names = Locale.parse(LOCALE).territories
    known = [(code, names.get(code, code)) for code in public_holidays.countries()]
    return options([("", "none"), *sorted(known, key=lambda pair: pair[1])])


def _offer_parts(form: WorkingHours, country: str | None) -> None:
    known = public_holidays.subdivisions(country or "")
    form.subdivision.choices = options([("", "all of it"), *known.items()])


def _save(viewer: Viewer, values: dict[str, Any], running: Running | None) -> None:
    given = facts(values)
    at, today = clock.now(), clock.today(given.zone)
    calendars.save(viewer.organisation_id, given, by=viewer, at=at, today=today, running=running)


def _form(**given: Any) -> WorkingHours:
    form = WorkingHours(**given)
    form.country.choices = country_choices()
    return form


def _page(
    viewer: Viewer, form: WorkingHours, works: BusinessCalendar, *, status: int = 200, looking: bool = False
) -> Page:
    today = clock.today(works.zone)
    trial = Trial(request.args if "length" in request.args else None, length=FIRST_TRIAL)
    trial.since.data = since = trial.since.data or calendar_preview.friday_afternoon(today)
    return page(
        "calendars/edit.html",
        status=status,
        form=form,
        company=people.own_company(viewer).name,
        works=works,
        ahead=calendar_preview.year_ahead(works, today),
        trial=trial,
        example=trial.carry_out(lambda: _example(works, trial, since)),
        looking=looking,
        running=recomputing.running_in(viewer.organisation_id),
    )


def _example(works: BusinessCalendar, trial: Trial, since: datetime) -> calendar_preview.Example | None:
    try:
        return calendar_preview.example(works, since, durations.parse(trial.length.data or ""))
    except ValueError as refusal:
        trial.refuse(str(refusal), "length")
        return None


def _stored(viewer: Viewer) -> dict[str, str]:
    works, row = asked.of_organisation(viewer.organisation_id), asked.stored(viewer.organisation_id)
    own = calendars.own_days(row, today=clock.today(works.zone)) if row else {}
    return texts(works.zone, row.country if row else "", row.subdivision if row else "", works.hours, own)
