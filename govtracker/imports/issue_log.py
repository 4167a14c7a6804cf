"""The import of an issue log: what its table says, what becomes of its rows, and how it is taken back."""

from collections.abc import Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from govtracker.enums import ContactChannel, IssueStatus, RowOutcome, Severity
from govtracker.imports import issue_mapping, issues, vocabulary
from govtracker.imports.issue_mapping import IssueMapping
from govtracker.imports.issues import NotTaken
from govtracker.imports.kinds import Field, Ground, Kind, Option, Place, Planned, Problem, Row, RowRefused, Written
from govtracker.models import FunctionalArea, ImportRow, Issue, Relationship
from govtracker.queries.installation import references
from govtracker.queries.issues import issue_sources
from govtracker.services.issues import issue_history
from govtracker.services.issues.issue_history import PastIssue

AREA: Final = "usual_area"  # the option that says which area a row without one belongs to
LONGEST: Final = {"category": 80, "segment": 120}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "severity": vocabulary.words(Severity, issue_mapping.SEVERITIES),
    "status": vocabulary.words(IssueStatus, issue_mapping.STATUSES | {"done": IssueStatus.CLOSED}),
    "channel": vocabulary.words(ContactChannel, issue_mapping.CHANNELS),
}
FIELDS: Final = (
    Field(
        "reference",
        "Reference",
        "what it is called in your list; it says what is here already",
        ("INC-1041", "INC-1042"),
        issue_mapping.KNOWN["reference"],
        is_needed=True,
    ),
    Field(
        "title",
        "Title",
        "what is wrong, in one line",
        ("Invoices arrive late", "Portal is slow in the morning"),
        issue_mapping.KNOWN["title"],
        is_needed=True,
    ),
    Field(
        "opened_at",
        "Opened",
        "a day, with the time if you have it, in your own time zone",
        ("2026-09-14 08:30", "2026-11-02 07:15"),
        issue_mapping.KNOWN["opened_at"],
        is_needed=True,
        is_day=True,
    ),
    Field("description", "Description", "what happened", ("Three in ten", ""), issue_mapping.KNOWN["description"]),
    Field("area", "Functional area", "one of the areas of the relationship", ("", ""), ("area", "function", "team")),
    Field(
        "severity",
        "Severity",
        "Critical, High, Medium or Low, or 1 to 5; empty: medium",
        ("High", "Low"),
        issue_mapping.KNOWN["severity"],
    ),
    Field(
        "status",
        "Status",
        "Open, Acknowledged, In progress, Resolved or Closed; empty: open",
        ("Closed", "Open"),
        issue_mapping.KNOWN["status"],
    ),
    Field(
        "resolved_at",
        "Resolved",
        "of what is resolved or closed",
        ("2026-09-16 12:00", ""),
        issue_mapping.KNOWN["resolved_at"],
        is_day=True,
    ),
    Field(
        "closed_at",
        "Closed",
        "of what is closed",
        ("2026-09-21 09:00", ""),
        issue_mapping.KNOWN["closed_at"],
        is_day=True,
    ),
    Field("category", "Category", "at most 80 characters", ("Billing", "Portal"), issue_mapping.KNOWN["category"]),
    Field(
        "segment", "Customer segment", "at most 120 characters", ("Small business", ""), issue_mapping.KNOWN["segment"]
    ),
    Field(
        "channel",
        "Channel",
        "Phone, E-mail, Chat, Self service, Walk in or Meeting",
        ("Phone", ""),
        issue_mapping.KNOWN["channel"],
    ),
)


