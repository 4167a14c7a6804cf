"""What people choose from, narrowed to what they may choose."""

from enum import StrEnum
from typing import TypeVar

from govtracker.access import Viewer
from govtracker.enums import Audience, Side
from govtracker.models import Relationship

Word = TypeVar("Word", bound=StrEnum)


def audiences(relationship: Relationship, viewer: Viewer, *, within: Audience) -> list[tuple[str, str]]:
    """Audiences a person may write for: shared (unless `within` is narrower) and their own side."""
    side = viewer.side_in(relationship.place())
    company = relationship.client if side is Side.CLIENT else relationship.supplier
    own = [(side.value, f"only {company.name} sees this")] if side else []
    return ([(Audience.SHARED.value, "shared")] if within is Audience.SHARED else []) + own


def chosen(vocabulary: type[Word], text: str | None) -> Word | None:
    """The word of a vocabulary that an address names, or None."""
    return vocabulary(text) if text in {word.value for word in vocabulary} else None
