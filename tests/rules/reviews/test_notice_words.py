"""Every notice says something people understand, and is of exactly one sort."""

import pytest

from govtracker.enums import MailKind
from govtracker.rules.reviews import notice_words
from govtracker.rules.reviews.notice_words import GATHERING, Sort


@pytest.mark.parametrize(
    ("kind", "subject", "facts", "words"),
    [
        (MailKind.ASSIGNMENT, "issue", {"event": "assigned", "by": "Eva"}, "You own this issue now."),
        (MailKind.ASSIGNMENT, "issue", {"event": "opened"}, "It was opened and waits to be acknowledged."),
        (MailKind.ASSIGNMENT, "action", {"words": "Its day has moved."}, "Its day has moved."),
        (MailKind.ASSIGNMENT, "risk", {"by": 3, "by_name": "Eva"}, "You own this risk now."),
        (MailKind.ASSIGNMENT, "comment", {"event": "mentioned", "by_name": "Eva"}, "Eva called you by name."),
        (MailKind.WATCHED, "comment", {"event": "said", "by_name": "Eva"}, "Eva commented."),
        (MailKind.WATCHED, "issue", {"event": "moved", "to": "in_progress"}, "It is in progress now."),
        (
            MailKind.ESCALATION,
            "issue",
            {"event": "escalated", "level": 2},
            "It has reached level 2 of its escalation path.",
        ),
        (
            MailKind.ESCALATION,
            "issue",
            {"event": "handed_over", "asked": "When?"},
            "The other side handed it over and asks: When?",
        ),
        (MailKind.ESCALATION, "issue", {"event": "warned", "level": 2}, "The time of level 2 is nearly up."),
        (MailKind.ESCALATION, "issue", {"event": "reminded", "number": 1, "of": 3}, "It still waits: reminder 1 of 3."),
        (MailKind.ESCALATION, "issue", {"event": "grown_old", "days": 1}, "It has been open for 1 working day."),
        (MailKind.REVIEW_INVITATION, "review", {"moved_from": ""}, "You are asked to it."),
        (MailKind.REVIEW_INVITATION, "review", {"moved_from": "2026-11-01"}, "It has a new time."),
        (MailKind.REVIEW_INVITATION, "review", {"cancelled": "No room."}, "It will not take place. No room."),
        (MailKind.REVIEW_PACK, "review", {"scheduled_at": "2026-12-01"}, "Its review pack is ready."),
        (MailKind.REVIEW_OUTCOME, "review", {}, "Both chairs have agreed what was decided."),
        (MailKind.ASSIGNMENT, "something_new", {}, "There is news of it."),
    ],
)
def test_what_it_says(kind: MailKind, subject: str, facts: dict[str, object], words: str) -> None:
    assert notice_words.said(kind, subject, facts) == words


def test_every_kind_but_those_that_gather_is_of_exactly_one_sort() -> None:
    sorted_ = [kind for sort in Sort for kind in notice_words.kinds_of(sort)]
    assert sorted(sorted_) == sorted(set(MailKind) - GATHERING)
