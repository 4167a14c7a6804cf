"""Who may do what: every permission × every role, over one shared subject and over one a side keeps to itself.

The subject: raised by a member of the client, in the area "care", owned by a member of the supplier; the supplier has
to move, by its seat that answers; the seat or entry it belongs to is the client's.
"""

from dataclasses import replace
from typing import Any

import pytest

from govtracker.access import (
    BESIDE_SEATS,
    POLICY,
    WITHOUT_SUBJECT,
    Permission,
    Place,
    SeatHeld,
    Stance,
    Viewer,
    allowed,
    bears_most,
)
from govtracker.enums import Audience, PortfolioRole, SeatRole, Side

NORTHGATE, MERIDIAN, CASCADE = 1, 2, 3
MER, CAS = 1, 2
CARE, QUALITY = 1, 2
RAISER, OWNER = 71, 72
ANSWERING = 88
SUBJECT = Stance(
    Place(MER, NORTHGATE, MERIDIAN),
    side=Side.CLIENT,
    area_id=CARE,
    owner_id=OWNER,
    owner_side=Side.SUPPLIER,
    raised_by_id=RAISER,
    raised_side=Side.CLIENT,
    waited_on=Side.SUPPLIER,
    answering_seats=frozenset({ANSWERING}),
)
KEPT = replace(SUBJECT, place=replace(SUBJECT.place, audience=Audience.CLIENT))
OFFICES = {
    "office": PortfolioRole.GOVERNANCE_OFFICE,
    "executive": PortfolioRole.EXECUTIVE,
    "auditor": PortfolioRole.AUDITOR,
    "organisation": PortfolioRole.ORGANISATION_ADMINISTRATOR,
}


def seated(side: Side, role: SeatRole, **facts: Any) -> Viewer:
    """Somebody with one seat in MER."""
    person_id, seat_id = facts.pop("person_id", 50), facts.pop("seat_id", 40)
    company = NORTHGATE if side is Side.CLIENT else MERIDIAN
    return Viewer(person_id, company, "A B", seats=(SeatHeld(seat_id, MER, side, role, **facts),))


def people(side: Side) -> dict[str, Viewer]:
    """Everybody of a side, by what they are there."""
    company = NORTHGATE if side is Side.CLIENT else MERIDIAN
    found = {
        "spoc": seated(side, SeatRole.SPOC),
        "acting": seated(side, SeatRole.DEPUTY_SPOC, acting_for=39),
        "deputy": seated(side, SeatRole.DEPUTY_SPOC),
        "sponsor": seated(side, SeatRole.SPONSOR),
        "lead": seated(side, SeatRole.FUNCTIONAL_LEAD, area_id=CARE),
        "other_lead": seated(side, SeatRole.FUNCTIONAL_LEAD, area_id=QUALITY),
        "supervisor": seated(side, SeatRole.OPERATIONS_SUPERVISOR),
        "member": seated(side, SeatRole.MEMBER),
        "observer": seated(side, SeatRole.OBSERVER),
        "answering": seated(side, SeatRole.MEMBER, seat_id=ANSWERING),
        **{name: Viewer(60, company, "A B", roles=frozenset({role})) for name, role in OFFICES.items()},
    }
    special = "raiser" if side is Side.CLIENT else "owner"
    person_id = RAISER if side is Side.CLIENT else OWNER
    found[special] = seated(side, SeatRole.MEMBER, person_id=person_id)
    return {f"{side.value}_{name}": viewer for name, viewer in found.items()}


