"""What people are told of a scorecard: the other side's SPOC at each step, and sponsors where a side is silent."""

from collections.abc import Iterable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import Scorecard
from govtracker.queries.structure import spocs
from govtracker.rules import date_words


def shared(scorecard: Scorecard, side: Side, *, by: Viewer, at: datetime) -> None:
    """A period's scorecard waits for the other side's agreement."""
    words = f"{_called(scorecard)} is shared and needs your agreement, or your reason against it{_until(scorecard)}."
    _tell(scorecard, [_spoc(scorecard, side.other, at)], "shared", words, by=by, at=at)


def agreed(scorecard: Scorecard, side: Side, *, by: Viewer, at: datetime) -> None:
    """Both sides have signed."""
    words = f"{_called(scorecard)} is agreed by both sides."
    _tell(scorecard, [_spoc(scorecard, side.other, at)], "agreed", words, by=by, at=at)


def disputed(scorecard: Scorecard, side: Side, *, reason: str, by: Viewer, at: datetime) -> None:
    """It is back in work, because…"""
    words = f"{_called(scorecard)} is disputed: {reason}"
    _tell(scorecard, [_spoc(scorecard, side.other, at)], "disputed", words, by=by, at=at)


def amended(scorecard: Scorecard, side: Side, *, by: Viewer, at: datetime) -> None:
    """Agreed figures are to change; the other side signs them anew, or not."""
    words = f"An amendment of {_lower(scorecard)} needs your agreement. Why: {scorecard.amendment_reason}"
    _tell(scorecard, [_spoc(scorecard, side.other, at)], "amended", words, by=by, at=at)


def reminded(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    """The SPOC of the side that says nothing."""
    words = f"{_called(scorecard)} still waits for the word of your side{_until(scorecard)}; silence is never a yes."
    _tell(scorecard, [_spoc(scorecard, side, at)], "reminded", words, by=None, at=at)


def sponsor_told(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    """The sponsor of the side that says nothing."""
    words = f"{_called(scorecard)} still waits for the word of your side{_until(scorecard)}; your SPOC was reminded."
    sponsor = spocs.sponsor_of_side(scorecard.relationship_id, side, today=at.astimezone(UTC).date())
    why = f"you are the sponsor of your side of {scorecard.relationship.key}"
    _tell(scorecard, [sponsor], "sponsor_told", words, by=None, at=at, why=why)


def unanswered(scorecard: Scorecard, side: Side, *, at: datetime) -> None:
    """Both SPOCs: nobody said anything in time. It can still be agreed, and is not taken for agreed."""
    company = scorecard.relationship.company(side).name
    words = f"{_called(scorecard)} is unanswered: {company} said nothing in time. It can still be agreed or disputed."
    _tell(scorecard, [_spoc(scorecard, one, at) for one in Side], "unanswered", words, by=None, at=at)


def standing_told(scorecard: Scorecard, *, at: datetime) -> None:
    """Both sponsors: the standing that both sides have agreed to asks for them."""
    day = at.astimezone(UTC).date()
    sponsors = [spocs.sponsor_of_side(scorecard.relationship_id, side, today=day) for side in Side]
    words = f"{_called(scorecard)} is agreed by both sides. The standing: {scorecard.standing_called.lower()}."
    why = f"you are the sponsor of your side of {scorecard.relationship.key}, and this standing is told to sponsors"
    _tell(scorecard, sponsors, "standing", words, by=None, at=at, why=why)


def _called(scorecard: Scorecard) -> str:
    return f"The {_lower(scorecard).removeprefix('the ')}"


def _lower(scorecard: Scorecard) -> str:
    return f"the {scorecard.title[:1].lower()}{scorecard.title[1:]}"


def _until(scorecard: Scorecard) -> str:
    return f" by {date_words.long_day(scorecard.answer_due_at.date())}" if scorecard.answer_due_at else ""


def _spoc(scorecard: Scorecard, side: Side, at: datetime) -> int | None:
    return spocs.of_side(scorecard.relationship_id, side, today=at.astimezone(UTC).date())


def _tell(
    scorecard: Scorecard,
    recipients: Iterable[int | None],
    what: str,
    words: str,
    *,
    by: Viewer | None,
    at: datetime,
    why: str = "",
) -> None:
    notices.leave(
        MailKind.ASSIGNMENT,
        recipients,
        subject=scorecard,
        dedupe=f"scorecard:{scorecard.id}:{what}:{at.isoformat()}",
        facts={
            "what": what,
            "words": words,
            "path": f"/r/{scorecard.relationship.key}/scorecards/{scorecard.number}",
            "by": by.person_id if by else None,
            "by_name": by.name if by else "",
            **({"why": why} if why else {}),
        },
        at=at,
    )
