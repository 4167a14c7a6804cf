"""Words of value, readiness, pulse, opportunities."""

from enum import StrEnum


class BenefitKind(StrEnum):
    """Whether a benefit was promised, came without anybody planning it, or is a downside that offsets gains."""

    COMMITTED = "committed"
    UNPLANNED = "unplanned"
    DIS_BENEFIT = "dis_benefit"


class BenefitState(StrEnum):
    """Where a committed benefit stands between the two sides."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ENDED = "ended"


class Progress(StrEnum):
    """How a realised benefit stands against what was committed for the same month."""

    NOTHING_YET = "nothing_yet"
    WORSE_THAN_BEFORE = "worse_than_before"
    BEHIND = "behind"
    ON_TRACK = "on_track"
    REACHED = "reached"


class AlertAnswer(StrEnum):
    """What was made of a collateral-damage alert."""

    ACCEPTED = "accepted"
    ISSUE = "issue"
    ACTION = "action"
    CORRECTED = "corrected"


class CapabilityState(StrEnum):
    """Whether something works that has to work before a commitment to a customer is made."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    WORKS = "works"


class ReadinessKind(StrEnum):
    """What a new product or service needs before it goes to market; `own` is what a relationship added itself."""

    SELF_SERVICE = "self_service"
    SUPPORT_TRAINING = "support_training"
    KNOWLEDGE = "knowledge"
    ESCALATION_PATH = "escalation_path"
    KPIS = "kpis"
    OWN = "own"


class ReadinessState(StrEnum):
    """Where an item of a launch checklist stands."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class LaunchDecision(StrEnum):
    """What was decided of a launch."""

    GO = "go"
    NO_GO = "no_go"


class HandBackKind(StrEnum):
    """What a side hands back when a relationship ends."""

    KNOWLEDGE = "knowledge"
    DATA = "data"
    ACCESS = "access"
    EQUIPMENT = "equipment"


class HandBackState(StrEnum):
    """Whether something could be handed back today."""

    OPEN = "open"
    READY = "ready"
    HANDED_BACK = "handed_back"


class PulseTheme(StrEnum):
    """What a statement of the relationship pulse is about; the same theme in two versions is the same statement."""

    TRUST = "trust"
    OPENNESS = "openness"
    FORESIGHT = "foresight"
    ROLES = "roles"
    RESPONSIVENESS = "responsiveness"
    DECISIONS = "decisions"
    FAIRNESS = "fairness"
    ADAPTATION = "adaptation"
    OWN_ADAPTATION = "own_adaptation"
    UNDERSTANDING = "understanding"
    APPRECIATION = "appreciation"
    IMPROVEMENT = "improvement"
    ESCALATION = "escalation"
    VALUE = "value"


class PulseSetStatus(StrEnum):
    """Where a version of the statements stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Perception(StrEnum):
    """How the two sides see one statement together."""

    HEALTHY = "healthy"
    AGREED_PROBLEM = "agreed_problem"
    BLIND_SPOT_CLIENT = "blind_spot_client"
    BLIND_SPOT_SUPPLIER = "blind_spot_supplier"


class ConcernKind(StrEnum):
    """What around a relationship asks for its managers, the most pressing first."""

    COLLATERAL = "collateral"
    BENEFIT = "benefit"
    LAUNCH = "launch"
    EXIT = "exit"
    PLAN = "plan"
    PULSE = "pulse"


class OpportunityKind(StrEnum):
    """What could be done for a customer beyond what they have."""

    ADD_ON = "add_on"
    UPGRADE = "upgrade"
    IMPROVEMENT = "improvement"


class OpportunityStatus(StrEnum):
    """What has become of an opportunity."""

    PASSED_ON = "passed_on"  # to the account's owner
    TAKEN_UP = "taken_up"
    WON = "won"
    NOT_PURSUED = "not_pursued"
