"""What a person may see, as SQL conditions: written once per noun, used by every list, search, count and mail."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from govtracker.access import READING_ROLES, Permission, Place, Viewer, allowed, sits_with_a_client
from govtracker.enums import Audience, PortfolioRole, Side
from govtracker.models import (
    Action,
    ActionSeries,
    Attachment,
    AuditEvent,
    Comment,
    CustomerAccount,
    CustomerSegment,
    Decision,
    Issue,
    Notification,
    Opportunity,
    Person,
    PreparationNote,
    Problem,
    Relationship,
    ReviewPack,
    Risk,
    SavedView,
    ScorecardScope,
    SearchDocument,
    Seat,
    SegmentNeeds,
    SourcingEvaluation,
    TaskLink,
    Tenure,
    ValueStatement,
)
from govtracker.models.subject import Kind

SUPERVISED = (Audience.SHARED, Audience.CLIENT)  # what a client's operations supervisor reads
# of no relationship: what somebody was asked in their own company
ASKED_OF_ONE = (SegmentNeeds.__tablename__, SourcingEvaluation.__tablename__)
kept = lru_cache(maxsize=256)  # of a person's rights: a page asks for them again and again


@kept
def relationships(viewer: Viewer) -> ColumnElement[bool]:
    """The relationships a person sees: by a seat held today, or by a portfolio role in one of the two companies."""
    return or_(_on_side(viewer, Side.CLIENT), _on_side(viewer, Side.SUPPLIER))


def of_relationship(viewer: Viewer, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Rows without an audience of their own, whose `column` names a relationship the person sees."""
    if not viewer.roles & READING_ROLES:
        return column.in_({seat.relationship_id for seat in viewer.seats})
    return column.in_(select(Relationship.id).where(relationships(viewer)))


@kept
def issues(viewer: Viewer) -> ColumnElement[bool]:
    """The issues a person sees."""
    return _by_audience(viewer, Issue.relationship_id, Issue.audience)


@kept
def supervised_issues(viewer: Viewer) -> ColumnElement[bool]:
    """The issues of the customers a person supervises, shared or kept by their own company as the client."""
    return and_(_of_customers(viewer), Issue.audience.in_(SUPERVISED), _as_client(viewer, Issue.relationship_id))


@kept
def supervised_parts(viewer: Viewer) -> ColumnElement[bool]:
    """The parts of relationships that serve a segment a person supervises, as their own company's suppliers."""
    named = ScorecardScope.segment_id.is_not(None)
    if not viewer.roles & READING_ROLES:
        named = ScorecardScope.segment_id.in_(viewer.segments)
    return and_(named, _as_client(viewer, ScorecardScope.relationship_id))


@kept
def opportunities(viewer: Viewer) -> ColumnElement[bool]:
    """The opportunities a person answers for, supervises the customer of, or raised; joined to their account.

    What they raised they see as long as they sit on a client's side: what they raised as a supervisor, no longer than
    they supervise that customer.
    """
    own = Opportunity.organisation_id == viewer.organisation_id
    raised = Opportunity.raised_by_id == viewer.person_id if sits_with_a_client(viewer) else false()
    theirs = or_(raised, CustomerAccount.owner_id == viewer.person_id)
    return and_(own, or_(theirs, supervised_accounts(viewer)))


@kept
def value_statements(viewer: Viewer) -> ColumnElement[bool]:
    """The value statements for customers a person supervises, or reads everything of."""
    own = ValueStatement.organisation_id == viewer.organisation_id
    if viewer.roles & READING_ROLES:
        return own
    accounts = select(CustomerAccount.id).where(supervised_accounts(viewer))
    named = or_(ValueStatement.segment_id.in_(viewer.segments), ValueStatement.account_id.in_(accounts))
    return and_(own, named)


def under_supervised(viewer: Viewer, issue: Issue, audience: Any) -> ColumnElement[bool]:
    """What stands under an issue, by its audience, as far as whoever supervises its customer reads it."""
    return audience.in_(SUPERVISED) if allowed(viewer, Permission.SUPERVISE, issue) else false()


@kept
def supervised_segments(viewer: Viewer) -> ColumnElement[bool]:
    """The customer segments a person supervises, or reads everything of."""
    own = CustomerSegment.organisation_id == viewer.organisation_id
    return own if viewer.roles & READING_ROLES else and_(own, CustomerSegment.id.in_(viewer.segments))


