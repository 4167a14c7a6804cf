"""Issues from somebody's list: every row is taken, or refused with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govtracker.enums import ContactChannel, IssueStatus, Severity
from govtracker.imports import days, issue_mapping
from govtracker.imports.cells import Typed
from govtracker.imports.days import BadDay
from govtracker.imports.decoding import Unreadable
from govtracker.imports.issue_mapping import IssueMapping
from govtracker.imports.reader import Sheet
from govtracker.services.issues.issue_history import PastIssue

LIMIT = 100_000
LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken, and why."""

    row: int
    reference: str
    reason: str


@dataclass(frozen=True)
class Parsed:
    """What a file holds: the rows that can be taken, those refused, remarks on rows taken, how it was read."""

    taken: list[PastIssue]
    refused: list[Refusal]
    remarks: list[Refusal]
    said: list[str]


class NotTaken(Exception):
    """A row that cannot be taken: why, and the field it concerns ("" for all of it)."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


def parse(sheet: Sheet, mapping: IssueMapping, *, now: datetime) -> Parsed:
    """Read a table with a mapping; `now` (UTC) bounds what can have happened. Raises Unreadable."""
    issue_mapping.check(mapping, sheet.header)
    at = {ours: sheet.header.index(column) for ours, column in mapping.columns.items()}
    taken: dict[str, PastIssue] = {}
    refused: list[Refusal] = []
    remarks: list[Refusal] = []
    zone = _zone(mapping.zone)
    for number, cells in sheet.numbered():
        values = {ours: cells[column] for ours, column in at.items()}
        reference = values["reference"]
        try:
            issue = read(values, mapping, zone, number=number, now=now)
            if reference in taken:
                raise NotTaken(f"{reference} stands in row {taken[reference].row} already")
            taken[reference] = issue
            remarks += [Refusal(number, reference, remark) for remark in _remarks(values, issue)]
        except NotTaken as refusal:
            refused.append(Refusal(number, reference, str(refusal)))
    return Parsed(list(taken.values()), refused, remarks, sheet.said)


def read(values: dict[str, str], mapping: IssueMapping, zone: ZoneInfo, *, number: int, now: datetime) -> PastIssue:
    """What the row `number` says, field by field; raises NotTaken."""
    reference, title = values["reference"], values["title"]
    if not reference:
        raise NotTaken("it has no reference, so a second import would double it", "reference")
    if len(reference) > 80:
        raise NotTaken("its reference is longer than 80 characters", "reference")
    if not title:
        raise NotTaken("it has no title", "title")
    opened = _instant(values, "opened_at", mapping, zone, now=now)
    if opened is None:
        raise NotTaken("it does not say when it was opened", "opened_at")
    resolved = _instant(values, "resolved_at", mapping, zone, now=now)
    closed = _instant(values, "closed_at", mapping, zone, now=now)
    status = IssueStatus(_word(values, "status", mapping) or IssueStatus.OPEN)
    if status in (IssueStatus.RESOLVED, IssueStatus.CLOSED):
        resolved = resolved or closed
        if resolved is None:
            raise NotTaken(f"it is {status.value} but does not say since when", "resolved_at")
        if resolved < opened:
            raise NotTaken("it was resolved before it was opened", "resolved_at")
    else:
        resolved = closed = None
    channel = _word(values, "channel", mapping)
    return PastIssue(
        row=number,
        reference=reference,
        title=title[:LONGEST_TITLE],
        description=_described(values, title),
        category=values.get("category", "")[:80].strip().lower(),
        segment=values.get("segment", "")[:120],
        channel=ContactChannel(channel) if channel else None,
        severity=Severity(_word(values, "severity", mapping) or Severity.MEDIUM),
        status=status,
        opened_at=opened,
        resolved_at=resolved,
        closed_at=closed or resolved if status is IssueStatus.CLOSED else None,
        stated_business_time=_seconds(values.get("business_seconds", "")) if resolved else None,
    )


def _described(values: dict[str, str], title: str) -> str:
    """The description, with the whole title where it had to be cut."""
    whole = f"{title}\n\n" if len(title) > LONGEST_TITLE else ""
    return (whole + values.get("description", ""))[:LONGEST_TEXT]


def _remarks(values: dict[str, str], issue: PastIssue) -> Iterator[str]:
    """What the file says and the row does not bear out."""
    if issue.status not in (IssueStatus.RESOLVED, IssueStatus.CLOSED):
        if values.get("resolved_at") or values.get("closed_at"):
            yield f"it is still {issue.status.value.replace('_', ' ')}: its resolving and closing times are left out"
    elif issue.closed_at and issue.resolved_at and issue.closed_at < issue.resolved_at:
        yield "it says it was closed before it was resolved: the time of resolving is taken for both"
    if len(values["title"]) > LONGEST_TITLE:
        yield f"its title is longer than {LONGEST_TITLE} characters: it is cut, and stands whole in the description"


def _instant(
    values: dict[str, str], name: str, mapping: IssueMapping, zone: ZoneInfo, *, now: datetime
) -> datetime | None:
    text = values.get(name, "")
    if not text:
        return None
    try:
        instant = _local(text, mapping).replace(tzinfo=zone).astimezone(UTC)
    except BadDay as refusal:
        raise NotTaken(str(refusal), name) from None
    except (ValueError, OverflowError):
        raise NotTaken(f"{name} is “{text[:40]}”: write it like {mapping.time_format}", name) from None
    if instant.year < FIRST_YEAR:
        raise NotTaken(f"{name} lies before {FIRST_YEAR}: {text[:40]}", name)
    if instant > now:
        raise NotTaken(f"{name} lies in the future: {text[:40]}", name)
    return instant


def _local(text: str, mapping: IssueMapping) -> datetime:
    """The wall time a cell says; raises ValueError. A mapping without a format reads whatever has one reading."""
    if isinstance(text, Typed):
        return datetime.fromisoformat(text)
    if not mapping.time_format:
        return days.instant(text, mapping.order)
    return datetime.strptime(text, mapping.time_format)  # noqa: DTZ007  # the zone is known to who asks


def _word(values: dict[str, str], name: str, mapping: IssueMapping) -> str | None:
    text = values.get(name, "").strip().lower()
    if not text:
        return None
    words = {their.lower(): ours for their, ours in mapping.values.get(name, {}).items()}
    if text not in words:
        raise NotTaken(f"{name} “{text[:40]}” is not in the mapping: add it under values.{name}", name)
    vocabulary = {"severity": Severity, "status": IssueStatus, "channel": ContactChannel}[name]
    if words[text] not in {word.value for word in vocabulary}:
        raise NotTaken(f"the mapping turns {name} “{text[:40]}” into “{words[text]}”, which there is not", name)
    return words[text]


def _seconds(text: str) -> timedelta | None:
    return timedelta(seconds=int(text)) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable(f"There is no time zone {name!r}: use a name such as Europe/Berlin.") from None
