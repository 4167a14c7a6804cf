"""Units of companies: an organisation may belong to another, and none to itself on a way round."""

from collections.abc import Mapping


def would_circle(parents: Mapping[int, int | None], unit: int, parent: int | None) -> bool:
    """Whether `unit` would belong to itself with this parent; `parents` maps every organisation to its own."""
    seen: set[int] = set()
    while parent is not None and parent not in seen:
        if parent == unit:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False
