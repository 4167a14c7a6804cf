"""Refused attempts of the last minutes: how many of whom, at what."""

from sqlalchemy import delete, func, select, update

from govtracker.database import db
from govtracker.models import Refusal
from govtracker.queries import claims

PERSON = "person "  # what begins `who` of those who are signed in


def counted(minute: int, who: str, what: str) -> bool:
    """Whether this is one more of those that stand there already; it is counted then."""
    changed = db.session.scalar(
        update(Refusal)
        .where(Refusal.minute == minute, Refusal.who == who, Refusal.what == what)
        .values(times=Refusal.times + 1)
        .returning(Refusal.times)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


def begin(minute: int, who: str, what: str) -> None:
    """Count the first of its kind; another one at the same moment counts as the same."""
    claims.insert_once(
        Refusal, [{"minute": minute, "who": who, "what": what, "times": 1}], unique=["minute", "who", "what"]
    )


def how_many(minute: int, *, of: str | None) -> tuple[int, int]:
    """How many kinds of attempts stand for a minute, and for the hour up to it: of one person, or of strangers."""
    counts = select(func.count().filter(Refusal.minute == minute), func.count()).where(Refusal.minute > minute - 60)
    now, within = db.session.execute(counts.where(Refusal.who == of if of else ~Refusal.who.startswith(PERSON))).one()
    return now, within


def any_before(minute: int) -> bool:
    """Whether attempts of earlier minutes stand there."""
    return db.session.scalar(select(Refusal.minute).where(Refusal.minute < minute).limit(1)) is not None


def cleared(*, before: int) -> int:
    """Delete those of earlier minutes; how many there were beyond the first of each kind."""
    repeated = db.session.scalar(select(func.sum(Refusal.times - 1)).where(Refusal.minute < before)) or 0
    db.session.execute(delete(Refusal).where(Refusal.minute < before))
    return int(repeated)
