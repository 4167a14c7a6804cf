"""Demonstration data: one client, three suppliers, two coherent years."""

from collections.abc import Mapping

from govtracker import clock, database
from govtracker.demonstration import (
    account_revenue,
    calendars,
    categories,
    causes,
    contract,
    conversations,
    criteria,
    customers,
    daily,
    evaluations,
    files,
    improvement,
    issues,
    management_plan,
    measurements,
    obligations,
    oversight,
    paths,
    people,
    post,
    promises,
    proposals,
    pulses,
    raid,
    raising,
    ratings,
    reviews,
    scorecards,
    segments,
    set_pieces,
    structure,
    support,
    task_links,
    trends,
    turns,
    value,
    views,
)
from govtracker.demonstration.stage import Stage
from govtracker.demonstration.story import Story
from govtracker.demonstration.timeline import Timeline
from govtracker.mail import notices
from govtracker.queries.structure import organisations
from govtracker.services import Refused
from govtracker.services.installation import passwords
from govtracker.services.issues.attachments import Sent


def fill_if_empty() -> None:
    """Load the demonstration when the database holds no organisation."""
    if not organisations.any_there():
        load()


def load() -> str:
    """Tell the whole story up to now; the password of its people. Refuses a database that holds something already."""
    password = people.new_password()
    password_hash = passwords.hashed(password)
    story = Story(clock.now())
    kept = files.keep(at=story.at)
    with database.transaction(), notices.untold():
        if organisations.any_there():
            raise Refused("There is data here already; the demonstration goes into an empty database alone.")
        _tell(story, kept, password, password_hash)
    return password


def _tell(story: Story, kept: Mapping[str, Sent], password: str, password_hash: str) -> None:
    """What stood at the beginning is written at once; everything that happens is put on the timeline first."""
    timeline = Timeline(story.at)
    cast = people.write(story, timeline, password=password, password_hash=password_hash)
    calendars.write(cast)
    stage = Stage(story, cast, structure.write(cast, timeline), timeline)
    paths.write(stage.places, cast)
    categories.write(stage)
    customers.name(stage)
    for part in (criteria, measurements, daily, support, customers, ratings, trends, scorecards, issues, reviews):
        part.write(stage)
    running = set_pieces.write(stage)
    turns.write(stage, running)
    promises.write(stage, running)
    proposals.write(stage)
    raid.write(stage)
    contract.write(stage)
    obligations.write(stage)
    improvement.write(stage)
    management_plan.write(stage)
    segments.write(stage)
    evaluations.write(stage)
    pulses.write(stage)
    value.write(stage)
    task_links.write(stage)
    conversations.write(stage, kept)
    oversight.write(stage)
    timeline.run()
    contract.settle(stage)
    causes.write(stage)
    raising.write(story.at)
    oversight.look(stage)
    trends.look(stage)
    value.look(stage)
    views.write(stage)
    customers.state(stage)
    account_revenue.bring(stage)
    post.write(stage)
