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


def begin(scorecard: Scorecard, side: Side) -> None:
    """`side` is asked for its word from the sharing on, in working days of its own calendar."""
    scorecard.reminded_at = scorecard.sponsor_told_at = None
    found = _window(scorecard, side)
    scorecard.answer_due_at, scorecard.next_at = found.ends_at, found.remind_at


def end(scorecard: Scorecard) -> None:
    """Somebody answered."""
    scorecard.next_at = None


def silent_side(scorecard: Scorecard) -> Side | None:
    """The side whose word is missing."""
    return next(iter(scorecard.silent_sides), None)


def step(card_id: int, at: datetime) -> None:
    """Remind the side that is silent, tell its sponsor, and in the end call the scorecard unanswered.

    The calendar is asked anew each time: a holiday that was entered meanwhile gives the side its day.
    """
    scorecard = rows.by_id(card_id)
    side = silent_side(scorecard)
    if scorecard.status is not ScorecardStatus.SHARED or side is None:
        scorecard.next_at = None
        return
    due = answer_window.due(_window(scorecard, side), **_told(scorecard), at=at)
    if due is Step.GIVE_UP:
        _give_up(scorecard, side, at=at)
        return
    if due is Step.REMIND:
        scorecard.reminded_at = at
    elif due is Step.TELL_SPONSOR:
        scorecard.sponsor_told_at = at
    window = _window(scorecard, side)
    scorecard.answer_due_at, scorecard.next_at = window.ends_at, answer_window.next_at(window, **_told(scorecard))
    if due is not None:
        MESSAGES[due](scorecard, side, at=at)


def put_off(card_id: int, at: datetime) -> None:
    """Look at it again later."""
    rows.by_id(card_id).next_at = at + PUT_OFF


def _give_up(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    scorecard.next_at, scorecard.updated_at = None, at
    events.change(scorecard, "scorecard_unanswered", by=None, at=at, status=ScorecardStatus.UNANSWERED)
    scorecard_messages.unanswered(scorecard, side, at=at)


def _told(scorecard: Scorecard) -> dict[str, bool]:
    return {"reminded": scorecard.reminded_at is not None, "sponsor_told": scorecard.sponsor_told_at is not None}


def _window(scorecard: Scorecard, side: Side) -> Window:
    return answer_window.window(
        scorecard.shared_at,
        scorecard.relationship.answer_days,
        calendars.of_organisation(scorecard.relationship.company(side).id),
        reminded_at=scorecard.reminded_at,
        sponsor_told_at=scorecard.sponsor_told_at,
    )


MESSAGES = {Step.REMIND: scorecard_messages.reminded, Step.TELL_SPONSOR: scorecard_messages.sponsor_told}