@kept
def supervised_accounts(viewer: Viewer) -> ColumnElement[bool]:
    """The customer accounts a person supervises, by themselves or with their segment, or reads everything of."""
    own = CustomerAccount.organisation_id == viewer.organisation_id
    if viewer.roles & READING_ROLES:
        return own
    named = or_(CustomerAccount.id.in_(viewer.accounts), CustomerAccount.segment_id.in_(viewer.segments))
    return and_(own, named)


@kept
def actions(viewer: Viewer) -> ColumnElement[bool]:
    """The actions a person sees."""
    return _by_audience(viewer, Action.relationship_id, Action.audience)


@kept
def action_series(viewer: Viewer) -> ColumnElement[bool]:
    """The series of actions a person sees."""
    return _by_audience(viewer, ActionSeries.relationship_id, ActionSeries.audience)


@kept
def decisions(viewer: Viewer) -> ColumnElement[bool]:
    """The decisions a person sees."""
    return _by_audience(viewer, Decision.relationship_id, Decision.audience)


@kept
def risks(viewer: Viewer) -> ColumnElement[bool]:
    """The risks a person sees."""
    return _by_audience(viewer, Risk.relationship_id, Risk.audience)


@kept
def problems(viewer: Viewer) -> ColumnElement[bool]:
    """The problems a person sees."""
    return _by_audience(viewer, Problem.relationship_id, Problem.audience)


@kept
def review_packs(viewer: Viewer) -> ColumnElement[bool]:
    """The review packs a person sees: those of both sides, and the additions of their own."""
    return _by_audience(viewer, ReviewPack.relationship_id, ReviewPack.audience)


@kept
def comments(viewer: Viewer) -> ColumnElement[bool]:
    """The comments a person sees; what they stand under is asked separately."""
    return _by_audience(viewer, Comment.relationship_id, Comment.audience)


@kept
def attachments(viewer: Viewer) -> ColumnElement[bool]:
    """The files a person sees; what they stand under is asked separately."""
    return _by_audience(viewer, Attachment.relationship_id, Attachment.audience)


@kept
def preparation_notes(viewer: Viewer) -> ColumnElement[bool]:
    """The notes for reviews that a person's side keeps to itself."""
    return _by_audience(viewer, PreparationNote.relationship_id, PreparationNote.audience)


@kept
def of_kind(viewer: Viewer, kind: Kind) -> ColumnElement[bool]:
    """The records of a kind that people talk about, as far as a person sees them."""
    return _by_audience(viewer, kind.model.relationship_id, kind.model.audience)


@kept
def saved_views(viewer: Viewer) -> ColumnElement[bool]:
    """The views of lists that others share with a person."""
    return _by_audience(viewer, SavedView.relationship_id, SavedView.audience)


@kept
def task_links(viewer: Viewer) -> ColumnElement[bool]:
    """The links for one task that a person's side has given; who may look at them is asked separately."""
    return _by_audience(viewer, TaskLink.relationship_id, TaskLink.audience)


@kept
def events(viewer: Viewer) -> ColumnElement[bool]:
    """The audit events of relationships a person sees; what was refused, if they may READ_REFUSED there."""
    placed = _by_audience(viewer, AuditEvent.chain, AuditEvent.audience)
    if PortfolioRole.AUDITOR in viewer.roles:
        return placed
    answered = {seat.relationship_id for seat in viewer.seats if seat.acts_as_spoc}
    return and_(placed, or_(AuditEvent.is_refused.is_(False), AuditEvent.chain.in_(answered)))


@kept
def installation_events(viewer: Viewer) -> ColumnElement[bool]:
    """The envelopes a person sees of the installation: who runs it all of them, an auditor those of their company."""
    own = AuditEvent.company_id == viewer.organisation_id if PortfolioRole.AUDITOR in viewer.roles else false()
    return and_(AuditEvent.chain == 0, true() if viewer.is_administrator else own)


