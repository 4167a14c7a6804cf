"""Ratings: the qualitative criteria of a month, rated by each side against their levels."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from govtracker import clock
from govtracker.access import Permission, Stance, Viewer, allowed
from govtracker.enums import Side
from govtracker.models import Kpi, Relationship
from govtracker.queries import find
from govtracker.queries.performance import criteria as versions
from govtracker.queries.performance import held
from govtracker.queries.performance import measurements as asked
from govtracker.queries.performance import ratings as given
from govtracker.queries.performance.measurements import Key
from govtracker.rules import periods
from govtracker.rules.performance import measuring, scoring
from govtracker.rules.performance import ratings as rules
from govtracker.rules.performance.criteria import Terms
from govtracker.rules.periods import Period
from govtracker.services.performance import ratings
from govtracker.web.access import requires
from govtracker.web.answers import Page, page, see_other
from govtracker.web.forms.ratings import Rating as RatingForm
from govtracker.web.measurement_grid import local_today, month_of

bp = Blueprint("ratings", __name__)
Given = dict[Side, Any]
Tried = tuple[str, RatingForm]


@dataclass(frozen=True)
class Line:
    """A criterion with what each side gave (rows), what that comes to, and the form of whoever may rate it."""

    terms: Terms
    given: Given
    form: RatingForm | None

    @property
    def levels(self) -> dict[Side, int]:
        """The level each side gave."""
        return {side: row.level for side, row in self.given.items()}

    @property
    def apart(self) -> int | None:
        """How many levels lie between the sides, where that is worth a word."""
        if not rules.are_far_apart(self.levels):
            return None
        return abs(self.levels[Side.CLIENT] - self.levels[Side.SUPPLIER])

    @property
    def score(self) -> Any:
        """0–100, None while nobody has rated."""
        entry = rules.entry(self.terms.levels, self.levels)
        return scoring.aggregate(
            self.terms.aggregation,
            [scoring.Measured(entry.value, entry.numerator, entry.denominator, entry.n)],
            unit=self.terms.unit,
        )

    @property
    def rag(self) -> Any:
        """The colour of the score."""
        return scoring.rag(self.score, self.terms.anchors)


@bp.get("/r/<key>/ratings")
@requires(Permission.VIEW, subject=find.relationship)
def index(relationship: Relationship, viewer: Viewer) -> Page:
    """A month's ratings, the month as the address says (?period=2026-10), by default the last one that is over."""
    return _index(relationship, viewer, _month(request.args.get("period"), local_today(relationship)))


@bp.post("/r/<key>/ratings/<code>/<period>")
@requires(Permission.RATE_CRITERION, subject=asked.measure)
def rate(kpi: Kpi, viewer: Viewer, period: str) -> Page | Response:
    """Rate for one's side."""
    month, form = month_of(period), RatingForm(prefix=f"{kpi.code}-")
    today = local_today(kpi.relationship)
    if form.did(
        lambda: ratings.rate(
            kpi, month, form.level.data, form.comment.data or "", by=viewer, at=clock.now(), today=today
        )
    ):
        return see_other(url_for("ratings.index", key=kpi.relationship.key, period=month.key))
    return _index(kpi.relationship, viewer, month, (kpi.code, form), status=422)


def _index(
    relationship: Relationship, viewer: Viewer, month: Period, tried: Tried | None = None, *, status: int = 200
) -> Page:
    today = local_today(relationship)
    version = versions.in_force(relationship.id)
    rated = [terms for terms in versions.content(version).terms if terms.is_rated] if version else []
    known = given.of_month(viewer, relationship.id, month.first_day)
    holding = held.within(relationship.id, month.first_day, month.first_day)
    waits = {terms.kpi_id for terms in rated if Key(terms.kpi_id, month.first_day) in holding}
    return page(
        "ratings/index.html",
        relationship=relationship,
        month=month,
        side=viewer.side_in(relationship.place()),
        lines=[
            Line(
                terms,
                known.get(terms.kpi_id, {}),
                None
                if terms.kpi_id in waits
                else _form(terms, known.get(terms.kpi_id, {}), relationship, viewer, tried),
            )
            for terms in rated
        ],
        held=measuring.standing_in_the_way(month) if waits else "",
        earlier=month.previous().key,
        later=month.next().key if month.next().first_day <= today else None,
        status=status,
    )


def _form(
    terms: Terms, given: Given, relationship: Relationship, viewer: Viewer, tried: Tried | None
) -> RatingForm | None:
    """The form as it came, or with what the viewer's side gave already; None for whoever may not rate it."""
    side = viewer.side_in(relationship.place())
    if side is None or not _may_rate(relationship, viewer, terms):
        return None
    if tried and tried[0] == terms.code:
        return tried[1]
    form, own = RatingForm(formdata=None, prefix=f"{terms.code}-"), given.get(side)
    if own:
        form.level.data, form.comment.data = own.level, own.comment
    return form


def _may_rate(relationship: Relationship, viewer: Viewer, terms: Terms) -> bool:
    seats = frozenset({terms.owner_seat_id} if terms.owner_seat_id else ())
    return allowed(viewer, Permission.RATE_CRITERION, Stance(relationship.place(), answering_seats=seats))


def _month(typed: str | None, today: date) -> Period:
    return month_of(typed) if typed else periods.containing(today).previous()
