"""Links between issues: relates to, duplicate of, blocked by."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import LinkKind
from govtracker.models import Issue, IssueLink
from govtracker.queries import claims
from govtracker.queries.issues import issue_links
from govtracker.rules.issues import links
from govtracker.rules.issues.links import Word
from govtracker.services import Refused, events


def link(issue: Issue, word: Word, other: Issue, *, by: Viewer, at: datetime) -> None:
    """Say what one issue has to do with another; said twice it stands once. Refuses what would lead in a circle."""
    if issue.id == other.id:
        raise Refused("An issue is not linked to itself.", "issue")
    if issue.relationship_id != other.relationship_id:
        raise Refused("Only issues of the same relationship are linked.", "issue")
    kind, start, end = _ends(issue, word, other)
    if kind in links.NO_CIRCLES:
        claims.hold(issue.relationship_id, "issue_links")
        _require_no_circle(kind, start, end)
    row = {
        "relationship_id": issue.relationship_id,
        "from_id": start.id,
        "to_id": end.id,
        "kind": kind,
        "linked_by_id": by.person_id,
        "linked_at": at,
    }
    if claims.insert_missing(IssueLink, [row], unique=["from_id", "to_id", "kind"]):
        _record("linked", kind, start, end, by=by, at=at, there=True)


def unlink(issue: Issue, word: Word, other: Issue, *, by: Viewer, at: datetime) -> None:
    """Take it back."""
    kind, start, end = _ends(issue, word, other)
    if issue_links.remove(kind, start.id, end.id):
        _record("unlinked", kind, start, end, by=by, at=at, there=False)


def _ends(issue: Issue, word: Word, other: Issue) -> tuple[LinkKind, Issue, Issue]:
    """The link as it is kept: what has no direction goes from the older issue to the newer."""
    kind, from_far_end = links.read(word)
    if kind is LinkKind.RELATES_TO:
        start, end = sorted((issue, other), key=lambda one: one.id)
        return kind, start, end
    return (kind, other, issue) if from_far_end else (kind, issue, other)


def _require_no_circle(kind: LinkKind, start: Issue, end: Issue) -> None:
    among = links.narrower(start.audience, end.audience)
    if issue_links.reaches(kind, end.id, start.id, among=among):
        says = "a duplicate of" if kind is LinkKind.DUPLICATE_OF else "blocked by"
        raise Refused(f"{end.key} is {says} {start.key} already, perhaps by way of others: a circle.", "issue")
    if kind is LinkKind.DUPLICATE_OF and issue_links.original_id(start.id, among=among) not in (None, end.id):
        raise Refused(f"{start.key} is a duplicate of another issue already.", "issue")


def _record(action: str, kind: LinkKind, start: Issue, end: Issue, *, by: Viewer, at: datetime, there: bool) -> None:
    """On record with both ends, for whoever sees both."""
    audience = links.narrower(start.audience, end.audience)
    for subject, word, other in ((start, kind.value, end), (end, links.BACK[kind].value, start)):
        changes: dict[str, list[str | None]] = {word: [None, other.key] if there else [other.key, None]}
        events.record(subject, action, by=by, at=at, changes=changes, audience=audience)
        if subject.audience is audience:
            subject.updated_at = at
