"""Who may do what: permissions, predicates and the policy table, over plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from govtracker.enums import Audience, PortfolioRole, SeatRole, Side


class Permission(StrEnum):
    """What a person may want to do to a subject."""

    VIEW = "view"
    LOG_ISSUE = "log_issue"
    EDIT_ISSUE = "edit_issue"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    ATTACH_FILE = "attach_file"
    REMOVE_FILE = "remove_file"
    ACKNOWLEDGE = "acknowledge"
    ESCALATE = "escalate"
    STEP_DOWN = "step_down"
    HAND_OVER = "hand_over"
    PAUSE = "pause"
    CHECK_EFFECTIVENESS = "check_effectiveness"
    PUBLISH_ISSUE = "publish_issue"
    OPEN_PROBLEM = "open_problem"
    EDIT_PROBLEM = "edit_problem"
    IMPORT_RECORDS = "import_records"
    GIVE_LINK = "give_link"
    ADD_ACTION = "add_action"
    EDIT_ACTION = "edit_action"
    VERIFY_ACTION = "verify_action"
    REOPEN_ACTION = "reopen_action"
    RECORD_DECISION = "record_decision"
    EDIT_DECISION = "edit_decision"
    RULE_ON_DECISION = "rule_on_decision"
    RECORD_RISK = "record_risk"
    EDIT_RISK = "edit_risk"
    FILL_SEAT = "fill_seat"
    EDIT_STRUCTURE = "edit_structure"
    AGREE_PATH = "agree_path"
    EDIT_CRITERIA = "edit_criteria"
    AGREE_CRITERIA = "agree_criteria"
    ENTER_MEASUREMENT = "enter_measurement"
    RATE_CRITERION = "rate_criterion"
    SHARE_SCORECARD = "share_scorecard"
    AGREE_SCORECARD = "agree_scorecard"
    EDIT_CONTRACT = "edit_contract"
    AGREE_CONTRACT = "agree_contract"
    ANSWER_ACROSS = "answer_across"
    EDIT_OBLIGATION = "edit_obligation"
    MEET_OBLIGATION = "meet_obligation"
    JUDGE_OBLIGATION = "judge_obligation"
    CLAIM_MISS = "claim_miss"
    EDIT_PLAN = "edit_plan"
    EDIT_PULSE = "edit_pulse"
    ANSWER_PULSE = "answer_pulse"
    EDIT_VALUE = "edit_value"
    COMMIT_VALUE = "commit_value"
    KEEP_VALUE = "keep_value"
    EDIT_FORUM = "edit_forum"
    ADD_TOPIC = "add_topic"
    EDIT_TOPIC = "edit_topic"
    TICK_TASK = "tick_task"
    REMOVE_NOTE = "remove_note"
    HOLD_RECORDS = "hold_records"
    READ_REFUSED = "read_refused"
    SHARE_VIEW = "share_view"
    EDIT_VIEW = "edit_view"
    WRITE_MINUTES = "write_minutes"
    AGREE_MINUTES = "agree_minutes"
    CREATE_RELATIONSHIP = "create_relationship"
    READ_SOURCING = "read_sourcing"
    EDIT_SOURCING = "edit_sourcing"
    SUPERVISE = "supervise"
    READ_SUPERVISION = "read_supervision"
    RAISE_OPPORTUNITY = "raise_opportunity"
    SEE_PORTFOLIO = "see_portfolio"
    READ_TRAIL = "read_trail"
    ADMINISTER = "administer"
    ADMINISTER_ORGANISATION = "administer_organisation"
    ADD_PERSON = "add_person"
    END_ACCESS = "end_access"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """One seat a person holds today.

    `acting_for` is the SPOC seat a deputy acts for while nobody holds it or its holder is away; `key` is the
    relationship's.
    """

    seat_id: int
    relationship_id: int
    side: Side
    role: SeatRole
    area_id: int | None = None
    acting_for: int | None = None
    key: str = ""

    @property
    def acts_as_spoc(self) -> bool:
        """Is the SPOC of the side, or acts for one."""
        return self.role is SeatRole.SPOC or self.acting_for is not None


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person as the guards see them: frozen values, never a database object.

    `segments` and `accounts` are the customers of their company whose operations supervisor they are today.
    """

    person_id: int
    organisation_id: int
    name: str
    email: str = ""
    zone: str = "UTC"
    theme: str = "auto"
    shortcuts: bool = True
    is_administrator: bool = False
    must_change_password: bool = False
    roles: frozenset[PortfolioRole] = frozenset()
    seats: tuple[SeatHeld, ...] = ()
    segments: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()

    @property
    def initials(self) -> str:
        """Up to two letters that stand for the person."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def seats_in(self, relationship_id: int) -> tuple[SeatHeld, ...]:
        """The seats held in one relationship."""
        return tuple(seat for seat in self.seats if seat.relationship_id == relationship_id)

    @property
    def acting_in(self) -> list[str]:
        """The keys of the relationships in which the person is acting SPOC."""
        return sorted({seat.key for seat in self.seats if seat.acting_for is not None})

    def side_in(self, place: "Place") -> Side | None:
        """The side the person stands on there: by seat, else by a portfolio role in exactly one of its companies."""
        for seat in self.seats_in(place.relationship_id):
            return seat.side
        if self.roles & READING_ROLES:
            if self.organisation_id == place.client_id:
                return Side.CLIENT
            if self.organisation_id == place.supplier_id:
                return Side.SUPPLIER
        return None


@dataclass(frozen=True, slots=True)
class LinkHolder(Viewer):
    """Somebody who came by a link for one task, `via` its giver, and has not signed in: no guard lets them pass.

    Services know by it who acts; its seats are those of the task's relationship and side alone.
    """

    via: str = ""
    via_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject belongs: its relationship, the two companies, and who it exists for."""

    relationship_id: int
    client_id: int
    supplier_id: int
    audience: Audience = Audience.SHARED


