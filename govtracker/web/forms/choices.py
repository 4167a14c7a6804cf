"""What people choose from, narrowed to what they may choose."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from wtforms.fields.choices import SelectChoice

from govtracker.access import Viewer
from govtracker.enums import Audience, Side
from govtracker.models import Relationship
from govtracker.web.filters import label

Pairs = Iterable[tuple[Any, str]]
Word = TypeVar("Word", bound=StrEnum)


def options(pairs: Pairs) -> Any:
    """(value, words) pairs as the choices of a field; WTForms' own type hints do not know its SelectChoice yet."""
    return [SelectChoice(value=value, label=words) for value, words in pairs]


def words_of(vocabulary: type[StrEnum]) -> Any:
    """A vocabulary as the choices of a field."""
    return options((word.value, label(word)) for word in vocabulary)


def audiences(relationship: Relationship, viewer: Viewer, *, within: Audience) -> Any:
    """Audiences a person may write for: shared (unless `within` is narrower) and their own side."""
    side = viewer.side_in(relationship.place())
    company = relationship.client if side is Side.CLIENT else relationship.supplier
    own = [(side.value, f"only {company.name} sees this")] if side else []
    return options(([(Audience.SHARED.value, "shared")] if within is Audience.SHARED else []) + own)


def chosen(vocabulary: type[Word], text: str | None) -> Word | None:
    """The word of a vocabulary that an address names, or None."""
    return vocabulary(text) if text in {word.value for word in vocabulary} else None
