"""What happens when: reviews, due days, answers that are due and notice dates of all a person sees, day by day."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Select, exists, literal, or_, select, union_all

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.enums import Audience, ContractStatus, DateKind, InvitationAnswer, LaunchDecision, ReviewStatus, Side
from govtracker.models import (
    Action,
    Benefit,
    Contract,
    ExitPlan,
    Forum,
    ForumMember,
    Invitation,
    Issue,
    Launch,
    Obligation,
    ObligationOccurrence,
    Relationship,
    Review,
    Rung,
)
from govtracker.queries import visible
from govtracker.rules import wall_time
from govtracker.rules.performance import notice_dates
from govtracker.rules.performance.notice_dates import Duration

MOST = 200  # of each kind, where nothing else is asked for
CALLED_OFF = (ReviewStatus.CANCELLED, ReviewStatus.SKIPPED)


@dataclass(frozen=True)
class Span:
    """Days, both included, as a zone's calendars have them; of each kind at most `most`, the earliest.

    Where it is `latest_first`, the latest: those nearest to the end.
    """

    first: date
    last: date
    zone: str
    most: int = MOST
    latest_first: bool = False

    @property
    def begins_at(self) -> datetime:
        """The instant (UTC) at which the first day begins."""
        return wall_time.on(self.first, time(), self.zone)

    @property
    def ends_at(self) -> datetime:
        """The instant (UTC) at which the day after the last begins."""
        return wall_time.on(self.last + timedelta(days=1), time(), self.zone)


@dataclass(frozen=True)
class Dated:
    """Something on a day (that of the span's zone), at an instant (UTC) where it has one.

    `number` is that of the record in its relationship, else its id; `called_off` what will not be, `side` whose it is.
    """

    kind: DateKind
    key: str
    on: date
    title: str
    number: int
    at: datetime | None = None
    minutes: int = 0
    audience: Audience = Audience.SHARED
    called_off: bool = False
    side: Side | None = None
    answer: InvitationAnswer | None = None


Asking = Callable[[Viewer, Span, "int | None"], list[Dated]]


def between(
    viewer: Viewer, span: Span, kinds: Collection[DateKind], *, relationship_id: int | None = None
) -> list[Dated]:
    """What is in the days of a span, of these kinds, earliest first; at most a statement a kind."""
    return _asked(SOURCES, viewer, span, kinds, relationship_id)


def own(viewer: Viewer, span: Span, kinds: Collection[DateKind]) -> list[Dated]:
    """The same of what is the person's own: reviews of their forums, what they owe; of a contract all they see."""
    return _asked(OWN, viewer, span, kinds, None)


def _asked(
    sources: Mapping[DateKind, Asking],
    viewer: Viewer,
    span: Span,
    kinds: Collection[DateKind],
    relationship_id: int | None,
) -> list[Dated]:
    """What the sources of these kinds know, in order; one that knows several kinds is asked once."""
    asked = dict.fromkeys(sources[kind] for kind in DateKind if kind in kinds)
    found = [one for ask in asked for one in ask(viewer, span, relationship_id) if one.kind in kinds]
    return sorted(found, key=_order)


def _order(one: Dated) -> tuple[date, bool, datetime, str, str, int]:
    """Day by day, what has a time before what has all the day."""
    timed = one.at or datetime.min.replace(tzinfo=UTC)
    return one.on, one.at is None, timed, one.key, one.kind.value, one.number


def _reviews(viewer: Viewer, span: Span, relationship_id: int | None, *, mine: bool = False) -> list[Dated]:
    invited = (Invitation.review_id == Review.id) & (Invitation.person_id == viewer.person_id)
    query = (
        select(
            Review.id,
            Review.scheduled_at,
            Review.status,
            Review.period_key,
            Forum.name,
            Forum.minutes,
            Relationship.key,
            Invitation.answer,
        )
        .join(Forum, Forum.id == Review.forum_id)
        .join(Relationship, Relationship.id == Review.relationship_id)
        .outerjoin(Invitation, invited & Invitation.cancelled_at.is_(None))
        .where(visible.of_relationship(viewer, Review.relationship_id))
        .where(Review.scheduled_at >= span.begins_at, Review.scheduled_at < span.ends_at)
    )
    if mine:
        seats = _seats(viewer)
        member = exists().where(ForumMember.forum_id == Forum.id, ForumMember.seat_id.in_(seats))
        chairs = or_(Forum.client_chair_id.in_(seats), Forum.supplier_chair_id.in_(seats))
        query = query.where(or_(chairs, member, Invitation.id.is_not(None)))
    return [
        Dated(
            DateKind.REVIEW,
            row.key,
            _day(row.scheduled_at, span),
            f"{row.name}, {row.period_key}",
            row.id,
            at=row.scheduled_at,
            minutes=row.minutes,
            called_off=row.status in CALLED_OFF,
            answer=row.answer,
        )
        for row in _rows(query, Review, relationship_id, span, Review.scheduled_at, Review.id)
    ]


def _actions(viewer: Viewer, span: Span, relationship_id: int | None, *, mine: bool = False) -> list[Dated]:
    query = _open(Action, visible.actions(viewer), span)
    if mine:
        query = query.where(Action.owner_id == viewer.person_id)
    return [_due(DateKind.ACTION, row) for row in _rows(query, Action, relationship_id, span, Action.due_on, Action.id)]


def _issues(viewer: Viewer, span: Span, relationship_id: int | None) -> list[Dated]:
    query = _open(Issue, visible.issues(viewer), span)
    return [_due(DateKind.ISSUE, row) for row in _rows(query, Issue, relationship_id, span, Issue.due_on, Issue.id)]


def _acknowledgements(viewer: Viewer, span: Span, relationship_id: int | None) -> list[Dated]:
    """Answers the person themselves owes, by when."""
    query = (
        select(Issue.number, Issue.title, Issue.audience, Relationship.key, Rung.response_due_at)
        .join(Issue, Issue.id == Rung.issue_id)
        .join(Relationship, Relationship.id == Issue.relationship_id)
        .where(Rung.is_current, Rung.acknowledged_at.is_(None), Rung.answering_person_id == viewer.person_id)
        .where(Rung.response_due_at >= span.begins_at, Rung.response_due_at < span.ends_at, Issue.is_open)
        .where(Rung.answering_seat_id.in_(_seats(viewer)))
        .where(visible.issues(viewer))
    )
    return [
        Dated(
            DateKind.ACKNOWLEDGEMENT,
            row.key,
            _day(row.response_due_at, span),
            row.title,
            row.number,
            at=row.response_due_at,
            audience=row.audience,
        )
        for row in _rows(query, Issue, relationship_id, span, Rung.response_due_at, Rung.id)
    ]


def _obligations(viewer: Viewer, span: Span, relationship_id: int | None) -> list[Dated]:
    days = ObligationOccurrence
    query = (
        select(Obligation.id.label("number"), Obligation.title, days.due_on, Relationship.key)
        .join(Obligation, Obligation.id == days.obligation_id)
        .join(Relationship, Relationship.id == days.relationship_id)
        .where(visible.of_relationship(viewer, days.relationship_id))
        .where(days.met_on.is_(None), days.due_on.between(span.first, span.last))
    )
    return [
        Dated(DateKind.OBLIGATION, row.key, row.due_on, row.title, row.number)
        for row in _rows(query, days, relationship_id, span, days.due_on, days.id)
    ]


def _notice_dates(viewer: Viewer, span: Span, relationship_id: int | None) -> list[Dated]:
    """The next last day of notice of each side from the first day of the span on."""
    facts = ("starts_on", "ends_on", "renewal_months", "client_notice_days", "supplier_notice_days", "notice_on")
    query = (
        select(Contract.id, Contract.title, Relationship.key, *(getattr(Contract, name) for name in facts))
        .join(Relationship, Relationship.id == Contract.relationship_id)
        .where(Contract.status == ContractStatus.IN_FORCE, Contract.notice_on.is_(None), Contract.ends_on.is_not(None))
        .where(visible.of_relationship(viewer, Contract.relationship_id))
    )
    found = []
    for row in _rows(query, Contract, relationship_id, span, Contract.id):
        duration = Duration(*(getattr(row, name) for name in facts))
        for side in Side:
            last = notice_dates.last_day(duration, side, span.first)
            if last is not None and last.last_on <= span.last:
                found.append(Dated(DateKind.NOTICE, row.key, last.last_on, row.title, row.id, side=side))
    return found


def _of_value(viewer: Viewer, span: Span, relationship_id: int | None) -> list[Dated]:
    """By when committed benefits are reached, launches that are not called off, and looks at exit plans."""
    goes_on = or_(Launch.decision.is_(None), Launch.decision != LaunchDecision.NO_GO)
    bound = Benefit.agreed_at.is_not(None), Benefit.ended_at.is_(None)
    days = union_all(
        _day_of(viewer, span, DateKind.BENEFIT, Benefit, Benefit.due_on, Benefit.title).where(*bound),
        _day_of(viewer, span, DateKind.LAUNCH, Launch, Launch.launch_on, Launch.title).where(goes_on),
        _day_of(viewer, span, DateKind.EXIT_REVIEW, ExitPlan, ExitPlan.review_due_on, literal("Exit plan")),
    ).subquery()
    query = select(*days.c, Relationship.key).join(Relationship, Relationship.id == days.c.relationship_id)
    rows = _rows(query, days.c, relationship_id, span, days.c.on_day, days.c.number)
    return [Dated(DateKind(row.kind), row.key, row.on_day, row.title, row.number) for row in rows]


def _day_of(viewer: Viewer, span: Span, kind: DateKind, model: Any, on: Any, title: Any) -> Select[Any]:
    """Shared records that have one day."""
    return select(
        literal(kind.value).label("kind"),
        model.id.label("number"),
        title.label("title"),
        on.label("on_day"),
        model.relationship_id.label("relationship_id"),
    ).where(visible.of_relationship(viewer, model.relationship_id), on.between(span.first, span.last))


def _open(model: Any, seen: Any, span: Span) -> Select[Any]:
    return (
        select(model.number, model.title, model.audience, model.due_on, Relationship.key)
        .join(Relationship, Relationship.id == model.relationship_id)
        .where(seen, model.is_open, model.due_on.between(span.first, span.last))
    )


def _due(kind: DateKind, row: Any) -> Dated:
    return Dated(kind, row.key, row.due_on, row.title, row.number, audience=row.audience)


def _rows(
    query: Select[*tuple[Any, ...]],
    model: Any,
    relationship_id: int | None,
    span: Span,
    *order: Any,
) -> Sequence[Any]:
    if relationship_id is not None:
        query = query.where(model.relationship_id == relationship_id)
    ordered = query.order_by(*(column.desc() if span.latest_first else column for column in order))
    return db.session.execute(ordered.where(Relationship.archived_at.is_(None)).limit(span.most)).all()


def _day(moment: datetime, span: Span) -> date:
    return wall_time.local(moment, span.zone).date()


def _seats(viewer: Viewer) -> set[int]:
    """The seats a person holds or acts for."""
    held = {seat.seat_id for seat in viewer.seats}
    return held | {seat.acting_for for seat in viewer.seats if seat.acting_for is not None}


SOURCES: Mapping[DateKind, Asking] = {
    DateKind.REVIEW: _reviews,
    DateKind.ACTION: _actions,
    DateKind.ISSUE: _issues,
    DateKind.ACKNOWLEDGEMENT: _acknowledgements,
    DateKind.OBLIGATION: _obligations,
    DateKind.NOTICE: _notice_dates,
    DateKind.BENEFIT: _of_value,
    DateKind.LAUNCH: _of_value,
    DateKind.EXIT_REVIEW: _of_value,
}
OWN: Mapping[DateKind, Asking] = {
    **SOURCES,
    DateKind.REVIEW: partial(_reviews, mine=True),
    DateKind.ACTION: partial(_actions, mine=True),
}
