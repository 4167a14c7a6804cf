"""Password, people of one's company, its working hours."""

from collections.abc import Callable

from tests.support.world import PEOPLE, World
from tests.web.access_table import Row

ADDERS = (
    "client_spoc",
    "supplier_spoc",
    "other_client_spoc",
    "other_supplier_spoc",
    "governance_office",
    "supplier_office",
    "organisation_administrator",
)
ADMINISTRATOR = "organisation_administrator"
OF_NORTHGATE = {who: 403 for who, (company, *_) in PEOPLE.items() if company == "Northgate"}  # nobody else exists


def colleague(tail: str = "") -> Callable[[World], str]:
    return lambda world: f"/organisation/people/{world.people['client_lead']}{tail}"


def leaver(tail: str, who: str = "client_lead") -> Callable[[World], str]:
    return lambda world: f"/people/{world.people[who]}/{tail}"


NORTHGATE = {"client_spoc": 200, "other_client_spoc": 200, "governance_office": 200, ADMINISTRATOR: 200}
REFUSED = dict.fromkeys(NORTHGATE, 422)
NORTHGATE_ADDERS = NORTHGATE  # 200: no mail is sent here, so the link is shown once
ENDERS = {"governance_office": 422, ADMINISTRATOR: 422}
ROWS = {
    "handovers.new": Row(leaver("handover"), {**OF_NORTHGATE, **NORTHGATE}),
    "handovers.create": Row(leaver("handover"), {**OF_NORTHGATE, **REFUSED}, method="POST"),
    "handovers.call_off": Row(
        leaver("handover/1/cancellation"), {**OF_NORTHGATE, **dict.fromkeys(NORTHGATE, 404)}, method="POST"
    ),
    "people.deactivate": Row(leaver("deactivation"), {**OF_NORTHGATE, **ENDERS}, method="POST"),
    "people.activate": Row(
        leaver("activation", "nobody"), {**OF_NORTHGATE, **dict.fromkeys(ENDERS, 303)}, method="POST"
    ),
    "organisation.show": Row("/organisation", dict.fromkeys(ADDERS, 200), others=403),
    "people.edit": Row(colleague(), {**OF_NORTHGATE, ADMINISTRATOR: 200}),
    "people.correct": Row(colleague(), {**OF_NORTHGATE, ADMINISTRATOR: 422}, method="POST"),
    "people.settle_roles": Row(colleague("/roles"), {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST"),
    "people.confirm_address": Row(colleague("/address"), {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST"),
    "people.renew_password": Row(colleague("/password"), {**OF_NORTHGATE, ADMINISTRATOR: 422}, method="POST"),
    "people.invite": Row(colleague("/invitation"), {**OF_NORTHGATE, **NORTHGATE_ADDERS}, method="POST"),
    "people.revoke_invitation": Row(
        colleague("/invitation/revocation"), {**OF_NORTHGATE, **dict.fromkeys(NORTHGATE, 303)}, method="POST"
    ),
    "passwords.edit": Row("/settings/password", {}, others=200),
    "passwords.update": Row("/settings/password", {}, others=422, method="POST"),
    "people.index": Row("/organisation/people", dict.fromkeys(ADDERS, 200), others=403),
    "people.new": Row("/organisation/people/new", dict.fromkeys(ADDERS, 200), others=403),
    "people.create": Row("/organisation/people", dict.fromkeys(ADDERS, 422), others=403, method="POST"),
    "calendars.edit": Row("/organisation/calendar", {ADMINISTRATOR: 200}, others=403),
    "calendars.parts": Row("/organisation/calendar/parts?country=DE", {ADMINISTRATOR: 200}, others=403),
    "calendars.update": Row("/organisation/calendar", {ADMINISTRATOR: 422}, others=403, method="POST"),
}
