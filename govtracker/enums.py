"""Closed vocabularies: the words of the business that code may branch on."""

from enum import StrEnum


class Side(StrEnum):
    """The two companies of a relationship."""

    CLIENT = "client"
    SUPPLIER = "supplier"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.SUPPLIER if self is Side.CLIENT else Side.CLIENT


class Audience(StrEnum):
    """Who a record exists for: both companies, or one of them alone."""

    SHARED = "shared"
    CLIENT = "client"
    SUPPLIER = "supplier"


class SeatRole(StrEnum):
    """What a seat of a relationship is for."""

    SPONSOR = "sponsor"
    SPOC = "spoc"
    DEPUTY_SPOC = "deputy_spoc"
    FUNCTIONAL_LEAD = "functional_lead"
    OPERATIONS_SUPERVISOR = "operations_supervisor"
    MEMBER = "member"
    OBSERVER = "observer"


class PortfolioRole(StrEnum):
    """Roles held in an organisation, across its relationships."""

    GOVERNANCE_OFFICE = "governance_office"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    ORGANISATION_ADMINISTRATOR = "organisation_administrator"


class Tier(StrEnum):
    """Tiers of governance."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Stage(StrEnum):
    """Stages of a relationship (ISO 44001)."""

    AWARENESS = "awareness"
    KNOWLEDGE = "knowledge"
    INTERNAL_ASSESSMENT = "internal_assessment"
    PARTNER_SELECTION = "partner_selection"
    WORKING_TOGETHER = "working_together"
    VALUE_CREATION = "value_creation"
    STAYING_TOGETHER = "staying_together"
    EXIT = "exit"


class SupplierCategory(StrEnum):
    """How much governance a supplier asks for."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"
    COMMODITY = "commodity"


class Pace(StrEnum):
    """How often a forum meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class PairFinding(StrEnum):
    """What is found of a function pair."""

    HEALTHY = "healthy"
    VACANT = "vacant"
    DOUBLED = "doubled"
    DORMANT = "dormant"


class StructureFinding(StrEnum):
    """What is found of a structure beyond its pairs."""

    COLLAPSED = "collapsed"
    KEY_PERSON = "key_person"


class ContactMaker(StrEnum):
    """Who made a contact: the lead of the area it was about, a SPOC in their place, or somebody else."""

    COUNTERPART = "counterpart"
    SPOC = "spoc"
    OTHER = "other"


class ContactKind(StrEnum):
    """What one side wrote or did where the other sees it."""

    ISSUE = "issue"
    ACTION = "action"
    COMMENT = "comment"
    ACKNOWLEDGEMENT = "acknowledgement"


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


class Holding(StrEnum):
    """What a person may hold and hand over."""

    SEAT = "seat"
    ISSUE = "issue"
    PROBLEM = "problem"
    ACTION = "action"
    ACTION_SERIES = "action_series"
    RISK = "risk"
    DECISION = "decision"
    ROLE = "role"
    EVALUATION_SHEET = "evaluation_sheet"
    ACCOUNT = "account"  # a customer of the company


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


class PathState(StrEnum):
    """Where a version of an escalation path stands between the two sides."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    LAID_ASIDE = "laid_aside"


class Running(StrEnum):
    """What becomes of running escalations when their path or calendar changes."""

    KEEP = "keep"
    APPLY = "apply"


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


class EvaluationStatus(StrEnum):
    """Where a sourcing evaluation stands; in a closed one the ratings lie open and nobody has chosen yet."""

    DRAFT = "draft"
    RATING = "rating"
    CLOSED = "closed"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class CriterionGroup(StrEnum):
    """What a criterion of an evaluation is about; alignment of values, culture and strategic emphasis comes first."""

    ALIGNMENT = "alignment"
    CAPABILITY = "capability"
    PRICE = "price"
    LOCATION = "location"


class EvaluationTurnKind(StrEnum):
    """A turn an evaluation may take."""

    RATING_BEGAN = "rating_began"
    RATINGS_OPENED = "ratings_opened"
    RATINGS_REOPENED = "ratings_reopened"
    STARTED_OVER = "started_over"
    KNOCK_OUT_CHANGED = "knock_out_changed"
    DECIDED = "decided"
    CANCELLED = "cancelled"
    LED_TO_RELATIONSHIP = "led_to_relationship"


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


