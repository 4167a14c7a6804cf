"""Tables: a file per noun, no behaviour beyond a derived property."""

from govtracker.models.absence import Absence
from govtracker.models.account_release import AccountRelease
from govtracker.models.account_revenue import AccountRevenue
from govtracker.models.action import Action, DueDateMove
from govtracker.models.action_series import ActionSeries
from govtracker.models.attachment import Attachment, StoredFile
from govtracker.models.audit import AuditCheck, AuditEvent, AuditHead, AuditPersonal, Refusal
from govtracker.models.calendar import BusinessCalendar, CalendarDay
from govtracker.models.capability import Capability, CapabilityCheck
from govtracker.models.collection import Collection
from govtracker.models.comment import Comment, CommentRevision, Mention
from govtracker.models.contract import Contract, IncentivePool, IncentiveTerm
from govtracker.models.criteria import CriteriaSet, Criterion, Kpi, PillarWeight
from govtracker.models.customer_account import CustomerAccount
from govtracker.models.customer_segment import CustomerSegment, SegmentValue
from govtracker.models.decision import Decision
from govtracker.models.decision_right import DecisionRight, DecisionSeat
from govtracker.models.escalation import EscalationLevel, EscalationPath, Rung
from govtracker.models.evaluation_decision import EvaluationDecision
from govtracker.models.evaluation_file import EvaluationFile
from govtracker.models.evaluation_sheet import EvaluationRating, EvaluationSheet
from govtracker.models.exit_plan import ExitPlan, ExitReview, HandBack
from govtracker.models.feed import PersonalCalendar
from govtracker.models.forum import Forum, ForumMember, StandingTopic
from govtracker.models.handover import Handover, HandoverItem
from govtracker.models.identity_provider import Identity, IdentityDomain, IdentityProvider
from govtracker.models.imported_value import ImportedValue
from govtracker.models.improvement_plan import ImprovementPlan
from govtracker.models.incentive import IncentiveAdjustment, IncentiveEntry, IncentiveReckoning
from govtracker.models.installation import Counter, ImportBatch, ImportRow, Setting, Submission, Tally, Tick
from govtracker.models.invitation import Invitation
from govtracker.models.issue import Issue
from govtracker.models.issue_category import IssueCategory
from govtracker.models.issue_clock import ClockPause, IssueClock
from govtracker.models.issue_tie import IssueLink, IssueOrigin
from govtracker.models.joining import Joining
from govtracker.models.launch import Launch, LaunchItem
from govtracker.models.mail import MailSchedule, Notification, OutboxMail, Unsubscription
from govtracker.models.management_plan import ManagementPlan
from govtracker.models.measurement import Correction, Measurement
from govtracker.models.measurement_talk import Consent, ValueDispute
from govtracker.models.minutes import AgreedMinutes, Attendee, MinutesAnswer
from govtracker.models.obligation import ClientMiss, Obligation, ObligationOccurrence
from govtracker.models.opportunity import Opportunity
from govtracker.models.password_reset import PasswordReset
from govtracker.models.people import Organisation, Person, RoleHeld
from govtracker.models.personal_export import ExportFile, PersonalExport
from govtracker.models.preparation import FrozenAgenda, PreparationNote, PreparationTask
from govtracker.models.problem import Problem, ProblemIssue, RecurrenceDismissal
from govtracker.models.programme import Benefit, BenefitMonth, Programme, ProgrammeKpi
from govtracker.models.pulse import PulsePlan, PulseSet, PulseStatement
from govtracker.models.pulse_round import PulseAsked, PulseComment, PulsePairAnswer, PulseResult, PulseRound, PulseSheet
from govtracker.models.rating import Rating
from govtracker.models.rating_collection import RatingCollection
from govtracker.models.reading import Reading
from govtracker.models.relationship import FunctionalArea, Relationship, RelationshipArea
from govtracker.models.retention import LegalHold, RetentionRule
from govtracker.models.review import Review, Topic
from govtracker.models.review_pack import PackFile, ReviewPack
from govtracker.models.risk import Risk
from govtracker.models.root_cause import RootCause
from govtracker.models.saved_view import DefaultView, SavedView
from govtracker.models.scorecard import Scorecard, ScorecardConsequence
from govtracker.models.scorecard_scope import ScorecardScope
from govtracker.models.search import SearchDocument
from govtracker.models.seat import Seat, Tenure
from govtracker.models.second_factor import RecoveryCode, SecondFactor
from govtracker.models.segment_needs import SegmentNeeds
from govtracker.models.service_plan import ServicePlan
from govtracker.models.sign_in_session import SignInSession
from govtracker.models.snooze import Snooze
from govtracker.models.sourcing_evaluation import (
    EvaluationCandidate,
    EvaluationCriterion,
    EvaluationTurn,
    SourcingEvaluation,
)
from govtracker.models.spend_shift import SpendShift, SpendShiftPart
from govtracker.models.standing_band import Consequence, StandingBand
from govtracker.models.structure_check import StructureCheck
from govtracker.models.subject import Subject
from govtracker.models.supervision import Supervision
from govtracker.models.supplier_profile import SupplierProfile
from govtracker.models.support_type import SourcingPortfolio, SupportType
from govtracker.models.task_link import TaskLink
from govtracker.models.throttle import Throttle
from govtracker.models.trend import TrendBaseline, TrendSignal
from govtracker.models.value_statement import ValueStatement
from govtracker.models.watch import Watch
from govtracker.models.watch_metric import CollateralAlert, WatchMetric, WatchMonth

