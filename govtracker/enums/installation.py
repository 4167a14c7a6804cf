"""Words of sign-in, links, imports and exports."""

from enum import StrEnum


class ExportStage(StrEnum):
    """How far the making of a file about a person is."""

    WAITING = "waiting"
    GATHERING = "gathering"
    WRITING = "writing"
    READY = "ready"
    FETCHED = "fetched"
    EXPIRED = "expired"
    FAILED = "failed"


class RowOutcome(StrEnum):
    """What an import did to a row of a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class TaskKind(StrEnum):
    """What somebody who does not sign in may be given by a link."""

    ANSWER_ACTION = "answer_action"
    FILL_SHEET = "fill_sheet"


class LinkEnding(StrEnum):
    """Why a link leads nowhere any more."""

    REVOKED = "revoked"
    REPLACED = "replaced"
    USED = "used"
    EXPIRED = "expired"
    TASK_OVER = "task_over"
    NOT_THEIRS = "not_theirs"
    PERSON_LEFT = "person_left"


class SignInWay(StrEnum):
    """How somebody proved who they are when they came in."""

    PASSWORD = "password"  # noqa: S105  # a word, not a secret
    IDENTITY_PROVIDER = "identity_provider"
    INVITATION = "invitation"
    RESET = "reset"
    SET_UP = "set_up"
    DEMONSTRATION = "demonstration"


class SessionEnd(StrEnum):
    """Why a sign-in session is over."""

    SIGNED_OUT = "signed_out"
    REPLACED = "replaced"
    ENDED_ELSEWHERE = "ended_elsewhere"
    ENDED_BY_ADMINISTRATOR = "ended_by_administrator"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # a word, not a secret
    FACTOR_CHANGED = "factor_changed"
    ADDRESS_CHANGED = "address_changed"
    DEACTIVATED = "deactivated"
    TOO_MANY_TRIES = "too_many_tries"


class Origin(StrEnum):
    """From where something was done: a page, a command, a worker, or a link of one task."""

    WEB = "web"
    COMMAND = "command"
    WORKER = "worker"
    LINK = "link"
