"""Mail: the queue of those who run the installation, the settings of everybody, and stopping mail by its link."""

from datetime import UTC, datetime

from govtracker.database import db
from govtracker.enums import MailKind, MailState
from govtracker.mail import links
from govtracker.models import OutboxMail
from tests.support.world import World
from tests.web.access_table import Row

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
OPERATOR = {"administrator": 200}


def failed_mail(world: World) -> None:
    stuck_mail(world, state=MailState.FAILED, fault="550 5.7.1")


def stuck_mail(world: World, state: MailState = MailState.UNCERTAIN, fault: str = "") -> None:
    db.session.add(
        OutboxMail(
            dedupe_key="stuck",
            kind=MailKind.DIGEST,
            recipient_id=world.people["client_spoc"],
            to_address="eva.varga@northgate.example",
            subject="Today",
            message_id="<stuck@localhost>",
            raw=b"",
            quotes=[],
            state=state,
            fault=fault,
            created_at=AT,
            not_before=AT,
        )
    )


def stopping(world: World) -> str:
    with world.context():
        return links.unsubscribe(world.people["client_spoc"], MailKind.DIGEST).removeprefix(links.to(""))


ROWS = {
    "health.show": Row("/administration/health", OPERATOR, others=403),
    "mail_queue.index": Row("/administration/mail", OPERATOR, others=403),
    "mail_queue.history": Row(
        lambda world: f"/administration/mail/people/{world.people['client_spoc']}",
        OPERATOR,
        others=403,
        prepare=stuck_mail,
    ),
    "mail_queue.send_failed_again": Row(
        "/administration/mail/failed/sending",
        {"administrator": 303},
        others=403,
        method="POST",
        prepare=failed_mail,
        data={"fault": "550 5.7.1"},
    ),
    "mail_queue.send_again": Row(
        "/administration/mail/1/sending", {"administrator": 303}, others=403, method="POST", prepare=stuck_mail
    ),
    "mail_queue.count_as_arrived": Row(
        "/administration/mail/1/arrival", {"administrator": 303}, others=403, method="POST", prepare=stuck_mail
    ),
    "unsubscribe.show": Row(stopping, {}, others=200, anonymous=200),
    "unsubscribe.create": Row(stopping, {}, others=200, anonymous=200, method="POST"),
    "mail_schedules.show": Row("/settings/mail", {}, others=200),
    "mail_schedules.update": Row("/settings/mail", {}, others=422, method="POST"),
    "mail_schedules.preview": Row("/settings/mail/preview", {}, others=200),
    "mail_schedules.send_now": Row("/settings/mail/now", {}, others=303, method="POST"),
    "notices.index": Row("/notices", {}, others=200),
    "notices.read_one": Row("/notices/1/reading", {}, others=303, method="POST"),
    "notices.read_all": Row("/notices/reading", {}, others=303, method="POST", data={"up_to": "1"}),
    "settings.show": Row("/settings", {}, others=200),
    "settings.confirm_address": Row("/settings/address", {}, others=303, method="POST"),
    "settings.update": Row("/settings", {}, others=422, method="POST"),
}
