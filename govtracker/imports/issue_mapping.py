"""How the columns and words of somebody's issue list become ours: guessed from the header, changed by people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from govtracker.enums import ContactChannel, IssueStatus, Severity
from govtracker.imports.decoding import Unreadable

REQUIRED = ("reference", "title", "opened_at")
KNOWN: dict[str, tuple[str, ...]] = {
    "reference": ("number", "reference", "id", "key", "ticket"),
    "title": ("short_description", "title", "summary", "subject"),
    "description": ("description", "details", "what happened"),
    "category": ("category", "subcategory", "type"),
    "channel": ("contact_type", "channel"),
    "severity": ("priority", "severity"),
    "status": ("incident_state", "state", "status"),
    "opened_at": ("opened_at", "opened", "created", "created_at"),
    "resolved_at": ("resolved_at", "resolved"),
    "closed_at": ("closed_at", "closed"),
    "business_seconds": ("business_stc", "business seconds"),
    "segment": ("segment", "customer segment"),
}
SEVERITIES = {
    "1": Severity.CRITICAL,
    "2": Severity.HIGH,
    "3": Severity.MEDIUM,
    "4": Severity.LOW,
    "5": Severity.LOW,
    **{word.value: word for word in Severity},
}
STATUSES = {  # the numbers of ServiceNow's incident states: new, in progress, on hold, resolved, closed, cancelled
    "1": IssueStatus.OPEN,
    "2": IssueStatus.IN_PROGRESS,
    "3": IssueStatus.IN_PROGRESS,
    "6": IssueStatus.RESOLVED,
    "7": IssueStatus.CLOSED,
    "8": IssueStatus.CLOSED,
    **{word.value: word for word in IssueStatus},
}
CHANNELS = {
    "phone": ContactChannel.PHONE,
    "email": ContactChannel.EMAIL,
    "chat": ContactChannel.CHAT,
    "self-service": ContactChannel.SELF_SERVICE,
    "walk-in": ContactChannel.WALK_IN,
    **{word.value: word for word in ContactChannel},
}


@dataclass(frozen=True)
class IssueMapping:
    """Our field → their column; per field their word → ours; how instants are written and in which IANA zone."""

    columns: Mapping[str, str]
    area: str
    values: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: {
            "severity": {text: word.value for text, word in SEVERITIES.items()},
            "status": {text: word.value for text, word in STATUSES.items()},
            "channel": {text: word.value for text, word in CHANNELS.items()},
        }
    )
    zone: str = "UTC"
    time_format: str = "%Y-%m-%d %H:%M:%S"
    order: str = ""  # without a format: which way round days are written, see imports.days

    def text(self) -> str:
        """The mapping as people read and change it: JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)


def guess(header: Sequence[str], *, area: str) -> IssueMapping:
    """A mapping by the names of the columns; what is not found is left out, and can be added by hand."""
    by_name = {column.strip().lower(): column for column in header}
    found = {ours: next((by_name[name] for name in names if name in by_name), None) for ours, names in KNOWN.items()}
    return IssueMapping({ours: column for ours, column in found.items() if column}, area)


def read(text: str) -> IssueMapping:
    """A mapping that somebody wrote; raises Unreadable with a sentence."""
    try:
        facts: Any = json.loads(text)
        mapping = IssueMapping(**facts)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable(
            f"The mapping cannot be read: {error}. Begin with the one that --show-mapping prints."
        ) from None
    unknown = [name for name in mapping.columns if name not in KNOWN]
    if unknown:
        raise Unreadable(f"The mapping names fields that issues do not have: {', '.join(unknown)}.")
    return mapping


def check(mapping: IssueMapping, header: Sequence[str]) -> None:
    """Raises Unreadable when a needed field has no column, or a named column is not in the file."""
    missing = [name for name in REQUIRED if not mapping.columns.get(name)]
    if missing:
        raise Unreadable(f"Say which column holds: {', '.join(missing)}. The file has: {', '.join(header)}.")
    gone = [column for column in mapping.columns.values() if column not in header]
    if gone:
        raise Unreadable(f"The file has no column {', '.join(gone)}. It has: {', '.join(header)}.")
