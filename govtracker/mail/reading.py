"""Opening a mail that was written: its headers and bodies, as a mail program shows them."""

import base64
from email import message_from_bytes, policy
from email.message import EmailMessage

from govtracker.mail.values import Opened


def opened(raw: bytes) -> Opened:
    """Headers and bodies of a mail ("" for a body it has not)."""
    message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    return Opened(
        headers=tuple((name, str(value)) for name, value in message.items()),
        text=_body(message, "plain"),
        html=_shown(_body(message, "html"), message),
    )


def _shown(html: str, message: EmailMessage) -> str:
    """HTML with the pictures of its mail in it."""
    for part in message.walk():
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            data = base64.b64encode(part.get_payload(decode=True) or b"").decode()  # type: ignore[arg-type]  # bytes
            html = html.replace(
                f"cid:{part['Content-ID'].strip('<>')}", f"data:{part.get_content_type()};base64,{data}"
            )
    return html


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""
