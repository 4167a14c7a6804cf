"""A relationship: how it stands and who is who; a function pair."""

from datetime import datetime
from typing import Any, TypedDict

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from govtracker import clock, database
from govtracker.access import Permission, Viewer
from govtracker.charts import sparkline
from govtracker.enums import SeatRole, Side, SupplierCategory, Tier
from govtracker.models import Relationship
from govtracker.queries import NotFound, find, history
from govtracker.queries.issues import actions as actions_asked
from govtracker.queries.issues import issues
from govtracker.queries.partnership import value
from govtracker.queries.performance import scores
from govtracker.queries.reviews import reviews
from govtracker.queries.structure import activity, health, hierarchy, people, seats
from govtracker.rules import periods
from govtracker.rules.performance import standings
from govtracker.rules.structure import supplier_categories
from govtracker.rules.structure.shipped_templates import SHIPPED
from govtracker.services.installation import joinings
from govtracker.services.structure import relationships
from govtracker.services.structure import seats as seating
from govtracker.web import addresses, bow_ties, findings, links_once, spans, watch_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.choices import options
from govtracker.web.forms.relationships import Invitation, NewRelationship
from govtracker.web.links_once import Given

bp = Blueprint("relationships", __name__)


class Moment(TypedDict):
    """Who does something, and when."""

    by: Viewer
    at: datetime


NEWEST = 10


@bp.get("/r/<key>")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer) -> Page:
    """How it stands, and who is who; its structure as of any day."""
    now = clock.now()
    stood = bow_ties.as_it_stood(relationship, viewer)
    return page(
        "relationships/show.html",
        relationship=relationship,
        stood=stood,
        family=hierarchy.family(viewer, relationship),
        next_review=reviews.next_of(viewer, [relationship.id], at=now).get(relationship.id),
        escalated=activity.escalated(viewer, relationship.id),
        events=history.of_relationship(viewer, relationship.id, size=NEWEST).rows,
        damage=[watch_pages.named(row) for row in value.alerts(viewer, [relationship.id])],
        today=clock.today(viewer.zone),
        **_score(relationship, viewer),
    )


@bp.get("/r/<key>/bow-tie")
@requires(Permission.VIEW, subject=find.relationship)
def bow_tie(relationship: Relationship, viewer: Viewer) -> Page:
    """The picture alone with its findings, for one sheet of paper."""
    return page(
        "relationships/bow_tie.html", relationship=relationship, stood=bow_ties.as_it_stood(relationship, viewer)
    )


@bp.get("/relationships/new")
@requires(Permission.CREATE_RELATIONSHIP)
def new(viewer: Viewer) -> Page:
    """A blank relationship of one's own company."""
    return _new(_form(viewer))


@bp.post("/relationships")
@requires(Permission.CREATE_RELATIONSHIP, own_transaction=True)
def create(viewer: Viewer) -> Page | Response:
    """Begin it from the template, and invite who speaks for the supplier."""
    form, invited = _form(viewer), list[Given]()
    address = form.create(viewer, lambda: _begun(viewer, form, invited), within=database.transaction)
    if address is None:
        return _new(form, status=422)
    return links_once.answer(invited[0], address) if invited else see_other(address)


@bp.get("/r/<key>/invitation")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship)
def new_invitation(relationship: Relationship, viewer: Viewer) -> Page:
    """Who speaks for the supplier, while nobody of it is here."""
    return page("relationships/invite.html", relationship=relationship, form=Invitation(formdata=None))


@bp.post("/r/<key>/invitation")
@requires(Permission.EDIT_STRUCTURE, subject=find.relationship, own_transaction=True)
def invite(relationship: Relationship, viewer: Viewer) -> Page | Response:
    """Bring in the supplier's first person."""
    form, key = Invitation(), relationship.key
    invited = form.carry_out(lambda: _invited(viewer, key, form))
    if invited is None:
        relationship = find.relationship(viewer, key)
        return page("relationships/invite.html", relationship=relationship, form=form, status=422)
    return links_once.answer(invited, url_for("relationships.show", key=key))