ELSEWHERE = SeatHeld(45, CAS, Side.CLIENT, SeatRole.SPOC, area_id=CARE)
STRANGERS = {
    "spoc_of_another_relationship": Viewer(90, NORTHGATE, "A B", seats=(ELSEWHERE,)),
    "another_supplier": Viewer(91, CASCADE, "A B", seats=(replace(ELSEWHERE, side=Side.SUPPLIER),)),
    "another_office": Viewer(92, CASCADE, "A B", roles=frozenset({PortfolioRole.GOVERNANCE_OFFICE})),
    "nobody": Viewer(93, NORTHGATE, "A B"),
    "owner_without_seat": Viewer(OWNER, MERIDIAN, "A B"),
    "administrator": Viewer(94, CASCADE, "A B", is_administrator=True),
}
EVERYBODY = {**people(Side.CLIENT), **people(Side.SUPPLIER), **STRANGERS}
GROUPS = {
    "readers": "writers observer office executive auditor",
    "writers": "spocs deputy sponsor leads supervisor member answering raiser owner",
    "spocs": "spoc acting",
    "leads": "lead other_lead",
}
# permission → who of the client may, who of the supplier may; nobody else ever
ANSWERS: dict[Permission, tuple[str, str]] = {
    Permission.VIEW: ("readers", "readers"),
    Permission.LOG_ISSUE: ("writers", "writers"),
    Permission.EDIT_ISSUE: ("spocs lead raiser", "spocs lead owner"),
    Permission.COMMENT: ("writers", "writers"),
    Permission.EDIT_COMMENT: ("raiser", ""),
    Permission.ATTACH_FILE: ("writers", "writers"),
    Permission.REMOVE_FILE: ("raiser", ""),
    Permission.ACKNOWLEDGE: ("answering", "answering"),
    Permission.ESCALATE: ("spocs", "spocs"),
    Permission.STEP_DOWN: ("spocs", "spocs"),
    Permission.HAND_OVER: ("spocs", "spocs lead owner"),
    Permission.PAUSE: ("spocs", ""),
    Permission.CHECK_EFFECTIVENESS: ("spocs lead raiser", ""),
    Permission.PUBLISH_ISSUE: ("", ""),
    Permission.OPEN_PROBLEM: ("spocs leads", "spocs leads"),
    Permission.EDIT_PROBLEM: ("spocs lead raiser", "spocs lead owner"),
    Permission.IMPORT_RECORDS: ("spocs", "spocs"),
    Permission.GIVE_LINK: ("", "spocs office"),
    Permission.ADD_ACTION: ("spocs leads", "spocs leads owner"),
    Permission.EDIT_ACTION: ("spocs lead", "spocs lead owner"),
    Permission.VERIFY_ACTION: ("spocs leads", ""),
    Permission.REOPEN_ACTION: ("spocs leads", "spocs leads"),
    Permission.RECORD_DECISION: ("spocs leads answering", "spocs leads answering"),
    Permission.EDIT_DECISION: ("spocs lead raiser", ""),
    Permission.RULE_ON_DECISION: ("answering", "answering"),
    Permission.RECORD_RISK: ("spocs leads answering", "spocs leads answering"),
    Permission.EDIT_RISK: ("spocs lead raiser", "spocs lead owner"),
    Permission.FILL_SEAT: ("spocs office", ""),
    Permission.EDIT_STRUCTURE: ("spocs office", "spocs office"),
    Permission.AGREE_PATH: ("spocs", "spocs"),
    Permission.EDIT_CRITERIA: ("spocs", "spocs"),
    Permission.AGREE_CRITERIA: ("spocs", "spocs"),
    Permission.ENTER_MEASUREMENT: ("spocs leads", "spocs leads"),
    Permission.RATE_CRITERION: ("spocs answering", "spocs answering"),
    Permission.SHARE_SCORECARD: ("spocs", "spocs"),
    Permission.AGREE_SCORECARD: ("spocs", "spocs"),
    Permission.EDIT_CONTRACT: ("spocs office", "spocs office"),
    Permission.AGREE_CONTRACT: ("spocs", "spocs"),
    Permission.ANSWER_ACROSS: ("spocs", ""),
    Permission.EDIT_OBLIGATION: ("spocs", "spocs"),
    Permission.MEET_OBLIGATION: ("spocs leads answering", ""),
    Permission.JUDGE_OBLIGATION: ("spocs leads", ""),
    Permission.CLAIM_MISS: ("spocs leads", "spocs leads"),
    Permission.EDIT_PLAN: ("spocs", "spocs"),
    Permission.EDIT_FORUM: ("spocs", "spocs"),
    Permission.EDIT_PULSE: ("spocs", "spocs"),
    Permission.ANSWER_PULSE: ("writers", "writers"),
    Permission.ADD_TOPIC: ("writers", "writers"),
    Permission.EDIT_TOPIC: ("spocs answering raiser", "spocs answering"),
    Permission.TICK_TASK: ("spocs", "owner"),
    Permission.REMOVE_NOTE: ("raiser", ""),
    Permission.SHARE_VIEW: ("writers", "writers"),
    Permission.EDIT_VIEW: ("spocs", "spocs owner"),
    Permission.WRITE_MINUTES: ("spocs answering", "spocs answering"),
    Permission.AGREE_MINUTES: ("spocs answering", "spocs answering"),
    Permission.HOLD_RECORDS: ("spocs office", "spocs office"),
    Permission.EDIT_VALUE: ("spocs leads", "spocs leads"),
    Permission.COMMIT_VALUE: ("spocs", "spocs"),
    Permission.KEEP_VALUE: ("spocs leads answering", "spocs leads answering"),
    Permission.READ_REFUSED: ("spocs auditor", "spocs auditor"),
}
ONE_SIDE_ALONE = {Permission.PUBLISH_ISSUE: "spocs lead"}  # what may be done only to what a side keeps to itself
OFFICE_OF_ANY = {"client_office", "supplier_office", "another_office"}
OF_A_COMPANY = {"client_organisation", "supplier_organisation"}
SPEAKERS = {f"{side.value}_{name}" for side in Side for name in ("spoc", "acting")} | {
    "spoc_of_another_relationship",
    "another_supplier",
}  # for a side, somewhere
WITHOUT_RELATIONSHIP: dict[Permission, set[str]] = {
    Permission.OWN: set(EVERYBODY),
    Permission.SEE_PORTFOLIO: set(EVERYBODY),
    Permission.ADMINISTER: {"administrator"},
    Permission.ADMINISTER_ORGANISATION: OF_A_COMPANY,
    Permission.READ_TRAIL: {"client_auditor", "supplier_auditor", "administrator"},
    Permission.ADD_PERSON: OF_A_COMPANY | OFFICE_OF_ANY | SPEAKERS,
    Permission.END_ACCESS: OF_A_COMPANY | OFFICE_OF_ANY,
    Permission.CREATE_RELATIONSHIP: OFFICE_OF_ANY,
    Permission.READ_SOURCING: OFFICE_OF_ANY
    | {"client_executive", "supplier_executive", "client_auditor", "supplier_auditor"},
    Permission.EDIT_SOURCING: OFFICE_OF_ANY,
    Permission.READ_SUPERVISION: OFFICE_OF_ANY
    | {"client_executive", "supplier_executive", "client_auditor", "supplier_auditor"},
    Permission.RAISE_OPPORTUNITY: OFFICE_OF_ANY
    | {"client_executive", "supplier_executive", "client_auditor", "supplier_auditor", "spoc_of_another_relationship"}
    | {name for name, viewer in people(Side.CLIENT).items() if viewer.seats} - {"client_observer"},
}


