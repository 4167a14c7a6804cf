"""The audit trail: every change with who, for whom, from where, what before and after, and why, linked into a chain."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from govtracker.access import LinkHolder, Viewer
from govtracker.database import Base, before_commit, carried, db
from govtracker.enums import Audience, Origin
from govtracker.models import AuditEvent, AuditPersonal, Person
from govtracker.queries import claims, history
from govtracker.rules import audit_chain, personal
from govtracker.services import provenance

INSTALLATION = 0
SYSTEM = "GovTracker"
CACHES = frozenset({"severity_rank", "is_open", "customer_segment_id", "customer_account_id"})
WAKES = frozenset(
    {
        "active_at",
        "handovers",
        "plan_at",
        "step_at",
        "next_at",
        "recurrence_due_at",
        "reds_due_at",
        "freeze_at",
        "followed_at",
        "followed_seq",
    }
)
UNRECORDED = CACHES | WAKES | {"updated_at", "password_hash"}


@dataclass(frozen=True)
class Happened:
    """One event before it is linked. `said` are its personal values by person; the other fields hold none.

    `actor_name` is for those who hear of it; the trail keeps the name of a person among what is `said`.
    """

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
    company_id: int | None = None
    origin: Origin | None = None
    request_id: str = ""
    is_refused: bool = False
    for_seat_id: int | None = None
    for_person_id: int | None = None
    said: dict[int, personal.Said] = field(default_factory=dict)


# names a relationship that came of it, and is the client's alone
OF_A_COMPANY = frozenset({"evaluation_decision"})
Hearer = Callable[[Base | None, Happened], None]
_hearers: list[Hearer] = []
_late: list[Callable[[], None]] = []


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

    The chain is the subject's relationship, else the installation. `changes` maps a field to [before, after]; people
    among them are given as Person, never by name. From where it comes, `provenance` knows.
    """
    if subject is not None and getattr(subject, "id", None) is None:
        db.session.flush()
    said: dict[int, personal.Said] = defaultdict(dict)
    about = _about(subject)
    label, told = _label(subject), _told(subject, about, changes or {}, said)
    if about is not None:
        said[about] |= {name: text for name, text in (("label", label), ("reason", reason)) if text}
        label = reason = ""
    happened = Happened(
        chain=chain_of(subject),
        at=at,
        action=action,
        subject_type=subject.__tablename__ if subject is not None else "installation",
        subject_id=getattr(subject, "id", None),
        label=label,
        audience=audience or getattr(subject, "audience", None) or Audience.SHARED,
        changes=told,
        reason=reason,
        **who(by, chain_of(subject), said),
        said=said,
    )
    note(subject, happened)


def note(subject: Base | None, happened: Happened) -> None:
    """Let an event be linked at the end of this transaction, and whoever listens hear of it."""
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


def erased() -> set[int]:
    """The people who are erased in this transaction: their values leave its events, too."""
    people: set[int] = carried().setdefault("erased", set())
    return people


def late(tell: Callable[[], None]) -> Callable[[], None]:
    """Let `tell` record what lower layers left behind in this transaction, just before its events are linked."""
    if tell not in _late:
        _late.append(tell)
    return tell


@before_commit
def link() -> None:
    """Write what happened onto its chains, in the order of the chains so that two writers never wait on each other."""
    for tell in _late:
        tell()
    chains: dict[int, list[Happened]] = defaultdict(list)
    for happened in pending():
        chains[happened.chain].append(happened)
    if not chains:
        return
    holders = history.holders({one.for_seat_id: one.at for one in pending() if one.for_seat_id and not one.is_refused})
    gone = frozenset(erased())
    pending().clear()
    for chain in sorted(chains):
        _append(chain, chains[chain], holders, gone)


def chain_of(subject: Base | None) -> int:
    """The relationship a subject belongs to, else the installation (0)."""
    if subject is None or subject.__tablename__ in OF_A_COMPANY:
        return INSTALLATION
    if subject.__tablename__ == "relationship":
        return int(getattr(subject, "id", None) or INSTALLATION)
    return int(getattr(subject, "relationship_id", None) or INSTALLATION)