__all__ = [
    "Absence",
    "AccountRelease",
    "AccountRevenue",
    "Action",
    "ActionSeries",
    "AgreedMinutes",
    "Attachment",
    "Attendee",
    "AuditCheck",
    "AuditEvent",
    "AuditHead",
    "AuditPersonal",
    "Benefit",
    "BenefitMonth",
    "BusinessCalendar",
    "CalendarDay",
    "Capability",
    "CapabilityCheck",
    "ClientMiss",
    "ClockPause",
    "CollateralAlert",
    "Collection",
    "Comment",
    "CommentRevision",
    "Consent",
    "Consequence",
    "Contract",
    "Correction",
    "Counter",
    "CriteriaSet",
    "Criterion",
    "CustomerAccount",
    "CustomerSegment",
    "Decision",
    "DecisionRight",
    "DecisionSeat",
    "DefaultView",
    "DueDateMove",
    "EscalationLevel",
    "EscalationPath",
    "EvaluationCandidate",
    "EvaluationCriterion",
    "EvaluationDecision",
    "EvaluationFile",
    "EvaluationRating",
    "EvaluationSheet",
    "EvaluationTurn",
    "ExitPlan",
    "ExitReview",
    "ExportFile",
    "Forum",
    "ForumMember",
    "FrozenAgenda",
    "FunctionalArea",
    "HandBack",
    "Handover",
    "HandoverItem",
    "Identity",
    "IdentityDomain",
    "IdentityProvider",
    "ImportBatch",
    "ImportRow",
    "ImportedValue",
    "ImprovementPlan",
    "IncentiveAdjustment",
    "IncentiveEntry",
    "IncentivePool",
    "IncentiveReckoning",
    "IncentiveTerm",
    "Invitation",
    "Issue",
    "IssueCategory",
    "IssueClock",
    "IssueLink",
    "IssueOrigin",
    "Joining",
    "Kpi",
    "Launch",
    "LaunchItem",
    "LegalHold",
    "MailSchedule",
    "ManagementPlan",
    "Measurement",
    "Mention",
    "MinutesAnswer",
    "Notification",
    "Obligation",
    "ObligationOccurrence",
    "Opportunity",
    "Organisation",
    "OutboxMail",
    "PackFile",
    "PasswordReset",
    "Person",
    "PersonalCalendar",
    "PersonalExport",
    "PillarWeight",
    "PreparationNote",
    "PreparationTask",
    "Problem",
    "ProblemIssue",
    "Programme",
    "ProgrammeKpi",
    "PulseAsked",
    "PulseComment",
    "PulsePairAnswer",
    "PulsePlan",
    "PulseResult",
    "PulseRound",
    "PulseSet",
    "PulseSheet",
    "PulseStatement",
    "Rating",
    "RatingCollection",
    "Reading",
    "RecoveryCode",
    "RecurrenceDismissal",
    "Refusal",
    "Relationship",
    "RelationshipArea",
    "RetentionRule",
    "Review",
    "ReviewPack",
    "Risk",
    "RoleHeld",
    "RootCause",
    "Rung",
    "SavedView",
    "Scorecard",
    "ScorecardConsequence",
    "ScorecardScope",
    "SearchDocument",
    "Seat",
    "SecondFactor",
    "SegmentNeeds",
    "SegmentValue",
    "ServicePlan",
    "Setting",
    "SignInSession",
    "Snooze",
    "SourcingEvaluation",
    "SourcingPortfolio",
    "SpendShift",
    "SpendShiftPart",
    "StandingBand",
    "StandingTopic",
    "StoredFile",
    "StructureCheck",
    "Subject",
    "Submission",
    "Supervision",
    "SupplierProfile",
    "SupportType",
    "Tally",
    "TaskLink",
    "Tenure",
    "Throttle",
    "Tick",
    "Topic",
    "TrendBaseline",
    "TrendSignal",
    "Unsubscription",
    "ValueDispute",
    "ValueStatement",
    "Watch",
    "WatchMetric",
    "WatchMonth",
]
