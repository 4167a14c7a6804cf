"""What people say about the outage of the present: openly, among themselves, with files, edited and taken away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from govtracker.database import db
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.texts.talk import TITLE, WATCHERS, WORDS, Word
from govtracker.enums import Side
from govtracker.models import Comment, Issue
from govtracker.services.issues import attachments, comments, mentions, watching
from govtracker.services.issues.attachments import Sent

KEY = "MER"
BEGINS = 4 * 60  # working minutes of the supplier before the present


def write(stage: Stage, files: Mapping[str, Sent]) -> None:
    """Put what is said on the timeline; `files` are kept already."""
    begins = stage.before(stage.story.at, BEGINS, stage.places[KEY], Side.SUPPLIER)
    stage.timeline.at(begins, partial(_watch, stage))
    for word in WORDS:
        stage.timeline.at(begins + timedelta(minutes=word.minutes), partial(_say, stage, word, files, begins))


def _watch(stage: Stage, at: datetime) -> None:
    people = {name for word in WORDS for name in [word.name]} | set(WATCHERS)
    for name in sorted(people):
        watching.watch(_outage(stage), by=stage.cast.viewer(name), at=at)


def _say(stage: Stage, word: Word, files: Mapping[str, Sent], begins: datetime, at: datetime) -> None:
    by, issue = stage.cast.viewer(word.name), _outage(stage)
    comment = comments.write(issue, word.text, word.audience, by=by, at=at).comment
    attachments.attach_to_comment(comment, [files[name] for name in word.files], by=by, at=at)
    mentions.call(comment, by=by, at=at)
    mentions.see(issue, by=by, at=at)
    for minutes, text in word.then:
        stage.timeline.at(begins + timedelta(minutes=minutes), partial(_change, stage, word, comment, text))


def _change(stage: Stage, word: Word, comment: Comment, text: str, at: datetime) -> None:
    by = stage.cast.viewer(word.name)
    if text:
        comments.edit(comment, text, by=by, at=at)
    else:
        comments.remove(comment, by=by, at=at)
    db.session.flush()


def _outage(stage: Stage) -> Issue:
    return next(issue for issue in reversed(stage.issues[KEY]) if issue.title == TITLE)