@dataclass(frozen=True, slots=True)
class Stance:
    """What the guards ask of a subject beyond its place. Unset facts grant nothing."""

    place: Place
    side: Side | None = None  # the side a seat or entry belongs to
    area_id: int | None = None
    owner_id: int | None = None
    owner_side: Side | None = None
    raised_by_id: int | None = None
    raised_side: Side | None = None
    waited_on: Side | None = None  # the side that has to move
    answering_seats: frozenset[int] = frozenset()  # the seats that may acknowledge or chair
    segment_id: int | None = None  # of the client's customers it is of
    account_id: int | None = None


READING_ROLES = frozenset({PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.EXECUTIVE, PortfolioRole.AUDITOR})
WRITING_SEATS = frozenset(SeatRole) - {SeatRole.OBSERVER}

Predicate = Callable[[Viewer, Stance], bool]


def sees(viewer: Viewer, stance: Stance) -> bool:
    """The viewer stands on a side of the relationship, and the subject exists for that side."""
    side = viewer.side_in(stance.place)
    return side is not None and stance.place.audience in (Audience.SHARED, Audience(side.value))


def supervises_in(viewer: Viewer, stance: Stance) -> bool:
    """Supervises customers of the subject's client, for which the subject exists."""
    place = stance.place
    if viewer.organisation_id != place.client_id or viewer.side_in(place) is Side.SUPPLIER:
        return False
    return place.audience in (Audience.SHARED, Audience.CLIENT) and reads_supervision(viewer)


def supervises(viewer: Viewer, stance: Stance) -> bool:
    """Is the operations supervisor of the client's customer the subject is of, or reads everything of that client.

    It is of no avail to whoever stands on the other side there, nor for what that side keeps to itself.
    """
    if not supervises_in(viewer, stance):
        return False
    if viewer.roles & READING_ROLES:
        return stance.segment_id is not None or stance.account_id is not None
    return stance.segment_id in viewer.segments or stance.account_id in viewer.accounts