def named(side: Side, words: str) -> set[str]:
    """The people of a side that these words and groups name."""
    found: set[str] = set()
    for word in words.split():
        found |= named(side, GROUPS[word]) if word in GROUPS else {f"{side.value}_{word}"} & EVERYBODY.keys()
    return found


def those_who_may(permission: Permission, subject: Stance | None = None) -> set[str]:
    return {name for name, viewer in EVERYBODY.items() if allowed(viewer, permission, subject)}


def test_every_permission_has_its_answer() -> None:
    said = ANSWERS.keys() | WITHOUT_RELATIONSHIP.keys() | BESIDE_SEATS.keys()
    missing = set(Permission) - said
    assert not missing, f"Say in tests/rules/test_access.py who may: {sorted(missing)}"
    assert POLICY.keys() == ANSWERS.keys()
    assert WITHOUT_SUBJECT.keys() == WITHOUT_RELATIONSHIP.keys()


@pytest.mark.parametrize("permission", list(ANSWERS))
def test_everybody_may_what_the_table_says(permission: Permission) -> None:
    client, supplier = ANSWERS[permission]
    assert those_who_may(permission, SUBJECT) == named(Side.CLIENT, client) | named(Side.SUPPLIER, supplier)


@pytest.mark.parametrize("permission", list(ANSWERS))
def test_what_a_side_keeps_to_itself_is_touched_by_that_side_alone(permission: Permission) -> None:
    words = ONE_SIDE_ALONE.get(permission, ANSWERS[permission][0])
    assert those_who_may(permission, KEPT) == named(Side.CLIENT, words)


