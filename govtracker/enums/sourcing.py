"""Words of segments, support types, profiles, evaluations."""

from enum import StrEnum


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
    CANDIDATE_WITHDRAWN = "candidate_withdrawn"
    CRITERION_WITHDRAWN = "criterion_withdrawn"
    CANDIDATE_TAKEN_UP = "candidate_taken_up_again"
    CRITERION_TAKEN_UP = "criterion_taken_up_again"
    DECIDED = "decided"
    CANCELLED = "cancelled"
    LED_TO_RELATIONSHIP = "led_to_relationship"


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
