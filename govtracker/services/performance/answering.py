"""Answering: how long a side's word on a scorecard is waited for, and what its silence brings about; never a yes."""

from datetime import datetime, timedelta

from govtracker.enums import ScorecardStatus, Side
from govtracker.mail import scorecard_messages
from govtracker.models import Scorecard
from govtracker.queries.governance import calendars
from govtracker.queries.performance import scorecard_rows as rows
from govtracker.rules.performance import answer_window
from govtracker.rules.performance.answer_window import Step, Window
from govtracker.services import events

PUT_OFF = timedelta(hours=1)


def begin(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    """`side` is asked for its word from `at` on, in working days of its own calendar."""
    found = _window(scorecard, side, at)
    scorecard.reminded_at = scorecard.sponsor_told_at = None
    scorecard.answer_due_at, scorecard.next_at = found.ends_at, found.remind_at


def end(scorecard: Scorecard) -> None:
    """Somebody answered."""
    scorecard.next_at = None


def silent_side(scorecard: Scorecard) -> Side | None:
    """The side whose word is missing."""
    return next((side for side in Side if getattr(scorecard, f"{side.value}_agreed_by_id") is None), None)


def step(card_id: int, at: datetime) -> None:
    """Remind the side that is silent, tell its sponsor, and in the end call the scorecard unanswered.

    The calendar is asked anew each time: a holiday that was entered meanwhile gives the side its day.
    """
    scorecard = rows.by_id(card_id)
    side = silent_side(scorecard)
    if scorecard.status is not ScorecardStatus.SHARED or side is None:
        scorecard.next_at = None
        return
    window = _window(scorecard, side, scorecard.shared_at)
    scorecard.answer_due_at = window.ends_at
    told = {"reminded": scorecard.reminded_at is not None, "sponsor_told": scorecard.sponsor_told_at is not None}
    due = answer_window.due(window, **told, at=at)
    if due is Step.GIVE_UP:
        _give_up(scorecard, side, at=at)
        return
    if due is Step.REMIND:
        scorecard.reminded_at, told["reminded"] = at, True
        scorecard_messages.reminded(scorecard, side, at=at)
    elif due is Step.TELL_SPONSOR:
        scorecard.sponsor_told_at, told["sponsor_told"] = at, True
        scorecard_messages.sponsor_told(scorecard, side, at=at)
    scorecard.next_at = answer_window.next_at(window, **told)


def put_off(card_id: int, at: datetime) -> None:
    """Look at it again later."""
    rows.by_id(card_id).next_at = at + PUT_OFF


def _give_up(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    if scorecard.sponsor_told_at is None:
        scorecard.sponsor_told_at = at
        scorecard_messages.sponsor_told(scorecard, side, at=at)
    scorecard.next_at, scorecard.updated_at = None, at
    events.change(scorecard, "scorecard_unanswered", by=None, at=at, status=ScorecardStatus.UNANSWERED)
    scorecard_messages.unanswered(scorecard, side, at=at)


def _window(scorecard: Scorecard, side: Side, shared_at: datetime) -> Window:
    company = scorecard.relationship.company(side)
    days = scorecard.relationship.answer_days
    return answer_window.window(shared_at, days, calendars.of_organisation(company.id))
