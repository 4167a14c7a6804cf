"""What the owner of an action says of it, taken in one go: begun, done with evidence, a comment."""

from datetime import datetime

from govtracker.access import Viewer
from govtracker.enums import ActionStatus
from govtracker.models import Action
from govtracker.rules.issues import answers
from govtracker.rules.issues.answers import Answer, BadAnswer
from govtracker.services import Refused
from govtracker.services.issues import actions, comments


def take(action: Action, answer: Answer, *, by: Viewer, at: datetime) -> None:
    """Take an answer, for all who see the action; refuses beside "step", "evidence" or "comment"."""
    try:
        answers.check(answer, status=action.status, before=action.evidence)
    except BadAnswer as refusal:
        raise Refused(refusal.sentence, refusal.part) from None
    if answer.comment.strip():
        try:
            comments.write(action, answer.comment, action.audience, by=by, at=at)
        except Refused as refusal:
            raise Refused(refusal.text, "comment") from None
    if answer.step is action.status:
        return
    if answer.step is ActionStatus.DONE:
        actions.finish(action, answer.evidence, by=by, at=at)
    else:
        actions.start(action, by=by, at=at)
