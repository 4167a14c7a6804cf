"""What links between issues mean, and which may not lead round in a circle."""

from enum import StrEnum

from govtracker.enums import Audience, LinkKind

NO_CIRCLES = frozenset({LinkKind.DUPLICATE_OF, LinkKind.BLOCKED_BY})


class Word(StrEnum):
    """A link as it is said from either end."""

    RELATES_TO = "relates_to"
    DUPLICATE_OF = "duplicate_of"
    DUPLICATED_BY = "duplicated_by"
    BLOCKED_BY = "blocked_by"
    BLOCKS = "blocks"


BACK = {
    LinkKind.RELATES_TO: Word.RELATES_TO,
    LinkKind.DUPLICATE_OF: Word.DUPLICATED_BY,
    LinkKind.BLOCKED_BY: Word.BLOCKS,
}


def read(word: Word) -> tuple[LinkKind, bool]:
    """The kind a word stands for, and whether it is said from the far end of the link."""
    for kind, back in BACK.items():
        if word is back and word.value != kind.value:
            return kind, True
    return LinkKind(word.value), False


def narrower(one: Audience, other: Audience) -> Audience:
    """Who may know of something that joins two records: whoever sees both."""
    return other if one is Audience.SHARED else one
