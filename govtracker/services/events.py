"""The audit trail: every change with who, what before and after, and why, linked into a chain."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from govtracker.access import Viewer
from govtracker.database import Base, before_commit, carried, db
from govtracker.enums import Audience
from govtracker.models import AuditEvent
from govtracker.queries import claims

INSTALLATION = 0
CACHES = frozenset({"severity_rank", "is_open"})
WAKES = frozenset(
    {"active_at", "handovers", "plan_at", "step_at", "next_at", "recurrence_due_at", "reds_due_at", "freeze_at"}
)
UNRECORDED = CACHES | WAKES | {"updated_at", "password_hash"}


@dataclass(frozen=True)
class Happened:
    """One event before it is linked."""

    chain: int
    at: datetime
    action: str
    actor_id: int | None
    actor_name: str
    subject_type: str
    subject_id: int | None
    label: str
    audience: Audience
    changes: dict[str, Any]
    reason: str


Hearer = Callable[[Base | None, Happened], None]
_hearers: list[Hearer] = []


def record(
    subject: Base | None,
    action: str,
    *,
    by: Viewer | None,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    audience: Audience | None = None,
) -> None:
    """Note that `by` (None: the system) did `action` to `subject` at `at` (UTC); written just before the commit.

    The chain is the subject's relationship, else the installation. `changes` maps a field to [before, after].
    """
    if subject is not None and getattr(subject, "id", None) is None:
        db.session.flush()
    happened = Happened(
        chain=_chain(subject),
        at=at,
        action=action,
        actor_id=by.person_id if by else None,
        actor_name=by.name if by else "GovTracker",
        subject_type=subject.__tablename__ if subject is not None else "installation",
        subject_id=getattr(subject, "id", None),
        label=_label(subject),
        audience=audience or getattr(subject, "audience", None) or Audience.SHARED,
        changes={field: _plain(values) for field, values in (changes or {}).items()},
        reason=reason,
    )
    pending().append(happened)
    for hear in _hearers:
        hear(subject, happened)


def change(
    subject: Base, action: str, *, by: Viewer | None, at: datetime, reason: str = "", **values: Any
) -> dict[str, list[Any]]:
    """Set `values` on `subject` and record what really changed; {} and no event when nothing did.

    Old and new are compared before anything is set: a flush in between would lose the old.
    """
    before = {name: getattr(subject, name) for name in values}
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    for name, (_, value) in changed.items():
        setattr(subject, name, value)
    told = {name: pair for name, pair in changed.items() if name not in UNRECORDED}
    if told:
        record(subject, action, by=by, at=at, changes=told, reason=reason)
    return changed


def heard(hear: Hearer) -> Hearer:
    """Let `hear` know of every event as it is recorded, inside its transaction."""
    if hear not in _hearers:
        _hearers.append(hear)
    return hear


def pending() -> list[Happened]:
    """What has happened in this transaction so far."""
    events: list[Happened] = carried().setdefault("events", [])
    return events


@before_commit
def link() -> None:
    """Write what happened onto its chains, in the order of the chains so that two writers never wait on each other."""
    chains: dict[int, list[Happened]] = defaultdict(list)
    for happened in pending():
        chains[happened.chain].append(happened)
    pending().clear()
    for chain in sorted(chains):
        _append(chain, chains[chain])


def canonical(happened: Happened, seq: int) -> str:
    """The text an event is hashed as: JSON with sorted keys and no spaces, instants in UTC."""
    facts = {
        "chain": happened.chain,
        "seq": seq,
        "at": _plain(happened.at),
        "action": happened.action,
        "actor": happened.actor_id,
        "actor_name": happened.actor_name,
        "subject": [happened.subject_type, happened.subject_id],
        "label": happened.label,
        "audience": happened.audience.value,
        "changes": happened.changes,
        "reason": happened.reason,
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(previous_hash: str, text: str) -> str:
    """SHA-256 in hex of the previous link and this event's text."""
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def _append(chain: int, happened: list[Happened]) -> None:
    head = claims.audit_head(chain)
    rows = []
    for seq, event in enumerate(happened, head.seq + 1):
        text = canonical(event, seq)
        link_hash = digest(head.hash, text)
        rows.append({**vars(event), "seq": seq, "text": text, "previous_hash": head.hash, "hash": link_hash})
        head.seq, head.hash = seq, link_hash
    claims.insert_rows(AuditEvent, rows)


def _label(subject: Base | None) -> str:
    """What people call the subject: its key, name or title."""
    names = (getattr(subject, attribute, "") for attribute in ("key", "name", "title"))
    return next((str(name) for name in names if name), "")[:200]


def _chain(subject: Base | None) -> int:
    if subject is None:
        return INSTALLATION
    if subject.__tablename__ == "relationship":
        return int(getattr(subject, "id", None) or INSTALLATION)
    return int(getattr(subject, "relationship_id", None) or INSTALLATION)


def _plain(value: Any) -> Any:
    """`value` as JSON can hold it: enums by value, records as people call them, instants in UTC, decimals as text."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case Base():
            return _label(value)
        case str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"an event cannot hold {value!r}")