class Geography(StrEnum):
    """Kinds of supplier and where they work, from the lowest cost to the closest (a ladder)."""

    SELF_SERVICE = "self_service"
    OFF_SHORE = "off_shore"
    NEAR_SHORE = "near_shore"
    ON_SHORE = "on_shore"
    IN_HOUSE = "in_house"


class FitLevel(StrEnum):
    """How much skill, cultural fit or language a kind of support needs, from the least."""

    NOT_NEEDED = "not_needed"
    BASIC = "basic"
    GOOD = "good"
    EXCELLENT = "excellent"


class FloorMeasure(StrEnum):
    """By what the least acceptable experience is measured, each from 0 to 100."""

    EXPERIENCE_SCORE = "experience_score"
    CSAT = "csat"
    FIRST_CONTACT_RESOLUTION = "first_contact_resolution"


class ShiftStatus(StrEnum):
    """What became of a proposal to spend otherwise."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DROPPED = "dropped"


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


class Origin(StrEnum):
    """From where something was done: a page, a command, a worker, or a link of one task."""

    WEB = "web"
    COMMAND = "command"
    WORKER = "worker"
    LINK = "link"


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


class SegmentBasis(StrEnum):
    """What puts a customer into a segment; the first four are traits anybody can see."""

    SIZE = "size"
    INDUSTRY = "industry"
    REGION = "region"
    PRODUCT = "product"
    VALUE = "value"
    BEHAVIOUR = "behaviour"
    NEEDS = "needs"


class ValueInput(StrEnum):
    """What the value of a customer segment is made of."""

    PROFITABILITY = "profitability"
    LIFETIME_VALUE = "lifetime_value"
    RECOMMENDER_INFLUENCE = "recommender_influence"


class Department(StrEnum):
    """A function of the client company that knows something of its customers."""

    MARKETING = "marketing"
    SALES = "sales"
    OPERATIONS = "operations"
    FINANCE = "finance"


class ValueLevel(StrEnum):
    """What a customer segment is worth."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class TouchLevel(StrEnum):
    """How much of people's time a segment needs or is given, least first."""

    SELF_SERVICE = "self_service"
    LOW_TOUCH = "low_touch"
    MEDIUM_TOUCH = "medium_touch"
    HIGH_TOUCH = "high_touch"


class ServiceChannel(StrEnum):
    """The way customers come to be helped."""

    SELF_SERVICE = "self_service"
    CHAT = "chat"
    EMAIL = "email"
    PHONE = "phone"
    NAMED_CONTACT = "named_contact"


class ExpectedOutcome(StrEnum):
    """What customers of a segment want to have when a contact is over."""

    QUICK_ANSWER = "quick_answer"
    DONE_BY_THEMSELVES = "done_by_themselves"
    LASTING_SOLUTION = "lasting_solution"
    ADVICE = "advice"
    NO_DISRUPTION = "no_disruption"


class ServicePriority(StrEnum):
    """What customers of a segment put first."""

    SPEED = "speed"
    RIGHT_FIRST_TIME = "right_first_time"
    EXPERTISE = "expertise"
    SAME_PEOPLE = "same_people"
    LOW_EFFORT = "low_effort"
    PRICE = "price"


class ServiceHours(StrEnum):
    """When customers are helped, shortest first."""

    OFFICE_HOURS = "office_hours"
    EXTENDED_HOURS = "extended_hours"
    AROUND_THE_CLOCK = "around_the_clock"


class Staffing(StrEnum):
    """Who serves a segment: people who serve others too, or a team of its own."""

    POOL = "pool"
    DEDICATED_TEAM = "dedicated_team"


class SegmentFinding(StrEnum):
    """How a customer segment is served otherwise than it should be."""

    OVER_SERVED = "over_served"
    UNDER_SERVED = "under_served"
    VISIBLE_TRAITS_ONLY = "visible_traits_only"
