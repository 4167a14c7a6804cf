"""Words of reviews, their minutes, and mail."""

from enum import StrEnum


class ReviewStatus(StrEnum):
    """Where one occurrence of a forum stands."""

    SCHEDULED = "scheduled"
    IN_PREPARATION = "in_preparation"
    HELD = "held"
    MINUTES_AGREED = "minutes_agreed"
    CANCELLED = "cancelled"
    MISSED = "missed"
    SKIPPED = "skipped"


class DayShift(StrEnum):
    """Where a review goes whose day is none on which both sides work."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


class PreparationKind(StrEnum):
    """What somebody has to do before a review."""

    MEASUREMENT = "measurement"
    RATING = "rating"
    SCORECARD = "scorecard"
    ACTION = "action"
    TOPIC = "topic"


class Presence(StrEnum):
    """Whether somebody who belongs to a forum was at its review."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    REPRESENTED = "represented"


class PackStage(StrEnum):
    """How far the making of a review pack is."""

    WAITING = "waiting"
    COLLECTING = "collecting"
    DRAWING = "drawing"
    WRITING = "writing"
    READY = "ready"
    FAILED = "failed"


class MailKind(StrEnum):
    """Kinds of notification; each has its own pace, see rules/mailing."""

    ASSIGNMENT = "assignment"
    ESCALATION = "escalation"
    WATCHED = "watched"
    DIGEST = "digest"
    REVIEW_MAIL = "review_mail"
    REVIEW_INVITATION = "review_invitation"
    REVIEW_OUTCOME = "review_outcome"
    REVIEW_PACK = "review_pack"
    TASK_LINK = "task_link"
    JOINING = "joining"
    ACCOUNT = "account"
    FORMER_ADDRESS = "former_address"  # to the address somebody had
    SUPERVISION = "supervision"


class InvitationAnswer(StrEnum):
    """What a person says to an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class DateKind(StrEnum):
    """What stands in a calendar."""

    REVIEW = "review"
    ACTION = "action"
    ISSUE = "issue"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBLIGATION = "obligation"
    NOTICE = "notice"
    BENEFIT = "benefit"
    LAUNCH = "launch"
    EXIT_REVIEW = "exit_review"


class MailState(StrEnum):
    """Where a mail stands on its way out."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    HANDING = "handing"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