class Issues:
    """Reads rows of an issue log; what is here already stays as it is."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Relationship)
        self.ground = ground
        self.relationship = ground.place
        self.zone = ZoneInfo(ground.by.zone)
        self.mapping = IssueMapping({}, "", zone=ground.by.zone, time_format="", order=ground.order)
        self.areas = {vocabulary.plain(one.area.name): one.area for one in self.relationship.areas}
        self.usual = self.areas.get(vocabulary.plain(ground.options.get(AREA, "")))
        self.seen: dict[str, int] = {}

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New issues, and those that are here already."""
        known = issue_sources.known(self.relationship.id, [row.said["reference"] for row in rows])
        found: list[Planned | Problem] = []
        for row in rows:
            try:
                found.append(self._plan(row, known))
            except RowRefused as refusal:
                found.append(Problem(row.number, refusal.field, refusal.sentence))
            except NotTaken as refusal:
                reason = str(refusal)
                found.append(Problem(row.number, refusal.field, f"{reason[:1].upper()}{reason[1:].rstrip('.')}."))
        return found

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Store what is new, area by area."""
        by_area: dict[int, tuple[FunctionalArea, list[PastIssue]]] = {}
        for one in planned:
            area, issue = one.deed
            by_area.setdefault(area.id, (area, []))[1].append(issue)
        for area, past in by_area.values():
            ground = self.ground
            issue_history.store(self.relationship, past, area, source=ground.source, by=ground.by, at=ground.at)
        stored = issue_sources.by_reference(self.relationship.id, [one.deed[1].reference for one in planned])
        return [
            Written(one.row, "issue", stored[one.deed[1].reference], after={"title": one.deed[1].title})
            for one in planned
        ]

    def _plan(self, row: Row, known: set[str]) -> Planned:
        said = {**row.said}
        for name, words in WORDS.items():
            said[name] = vocabulary.read(said[name], words, name).value if said[name] else ""
        for name, longest in LONGEST.items():
            if len(said[name]) > longest:
                raise RowRefused(name, f"Use at most {longest} characters; these are {len(said[name])}.")
        issue = issues.read(said, self.mapping, self.zone, number=row.number, now=self.ground.at)
        earlier = self.seen.setdefault(issue.reference, row.number)
        if earlier != row.number:
            raise RowRefused("reference", f"Row {earlier} says {issue.reference} already.")
        area = self._area(said["area"])
        label = f"{issue.reference} {issue.title}"
        outcome = RowOutcome.UNCHANGED if issue.reference in known else RowOutcome.NEW
        return Planned(row.number, label, outcome, (area, issue))

    def _area(self, text: str) -> FunctionalArea:
        found = self.areas.get(vocabulary.plain(text)) if text else self.usual or self._only()
        if found is None:
            names = [one.name for one in self.areas.values()]
            there = f"It has: {', '.join(names)}." if names else "It has none yet: add one under Structure first."
            said = f"“{text[:40]}” is no functional area of this relationship." if text else "Say which area it is of."
            raise RowRefused("area", f"{said} {there}{vocabulary.nearest(text, names) if text else ''}")
        return found

    def _only(self) -> FunctionalArea | None:
        return next(iter(self.areas.values())) if len(self.areas) == 1 else None


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Take issues away that nobody has touched since and nothing points at."""
    known = issue_sources.by_ids(ground.by, [row.subject_id for row in rows if row.subject_id])
    used = references.pointed_at(Issue, list(known))
    free = {key: issue for key, issue in known.items() if key not in used and issue.version == 1}
    issue_history.remove(list(free.values()))
    return {row.line for row in rows if row.subject_id not in free}


def _options(place: Place) -> tuple[Option, ...]:
    """Which area rows without one belong to."""
    names = [one.area.name for one in place.areas] if isinstance(place, Relationship) else []
    choices = (("", "as the row says"), *((name, name) for name in names))
    return (Option("area", "Rows without an area belong to", choices),)


ISSUES: Final = Kind(
    name="issues",
    title="Import issues",
    noun=("issue", "issues"),
    lead="an existing issue log keeps its times and references, starts no clock and sends no mail",
    fields=FIELDS,
    importer=Issues,
    take_back=take_back,
    options=_options,
    afterwards="Open issues of the file stand outside of escalation. A SPOC puts one on its path with “Escalate”.",
)
