"""Words of the two companies, their seats and the people in them."""

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