def seated(viewer: Viewer, stance: Stance) -> bool:
    """Holds a seat there that may write."""
    return any(seat.role in WRITING_SEATS for seat in viewer.seats_in(stance.place.relationship_id))


def spoc(viewer: Viewer, stance: Stance) -> bool:
    """Is a SPOC there, or the deputy acting for one."""
    return any(seat.acts_as_spoc for seat in viewer.seats_in(stance.place.relationship_id))


def lead_of_area(viewer: Viewer, stance: Stance) -> bool:
    """Leads the functional area the subject belongs to."""
    return stance.area_id is not None and any(
        seat.role is SeatRole.FUNCTIONAL_LEAD and seat.area_id == stance.area_id
        for seat in viewer.seats_in(stance.place.relationship_id)
    )


def any_lead(viewer: Viewer, stance: Stance) -> bool:
    """Leads some functional area there."""
    return any(seat.role is SeatRole.FUNCTIONAL_LEAD for seat in viewer.seats_in(stance.place.relationship_id))


def owner(viewer: Viewer, stance: Stance) -> bool:
    """Owns the subject."""
    return stance.owner_id == viewer.person_id and seated(viewer, stance)


def raiser(viewer: Viewer, stance: Stance) -> bool:
    """Raised the subject."""
    return stance.raised_by_id == viewer.person_id and seated(viewer, stance)


def answers(viewer: Viewer, stance: Stance) -> bool:
    """Holds one of the seats that have to answer, or acts for its SPOC."""
    return any(
        {seat.seat_id, seat.acting_for} & stance.answering_seats
        for seat in viewer.seats_in(stance.place.relationship_id)
    )


def own_side(viewer: Viewer, stance: Stance) -> bool:
    """Stands on the side the subject belongs to."""
    return stance.side is not None and viewer.side_in(stance.place) is stance.side


def waited_on(viewer: Viewer, stance: Stance) -> bool:
    """Stands on the side that has to move."""
    return stance.waited_on is not None and viewer.side_in(stance.place) is stance.waited_on


def waits(viewer: Viewer, stance: Stance) -> bool:
    """Stands on the side that waits for the other to move; what is internal to a side waits for itself."""
    side = viewer.side_in(stance.place)
    if side is None or stance.waited_on is None:
        return False
    return stance.place.audience is not Audience.SHARED or side is not stance.waited_on


def across(viewer: Viewer, stance: Stance) -> bool:
    """Stands across from the side that owns the subject."""
    side = viewer.side_in(stance.place)
    return side is not None and stance.owner_side is not None and side is not stance.owner_side


def not_across(viewer: Viewer, stance: Stance) -> bool:
    """Does not stand across from the side that owns the subject: what no side owns is everybody's."""
    return not across(viewer, stance)


def across_from_raiser(viewer: Viewer, stance: Stance) -> bool:
    """Stands across from the side that did the work: the side that raised the subject judges it."""
    side = viewer.side_in(stance.place)
    if stance.place.audience is not Audience.SHARED:
        return side is not None
    return side is not None and side is stance.raised_side


def kept_to_one_side(viewer: Viewer, stance: Stance) -> bool:
    """The subject exists for one company alone."""
    return stance.place.audience is not Audience.SHARED


def governance_office(viewer: Viewer, stance: Stance) -> bool:
    """Belongs to the governance office of one of the two companies."""
    return PortfolioRole.GOVERNANCE_OFFICE in viewer.roles and viewer.side_in(stance.place) is not None


def auditor(viewer: Viewer, stance: Stance) -> bool:
    """Audits one of the two companies."""
    return PortfolioRole.AUDITOR in viewer.roles and viewer.side_in(stance.place) is not None


def both(*predicates: Predicate) -> Predicate:
    """All of these hold."""
    return lambda viewer, stance: all(predicate(viewer, stance) for predicate in predicates)


