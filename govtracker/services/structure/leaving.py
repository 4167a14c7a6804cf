"""Ending somebody's access: never while anything would be left without anybody."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime

from govtracker.access import Permission, Viewer, allowed
from govtracker.database import db
from govtracker.enums import PortfolioRole, SessionEnd
from govtracker.models import Person
from govtracker.queries.structure import holdings, roles
from govtracker.queries.structure import people as asked
from govtracker.queries.structure.holdings import Held
from govtracker.rules.date_words import listed
from govtracker.rules.words import label
from govtracker.services import Refused, events
from govtracker.services.installation import once_links, sign_in_sessions
from govtracker.services.partnership import supervisors
from govtracker.services.sourcing import evaluation_sheets
from govtracker.services.structure import people

NEVER_WITHOUT = (PortfolioRole.GOVERNANCE_OFFICE, PortfolioRole.ORGANISATION_ADMINISTRATOR)
ELSEWHERE = (
    "They hold something in relationships you do not see, or do not fill seats in: "
    "ask the governance office or the SPOC there to hand it over."
)


def deactivate(person: Person, *, by: Viewer, at: datetime, today: date) -> None:
    """End a colleague's access at once; their roles end with it.

    Refuses oneself, whoever outranks `by`, whoever still holds anything, and the last of an office.
    """
    _require_authority(person, by)
    places = holdings.in_charge(by)
    held = [*holdings.of_person(person, places, today=today), *holdings.accounts_of(person)]
    if held:
        raise Refused(f"{person.name} still holds {in_words(held)}: hand it over first.")
    if holdings.elsewhere(person, places, today=today):
        raise Refused(ELSEWHERE)
    _end(person, by=by, at=at)


def require_right(person: Person, *, by: Viewer, moved: Collection[Held], today: date) -> None:
    """Refuse to end somebody's access with a handover that leaves anything with them."""
    if not allowed(by, Permission.END_ACCESS):
        raise Refused("Your governance office or administrator ends somebody’s access.", "leaves")
    _require_authority(person, by)
    places = holdings.in_charge(by)
    held = {*holdings.of_person(person, places, today=today), *holdings.accounts_of(person)}
    left = held - set(moved)
    if left:
        raise Refused(f"{person.name} would still hold {in_words(left)}.", "leaves")
    if holdings.elsewhere(person, places, today=today):
        raise Refused(ELSEWHERE, "leaves")


def end_after_handover(person: Person, *, by: Viewer | None, at: datetime, today: date) -> None:
    """The same on the day of a handover that was planned with it; refuses whoever holds anything anywhere."""
    if not person.is_active:
        return
    if holdings.elsewhere(person, {}, today=today) or holdings.accounts_of(person):
        raise Refused(f"{person.name} still holds something.")
    _end(person, by=by, at=at)


def let_in_again(person: Person, *, by: Viewer, at: datetime) -> None:
    """Let a colleague sign in again; what they held, others hold now."""
    people.require_authority(person, by)
    events.change(person, "person_activated", by=by, at=at, is_active=True)


def in_words(held: Iterable[Held]) -> str:
    """ "2 seats, 1 issue in MER; 3 actions in CAS"."""
    places: dict[str, Counter[str]] = {}
    for one in held:
        places.setdefault(one.relationship_key, Counter())[one.holding.value.replace("_", " ")] += 1
    return "; ".join(
        ", ".join(
            f"{number} {noun}{'' if number == 1 or noun.endswith('s') else 's'}" for noun, number in counted.items()
        )
        + (f" in {key}" if key else "")
        for key, counted in places.items()
    )


def _require_authority(person: Person, by: Viewer) -> None:
    people.require_authority(person, by)
    if person.id == by.person_id:
        raise Refused("Nobody ends their own access: ask another administrator of your company.", "leaves")
    if not person.is_active:
        raise Refused(f"{person.name} cannot sign in any more already.", "leaves")


def _end(person: Person, *, by: Viewer | None, at: datetime) -> None:
    held = asked.held_roles(person)
    last = [row.role for row in held if row.role in NEVER_WITHOUT and not roles.others_with(row.role, person)]
    if last:
        named = listed([label(role).lower() for role in last])
        raise Refused(f"{person.name} is the last one who is {named} of the company: give that role to somebody first.")
    if person.is_administrator and not asked.any_administrator(but=person.id):
        raise Refused(f"{person.name} is the last who administers this installation: make somebody else that first.")
    for row in held:
        db.session.delete(row)
        events.record(person, "role_taken", by=by, at=at, changes={"role": [row.role, None]})
    evaluation_sheets.withdraw_all(person, by=by, at=at)
    supervisors.end_all(person, by=by, at=at)
    events.change(person, "person_deactivated", by=by, at=at, is_active=False)
    sign_in_sessions.end_all(person, why=SessionEnd.DEACTIVATED)
    once_links.void([person.id])
