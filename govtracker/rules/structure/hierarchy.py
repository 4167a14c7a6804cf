"""Parts and wholes: what is part of something is never, by however many steps, its whole."""

from collections.abc import Collection


def makes_a_circle(part_id: int, whole_id: int, above_whole: Collection[int]) -> bool:
    """Whether making `part_id` a part of `whole_id` would close a circle; `above_whole` are the wholes above that."""
    return part_id == whole_id or part_id in above_whole