def chained(
    happened: Iterable[Happened], after: audit_chain.Mark, holders: Mapping[int, tuple[int, str]] | None = None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], audit_chain.Mark]:
    """The events of one chain as rows linked on to `after`, the rows of what they say of people, and the new end.

    `holders` name who holds the seat on whose behalf somebody acted: (person, name) by seat.
    """
    rows: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for seq, event in enumerate(happened, after.seq + 1):
        row = _row(event, seq, (holders or {}).get(event.for_seat_id or 0))
        salted = {person: (secrets.token_hex(16), said) for person, said in sorted(row.pop("said").items()) if said}
        row["sealed"] = {str(person): personal.sealed(*pair) for person, pair in salted.items()} or None
        row["text"] = audit_chain.text_of(row)
        row["previous_hash"], row["hash"] = after.hash, audit_chain.link(after.hash, row["text"])
        rows.append(row)
        place = {"chain": event.chain, "seq": seq}
        kept += [{**place, "person_id": person, "salt": salt, "said": said} for person, (salt, said) in salted.items()]
        after = audit_chain.Mark(seq, row["hash"])
    return rows, kept, after


def _append(chain: int, happened: list[Happened], holders: Mapping[int, tuple[int, str]], gone: frozenset[int]) -> None:
    head = claims.audit_head(chain)
    rows, kept, end = chained(happened, audit_chain.Mark(head.seq, head.hash), holders)
    head.seq, head.hash = end.seq, end.hash
    claims.insert_rows(AuditEvent, rows)
    claims.insert_rows(AuditPersonal, [one for one in kept if one["person_id"] not in gone])


def _row(event: Happened, seq: int, holder: tuple[int, str] | None) -> dict[str, Any]:
    """The event as its table keeps it, with what is said of people beside it."""
    row = {**vars(event), "seq": seq, "edition": audit_chain.SALTED}
    row["said"] = {person: dict(said) for person, said in event.said.items()}
    if holder is not None:
        row["for_person_id"], name = holder
        row["said"].setdefault(row["for_person_id"], {}).setdefault("name", name)
    row["actor_name"] = "" if event.said.get(event.actor_id or personal.NOBODY, {}).get("name") else event.actor_name
    return row


def who(by: Viewer | None, chain: int, said: dict[int, personal.Said]) -> dict[str, Any]:
    """Who acts, on whose behalf and from where; their names and address go to what is `said`.

    On behalf of the SPOC whom a deputy acts for, or of whoever gave the link they came by.
    """
    acts: dict[str, Any] = {"actor_id": None, "actor_name": SYSTEM}
    whence = provenance.current()
    if whence is not None:
        acts |= {"origin": whence.origin, "request_id": whence.request_id}
        if whence.address:
            said[by.person_id if by else personal.NOBODY]["address"] = whence.address
    if by is None:
        return acts
    said[by.person_id]["name"] = by.name
    acts |= {"actor_id": by.person_id, "actor_name": by.name, "company_id": by.organisation_id}
    if not isinstance(by, LinkHolder):
        acting = (seat.acting_for for seat in by.seats_in(chain) if seat.acting_for is not None)
        return acts | {"for_seat_id": next(acting, None)}
    if by.via_id is not None:
        said[by.via_id]["name"] = by.via
    return acts | {"origin": Origin.LINK, "for_person_id": by.via_id}


def _about(subject: Base | None) -> int | None:
    """The person a record is about, where its table is about people."""
    attribute = personal.ABOUT.get(subject.__tablename__) if subject is not None else None
    return getattr(subject, attribute) if attribute else None


def _told(
    subject: Base | None, about: int | None, changes: Mapping[str, Any], said: dict[int, personal.Said]
) -> dict[str, Any]:
    """The changes as JSON can hold them; what is personal goes to what is `said`, and a mark stands in its place."""
    fields = personal.FIELDS.get(subject.__tablename__, frozenset()) if subject is not None else frozenset()
    told: dict[str, Any] = {}
    for name, values in changes.items():
        if about is not None and name in fields:
            said[about].setdefault("changes", {})[name] = _plain(values, said)
            told[name] = {personal.FIELD: about}
        else:
            told[name] = _plain(values, said)
    return told


def _label(subject: Base | None) -> str:
    """What people call the subject: its key, name or title."""
    names = (getattr(subject, attribute, "") for attribute in ("key", "name", "title"))
    return next((str(name) for name in names if name), "")[:200]


def _plain(value: Any, said: dict[int, personal.Said]) -> Any:
    """`value` as JSON can hold it: enums by value, records as people call them, instants in UTC, decimals as text."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case Person():
            said[value.id].setdefault("name", value.name)
            return personal.named(value.id)
        case Base():
            return _label(value)
        case str():
            return value
        case datetime():
            return audit_chain.instant(value)
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return _gathered(value, said)


def _gathered(value: Any, said: dict[int, personal.Said]) -> Any:
    match value:
        case list() | tuple() | set() | frozenset():
            return [_plain(item, said) for item in value]
        case Mapping():
            return {str(key): _plain(item, said) for key, item in value.items()}
    raise TypeError(f"an event cannot hold {value!r}")
