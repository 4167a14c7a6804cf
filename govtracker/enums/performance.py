"""Words of success criteria, measurements, scorecards, contracts."""

from enum import StrEnum


class Pillar(StrEnum):
    """Pillars of shared success."""

    EXPERIENCE = "experience"
    COST = "cost"
    REVENUE = "revenue"
    SERVICE_DELIVERY = "service_delivery"
    COMPLIANCE = "compliance"
    RELATIONSHIP = "relationship"


class CriteriaStatus(StrEnum):
    """Where a version of the criteria stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SUPERSEDED = "superseded"


class Aggregation(StrEnum):
    """How the measurements of a period become its value."""

    RATIO = "ratio"
    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class CriterionKind(StrEnum):
    """Whether a criterion is measured (a KPI) or rated by both sides against written levels."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class Frequency(StrEnum):
    """How often a KPI's values are due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class EnteredBy(StrEnum):
    """Which side enters the values of a KPI."""

    CLIENT = "client"
    SUPPLIER = "supplier"
    EITHER = "either"


class Unit(StrEnum):
    """Units a KPI is measured in; each has a domain a value must lie in."""

    PERCENT = "percent"
    HOURS = "hours"
    MINUTES = "minutes"
    SECONDS = "seconds"
    DAYS = "days"
    MONEY = "money"
    COUNT = "count"
    POINTS = "points"


class Direction(StrEnum):
    """Which way a KPI is better; it follows from the order of its anchors."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"


class MeasurementState(StrEnum):
    """What is known of a KPI for a period."""

    MEASURED = "measured"
    PROVISIONAL = "provisional"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    DISPUTED = "disputed"


class SpanKind(StrEnum):
    """Lengths of time that values are put together over, or given for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Settlement(StrEnum):
    """Which value an agreement about a disputed one left standing."""

    RECORDED = "recorded"
    CLAIMED = "claimed"
    CORRECTED = "corrected"


class ScopeKind(StrEnum):
    """What a part of a relationship is, that has scorecards of its own."""

    SERVICE = "service"
    SITE = "site"
    SEGMENT = "segment"
    SEGMENT_SUPPORT = "segment_support"


class ComputedKpi(StrEnum):
    """KPIs the product computes from its own shared issues, actions and reviews."""

    RESOLVED_WITHIN_TARGET = "resolved_within_target"
    MEAN_TIME_TO_RESOLVE = "mean_time_to_resolve"
    ACKNOWLEDGED_IN_TIME = "acknowledged_in_time"
    ACTIONS_CLOSED_IN_TIME = "actions_closed_in_time"
    EFFECTIVENESS_VERIFIED = "effectiveness_verified"
    REVIEWS_HELD_IN_TIME = "reviews_held_in_time"
    RECURRING_SHARE = "recurring_share"


class Rag(StrEnum):
    """Red, amber, green, and grey for no usable data."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Standing(StrEnum):
    """Named bands of the overall score."""

    PREFERRED = "preferred"
    SATISFACTORY = "satisfactory"
    WATCH = "watch"
    IMPROVEMENT_PLAN = "improvement_plan"
    UNDER_REVIEW = "under_review"
    INSUFFICIENT_DATA = "insufficient_data"


class Zone(StrEnum):
    """Where experience, cost and revenue put a relationship."""

    UNDER_SERVE = "under_serve"
    BOTH_MISSED = "both_missed"
    SWEET_SPOT = "sweet_spot"
    EMERGING_SWEET_SPOT = "emerging_sweet_spot"
    TOO_COSTLY = "too_costly"
    OVER_DELIVER = "over_deliver"
    AHEAD = "ahead"


class TrendRule(StrEnum):
    """What tells a signal from noise in a series of values."""

    OUTSIDE_LIMITS = "outside_limits"
    TWO_OF_THREE = "two_of_three"
    RUN_OF_EIGHT = "run_of_eight"
    SIX_TRENDING = "six_trending"


class Bearing(StrEnum):
    """Which way a signal points; a change is one of which nobody has said what is better."""

    CONCERN = "concern"
    IMPROVEMENT = "improvement"
    CHANGE = "change"


class Assurance(StrEnum):
    """What a process will do about its target as long as nothing changes."""

    WILL_MEET = "will_meet"
    HIT_OR_MISS = "hit_or_miss"
    WILL_MISS = "will_miss"


class ScorecardStatus(StrEnum):
    """Where a scorecard stands between the two sides; an amended one has given way to a newer snapshot."""

    DRAFT = "draft"
    SHARED = "shared"
    AGREED = "agreed"
    DISPUTED = "disputed"
    UNANSWERED = "unanswered"
    AMENDED = "amended"


class PeriodKind(StrEnum):
    """How long the period of a scorecard is."""

    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal_year"


class ConsequenceKind(StrEnum):
    """What a standing brings about when both sides have agreed to it."""

    OPEN_PLAN = "open_plan"
    RAISE_TIER = "raise_tier"
    NOTIFY_SPONSORS = "notify_sponsors"


class PlanStatus(StrEnum):
    """Where an improvement plan stands; a closed one ended without having achieved its objective."""

    OPEN = "open"
    ACHIEVED = "achieved"
    CLOSED = "closed"


class PricingModel(StrEnum):
    """What a contract pays for."""

    PER_CONTACT = "per_contact"
    PER_MINUTE = "per_minute"
    PER_FTE = "per_fte"
    FIXED_FEE = "fixed_fee"
    GAIN_SHARE = "gain_share"
    OUTCOME_BASED = "outcome_based"
    HYBRID = "hybrid"


class ContractStatus(StrEnum):
    """Where a version of a contract stands; a draft waits for the word of one side or both, or is laid aside."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class EarnBack(StrEnum):
    """How a service credit is given back."""

    NONE = "none"
    NEXT_PERIODS = "next_periods"
    ANNUAL_AVERAGE = "annual_average"


class Incentive(StrEnum):
    """Which way money moves: a credit to the client, a bonus to the supplier."""

    CREDIT = "credit"
    BONUS = "bonus"


class IncentiveThreshold(StrEnum):
    """From where on a KPI moves money."""

    BELOW_MINIMUM = "below_minimum"
    BELOW_TARGET = "below_target"
    AT_TARGET = "at_target"
    ABOVE_STRETCH = "above_stretch"


class EntryKind(StrEnum):
    """What an entry of the incentive ledger is."""

    CREDIT = "credit"
    BONUS = "bonus"
    EARN_BACK = "earn_back"
    ADJUSTMENT = "adjustment"


class ContractFinding(StrEnum):
    """Where a contract does not support what both sides call success, or pulls against it."""

    UNSUPPORTED = "unsupported"
    HEAVIER = "heavier"
    LIGHTER = "lighter"
    BONUS_PULLS = "bonus_pulls"
    NO_CRITERION = "no_criterion"
    NO_STRETCH = "no_stretch"


class ObligationState(StrEnum):
    """Where one due day of a client's obligation stands."""

    UPCOMING = "upcoming"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    CONTESTED = "contested"
