"""The identity provider of one's company, and the way in through it."""

from tests.support.identity_providers import set_up
from tests.support.world import World
from tests.web.access_table import Row
from tests.web.access_table.settings_of_company import ADMINISTRATOR, OF_NORTHGATE, colleague

OWN = "/organisation/identity-provider"
NOBODY: dict[str, int] = {}


def away(tail: str) -> Row:
    """No company has one in the world of the tests."""
    return Row(f"/sign-in/oidc/none{tail}", NOBODY, others=404, anonymous=404)


def provided(world: World) -> None:
    """Northgate has one, switched on."""
    set_up(world, "https://sign-in.northgate.example")


ROWS = {
    "identity_provider.edit": Row(OWN, {ADMINISTRATOR: 200}, others=403),
    "identity_provider.update": Row(OWN, {ADMINISTRATOR: 422}, others=403, method="POST"),
    "identity_provider.attempt": Row(f"{OWN}/trial", {ADMINISTRATOR: 404}, others=403, method="POST"),
    "identity_provider.switch_on": Row(
        f"{OWN}/activation", {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST", scene=provided
    ),
    "identity_provider.switch_off": Row(
        f"{OWN}/deactivation", {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST", scene=provided
    ),
    "identity_provider.untie": Row(colleague("/identity/removal"), {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST"),
    "single_sign_on.find": Row("/sign-in/way", NOBODY, others=422, anonymous=422, method="POST"),
    "single_sign_on.show": away(""),
    "single_sign_on.start": away("/start"),
    "single_sign_on.finish": away("/return"),
    "single_sign_on.leave": away("/leave"),
    "single_sign_on.end": away("/end"),
}