@pytest.mark.parametrize("permission", list(WITHOUT_RELATIONSHIP))
def test_everybody_may_what_concerns_no_relationship_as_the_table_says(permission: Permission) -> None:
    assert those_who_may(permission) == WITHOUT_RELATIONSHIP[permission]


@pytest.mark.parametrize("permission", list(Permission))
def test_who_is_not_signed_in_may_nothing(permission: Permission) -> None:
    assert not allowed(None, permission, SUBJECT)


def test_accounts_that_would_open_most_to_a_stranger() -> None:
    assert {name for name, viewer in EVERYBODY.items() if bears_most(viewer)} == OF_A_COMPANY | SPEAKERS | {
        "administrator"
    }


GOLD, HARBOUR = 5, 6
READS_ALL = {f"client_{name}" for name in ("office", "executive", "auditor")}
SUPERVISORS = {
    "of the segment": Viewer(80, NORTHGATE, "A B", segments=frozenset({GOLD})),
    "of the account": Viewer(81, NORTHGATE, "A B", accounts=frozenset({HARBOUR})),
    "of another segment": Viewer(82, NORTHGATE, "A B", segments=frozenset({HARBOUR}), accounts=frozenset({GOLD})),
    "seated across": replace(seated(Side.SUPPLIER, SeatRole.MEMBER), segments=frozenset({GOLD})),
    "client's, seated across": Viewer(
        83,
        NORTHGATE,
        "A B",
        seats=(SeatHeld(40, MER, Side.SUPPLIER, SeatRole.MEMBER),),
        segments=frozenset({GOLD}),
        roles=frozenset({PortfolioRole.EXECUTIVE}),
    ),
    "of another company": Viewer(84, CASCADE, "A B", segments=frozenset({GOLD}), accounts=frozenset({HARBOUR})),
}
THEIRS = replace(SUBJECT, segment_id=GOLD, account_id=HARBOUR)


@pytest.mark.parametrize(
    ("audience", "segment_id", "account_id", "who"),
    [
        (Audience.SHARED, GOLD, None, {"of the segment"}),
        (Audience.SHARED, None, HARBOUR, {"of the account"}),
        (Audience.CLIENT, GOLD, HARBOUR, {"of the segment", "of the account"}),
        (Audience.SUPPLIER, GOLD, HARBOUR, set()),
        (Audience.SHARED, None, None, set()),
    ],
)
def test_a_supervisor_reads_what_is_of_their_customer_and_exists_for_the_client(
    audience: Audience, segment_id: int | None, account_id: int | None, who: set[str]
) -> None:
    place = replace(SUBJECT.place, audience=audience)
    subject = replace(SUBJECT, place=place, segment_id=segment_id, account_id=account_id)
    assert {name for name, viewer in SUPERVISORS.items() if allowed(viewer, Permission.SUPERVISE, subject)} == who
    named, shown = segment_id or account_id, audience is not Audience.SUPPLIER
    assert those_who_may(Permission.SUPERVISE, subject) == (READS_ALL if named and shown else set())


def test_a_supervisor_may_nothing_but_read_where_they_hold_no_seat() -> None:
    for name in ("of the segment", "of the account"):
        may = {permission for permission in ANSWERS if allowed(SUPERVISORS[name], permission, THEIRS)}
        assert not may
        assert allowed(SUPERVISORS[name], Permission.READ_SUPERVISION)