def either(*predicates: Predicate) -> Predicate:
    """One of these holds."""
    return lambda viewer, stance: any(predicate(viewer, stance) for predicate in predicates)


def adds_people(viewer: Viewer) -> bool:
    """Brings people of the own company in: its governance office, its administrator, or a SPOC of it."""
    return ends_access(viewer) or any(seat.acts_as_spoc for seat in viewer.seats)


def reads_supervision(viewer: Viewer) -> bool:
    """Supervises a customer of the own company, or reads everything of it."""
    return bool(viewer.segments or viewer.accounts or viewer.roles & READING_ROLES)


def raises_opportunities(viewer: Viewer) -> bool:
    """Meets customers' matters: supervises one, reads everything of the company, or sits on a client's side."""
    return reads_supervision(viewer) or sits_with_a_client(viewer)


def sits_with_a_client(viewer: Viewer) -> bool:
    """Holds a seat on a client's side that may write."""
    return any(seat.side is Side.CLIENT and seat.role in WRITING_SEATS for seat in viewer.seats)


def ends_access(viewer: Viewer) -> bool:
    """Ends the access of people of the own company: its governance office or its administrator."""
    return bool(viewer.roles & {PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.ORGANISATION_ADMINISTRATOR})


def bears_most(viewer: Viewer) -> bool:
    """Administers something, or is a SPOC or acts for one: whose account would open most to a stranger."""
    administers = viewer.is_administrator or PortfolioRole.ORGANISATION_ADMINISTRATOR in viewer.roles
    return administers or any(seat.acts_as_spoc for seat in viewer.seats)


def allowed(viewer: Viewer | None, permission: Permission, subject: Any = None) -> bool:
    """Whether `viewer` may do `permission` to `subject`.

    `subject` is a Stance, or anything with a `stance` (a Stance); None for what concerns no relationship.
    Whoever does not see a subject may do nothing to it; supervising reads it where the rest of its relationship is
    not seen, and gives no other right.
    """
    if viewer is None or isinstance(viewer, LinkHolder):
        return False
    if permission in WITHOUT_SUBJECT:
        return WITHOUT_SUBJECT[permission](viewer)
    stance = subject if isinstance(subject, Stance) else subject.stance
    if permission in BESIDE_SEATS:
        return BESIDE_SEATS[permission](viewer, stance)
    return sees(viewer, stance) and POLICY[permission](viewer, stance)


WITHOUT_SUBJECT: dict[Permission, Callable[[Viewer], bool]] = {
    Permission.OWN: lambda viewer: True,
    Permission.SEE_PORTFOLIO: lambda viewer: True,
    Permission.READ_TRAIL: lambda viewer: viewer.is_administrator or PortfolioRole.AUDITOR in viewer.roles,
    Permission.ADMINISTER: lambda viewer: viewer.is_administrator,
    Permission.ADMINISTER_ORGANISATION: lambda viewer: PortfolioRole.ORGANISATION_ADMINISTRATOR in viewer.roles,
    Permission.ADD_PERSON: adds_people,
    Permission.END_ACCESS: ends_access,
    Permission.CREATE_RELATIONSHIP: lambda viewer: PortfolioRole.GOVERNANCE_OFFICE in viewer.roles,
    Permission.READ_SOURCING: lambda viewer: bool(viewer.roles & READING_ROLES),
    Permission.READ_SUPERVISION: reads_supervision,
    Permission.RAISE_OPPORTUNITY: raises_opportunities,
    Permission.EDIT_SOURCING: lambda viewer: PortfolioRole.GOVERNANCE_OFFICE in viewer.roles,
}

# what is asked of a subject whose relationship need not be seen
BESIDE_SEATS: dict[Permission, Predicate] = {Permission.SUPERVISE: supervises}

