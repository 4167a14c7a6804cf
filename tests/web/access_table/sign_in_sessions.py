"""Where people are signed in, their second factor, and being asked again who they are."""

from tests.support.world import PEOPLE
from tests.web.access_table import Row
from tests.web.access_table.settings_of_company import ADMINISTRATOR, OF_NORTHGATE, colleague

THEIRS = list(PEOPLE).index("client_spoc") + 1  # the world writes a session for everybody, in this order
ROWS = {
    "sign_in.ask_code": Row("/sign-in/code", {}, others=303),
    "sign_in.give_code": Row("/sign-in/code", {}, others=303, method="POST"),
    "proofs.create": Row("/proof", {}, others=422, method="POST"),
    "sign_in_sessions.index": Row("/settings/sessions", {}, others=200),
    "sign_in_sessions.end": Row(f"/settings/sessions/{THEIRS}/end", {"client_spoc": 303}, method="POST"),
    "sign_in_sessions.end_others": Row("/settings/sessions/end", {}, others=303, method="POST"),
    "second_factor.show": Row("/settings/second-factor", {}, others=200),
    "second_factor.begin": Row("/settings/second-factor", {}, others=303, method="POST"),
    "second_factor.new": Row("/settings/second-factor/new", {}, others=303),
    "second_factor.confirm": Row("/settings/second-factor/new", {}, others=303, method="POST"),
    "second_factor.renew_codes": Row("/settings/second-factor/recovery-codes", {}, others=422, method="POST"),
    "second_factor.turn_off": Row("/settings/second-factor/end", {}, others=422, method="POST"),
    "company_doors.settle_domains": Row("/organisation/mail-domains", {ADMINISTRATOR: 303}, others=403, method="POST"),
    "company_doors.require_factor": Row("/organisation/second-factor", {ADMINISTRATOR: 303}, others=403, method="POST"),
    "company_doors.reset_factor": Row(
        colleague("/second-factor/reset"), {**OF_NORTHGATE, ADMINISTRATOR: 422}, method="POST"
    ),
    "company_doors.end_sessions": Row(colleague("/sessions/end"), {**OF_NORTHGATE, ADMINISTRATOR: 303}, method="POST"),
}
