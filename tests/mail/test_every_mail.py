"""Every mail the product writes: its headers, why its reader got it, and that no name or text breaks it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from govtracker import database, jobs
from govtracker.database import db
from govtracker.enums import MailKind
from govtracker.mail import notices, reading
from govtracker.mail.bodies import LARGEST
from govtracker.models import Issue, OutboxMail
from govtracker.rules.reviews import mailing
from tests.services import issue_steps
from tests.support import every_mail, mail_programs
from tests.support.every_mail import AT, Words
from tests.support.world import World

THREADED = {MailKind.ESCALATION, MailKind.ASSIGNMENT, MailKind.REVIEW_INVITATION, MailKind.REVIEW_OUTCOME}
VOID = {"meta", "br", "img", "hr", "link"}
# What not every program supports, and why a mail stays readable where it is left out.
BORNE = {
    "css-at-media": "holds the dark colours alone, in one plain query",
    "css-at-media-prefers-color-scheme": "without it the mail stays light, or the program darkens it by itself",
    "css-border": "widths are 1 and 4 px, on tables and cells",
    "css-border-radius": "corners are square then",
    "css-display": "only inline-block and none are used",
    "css-display-none": "hides a line without tables or pictures",
    "css-font-size": "sizes are in px",
    "css-font-weight": "only 400, 600 and 700 are used",
    "css-line-height": "lines have a number, and stand as far apart as the program likes then",
    "css-margin": "positive and in px; what the body has of it is 0",
    "css-max-width": "the sheet is as wide as the window then",
    "css-padding": "a badge stands closer to its word then; all else has it on table cells",
    "css-text-decoration": "links are underlined then",
    "css-width": "tables and cells alone have one",
    "html-align": "the sheet stands at the left then",
    "html-body": "its colours stand on the table within it, too",
    "html-lists": "no list is numbered",
    "html-meta-color-scheme": "as for the query",
    "html-style": "stands in the head; all but the dark colours is beside each element",
    "html-width": "tables alone have one",
}
NASTY = Words(
    title='Zoë "the <b>" Müller\r\nBcc: all@evil.example, ' + "ü" * 150,
    text="</td></table><script>alert(1)</script>\r\n.\r\nSubject: gone \u202e\x1b[31m " + "word " * 400_000,
    name='Eva "the, one" <Varga>\r\nX-Bad: yes',
)


class Nesting(HTMLParser):
    """Reads HTML as it stands and keeps what is open; `wrong` names what was closed without having been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(autouse=True)
def at_a_fixed_time(in_app: Flask, clock_at: Callable[[datetime], None]) -> None:
    clock_at(every_mail.AT)


def test_every_mail_carries_the_headers_mail_programs_go_by(world: World) -> None:
    found = every_mail.written(world, Words())
    assert {mail.kind for mail in found.values()} == set(MailKind) - {MailKind.WATCHED}
    for sort, mail in found.items():
        headers = dict(every_mail.dumb_headers(mail.raw))
        stoppable = mailing.manner(mail.kind).unsubscribable
        assert headers["Auto-Submitted"] == "auto-generated", sort
        assert headers["X-Auto-Response-Suppress"] == "All", sort
        assert headers["Message-ID"] == mail.message_id, sort
        assert re.fullmatch(r"<[a-z0-9-]+\.[a-z0-9.-]+>", headers["List-ID"]), sort
        assert re.search(r" \+0000$", headers["Date"]), sort
        assert ("List-Unsubscribe" in headers, "List-Unsubscribe-Post" in headers) == (stoppable, stoppable), sort
        assert not stoppable or re.fullmatch(r"<https?://\S+/unsubscribe/\S+>", headers["List-Unsubscribe"]), sort
        assert headers.get("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") == "List-Unsubscribe=One-Click"
        assert headers.get("References") == headers.get("In-Reply-To"), sort
        assert mail.kind not in THREADED or re.fullmatch(r"<[a-z0-9-]+@\S+>", headers["References"]), sort
        assert "=?" not in "".join(headers[name] for name in ("List-ID", "Message-ID", "Date")), sort
        assert re.match("multipart/(alternative|mixed);", headers["Content-Type"]), sort


