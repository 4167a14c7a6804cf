"""Words of issues, actions, decisions, risks."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad an issue is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the worst to 3, as it is sorted by."""
        return list(Severity).index(self)


class IssueStatus(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"


class ContactChannel(StrEnum):
    """How word of an issue came in."""

    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    SELF_SERVICE = "self_service"
    WALK_IN = "walk_in"
    MEETING = "meeting"


class Effectiveness(StrEnum):
    """What the effectiveness check found."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"


class ProblemStatus(StrEnum):
    """Where a problem, the shared cause of several issues, stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"


class LinkKind(StrEnum):
    """What one issue has to do with another; read from the first to the second."""

    RELATES_TO = "relates_to"
    DUPLICATE_OF = "duplicate_of"
    BLOCKED_BY = "blocked_by"


class OriginKind(StrEnum):
    """What made the system raise an issue."""

    RED_KPI = "red_kpi"
    OVERDUE_ACTION = "overdue_action"
    RECURRENCE = "recurrence"


class ActionType(StrEnum):
    """What kind of doing an action is."""

    CONTAINMENT = "containment"
    CORRECTION = "correction"
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    IMPROVEMENT = "improvement"


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class Repetition(StrEnum):
    """When an action comes again: on the days of its rule, some time after it was done, or on the next day to come."""

    FIXED = "fixed"
    AFTER_COMPLETION = "after_completion"
    CATCH_UP = "catch_up"


class DecisionStatus(StrEnum):
    """Where a decision stands; a waiting one is above the money limit of the seat that made it."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    DECIDED = "decided"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class RiskResponse(StrEnum):
    """What is done about a risk."""

    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"


class RiskStatus(StrEnum):
    """Where a risk stands; one that happened has become an issue."""

    OPEN = "open"
    HAPPENED = "happened"
    CLOSED = "closed"


class RaidKind(StrEnum):
    """The four kinds of record in a relationship's RAID log, as they are sorted by."""

    RISK = "risk"
    ACTION = "action"
    ISSUE = "issue"
    DECISION = "decision"


class ListName(StrEnum):
    """Lists that people keep views of."""

    ISSUES = "issues"
    ACTIONS = "actions"
    RAID = "raid"
    PORTFOLIO = "portfolio"


class IssueDeed(StrEnum):
    """What can be done to many issues at once."""

    OWNER = "owner"
    DUE = "due"
    SEVERITY = "severity"
    AREA = "area"
    ACKNOWLEDGE = "acknowledge"
    START = "start"
    WATCH = "watch"
    STOP_WATCHING = "stop_watching"


class ActionDeed(StrEnum):
    """What can be done to many actions at once."""

    OWNER = "owner"
    DUE = "due"
    START = "start"
    DONE = "done"
    VERIFY = "verify"
    CANCEL = "cancel"
    WATCH = "watch"
    STOP_WATCHING = "stop_watching"
