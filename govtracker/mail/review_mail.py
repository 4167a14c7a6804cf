"""The review mail: how each relationship of a manager stands, and what in it needs them; complete in itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from govtracker.access import Viewer
from govtracker.enums import Audience, MailKind, SeatRole
from govtracker.mail import links, review_lines
from govtracker.mail.review_lines import Line
from govtracker.mail.values import Content, Quote
from govtracker.models import MailSchedule, Notification
from govtracker.queries.reviews import mail_schedules, review_mail
from govtracker.queries.reviews.review_mail import Facts
from govtracker.rules import date_words, wall_time
from govtracker.rules.reviews import attention, mail_times
from govtracker.rules.reviews.mail_times import MailTimes

MOST_CARDS = 8
MOST_QUIET = 12


@dataclass(frozen=True)
class Card:
    """One relationship that needs its manager; `more` counts what is not told, `overdue` is a phrase."""

    facts: Facts
    company: str
    url: str
    lines: Sequence[Line]
    more: int
    overdue: str

    @property
    def months(self) -> tuple[str, str]:
        """The month its score is of, and the one right before."""
        assert self.facts.score is not None
        month = self.facts.score.period_on
        return f"{month:%B}", f"{month - timedelta(days=1):%B}"


def content(told: Sequence[Notification], viewer: Viewer, at: datetime) -> Content | None:
    """What the person may see at this moment; None for somebody who sees no relationship."""
    today = wall_time.local(at, viewer.zone).date()
    schedule = mail_schedules.of_person(viewer.person_id, MailKind.REVIEW_MAIL)
    known = review_mail.facts(viewer, schedule.chosen if schedule else (), today=today, at=at)
    if not known:
        return None
    cards = sorted((card for facts in known if (card := _card(facts, viewer, today)).lines), key=_worst_first)
    quiet = [facts for facts in known if facts.relationship_id not in {card.facts.relationship_id for card in cards}]
    asked_for = "sample" in told[0].facts
    heading = attention.heading(len(cards), len(known), only=_company(known[0]))
    return Content(
        subject=heading,
        template="review_mail",
        list_name=MailKind.REVIEW_MAIL.value,
        quotes=_quotes(known, cards),
        preheader="; ".join(f"{card.company}: {card.lines[0].name} {card.lines[0].words}" for card in cards[:2]),
        why=_why(viewer, schedule, known, asked_for=asked_for),
        disturbs=asked_for,
        due_at=datetime.fromisoformat(told[0].facts["due_at"]),
        values={
            "heading": heading,
            "cards": cards[:MOST_CARDS],
            "more_cards": [_company(card.facts) for card in cards[MOST_CARDS:]],
            "quiet": [(_company(facts), facts.score) for facts in quiet[:MOST_QUIET]],
            "more_quiet": max(len(quiet) - MOST_QUIET, 0),
            "portfolio": links.to("/portfolio"),
            "schedule": links.to("/settings/mail"),
        },
    )


def _card(facts: Facts, viewer: Viewer, today: date) -> Card:
    seats = {seat.seat_id for seat in viewer.seats} | {seat.acting_for for seat in viewer.seats if seat.acting_for}
    lines, more = review_lines.needing(facts, seats, today=today)
    late = [f"{company} {facts.overdue[side]}" for side, company in facts.companies.items() if facts.overdue[side]]
    return Card(
        facts=facts,
        company=_company(facts),
        url=links.to(f"/r/{facts.key}"),
        lines=lines,
        more=more,
        overdue=f"overdue: {', '.join(late)}" if late else "nothing overdue",
    )


def _company(facts: Facts) -> str:
    """The other company: what a manager calls the relationship."""
    return facts.companies[facts.side.other]


def _worst_first(card: Card) -> tuple[bool, Decimal, str]:
    overall = card.facts.score.overall if card.facts.score else None
    return (not card.facts.climbed, Decimal(101) if overall is None else overall, card.facts.key)


def _quotes(known: Sequence[Facts], cards: Sequence[Card]) -> list[Quote]:
    told = [(card.facts.relationship_id, line.audience) for card in cards for line in card.lines]
    return [*((facts.relationship_id, Audience.SHARED) for facts in known), *told]


def _why(viewer: Viewer, schedule: MailSchedule | None, known: Sequence[Facts], *, asked_for: bool) -> str:
    if asked_for:
        return "You get this one because you asked for it just now."
    when = "by your schedule"
    if schedule:
        times = MailTimes(schedule.frequency, schedule.weekday, schedule.day, schedule.local_time, schedule.zone)
        when = mail_times.in_words(times)
    sponsored = {seat.relationship_id for seat in viewer.seats if seat.role is SeatRole.SPONSOR}
    names = [_company(facts) for facts in known if facts.relationship_id in sponsored]
    if not names:
        return f"You get this {when}, because you asked for it in your settings."
    shown = names if len(names) <= 3 else [*names[:2], f"{date_words.in_words(len(names) - 2)} more"]
    return f"You get this {when}, because you are executive sponsor for {date_words.listed(shown)}."
