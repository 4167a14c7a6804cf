"""Who reads what is written about a record, as the page of readers shows it and people are picked from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from govtracker import clock
from govtracker.access import Viewer
from govtracker.enums import Audience, Side
from govtracker.models import Subject
from govtracker.queries.issues import readers
from govtracker.web.forms.choices import chosen


@dataclass(frozen=True)
class Reader:
    """A person; `handle` is what calls them after an @: the name, or the address where several have that name."""

    name: str
    handle: str
    job_title: str
    side: Side
    company: str


@dataclass(frozen=True)
class Readership:
    """Everybody who reads what is written about `subject` for an audience; `kept_by` is the company it is kept to."""

    subject: Subject
    kept_by: str | None
    readers: Sequence[Reader]


def of(subject: Subject, viewer: Viewer, wanted: str | None) -> Readership:
    """Those of the audience that is wanted, but never a wider one than the record's, nor the other side's."""
    side = viewer.side_in(subject.place)
    assert side is not None
    is_shared = chosen(Audience, wanted) is not Audience(side.value) and subject.audience is Audience.SHARED
    audience = Audience.SHARED if is_shared else Audience(side.value)
    rows = readers.of(subject.relationship, audience, on=clock.today("UTC"))
    named = Counter(row.name for row in rows)
    return Readership(
        subject,
        None if is_shared else subject.relationship.company(side).name,
        [
            Reader(
                row.name,
                row.name if named[row.name] == 1 else row.email,
                row.job_title,
                Side(row.side),
                subject.relationship.company(Side(row.side)).name,
            )
            for row in rows
        ],
    )