@bp.get("/r/<key>/areas/<int:area_id>")
@requires(Permission.VIEW, subject=find.relationship)
def area(relationship: Relationship, viewer: Viewer, area_id: int) -> Page:
    """A function pair: both leads, what is found of it, what is open."""
    today = clock.today("UTC")
    found = health.of_relationship(relationship, min(addresses.day("on") or today, today))
    pair = next((pair for pair in found.pairs if pair.area_id == area_id), None)
    if pair is None:
        raise NotFound
    places = issues.standpoints(viewer, key=relationship.key)
    wanted = actions_asked.Filter(relationship_id=relationship.id, area_id=area_id)
    return page(
        "relationships/area.html",
        relationship=relationship,
        pair=pair,
        on=found.on,
        is_past=found.on < today,
        leads=[seat for seat in found.seats if seat.area_id == area_id],
        findings=found.findings[area_id],
        told=findings.of_pair(relationship, found, area_id),
        contacts=found.contacts[area_id],
        issues=issues.listed(viewer, places, issues.Filter(area_id=area_id)).page,
        actions=actions_asked.listed(viewer, wanted),
        today=clock.today(viewer.zone),
    )


def _new(form: NewRelationship, *, status: int = 200) -> Page:
    return page(
        "relationships/new.html",
        status=status,
        form=form,
        templates=list(SHIPPED.values()),
        categories=supplier_categories.PROPOSED,
        tiers=list(Tier),
    )


def _form(viewer: Viewer) -> NewRelationship:
    form = NewRelationship()
    colleagues = [pair for pair in people.to_seat(viewer) if pair[0] != viewer.person_id]
    form.spoc_id.choices = options([(0, "later"), *colleagues])
    return form


def _begun(viewer: Viewer, form: NewRelationship, invited: list[Given]) -> str:
    now = Moment(by=viewer, at=clock.now())
    today = clock.today("UTC")
    client = people.own_company(viewer)
    supplier = relationships.supplier_named(form.supplier.data or "", client, insourced=form.insourced.data, **now)
    relationship = relationships.create(
        client,
        supplier,
        form.key.data or "",
        SHIPPED[form.template.data],
        category=SupplierCategory(form.category.data),
        paces=form.paces,
        today=today,
        **now,
    )
    if form.spoc_id.data:
        seat = seats.same_seat(relationship.id, Side.CLIENT, SeatRole.SPOC, None)
        assert seat is not None  # the template has it
        seating.fill(seat, form.spoc_id.data, from_on=today, today=today, **now)
    if form.invites:
        invited.append(_theirs(relationship, viewer, form))
    return url_for("relationships.show", key=relationship.key)


def _invited(viewer: Viewer, key: str, form: Invitation) -> Given:
    with database.transaction():
        return _theirs(find.relationship(viewer, key), viewer, form)


def _theirs(relationship: Relationship, viewer: Viewer, form: Invitation | NewRelationship) -> Given:
    """The supplier's first person, invited."""
    name, email = form.supplier_spoc_name.data or "", form.supplier_spoc_email.data or ""
    now = clock.now()
    person = relationships.invite(relationship, name, email, by=viewer, at=now, today=clock.today("UTC"))
    return Given.to(person, joinings.invite(person, by=viewer, at=now))


def _score(relationship: Relationship, viewer: Viewer) -> dict[str, Any]:
    """The newest scorecard, its movement, and a year as a line."""
    year = spans.months_until(clock.today(viewer.zone), 13)
    scored = scores.since(viewer, [relationship.id], year[0].first_day)[relationship.id]
    latest, before = (scored[-1] if scored else None), (scored[-2] if len(scored) > 1 else None)
    values = scores.monthly(scored, spans.months_until(latest.period_on, 12)) if latest else []
    return {
        "score": latest,
        "movement": standings.movement(latest.overall if latest else None, before.overall if before else None),
        "line": sparkline.draw(values, sparkline.shared_scale([values])),
        "month": periods.containing(latest.period_on) if latest else None,
    }
