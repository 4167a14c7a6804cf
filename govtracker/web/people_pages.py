"""The page of a person, with the form for their absence as it was sent."""

from govtracker import clock
from govtracker.access import Viewer
from govtracker.models import Person
from govtracker.queries.structure import absences, people
from govtracker.web.answers import Page, page
from govtracker.web.forms.absences import NewAbsence


def shown(person: Person, viewer: Viewer, form: NewAbsence, *, status: int = 200) -> Page:
    """Where they sit, when they are away, and how to reach them."""
    today = clock.today("UTC")
    return page(
        "people/show.html",
        status=status,
        person=person,
        seats=people.seats_of(viewer, person.id, on=today),
        load=people.load_of(viewer, person.id),
        absences=absences.of_person(person.id, since=today),
        may_enter=person.is_active and absences.answers_for(viewer, person, today=today),
        form=form,
        today=today,
    )