def people(viewer: Viewer, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Rows whose `column` names a person who holds or held a seat in a relationship that the viewer sees."""
    return (
        select(Tenure.id)
        .join(Seat, Seat.id == Tenure.seat_id)
        .where(Tenure.person_id == column, of_relationship(viewer, Seat.relationship_id))
        .exists()
    )


@kept
def notices(viewer: Viewer) -> ColumnElement[bool]:
    """Notices of what a person sees; whose they are is asked separately."""
    asked = and_(Notification.subject_type.in_(ASKED_OF_ONE), Notification.recipient_id == viewer.person_id)
    named = select(Opportunity.id).join(CustomerAccount, CustomerAccount.id == Opportunity.account_id)
    of_opportunity = named.where(Opportunity.id == Notification.subject_id, opportunities(viewer)).exists()
    place = or_(
        _by_audience(viewer, Notification.relationship_id, Notification.audience),
        asked,
        and_(Notification.subject_type == Opportunity.__tablename__, of_opportunity),
    )
    if not allowed(viewer, Permission.ADMINISTER_ORGANISATION):
        return place
    colleague = exists().where(Person.id == Notification.subject_id, Person.organisation_id == viewer.organisation_id)
    return or_(place, and_(Notification.subject_type == Person.__tablename__, colleague))


@kept
def documents(viewer: Viewer) -> ColumnElement[bool]:
    """What a person may find: shared documents and those of their own side, and the people they meet."""
    person = and_(SearchDocument.kind == "person", people(viewer, SearchDocument.subject_id))
    return or_(_by_audience(viewer, SearchDocument.relationship_id, SearchDocument.audience), person)


def audiences(viewer: Viewer, place: Place) -> list[Audience]:
    """The audiences of what a person sees in a relationship: shared, and their own side's; none of a foreign one."""
    side = viewer.side_in(place)
    return [] if side is None else [Audience.SHARED, Audience(side.value)]


def overseen(viewer: Viewer) -> list[tuple[int, Side, int | None]]:
    """What a person answers for, each part once: (relationship, own side, functional area or None for all of it)."""
    whole = {(seat.relationship_id, seat.side) for seat in viewer.seats if seat.acts_as_spoc}
    parts = {
        (seat.relationship_id, seat.side, seat.area_id)
        for seat in viewer.seats
        if seat.area_id is not None and (seat.relationship_id, seat.side) not in whole
    }
    return [*((*place, None) for place in sorted(whole)), *sorted(parts)]


def _as_client(viewer: Viewer, column: Any) -> ColumnElement[bool]:
    """Rows of the relationships in which the person's company is the client, but where they sit on the other side."""
    theirs = {seat.relationship_id for seat in viewer.seats if seat.side is Side.SUPPLIER}
    ours = select(Relationship.id).where(Relationship.client_id == viewer.organisation_id)
    found: ColumnElement[bool] = column.in_(ours.where(Relationship.id.not_in(theirs)) if theirs else ours)
    return found


def _of_customers(viewer: Viewer) -> ColumnElement[bool]:
    """The issues that name a customer the person supervises; whose they are is asked separately."""
    if viewer.roles & READING_ROLES:
        return or_(Issue.customer_segment_id.is_not(None), Issue.customer_account_id.is_not(None))
    named = [
        column.in_(ids)
        for column, ids in ((Issue.customer_segment_id, viewer.segments), (Issue.customer_account_id, viewer.accounts))
        if ids
    ]
    return or_(*named) if named else false()


def _by_audience(viewer: Viewer, relationship_id: Any, audience: Any) -> ColumnElement[bool]:
    """Shared rows and those of the viewer's own side, relationship by relationship."""
    clauses = []
    for side in Side:
        ids = {seat.relationship_id for seat in viewer.seats if seat.side is side}
        mine = audience.in_([Audience.SHARED, Audience(side.value)])
        if ids:
            clauses.append(and_(relationship_id.in_(ids), mine))
        if viewer.roles & READING_ROLES:
            held = select(Relationship.id).where(_by_role(viewer, side))
            clauses.append(and_(relationship_id.in_(held), mine))
    return or_(*clauses) if clauses else false()


def _on_side(viewer: Viewer, side: Side) -> ColumnElement[bool]:
    ids = {seat.relationship_id for seat in viewer.seats if seat.side is side}
    clauses: list[ColumnElement[bool]] = [Relationship.id.in_(ids)] if ids else []
    if viewer.roles & READING_ROLES:
        clauses.append(_by_role(viewer, side))
    return or_(*clauses) if clauses else false()


def _by_role(viewer: Viewer, side: Side) -> ColumnElement[bool]:
    """Relationships seen by role alone: whoever holds a seat stands on that seat's side and no other."""
    company = Relationship.client_id if side is Side.CLIENT else Relationship.supplier_id
    seated = {seat.relationship_id for seat in viewer.seats}
    condition = company == viewer.organisation_id
    return and_(condition, Relationship.id.not_in(seated)) if seated else condition
