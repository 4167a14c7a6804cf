"""What people are told of the pulse: the statements, that they are asked, once more, and that the result is there."""

from collections.abc import Iterable
from datetime import UTC, datetime

from govtracker.access import Viewer
from govtracker.database import Base
from govtracker.enums import MailKind, Side
from govtracker.mail import notices
from govtracker.models import PulsePlan, PulseRound, PulseSet, Relationship
from govtracker.queries.structure import spocs
from govtracker.rules import wall_time
from govtracker.rules.date_words import long_day


def proposed(found: PulseSet, *, by: Viewer, at: datetime) -> None:
    """The SPOC across waits to agree."""
    company = found.relationship.company(found.proposed_side).name
    words = (
        f"{company} proposes version {found.number} of the statements of the relationship pulse: agree, or change them."
    )
    _tell_spoc(found, found.proposed_side.other, "proposed", words, by=by, at=at)


def agreed(found: PulseSet, *, by: Viewer, at: datetime) -> None:
    """The SPOC who proposed them."""
    words = f"The statements of the relationship pulse (version {found.number}) are agreed: a round can be opened."
    _tell_spoc(found, found.proposed_side, "agreed", words, by=by, at=at)


def withdrawn(found: PulseSet, reason: str, *, by: Viewer, at: datetime) -> None:
    """The SPOC across from whoever took them back."""
    side = by.side_in(found.relationship.place())
    words = f"The proposed statements of the relationship pulse (version {found.number}) are withdrawn: {reason}"
    _tell_spoc(found, (side or found.proposed_side).other, "withdrawn", words, by=by, at=at)


def planned(plan: PulsePlan, *, by: Viewer, at: datetime) -> None:
    """The SPOC across: how often is asked, and who."""
    side = by.side_in(plan.relationship.place())
    if side is not None:
        words = "It was changed how often the relationship pulse asks, and whom."
        _tell_spoc(plan, side.other, f"planned:{at.isoformat()}", words, by=by, at=at)


def invited(opened: PulseRound, people: Iterable[int], *, by: Viewer | None, at: datetime) -> None:
    """Everybody who is asked, whoever opened it among them."""
    words = (
        f"How does the relationship work? Rate {_statements(opened)} until {_last_day(opened)}. "
        "It takes two minutes, and nobody sees who answered what."
    )
    _tell_asked(opened, people, "asked", words, f"{_page(opened)}/answer", at=at, by_name=by.name if by else "")


def reminded(opened: PulseRound, people: Iterable[int], *, at: datetime) -> None:
    """Those who have not answered yet."""
    words = f"The relationship pulse still waits for your view: {_statements(opened)}, until {_last_day(opened)}."
    _tell_asked(opened, people, "reminded", words, f"{_page(opened)}/answer", at=at)


def closed(opened: PulseRound, people: Iterable[int], *, at: datetime) -> None:
    """Everybody who was asked, and who speaks for each side: both see the result at the same time."""
    day = at.astimezone(UTC).date()
    to = [*people, *(spocs.of_side(opened.relationship_id, side, today=day) for side in Side)]
    words = f"Round {opened.number} of the relationship pulse is closed: see how both sides see each other."
    _tell_asked(opened, to, "closed", words, _page(opened), at=at)


def _page(opened: PulseRound) -> str:
    return f"/r/{opened.relationship.key}/pulse/{opened.number}"


def _statements(opened: PulseRound) -> str:
    number = len(opened.pulse_set.statements)
    return "1 statement" if number == 1 else f"{number} statements"


def _last_day(opened: PulseRound) -> str:
    """The last day on which it takes answers, where the client is."""
    closes = wall_time.local(opened.closes_at, opened.relationship.client.zone)
    return long_day((closes - closes.resolution).date())


def _tell_asked(
    opened: PulseRound,
    people: Iterable[int | None],
    what: str,
    words: str,
    path: str,
    *,
    at: datetime,
    by_name: str = "",
) -> None:
    why = f"you are asked in the pulse of {opened.relationship.key}"
    _leave(opened, people, what, {"words": words, "path": path, "why": why, "by_name": by_name}, at=at)


def _tell_spoc(subject: PulseSet | PulsePlan, side: Side, what: str, words: str, *, by: Viewer, at: datetime) -> None:
    relationship: Relationship = subject.relationship
    path = f"/r/{relationship.key}/pulse/{'plan' if isinstance(subject, PulsePlan) else 'statements'}"
    to = [spocs.of_side(relationship.id, side, today=at.astimezone(UTC).date())]
    _leave(subject, to, what, {"words": words, "path": path, "by": by.person_id, "by_name": by.name}, at=at)


def _leave(subject: Base, people: Iterable[int | None], what: str, facts: dict[str, object], *, at: datetime) -> None:
    number = getattr(subject, "id", None) or at.isoformat()
    dedupe = f"{subject.__tablename__}:{number}:{what}"
    notices.leave(MailKind.ASSIGNMENT, people, subject=subject, dedupe=dedupe, facts={"what": what, **facts}, at=at)
