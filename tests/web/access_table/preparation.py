"""Topics, days and preparation of a review in MER; the client's lead has a topic to prepare and wrote a note."""

from datetime import date

from govtracker.database import db
from govtracker.enums import Audience, PreparationKind, ReviewStatus, Side
from govtracker.models import PreparationNote, PreparationTask, StandingTopic
from tests.support.world import MADE_AT, World
from tests.web.access_table import CLIENT, ONLOOKERS, READERS, Row
from tests.web.access_table.forums import CHAIRS, SEATED, review, row


def prepared(world: World) -> None:
    review(ReviewStatus.IN_PREPARATION)(world)
    relationship_id, lead = world.relationships["MER"], world.people["client_lead"]
    db.session.add(
        PreparationTask(
            review_id=1,
            relationship_id=relationship_id,
            kind=PreparationKind.TOPIC,
            subject_id=1,
            person_id=lead,
            side=Side.CLIENT,
            title="Prepare",
            due_on=date(2090, 1, 1),
            created_at=MADE_AT,
        )
    )
    db.session.add(
        PreparationNote(
            review_id=1,
            relationship_id=relationship_id,
            audience=Audience.CLIENT,
            body="Ours",
            author_id=lead,
            written_at=MADE_AT,
        )
    )


def topic(tail: str, answer: int, method: str = "POST") -> Row:
    return row(f"/r/MER/reviews/1/topics/1/{tail}", CHAIRS, answer, method=method)


def standing(world: World) -> None:
    review()(world)
    db.session.add(StandingTopic(forum_id=1, position=1, title="Safety"))


ROWS = {
    "forums.preview_new": row("/r/MER/forums/preview", CHAIRS, 422),
    "forums.preview": row("/r/MER/forums/1/preview", CHAIRS, 422),
    "forum_pauses.new": row("/r/MER/forums/1/pause/new", CHAIRS, 200, method="GET"),
    "forum_pauses.pause": row("/r/MER/forums/1/pause", CHAIRS, 422),
    "forum_pauses.resume": row("/r/MER/forums/1/return", CHAIRS, 422),
    "forum_pauses.last": row("/r/MER/forums/1/end/new", CHAIRS, 200, method="GET"),
    "forum_pauses.end": row("/r/MER/forums/1/end", CHAIRS, 422),
    "forum_pauses.new_topic": row("/r/MER/forums/1/topics/new", CHAIRS, 200, method="GET"),
    "forum_pauses.add_topic": row("/r/MER/forums/1/topics", CHAIRS, 422),
    "forum_pauses.end_topic": Row(
        "/r/MER/forums/1/topics/1/end",
        {**dict.fromkeys(ONLOOKERS, 403), **dict.fromkeys(CHAIRS, (303, 404))},  # ended after the first
        method="POST",
        prepare=standing,
    ),
    "topics.edit": topic("plan/edit", 200, "GET"),
    "topics.update": topic("plan", 422),
    "topics.move_up": topic("rise", 303),
    "topics.move_down": topic("fall", 303),
    "topics.carry_over": topic("carrying", 303),
    "topics.finish": topic("finish", 303),
    "review_days.edit": row("/r/MER/reviews/1/day/edit", CHAIRS, 200, method="GET"),
    "review_days.move": row("/r/MER/reviews/1/day", CHAIRS, 422),
    "review_days.leave_out": row("/r/MER/reviews/1/skipping/new", CHAIRS, 200, method="GET"),
    "review_days.skip": row("/r/MER/reviews/1/skipping", CHAIRS, 422),
    "review_days.put_back": row("/r/MER/reviews/1/return", CHAIRS, 422),
    "preparation.show": Row("/r/MER/reviews/1/preparation", READERS, prepare=prepared),
    "preparation.tick": Row(
        "/r/MER/reviews/1/preparation/tasks/1/tick",
        {**ONLOOKERS, **dict.fromkeys(("client_spoc", "client_lead"), (303, 422))},  # done after the first
        method="POST",
        prepare=prepared,
    ),
    "preparation.add_note": Row(
        "/r/MER/reviews/1/preparation/notes",
        {**ONLOOKERS, **dict.fromkeys(SEATED, 422)},
        method="POST",
        prepare=prepared,
    ),
    "preparation.remove_note": Row(
        "/r/MER/reviews/1/preparation/notes/1/removal",
        {**dict.fromkeys(CLIENT, 403), "client_lead": 303},
        method="POST",
        prepare=prepared,
    ),
}
