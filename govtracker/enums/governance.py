"""Words of forums, decisions, escalation paths."""

from enum import StrEnum


class Pace(StrEnum):
    """How often a forum meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class DecisionPart(StrEnum):
    """A seat's part in a decision (RACI)."""

    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INFORMED = "informed"

    @property
    def letter(self) -> str:
        """R, A, C or I."""
        return self.value[0].upper()


class Trigger(StrEnum):
    """Why a level of an escalation was told."""

    OPENED = "opened"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    NOT_RESOLVED = "not_resolved"
    SEVERITY_RAISED = "severity_raised"
    BY_HAND = "by_hand"
    REOPENED = "reopened"
    STEPPED_DOWN = "stepped_down"
    SILENT = "silent"
    NOBODY_THERE = "nobody_there"


class PauseReason(StrEnum):
    """Why the clock of a side stands still."""

    HANDED_OVER = "handed_over"
    HELD = "held"


class ProposalState(StrEnum):
    """Where a version that one side proposes stands between the two."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    LAID_ASIDE = "laid_aside"


class Running(StrEnum):
    """What becomes of running escalations when their path or calendar changes."""

    KEEP = "keep"
    APPLY = "apply"
