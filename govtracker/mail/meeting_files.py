"""The calendar file of one review: as it rides along in mail, and as somebody downloads it."""

from datetime import datetime

from govtracker import config
from govtracker.access import Viewer
from govtracker.documents import calendar_files
from govtracker.documents.calendar_files import Attendee, Entry, Invited
from govtracker.mail import links, message
from govtracker.models import Invitation, Review
from govtracker.queries.reviews import invitations
from govtracker.queries.reviews.invitations import CALLED_OFF
from govtracker.rules import wall_time

LONGEST_CHARTER = 1_000  # characters of what the forum is for


def request(held: Invitation) -> str:
    """The invitation as it stands, with everybody it goes to and what they have answered."""
    rows = invitations.attendees(held.review_id)
    reached = [(row, message.envelope_address(row.email)) for row in rows]
    people = [Attendee(row.name, address, row.answer) for row, address in reached if address]
    review = held.review
    zone = review.zone or review.forum.zone
    return calendar_files.request(_invited(held, people, zone=zone, text=review.forum.charter[:LONGEST_CHARTER]))


def cancellation(held: Invitation, viewer: Viewer) -> str:
    """That the person is asked no longer, in the words their calendar has."""
    own = Attendee(viewer.name, message.envelope_address(viewer.email) or "", held.answer)
    return calendar_files.cancellation(_invited(held, [own], zone="UTC", text=""))


def single(review: Review, *, at: datetime) -> str:
    """One review as a file to open: nobody is asked by it."""
    return calendar_files.published(review.title, [entry(review)], at=at)


def entry(review: Review) -> Entry:
    """A review as a calendar shows it."""
    key = review.relationship.key
    return Entry(
        uid=f"review-{review.id}@{config.current().public_host}",
        starts=review.scheduled_at,
        minutes=review.forum.minutes,
        title=f"[{key}] {review.title}",
        text=review.forum.charter[:LONGEST_CHARTER],
        url=links.to(f"/r/{key}/reviews/{review.id}"),
        cancelled=review.status in CALLED_OFF,
    )


def _invited(held: Invitation, people: list[Attendee], *, zone: str, text: str) -> Invited:
    key = held.review.relationship.key
    return Invited(
        uid=held.uid,
        sequence=held.sequence,
        stamp=held.invited_at,
        starts_at=held.starts_at,
        minutes=held.minutes,
        zone=wall_time.zone(zone),
        title=f"[{key}] {held.title}",
        text=text,
        url=links.to(f"/r/{key}/reviews/{held.review_id}"),
        organizer=held.organizer,
        attendees=people,
    )
