"""A mail as bytes: headers that survive every relay, text and HTML beside one another."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from govtracker import config
from govtracker.mail.values import Content

# Lines of 998 keep long tokens whole: at 78 the library would hide message ids and addresses in encoded words.
HEADERS = policy.SMTP.clone(max_line_length=998, cte_type="7bit")
BODIES = policy.SMTP.clone(cte_type="7bit")
LONGEST_SUBJECT = 200
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What a mail says besides its content. `at` is business time; `unsubscribe` is "" where one cannot."""

    name: str
    address: str
    at: datetime
    message_id: str
    idempotency_key: str
    unsubscribe: str


def new_id() -> str:
    """A Message-ID that no other mail has."""
    return f"<{uuid.uuid4().hex[:24]}@{config.current().public_host}>"


def written(content: Content, envelope: Envelope, *, subject: str, text: str, html: str) -> bytes:
    """The whole mail, the same for ever.

    An invitation stands beside text and HTML, and once more as a file after them: Outlook, Google and Apple each look
    for another of the two.
    """
    mail = EmailMessage(policy=HEADERS)
    words = EmailMessage(policy=BODIES) if content.calendar else mail
    _alternatives(words, content, text, html)
    if content.calendar:
        mail.make_mixed()
        mail.attach(words)
        mail.attach(_file(content.calendar))
    for name, value in _headers(content, envelope, subject):
        mail[name] = value
    return mail.as_bytes()


def _alternatives(mail: EmailMessage, content: Content, text: str, html: str) -> None:
    mail.make_alternative()
    mail.attach(_part(text, "plain"))
    mail.attach(_illustrated(_part(html, "html"), content.pictures))
    if content.calendar:
        mail.attach(_part(content.calendar, "calendar", method=content.calendar_method))


def _file(calendar: str) -> EmailMessage:
    part = EmailMessage(policy=BODIES)
    part.set_content(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    del part["MIME-Version"]
    return part


def one_line(text: str, *, longest: int) -> str:
    """Text fit for a header: one line, nothing that ends a line, hides or turns what follows."""
    plain = " ".join(BIDI.sub("", UNPRINTABLE.sub(" ", text)).split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Text fit for a body: no control characters but line ends and tabs."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


@lru_cache(maxsize=10_000)
def envelope_address(address: str) -> str | None:
    """The address as any mail server takes it (an international domain in its ASCII form); None if there is no such."""
    try:
        return validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None


def sender_address() -> str:
    """The address mail comes from, and to which servers send it back."""
    return parseaddr(config.current().mail_from)[1]


def _headers(content: Content, envelope: Envelope, subject: str) -> list[tuple[str, str | Address]]:
    host = config.current().public_host
    headers: list[tuple[str, str | Address]] = [
        ("From", _address(*parseaddr(config.current().mail_from))),
        ("To", _address(envelope.name, envelope_address(envelope.address) or "")),
        ("Subject", subject),
        ("Date", format_datetime(envelope.at)),
        ("Message-ID", envelope.message_id),
        ("MIME-Version", "1.0"),
        ("Content-Language", "en-GB"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-ID", f"<{_label(content.list_name)}.{host}>"),
    ]
    if content.thread:
        root = f"<{_label(content.thread)}@{host}>"
        headers += [("In-Reply-To", root), ("References", root)]
    if envelope.unsubscribe:
        headers += [
            ("List-Unsubscribe", f"<{envelope.unsubscribe}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
    if name := config.current().mail_idempotency_header:
        headers.append((name, envelope.idempotency_key))
    return headers


def _address(name: str, address: str) -> Address:
    return Address(display_name=one_line(name, longest=80), addr_spec=address)


def _label(text: str) -> str:
    """Small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _illustrated(part: EmailMessage, pictures: Mapping[str, bytes]) -> EmailMessage:
    """HTML with the pictures it shows beside it."""
    for name, png in pictures.items():
        part.add_related(png, "image", "png", cid=f"<{name}>", disposition="inline", filename=f"{name}.png")
    for own in part.iter_parts() if pictures else ():
        del own["MIME-Version"]
    return part


def _part(text: str, kind: str, **parameters: str) -> EmailMessage:
    part = EmailMessage(policy=BODIES)
    part.set_content(text, subtype=kind, params=parameters or None)
    del part["MIME-Version"]  # the mail itself has it
    return part
