"""Scorecards: how did we do, and do both sides say so?"""

from datetime import timedelta

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Viewer
from govtracker.enums import PeriodKind, ScopeKind
from govtracker.models import Relationship, Scorecard
from govtracker.queries import NotFound, find
from govtracker.queries.performance import scorecard_months as asked
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.queries.performance.scorecard_months import Shown
from govtracker.queries.performance.scorecard_rows import Slot
from govtracker.rules import periods
from govtracker.rules.performance import card_periods
from govtracker.rules.periods import Period
from govtracker.services.performance import scorecards
from govtracker.web import conversations, scorecard_pages
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.conversations import Conversation
from govtracker.web.forms.choices import chosen
from govtracker.web.forms.scorecards import Amendment, Dispute
from govtracker.web.measurement_grid import local_today

bp = Blueprint("scorecards", __name__)


def _one(viewer: Viewer, key: str, period: str) -> Scorecard:
    """The shared scorecard an address names: of the whole, or of the scope it asks for."""
    return rows.one(viewer, key, period, request.args.get("scope"))


@bp.get("/r/<key>/scorecards")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """The periods of a kind, of the whole or a scope, newest first; `before` (2026-01) leads to earlier ones."""
    kind = chosen(PeriodKind, request.args.get("kind")) or PeriodKind.MONTH
    until = _last_month(request.args.get("before"), relationship).first_day
    last = asked.newest(viewer, relationship.id, up_to=until)
    slot = rows.slot(viewer, relationship, _of_kind(kind, last, relationship), request.args.get("scope"))
    listed = asked.listed(viewer, slot, how_many=asked.PERIODS_OF_A_LINE[kind]) if last else []
    earliest = listed[-1][0] if listed else None
    earlier = asked.newest(viewer, relationship.id, up_to=earliest.first_day - timedelta(days=1)) if earliest else None
    scopes = rows.scopes(viewer, relationship.id)
    return page(
        "scorecards/index.html",
        relationship=relationship,
        months=[scorecard_pages.listed(Slot(relationship, one, slot.scope), row) for one, row in listed],
        earlier=f"{earliest.first_day:%Y-%m}" if earliest and earlier else None,
        is_first=not request.args.get("before"),
        rolling=scorecard_pages.rolling(listed),
        kind=kind,
        scope_id=slot.scope_id,
        scopes=[(scope.id, scope.name) for scope in scopes],
        has_support=any(scope.kind is ScopeKind.SEGMENT_SUPPORT for scope in scopes),
    )


@bp.get("/r/<key>/scorecards/<period>")
@requires(Permission.VIEW, subject=find.relationship)
def show(relationship: Relationship, viewer: Viewer, period: str) -> Page:
    """One month: standing, pillars, criteria, and how every score came about."""
    return _show(relationship, viewer, period)


@bp.post("/r/<key>/scorecards/<period>/sharing")
@requires(Permission.SHARE_SCORECARD, subject=find.relationship)
def share(relationship: Relationship, viewer: Viewer, period: str) -> Response:
    """Freeze it and put it before the other side."""
    if period.isdecimal():
        amendment = rows.one(viewer, relationship.key, period)
        scorecards.share_again(amendment, _seen(), by=viewer, at=clock.now())
        return see_other(_url_of(amendment))
    slot = rows.slot(viewer, relationship, period, request.args.get("scope"))
    scorecards.share(slot, _seen(), by=viewer, at=clock.now(), today=local_today(relationship))
    return see_other(scorecard_pages.url_of(slot))


@bp.post("/r/<key>/scorecards/<period>/agreement")
@requires(Permission.AGREE_SCORECARD, subject=_one, fresh=True)
def agree(scorecard: Scorecard, viewer: Viewer) -> Response:
    """Sign what was seen."""
    scorecards.agree(scorecard, _seen(), by=viewer, at=clock.now())
    return see_other(_url_of(scorecard))


@bp.post("/r/<key>/scorecards/<period>/dispute")
@requires(Permission.AGREE_SCORECARD, subject=_one)
def dispute(scorecard: Scorecard, viewer: Viewer) -> Page | Response:
    """Send it back to work, with a reason."""
    form = Dispute()
    if form.did(lambda: scorecards.dispute(scorecard, form.reason.data or "", by=viewer, at=clock.now())):
        return see_other(_url_of(scorecard))
    return _show(scorecard.relationship, viewer, str(scorecard.number), dispute=form)


@bp.post("/r/<key>/scorecards/<period>/amendment")
@requires(Permission.SHARE_SCORECARD, subject=_one)
def amend(scorecard: Scorecard, viewer: Viewer) -> Page | Response:
    """Put what an agreed scorecard comes out as today before the other side, with a reason."""
    form = Amendment()
    url = form.create(viewer, lambda: _amended(scorecard, form, viewer))
    return see_other(url) if url else _show(scorecard.relationship, viewer, str(scorecard.number), amendment=form)


def _show(
    relationship: Relationship,
    viewer: Viewer,
    period: str,
    *,
    dispute: Dispute | None = None,
    amendment: Amendment | None = None,
) -> Page:
    """The page, with a form that came back where there is one."""
    shown = asked.shown(viewer, relationship, period, request.args.get("scope"))
    if shown is None:
        month = rows.slot(viewer, relationship, period, request.args.get("scope")).period
        return page("scorecards/none.html", relationship=relationship, month=month)
    return page(
        "scorecards/show.html",
        status=422 if dispute or amendment else 200,
        form=dispute or Dispute(formdata=None),
        amend_form=amendment or Amendment(formdata=None),
        talk=_talk(shown, viewer),
        **scorecard_pages.of(shown, viewer),
    )


def _talk(shown: Shown, viewer: Viewer) -> Conversation | None:
    """What both sides say about a scorecard that was shared."""
    if shown.stored is None:
        return None
    names = ("id", "number", "audience", "title", "relationship_id", "period_key")
    subject = Scorecard(**{name: getattr(shown.stored, name) for name in names})  # what is shown was asked for already
    subject.relationship = shown.slot.relationship
    return conversations.of(subject, viewer)


def _amended(scorecard: Scorecard, form: Amendment, viewer: Viewer) -> str:
    made = scorecards.amend(scorecard, form.why.data or "", _seen(), by=viewer, at=clock.now())
    return _url_of(made)


def _seen() -> str:
    """The digest of what the person looked at when they pressed the button."""
    return request.form.get("digest", "")


def _of_kind(kind: PeriodKind, month: Period | None, relationship: Relationship) -> str:
    """The key of the period of a kind that a month lies in; of this month where nothing was ever measured."""
    day = month.first_day if month else local_today(relationship)
    return card_periods.containing(kind, day, year_begins=relationship.fiscal_year_start).key


def _last_month(before: str | None, relationship: Relationship) -> Period:
    """The newest month of the list: this one, or the one before the month the address names."""
    try:
        return periods.parse(before).previous() if before else periods.containing(local_today(relationship))
    except periods.BadPeriod:
        raise NotFound from None


def _url_of(scorecard: Scorecard) -> str:
    """The page of its period, or its own where another is current."""
    if not scorecard.is_current:
        return url_for("scorecards.show", key=scorecard.relationship.key, period=scorecard.number)
    return scorecard_pages.url_of(rows.slot_of(scorecard))
