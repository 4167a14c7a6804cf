"""What happens in a simulated world: plain values that the reference reads and the product lives through."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

INVITATION, PACK, REVIEW_MAIL, DIGEST = "review_invitation", "review_pack", "review_mail", "digest"
KINDS = (INVITATION, PACK, REVIEW_MAIL, DIGEST)


@dataclass(frozen=True)
class Quiet:
    """Each day from `begins` to `ends` on the person's wall (past midnight where it ends earlier), and whole days."""

    begins: time | None = None
    ends: time | None = None
    days: frozenset[int] = frozenset()


@dataclass(frozen=True)
class MailPlan:
    """A review mail: weekly on a weekday (0 is Monday) or monthly on a day, at a wall time; `chosen` relationships."""

    frequency: str
    wall: time
    weekday: int = 0
    day: int = 1
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Somebody:
    """A person, their mail and their quiet; `leaves_at` is when their access ends, `refuses` what they want no more."""

    number: int
    company: int
    zone: str
    digest_wall: time = time(7, 30)
    digest_days: frozenset[int] = frozenset(range(5))
    quiet: Quiet = Quiet()
    review_mail: MailPlan | None = None
    leaves_at: datetime | None = None
    refuses: dict[str, datetime] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Rhythm:
    """How often a forum meets: weekly, nth (weekday of the month; -1 the last), monthly, quarterly or yearly."""

    kind: str
    weekday: int = 0
    nth: int = 1
    day: int = 1
    month: int = 1
    every: int = 1


@dataclass(frozen=True)
class Body:
    """A forum: who belongs to it, when it meets on which wall; `shift` is none, next or previous."""

    number: int
    relationship: int
    rhythm: Rhythm
    wall: time
    zone: str
    starts_on: date
    members: tuple[int, ...]
    shift: str = "none"
    pack_days: int = 3


@dataclass(frozen=True)
class Bond:
    """A relationship of a client and a supplier: numbers of companies, and who holds a seat in it."""

    number: int
    client: int
    supplier: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Company:
    """A company, its working weekdays and the days it does not work besides."""

    number: int
    zone: str
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Word:
    """Something watched that a person is told of at an instant, to be gathered into a digest."""

    at: datetime
    person: int
    relationship: int
    own_deed: bool = False


@dataclass(frozen=True)
class Deed:
    """What the people of a forum do about it at an instant.

    move, cancel or skip the review of a `period` (to `day` at `wall`, where moved), or pause the forum until `day`.
    """

    at: datetime
    what: str
    body: int
    period: str = ""
    day: date | None = None
    wall: time | None = None


@dataclass(frozen=True)
class Script:
    """Everything that happens from `begins` to `ends` (UTC); nobody ticks during an outage."""

    begins: datetime
    ends: datetime
    companies: tuple[Company, ...]
    people: tuple[Somebody, ...]
    bonds: tuple[Bond, ...]
    bodies: tuple[Body, ...]
    words: tuple[Word, ...]
    deeds: tuple[Deed, ...]
    outages: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, order=True)
class Expected:
    """A mail somebody must get: about what, and the earliest and latest instant at which it may leave."""

    person: int
    kind: str
    about: str
    earliest: datetime
    latest: datetime


@dataclass(frozen=True, order=True)
class Sent:
    """A mail that left."""

    person: int
    kind: str
    about: str
    at: datetime


SLACK = timedelta(minutes=15)  # a mail that leaves later than this says that it is late
ORDER = ("cancelled", "asked", "moved", "other", "reminder", PACK)  # what a mail that gathers several words is
