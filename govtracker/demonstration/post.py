"""The mail of the demonstration: digests and review mails begin with the present."""

from govtracker.demonstration.stage import Stage
from govtracker.enums import SeatRole, Side
from govtracker.services.reviews import mail_preferences, review_mail

OTHER_MANAGERS = ("Emil Krause", "Greta Falk", "Eva Varga")


def write(stage: Stage) -> None:
    """Let everybody's digest and the managers' review mail come next time it is due."""
    at = stage.story.at
    for schedule_id in mail_preferences.digests_due(at):
        mail_preferences.put_off_digest(schedule_id, at)
    sponsors = [place.holder(side, SeatRole.SPONSOR) for place in stage.places.values() for side in Side]
    names = dict.fromkeys([*sponsors, *OTHER_MANAGERS])
    review_mail.begin([stage.cast.people[name] for name in names], at=at)
