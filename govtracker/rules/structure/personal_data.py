"""What a file about a person holds: their own account and words in full, of everything else that it leads to them.

Only columns that say something of the person are named, never what others wrote; of a secret, only that there is one.
Whoever else may have the file made, for their company, sees no more of the person's relationships by it than without:
the account in full, of the rest how much there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govtracker.rules.structure.erasure import FATES


@dataclass(frozen=True)
class Section:
    """Rows of a table that a column leads to the person from, with the columns of it that are told."""

    title: str
    leads: str  # "table.column"
    tells: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The table."""
        return self.leads.partition(".")[0]

    @property
    def column(self) -> str:
        """The column that names the person."""
        return self.leads.partition(".")[2]


def _section(title: str, leads: str, tells: str) -> Section:
    return Section(title, leads, tuple(tells.split()))


ACCOUNT: Final = (
    _section(
        "Profile",
        "person.id",
        "name email job_title zone theme shortcuts is_active is_administrator quiet_from quiet_to quiet_days "
        "unreachable_at unreachable_reply created_at",
    ),
    _section("Roles across relationships", "role_held.person_id", "role since_on"),
    _section(
        "Sessions", "sign_in_session.person_id", "way begun_at seen_at by_factor address browser ended_at ended_why"
    ),
    _section("Second factor", "second_factor.person_id", "created_at confirmed_at"),
    _section("Identities of your company", "identity.person_id", "issuer subject linked_at last_begun_at"),
    _section("Invitations to join", "joining.person_id", "email invited_at expires_at used_at revoked_at"),
    _section("Password resets", "password_reset.person_id", "asked_at expires_at used_at revoked_at"),
    _section(
        "Calendar feed", "personal_calendar.person_id", "issued_at first_weekday reviews actions acknowledgements"
    ),
    _section("Mail schedules", "mail_schedule.person_id", "kind frequency weekday day working_days local_time zone"),
    _section("Mails not wanted", "unsubscription.person_id", "kind since_at"),
    _section("Files about the person", "personal_export.person_id", "asked_at made_at stage"),
    _section("Mails", "outbox_mail.recipient_id", "kind to_address state created_at sent_at"),
)
TAKING_PART: Final = (
    _section("Seats", "tenure.person_id", "seat_id from_on to_on"),
    _section("Absences", "absence.person_id", "from_on to_on note"),
    _section("Saved views", "saved_view.owner_id", "list_name name query audience created_at"),
    _section("Watched", "watch.person_id", "is_on since_at"),
    _section("Put off", "snooze.person_id", "subject_type subject_id until_on since_at"),
    _section("Links for one task", "task_link.person_id", "kind given_at expires_at uses last_used_at last_used_from"),
    _section("Notices", "notification.recipient_id", "kind subject_type subject_id created_at told_at read_at outcome"),
    _section("Invitations to reviews", "invitation.person_id", "starts_at answer answer_note answered_at"),
)
WORDS: Final = (
    _section("Comments", "comment.author_id", "audience body written_at edited_at removed_at"),
    _section("Issues raised", "issue.raised_by_id", "audience number title description opened_at"),
    _section("Problems raised", "problem.raised_by_id", "audience number title description"),
    _section("Risks recorded", "risk.recorded_by_id", "audience number title description"),
    _section("Decisions recorded", "decision.recorded_by_id", "audience number title"),
    _section("Actions added", "action.added_by_id", "audience number title created_at"),
    _section("Files attached", "attachment.uploaded_by_id", "audience name media_type"),
    _section("Files of candidates", "evaluation_file.uploaded_by_id", "name media_type"),
    _section("Notes for reviews", "preparation_note.author_id", "body"),
    _section("Topics added", "topic.added_by_id", "title"),
    _section("Ratings", "rating.rated_by_id", "comment"),
    _section("Moves of due dates", "due_date_move.moved_by_id", "reason"),
    _section("Disputes of values", "value_dispute.disputed_by_id", "reason"),
    _section("Files imported", "import_batch.person_id", "kind filename uploaded_at imported_at"),
)
TOLD: Final[Mapping[str, Section]] = {section.leads: section for section in (*ACCOUNT, *TAKING_PART, *WORDS)}
TRACES: Final = tuple(leads for leads in FATES if leads not in TOLD)  # of these, that there is a row


def in_words(leads: str) -> str:
    """What a column says a person did: "scorecard.client_agreed_by_id" → "Scorecard: client agreed"."""
    table, _, column = leads.partition(".")
    deed = column.removesuffix("_id").removesuffix("_by").replace("_", " ").strip() or "by"
    return f"{table.replace('_', ' ').capitalize()}: {deed}"
