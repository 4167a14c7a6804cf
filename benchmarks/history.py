"""What happened: issues of two years with their ladders, actions, comments, notifications and audit chains."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from benchmarks.bulk import Bulk
from benchmarks.companies import LEVELS, Area, Governed
from govtracker.enums import (
    ActionStatus,
    ActionType,
    Audience,
    Effectiveness,
    IssueStatus,
    MailKind,
    Severity,
    Side,
    Trigger,
)
from govtracker.models import (
    Action,
    AuditEvent,
    AuditHead,
    AuditPersonal,
    Comment,
    Issue,
    IssueClock,
    Notification,
    Rung,
)
from govtracker.models import Counter as NumberCounter
from govtracker.queries import claims
from govtracker.queries.issues import root_causes
from govtracker.rules import audit_chain, keys
from govtracker.services import events

DAYS = 730
DESK = 20  # open actions on the desk of the one who looks, whatever the size
SUBJECTS = ("Invoice", "Call queue", "Chat", "Weekly report", "Payment file", "Knowledge base", "Shift plan")
TROUBLES = (
    "does not match the price list",
    "stopped after the update",
    "is late for the third time",
    "shows the wrong customer",
    "is missing half of the calls",
    "cannot be opened by the team leads",
)
PLACES = ("in the Berlin queue", "for premium customers", "of the night shift", "in French", "since Monday")
SENTENCES = (
    "Customers wait twice as long as agreed and many of them call again the next day.",
    "The agents see it on every second contact; the team leads keep a list of what was affected.",
    "It began after the release of the week before and comes and goes without a pattern.",
    "Finance cannot close the month before the invoice is put right on both sides.",
    "A work-around stands in the knowledge base, but it costs about four minutes a contact.",
)
AUDIENCES = (*[Audience.SHARED] * 8, Audience.CLIENT, Audience.SUPPLIER)
SEVERITIES = (Severity.CRITICAL, *[Severity.HIGH] * 3, *[Severity.MEDIUM] * 4, *[Severity.LOW] * 2)
LEVELS_REACHED = (*[1] * 15, *[2] * 4, 3)
ACTIONS = (
    *[ActionStatus.OPEN] * 5,
    *[ActionStatus.IN_PROGRESS] * 2,
    *[ActionStatus.DONE] * 4,
    *[ActionStatus.VERIFIED] * 9,
)


@dataclass
class Chain:
    """The end of a relationship's audit chain."""

    seq: int = 0
    hash: str = claims.CHAIN_START