def test_every_mail_says_why_its_reader_got_it_and_leads_home(world: World) -> None:
    for sort, mail in every_mail.written(world, Words()).items():
        [why] = re.findall(r"^You get this .+\.$", mail.seen.text, re.MULTILINE)
        assert len(why) > 35, sort
        html = " ".join(re.sub(r"<[^>]+>", " ", mail.seen.html).split())
        assert " ".join(why.split()) in html.replace("&amp;", "&").replace("&#39;", "'"), sort
        assert not re.search(r"because (?:None|)[,.]", why), sort
        assert 'lang="en"' in mail.seen.html, sort
        assert "prefers-color-scheme: dark" in mail.seen.html, sort
        assert not re.search(r'src="(?!cid:)', mail.seen.html.replace('src="data:image/png', 'src="cid:')), sort


def test_no_name_and_no_text_breaks_a_mail_or_makes_it_too_long(world: World) -> None:
    for sort, mail in every_mail.written(world, NASTY).items():
        raw = mail.raw
        assert b"\n" not in raw.replace(b"\r\n", b""), sort
        assert max(len(line) for line in raw.split(b"\r\n")) < 998, sort
        names = [name for name, _ in every_mail.dumb_headers(raw)]
        assert len(set(names)) == len(names), sort
        assert not {"Bcc", "X-Bad"} & set(names), sort
        parsed = message_from_bytes(raw, policy=policy.default)
        assert not parsed.defects, sort
        assert len(mail.seen.html.encode()) < LARGEST, sort
        assert len(mail.seen.text) < LARGEST, sort
        page = Nesting()
        page.feed(mail.seen.html)
        assert (page.open, page.wrong) == ([], []), sort
        assert not page.tags & {"script", "b", "iframe"}, sort
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", mail.seen.text + mail.seen.html), sort


def test_every_mail_uses_what_mail_programs_support_or_bear(world: World) -> None:
    used = {name for mail in every_mail.written(world, Words()).values() for name in mail_programs.used(mail.seen.html)}
    not_everywhere = {name for name in used if mail_programs.lacking()[name]}
    assert not_everywhere == set(BORNE), {name: mail_programs.lacking()[name] for name in not_everywhere ^ set(BORNE)}


def test_two_thousand_things_make_no_mail_too_long(world: World) -> None:
    issue = issue_steps.raised(world, "supplier_spoc", every_mail.AT)
    with database.transaction():
        first = db.session.get_one(Issue, issue.id)
        values = {column.name: getattr(first, column.name) for column in Issue.__table__.columns if column.name != "id"}
        copies = [{**values, "number": n, "title": f"No. {n} {'ü' * 190}"} for n in range(2, 2001)]
        db.session.execute(insert(Issue), copies)
        spoc = world.people["client_spoc"]
        db.session.execute(update(Issue).values(owner_id=spoc))
        for issue_id in db.session.scalars(select(Issue.id)).all():
            facts = {"event": "assigned", "by_name": "Ben", "batch": "all"}
            subject = db.session.get_one(Issue, issue_id)
            notices.leave(MailKind.ASSIGNMENT, [spoc], subject=subject, dedupe=str(issue_id), facts=facts, at=AT)
        facts = {"day": "2026-11-23", "due_at": AT.isoformat()}
        notices.leave(MailKind.DIGEST, [spoc], subject=first, dedupe="day", facts=facts, at=AT)
    jobs.run(jobs.job_named("render-notices"), at=AT + timedelta(minutes=6))
    mails = db.session.scalars(select(OutboxMail).where(OutboxMail.recipient_id == spoc).order_by(OutboxMail.id)).all()
    assert [mail.kind for mail in mails] == [MailKind.DIGEST, MailKind.ASSIGNMENT]
    digest, assignment = (reading.opened(mail.raw) for mail in mails)
    assert "and 1970 more: " in assignment.text
    assert re.search(r"and \d+\+ more in My work", digest.text)
    assert max(len(mail.html.encode()) for mail in (digest, assignment)) < LARGEST
