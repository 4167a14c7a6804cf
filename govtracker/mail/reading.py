"""Opening a mail that was written: its headers and bodies, as a mail program shows them."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from govtracker.mail.values import Opened


def opened(raw: bytes) -> Opened:
    """Headers and bodies of a mail ("" for a body it has not)."""
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    return Opened(
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
