"""Demonstration data: one client, three suppliers, two coherent years."""


def fill_if_empty() -> None:
    """Load the demonstration when the database holds no organisation."""
