"""Topics: which ones go on in the next review, in which order they stand, how long they take together."""

from collections.abc import Sequence

from govtracker.enums import ReviewStatus

LEFT_OUT = (ReviewStatus.MISSED, ReviewStatus.CANCELLED, ReviewStatus.SKIPPED)
BEHIND = (ReviewStatus.HELD, ReviewStatus.MINUTES_AGREED, *LEFT_OUT)


def is_carried_over(status: ReviewStatus, *, said: bool | None, noted: bool) -> bool:
    """Whether a topic of a review of that status goes on in the next one.

    What people `said` counts. Unsaid, it goes on where the review did not take place, or where both chairs agreed
    minutes in which nothing was `noted` of it; while minutes are still being written nothing is known yet.
    """
    if status not in BEHIND:
        return False
    if said is not None:
        return said
    return status in LEFT_OUT or (status is ReviewStatus.MINUTES_AGREED and not noted)


def moved(ids: Sequence[int], topic_id: int, *, up: bool) -> list[int]:
    """The order of topics after one changed places with its neighbour; the same where it has none on that side."""
    order = list(ids)
    here = order.index(topic_id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return order


def in_words(planned: Sequence[int | None], length: int) -> str:
    """ "45 of 60 minutes are planned, 2 topics without a time"; "" where no topic has a time."""
    known = [minutes for minutes in planned if minutes]
    if not known:
        return ""
    unknown = len(planned) - len(known)
    over = sum(known) - length
    told = f"{sum(known)} of {length} minutes are planned"
    if over > 0:
        told += f": {over} too many"
    return told + (f", {unknown} {'topic' if unknown == 1 else 'topics'} without a time" if unknown else "")
