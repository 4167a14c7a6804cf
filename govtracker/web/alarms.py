"""Alarms in words, for machines that watch and for whoever runs the installation."""

from govtracker.queries.installation.escalation_alarms import CAPPED, State


def in_words(state: State) -> str:
    """“2 overdue since 2026-11-19 05:00 UTC, 1 parked, 3 reach nobody”; "" where nothing is stuck."""
    since = f" since {state.since:%Y-%m-%d %H:%M} UTC" if state.since else ""
    said = (
        (state.overdue, f"overdue{since}"),
        (state.parked, "parked after failing"),
        (state.unreachable, "reach nobody"),
    )
    return ", ".join(f"{counted(number)} {words}" for number, words in said if number)


def counted(number: int) -> str:
    """A number that was counted up to a cap: “100+” beyond it."""
    return f"{CAPPED}+" if number > CAPPED else str(number)