@dataclass
class History:
    """Writes `count` issues and what belongs to them; the first quarter of the relationships has 40 in 100 of them."""

    bulk: Bulk
    governed: list[Governed]
    rng: Random
    at: datetime
    count: int
    numbers: Counter[tuple[int, str]] = field(default_factory=Counter)
    chains: dict[int, Chain] = field(default_factory=dict)
    desk: int = 0

    @cached_property
    def root_causes(self) -> list[int]:
        """The categories an installation begins with."""
        return [root_cause_id for root_cause_id, _ in root_causes.choices()]

    def write(self) -> None:
        """Everything, oldest first, so that ids rise with time as they do in use."""
        first = len(self.governed) // 4 or 1
        rest = len(self.governed) - first
        weights = [40 / first if place < first else 60 / rest for place in range(len(self.governed))]
        for position in range(self.count):
            self._issue(self.rng.choices(self.governed, weights)[0], position)
            if self.bulk.is_full:
                self.bulk.write()
        for (relationship_id, kind), value in self.numbers.items():
            self.bulk.put(NumberCounter, relationship_id=relationship_id, kind=kind, value=value)
        for relationship_id, chain in self.chains.items():
            self.bulk.put(AuditHead, chain=relationship_id, seq=chain.seq, hash=chain.hash)
        self.bulk.write()

    def _issue(self, place: Governed, position: int) -> None:
        rng, area = self.rng, self.rng.choice(place.areas)
        is_recent = position > 0.8 * self.count
        is_open = rng.random() < (0.9 if is_recent else 0.15)
        opened = self.at - timedelta(days=DAYS * (1 - position / self.count), minutes=rng.randint(5, 600))
        audience = rng.choice(AUDIENCES)
        raised_side = Side(audience.value) if audience is not Audience.SHARED else rng.choice(tuple(Side))
        waiting_on = raised_side.other if audience is Audience.SHARED else raised_side
        facts = {
            "relationship_id": place.id,
            "number": self._number(place.id, f"issue:{audience.value}"),
            "audience": audience,
            "title": f"{rng.choice(SUBJECTS)} {rng.choice(TROUBLES)} {rng.choice(PLACES)}",
            "description": " ".join(rng.sample(SENTENCES, 3)),
            "area_id": area.id,
            "severity": (severity := rng.choice(SEVERITIES)),
            "severity_rank": severity.rank,
            "category": rng.choice(SUBJECTS),
            "segment": "",
            "raised_by_id": area.leads[raised_side].person_id,
            "raised_side": raised_side,
            "owner_id": area.leads[waiting_on].person_id if rng.random() < 0.8 else None,
            "waiting_on": waiting_on,
            "is_open": is_open,
            "opened_at": opened,
            "due_on": (opened if not is_open else self.at).date() + timedelta(days=rng.randint(-10, 45)),
            "escalation_path_id": area.path_id,
            "round": 1,
            "aging_since": opened,
            "level": rng.choice(LEVELS_REACHED),
            "version": 2,
            **self._end(opened, is_open=is_open),
        }
        key = keys.issue_key(place.key, int(facts["number"]), audience)
        issue_id = self.bulk.add(Issue, **facts)
        self._ladder(issue_id, place, area, facts)
        self._clock(issue_id, facts)
        self._action(issue_id, place, area, facts)
        self._comments(issue_id, place, area, facts)
        self._events(issue_id, place, key, facts)
        self._notifications(issue_id, area, facts)

    def _end(self, opened: datetime, *, is_open: bool) -> dict[str, Any]:
        rng = self.rng
        status = rng.choice(OPEN) if is_open else rng.choice(ENDED)
        ended = None if is_open else min(opened + timedelta(hours=rng.randint(4, 400)), self.at)
        closed = ended if status is IssueStatus.CLOSED else None
        climb_at = self.at + timedelta(hours=rng.randint(24, 240)) if is_open else None
        return {
            "status": status,
            "acknowledged_at": None if status is IssueStatus.OPEN else opened + timedelta(minutes=4),
            "resolved_at": ended,
            "closed_at": closed,
            "why_it_occurred": "" if is_open else "A field was added without telling the other side.",
            "what_was_done": "" if is_open else "The mapping was corrected and the affected contacts called back.",
            "why_not_again": "" if is_open else "Both sides approve changes of the interface beforehand.",
            "root_cause_id": None if is_open else rng.choice(self.root_causes),
            "effectiveness_due_on": closed.date() + timedelta(days=30) if closed else None,
            "effectiveness": Effectiveness.EFFECTIVE if closed and closed < self.at - timedelta(days=30) else None,
            "climb_at": climb_at,
            "next_at": climb_at,
            "resolution_minutes": None if is_open else rng.randint(60, 4000),
            "resolved_within_target": None if is_open else rng.random() < 0.8,
            "updated_at": ended or min(opened + timedelta(hours=rng.randint(1, 300)), self.at),
        }

    def _ladder(self, issue_id: int, place: Governed, area: Area, facts: dict[str, Any]) -> None:
        told = facts["opened_at"]
        for position in range(1, facts["level"] + 1):
            is_last = position == facts["level"]
            acknowledged = is_last and facts["acknowledged_at"] is not None
            held = place.seat(LEVELS[position - 1][1], facts["waiting_on"], area)
            self.bulk.add(
                Rung,
                issue_id=issue_id,
                round=1,
                position=position,
                level_id=area.level_ids[position - 1],
                waiting_on=facts["waiting_on"],
                answering_seat_id=held.seat_id,
                is_current=is_last,
                trigger=Trigger.OPENED if position == 1 else Trigger.NOT_ACKNOWLEDGED,
                told_at=told,
                response_due_at=told + timedelta(hours=8),
                resolution_due_at=told + timedelta(hours=72),
                acknowledged_at=told + timedelta(minutes=4) if acknowledged else None,
                acknowledged_by_id=held.person_id if acknowledged else None,
            )
            told += timedelta(hours=8)

    def _clock(self, issue_id: int, facts: dict[str, Any]) -> None:
        """That of the side waited on, which has run since the issue was opened."""
        level = facts["level"]
        self.bulk.add(
            IssueClock,
            issue_id=issue_id,
            round=1,
            side=facts["waiting_on"],
            started_at=facts["opened_at"],
            running_since=facts["opened_at"] if facts["is_open"] else None,
            carried=timedelta(),
            spent=timedelta(),
            level=level,
            response_spent=timedelta(),
            budget_minutes=LEVELS[level - 1][3],
        )

    def _action(self, issue_id: int, place: Governed, area: Area, facts: dict[str, Any]) -> None:
        rng = self.rng
        status = rng.choice(ACTIONS)
        is_open = status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
        side = facts["waiting_on"]
        owner = area.leads[side].person_id
        viewer = self.governed[0].spocs[Side.CLIENT].person_id
        if is_open and side is Side.CLIENT and place.spocs[Side.CLIENT].person_id == viewer and self.desk < DESK:
            owner, self.desk = viewer, self.desk + 1
        due = (self.at if is_open else facts["opened_at"]).date() + timedelta(days=rng.randint(-10, 40))
        done = None if is_open else facts["opened_at"] + timedelta(minutes=rng.randint(1, 300))
        verified = done if status is ActionStatus.VERIFIED else None
        self.bulk.add(
            Action,
            relationship_id=place.id,
            number=self._number(place.id, f"action:{facts['audience'].value}"),
            audience=facts["audience"],
            title=f"Put right: {facts['title'][:150]}",
            type=rng.choice(tuple(ActionType)),
            area_id=area.id,
            owner_id=owner,
            owner_side=side,
            due_on=due,
            first_due_on=due,
            slips=0,
            consequence="",
            status=status,
            is_open=is_open,
            evidence="" if is_open else "See the report of the week.",
            issue_id=issue_id,
            added_by_id=area.leads[side.other].person_id,
            created_at=facts["opened_at"],
            updated_at=done or facts["opened_at"],
            done_at=done,
            verified_at=verified,
            verified_by_id=area.leads[side.other].person_id if verified else None,
            version=1,
        )

    def _comments(self, issue_id: int, place: Governed, area: Area, facts: dict[str, Any]) -> None:
        for turn in range(self.rng.randint(0, 3)):
            side = facts["waiting_on"] if facts["audience"] is not Audience.SHARED else tuple(Side)[turn % 2]
            self.bulk.add(
                Comment,
                relationship_id=place.id,
                issue_id=issue_id,
                action_id=None,
                audience=facts["audience"],
                author_id=area.leads[side].person_id,
                side=side,
                body=self.rng.choice(SENTENCES),
                written_at=facts["opened_at"] + timedelta(minutes=5 * turn),
            )

    def _events(self, issue_id: int, place: Governed, key: str, facts: dict[str, Any]) -> None:
        chain = self.chains.setdefault(place.id, Chain())
        for action, name, at in (
            ("raised", "title", facts["opened_at"]),
            ("acknowledged", "status", facts["acknowledged_at"]),
            ("resolved", "what_was_done", facts["resolved_at"]),
        ):
            if at is None:
                continue
            happened = events.Happened(
                chain=place.id,
                at=at,
                action=action,
                actor_id=facts["raised_by_id"],
                actor_name="Rafael Ortega",
                subject_type="issue",
                subject_id=issue_id,
                label=key,
                audience=facts["audience"],
                changes={name: [None, str(facts[name])]},
                reason="",
                said={facts["raised_by_id"]: {"name": "Rafael Ortega"}},
            )
            [row], said, end = events.chained([happened], audit_chain.Mark(chain.seq, chain.hash))
            self.bulk.add(AuditEvent, **row)
            for one in said:
                self.bulk.put(AuditPersonal, **one)
            chain.seq, chain.hash = end.seq, end.hash

    def _notifications(self, issue_id: int, area: Area, facts: dict[str, Any]) -> None:
        for side in Side:
            self.bulk.add(
                Notification,
                dedupe_key=f"issue:{issue_id}:round:1:level:1:{area.leads[side].person_id}",
                kind=MailKind.ESCALATION,
                recipient_id=area.leads[side].person_id,
                relationship_id=facts["relationship_id"],
                audience=facts["audience"],
                subject_type="issue",
                subject_id=issue_id,
                facts={"level": 1},
                created_at=facts["opened_at"],
                due_at=facts["opened_at"],
                told_at=facts["opened_at"] + timedelta(minutes=1),
                outcome="sent",
            )

    def _number(self, relationship_id: int, kind: str) -> int:
        self.numbers[relationship_id, kind] += 1
        return self.numbers[relationship_id, kind]


OPEN = (*[IssueStatus.OPEN] * 3, *[IssueStatus.ACKNOWLEDGED] * 3, *[IssueStatus.IN_PROGRESS] * 4)
ENDED = (*[IssueStatus.CLOSED] * 19, IssueStatus.RESOLVED)