POLICY: dict[Permission, Predicate] = {
    Permission.VIEW: sees,
    Permission.LOG_ISSUE: seated,
    Permission.EDIT_ISSUE: either(spoc, lead_of_area, owner, raiser),
    Permission.COMMENT: seated,
    Permission.EDIT_COMMENT: raiser,
    Permission.ATTACH_FILE: seated,
    Permission.REMOVE_FILE: raiser,
    Permission.ACKNOWLEDGE: answers,
    Permission.ESCALATE: spoc,
    Permission.STEP_DOWN: spoc,
    Permission.HAND_OVER: either(spoc, both(waited_on, either(lead_of_area, owner, raiser))),
    Permission.PAUSE: both(waits, spoc),
    Permission.CHECK_EFFECTIVENESS: both(seated, across_from_raiser, either(spoc, lead_of_area, raiser)),
    Permission.PUBLISH_ISSUE: both(kept_to_one_side, either(spoc, lead_of_area)),
    Permission.OPEN_PROBLEM: either(spoc, any_lead),
    Permission.EDIT_PROBLEM: either(spoc, lead_of_area, owner, raiser),
    Permission.IMPORT_RECORDS: spoc,
    Permission.GIVE_LINK: both(not_across, either(spoc, governance_office)),
    Permission.ADD_ACTION: either(spoc, any_lead, owner),
    Permission.EDIT_ACTION: either(spoc, lead_of_area, owner),
    Permission.REOPEN_ACTION: either(spoc, any_lead),
    Permission.VERIFY_ACTION: both(across, either(spoc, any_lead)),
    Permission.RECORD_DECISION: either(spoc, any_lead, answers),
    Permission.EDIT_DECISION: either(raiser, both(own_side, either(spoc, lead_of_area))),
    Permission.RULE_ON_DECISION: answers,
    Permission.RECORD_RISK: either(spoc, any_lead, answers),
    Permission.EDIT_RISK: either(spoc, lead_of_area, owner, raiser),
    Permission.FILL_SEAT: both(own_side, either(spoc, governance_office)),
    Permission.EDIT_STRUCTURE: either(spoc, governance_office),
    Permission.AGREE_PATH: spoc,
    Permission.EDIT_CRITERIA: spoc,
    Permission.AGREE_CRITERIA: spoc,
    Permission.ENTER_MEASUREMENT: either(spoc, any_lead),
    Permission.RATE_CRITERION: either(spoc, answers),
    Permission.SHARE_SCORECARD: spoc,
    Permission.AGREE_SCORECARD: spoc,
    Permission.EDIT_CONTRACT: either(spoc, governance_office),
    Permission.AGREE_CONTRACT: spoc,
    Permission.ANSWER_ACROSS: both(own_side, spoc),
    Permission.EDIT_OBLIGATION: spoc,
    Permission.MEET_OBLIGATION: both(own_side, either(spoc, any_lead, answers)),
    Permission.JUDGE_OBLIGATION: both(across, either(spoc, any_lead)),
    Permission.CLAIM_MISS: either(spoc, any_lead),
    Permission.EDIT_PLAN: spoc,
    Permission.EDIT_PULSE: spoc,
    Permission.ANSWER_PULSE: seated,
    Permission.EDIT_VALUE: either(spoc, any_lead),
    Permission.COMMIT_VALUE: spoc,
    Permission.KEEP_VALUE: either(spoc, any_lead, answers),
    Permission.EDIT_FORUM: spoc,
    Permission.ADD_TOPIC: seated,
    Permission.EDIT_TOPIC: either(spoc, answers, raiser),
    Permission.TICK_TASK: either(owner, both(own_side, spoc)),
    Permission.REMOVE_NOTE: raiser,
    Permission.HOLD_RECORDS: either(spoc, governance_office),
    Permission.READ_REFUSED: either(spoc, auditor),
    Permission.SHARE_VIEW: seated,
    Permission.EDIT_VIEW: either(spoc, owner),
    Permission.WRITE_MINUTES: either(spoc, answers),
    Permission.AGREE_MINUTES: either(spoc, answers),
}
