"""Erasing a person: the pseudonym that stays for them, and what becomes of every row that leads to them.

Whoever is erased stays in the history as a number with a pseudonym: what they wrote and decided concerns two companies.
What was theirs alone goes. What both sides have agreed to is evidence of who did (GDPR, article 17, 3e): a scorecard
and a criteria set name their signatories by number, so that their digest covers no name; agreed minutes are kept as
both chairs signed them, with the names of who was there.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none is taken for another
CODE: Final = 4
CALLED: Final = "Former colleague"


class Fate(StrEnum):
    """What becomes of a row that leads to somebody who is erased."""

    STAYS = "stays"
    CLEARED = "cleared"  # it stays, without what it says of them
    GOES = "goes"


def pseudonym(choose: Callable[[str], str]) -> str:
    """A name that says nothing: "Former colleague 7F3K"; `choose` picks a letter, at random."""
    return f"{CALLED} {''.join(choose(LETTERS) for _ in range(CODE))}"


def address(pseudonym: str, person_id: int) -> str:
    """An address that nobody has, so that the one they had may come back."""
    return f"{pseudonym.rpartition(' ')[2].lower()}.{person_id}@erased.invalid"


def tells_of(called: Iterable[str], text: str) -> bool:
    """Whether one of these names and addresses stands in a text, or a word of one that is longer than two letters."""
    words = {word for name in called for word in (name, *name.split()) if len(word) > 2}
    return any(_whole(word, re.IGNORECASE).search(text) for word in words)


def renamed(text: str, called: Iterable[str], pseudonym: str) -> str:
    """The text with `pseudonym` in the place of each of these names and addresses, where they stand as whole words."""
    for name in called:
        text = _whole(name).sub(pseudonym, text)
    return text


def _whole(word: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", flags)


def _each(fate: Fate, columns: str) -> dict[str, Fate]:
    return dict.fromkeys(columns.split(), fate)


# By the column that names the person; whatever is new has to be put somewhere here.
FATES: Final[dict[str, Fate]] = {
    **_each(
        Fate.GOES,
        """
        absence.person_id default_view.person_id identity.person_id joining.person_id mail_schedule.person_id
        password_reset.person_id personal_calendar.person_id personal_export.asked_by_id personal_export.person_id
        pulse_pair_answer.person_id pulse_sheet.named_person_id role_held.person_id second_factor.person_id
        sign_in_session.person_id snooze.person_id submission.person_id
        unsubscription.person_id watch.person_id notification.recipient_id
        """,
    ),
    **_each(
        Fate.CLEARED,
        """
        invitation.person_id mention.person_id outbox_mail.recipient_id saved_view.owner_id task_link.person_id
        """,
    ),
    **_each(
        Fate.STAYS,
        """
        action.added_by_id action.owner_id action.verified_by_id action_series.made_by_id action_series.owner_id
        agreed_minutes.client_agreed_by_id agreed_minutes.supplier_agreed_by_id attachment.uploaded_by_id
        attendee.person_id client_miss.answered_by_id client_miss.claimed_by_id clock_pause.acknowledged_by_id
        clock_pause.by_id clock_pause.ended_by_id comment.author_id consent.answered_by_id consent.asked_by_id
        account_release.released_by_id account_revenue.entered_by_id
        customer_account.owner_id opportunity.answered_by_id opportunity.raised_by_id supervision.given_by_id
        supervision.person_id value_statement.drafted_by_id value_statement.released_by_id
        contract.client_agreed_by_id contract.notice_by_id contract.supplier_agreed_by_id correction.corrected_by_id
        criteria_set.client_agreed_by_id criteria_set.supplier_agreed_by_id decision.decided_by_id decision.owner_id
        decision.recorded_by_id due_date_move.moved_by_id escalation_path.client_agreed_by_id
        escalation_path.laid_aside_by_id escalation_path.proposed_by_id escalation_path.supplier_agreed_by_id
        management_plan.client_agreed_by_id management_plan.laid_aside_by_id management_plan.proposed_by_id
        management_plan.supplier_agreed_by_id
        evaluation_decision.decided_by_id evaluation_file.uploaded_by_id evaluation_sheet.person_id
        evaluation_turn.by_id
        handover.person_id handover.planned_by_id handover_item.successor_id import_batch.person_id
        improvement_plan.closed_by_id improvement_plan.opened_by_id incentive_adjustment.answered_by_id
        incentive_adjustment.proposed_by_id incentive_entry.entered_by_id issue.owner_id issue.raised_by_id
        issue_link.linked_by_id joining.invited_by_id legal_hold.lifted_by_id legal_hold.set_by_id
        measurement.entered_by_id obligation.agreed_by_id obligation.made_by_id obligation_occurrence.confirmed_by_id
        obligation_occurrence.contested_by_id obligation_occurrence.met_by_id password_reset.asked_by_id
        preparation_note.author_id preparation_task.done_by_id preparation_task.person_id problem.owner_id
        problem.raised_by_id problem_issue.linked_by_id pulse_asked.person_id pulse_round.opened_by_id
        pulse_set.agreed_by_id pulse_set.proposed_by_id rating.rated_by_id recurrence_dismissal.dismissed_by_id
        review.client_agreed_by_id review.supplier_agreed_by_id review_pack.asked_by_id risk.owner_id
        risk.recorded_by_id rung.acknowledged_by_id rung.answering_person_id scorecard.client_agreed_by_id
        scorecard.disputed_by_id scorecard.shared_by_id scorecard.supplier_agreed_by_id segment_needs.asked_by_id
        segment_needs.person_id segment_value.given_by_id service_plan.made_by_id sourcing_evaluation.created_by_id
        task_link.ended_by_id task_link.given_by_id tenure.person_id topic.added_by_id topic.presenter_id
        trend_baseline.set_by_id
        spend_shift.proposed_by_id spend_shift.settled_by_id supplier_profile.overruled_by_id
        value_dispute.disputed_by_id value_dispute.settled_by_id
        benefit.agreed_by_id benefit.made_by_id benefit_month.entered_by_id capability.checked_by_id
        capability_check.made_by_id collateral_alert.answered_by_id exit_plan.made_by_id exit_review.reviewed_by_id
        launch.decided_by_id launch.made_by_id programme.made_by_id watch_metric.made_by_id watch_month.entered_by_id
        """,
    ),
}
