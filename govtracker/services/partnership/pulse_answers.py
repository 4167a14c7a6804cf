"""Answers to the pulse: one sheet a person and round, changed as often as they like while it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govtracker.access import Viewer
from govtracker.database import db
from govtracker.models import PulseAsked, PulseRound, PulseSheet
from govtracker.queries.partnership import pulse_rounds as rounds
from govtracker.rules.partnership import perception
from govtracker.services import Refused, events, provenance
from govtracker.services.installation import sealing

LONGEST = 1000
PURPOSE = "pulse sheet"


@dataclass(frozen=True)
class Answers:
    """A rating of 1 to 5 and a comment ("" for none) for each statement in order; `is_named`: with one's name to them.

    A name is shown only where the counterpart who leads the same area gives theirs, too.
    """

    ratings: Sequence[int | None]
    comments: Sequence[str]
    is_named: bool = False


def own(opened: PulseRound, *, by: Viewer) -> PulseSheet | None:
    """What the person has answered so far in an open round, or None."""
    return rounds.sheet(_marks(opened, by)) if opened.is_open else None


def asked_in(opened: PulseRound, *, by: Viewer, at: datetime) -> PulseAsked:
    """That the person may answer now; refuses whoever is not asked, and everybody once it is over."""
    asked = rounds.asked(opened.id, by.person_id)
    if asked is None:
        raise Refused("You are not asked in this round: those who are take turns.")
    if not opened.is_open or at >= opened.closes_at:
        raise Refused("This round is closed: it takes no more answers.")
    return asked


def answer(opened: PulseRound, given: Answers, *, by: Viewer, at: datetime) -> bool:
    """Keep the person's answers; True where they change earlier ones. Nobody is told what they are.

    The trail says that somebody answered, not who nor from where, and nothing of what.
    """
    asked = asked_in(opened, by=by, at=at)
    _check(opened, given)
    sheet = own(opened, by=by)
    if sheet is None and asked.has_answered:
        raise Refused("Your earlier answers count and can no longer be changed: what they were kept with is gone.")
    is_change, named = sheet is not None, given.is_named and rounds.has_counterpart(asked)
    if sheet is None:
        sheet = PulseSheet(id=_marks(opened, by)[0], round_id=opened.id, side=asked.side, tier=asked.tier)
        db.session.add(sheet)
    sheet.ratings, sheet.comments = list(given.ratings), [text.strip() for text in given.comments]
    sheet.named_person_id = by.person_id if named else None
    sheet.named_area_id = asked.area_id if named else None
    asked.has_answered = True
    with provenance.coming(None):  # a network or a request leads to the person
        events.record(opened, "pulse_answer_changed" if is_change else "pulse_answered", by=None, at=at)
    return is_change


def _check(opened: PulseRound, given: Answers) -> None:
    statements = opened.pulse_set.statements
    if len(given.ratings) != len(statements) or len(given.comments) != len(statements):
        raise Refused("Rate each statement of this round.")
    for position, (rating, comment) in enumerate(zip(given.ratings, given.comments, strict=True), 1):
        if rating is None or not perception.LOWEST <= rating <= perception.HIGHEST:
            raise Refused("Choose a number from 1 to 5.", f"rating_{position}")
        if len(comment) > LONGEST:
            raise Refused(f"Use at most {LONGEST:,} characters; these are {len(comment):,}.", f"comment_{position}")


def _marks(opened: PulseRound, by: Viewer) -> list[str]:
    """What the person's sheet may be found by: of the round's secret and theirs, by the present key and former ones."""
    return sealing.marks(f"{opened.seed}:{by.person_id}", purpose=PURPOSE)
