"""What people choose from, narrowed to what they may choose."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from wtforms.fields import choices as wtforms_choices

from govtracker.access import Viewer
from govtracker.enums import Audience, Side
from govtracker.models import Relationship
from govtracker.rules.words import label

Pairs = Iterable[tuple[Any, str]]
Word = TypeVar("Word", bound=StrEnum)


def options(pairs: Pairs) -> Any:
    """(value, words) pairs as the choices of a field; WTForms' own type hints do not know its SelectChoice yet."""
    choice: Any = vars(wtforms_choices)["SelectChoice"]
    return [choice(value=value, label=words) for value, words in pairs]


def offer(field: Any, choices: Any) -> None:
    """Let people choose from `choices`; the first one is chosen where the preset is none of them."""
    field.choices = choices
    if field.raw_data is None and field.data not in {choice.value for choice in choices}:
        field.data = choices[0].value


def words_of(vocabulary: type[StrEnum]) -> Any:
    """A vocabulary as the choices of a field."""
    return options((word.value, label(word)) for word in vocabulary)


def audiences(relationship: Relationship, viewer: Viewer, *, within: Audience) -> Any:
    """Audiences a person may write for: shared (unless `within` is narrower) and their own side."""
    side = viewer.side_in(relationship.place())
    company = relationship.client if side is Side.CLIENT else relationship.supplier
    own = [(side.value, f"only {company.name} sees this")] if side else []
    return options(([(Audience.SHARED.value, "shared")] if within is Audience.SHARED else []) + own)


def whole_or_none(text: object) -> int | None:
    """What an optional choice of an id means."""
    return int(str(text)) if text not in (None, "", "None") else None


def areas(relationship: Relationship) -> list[tuple[int, str]]:
    """(id, name) of the functional areas a relationship needs."""
    return [(needed.area_id, needed.area.name) for needed in relationship.areas]


def area_choices(relationship: Relationship) -> Any:
    """The functional areas of a relationship as choices, none of them among them."""
    return options([("", "–"), *areas(relationship)])


def chosen(vocabulary: type[Word], text: str | None) -> Word | None:
    """The word of a vocabulary that an address names, or None."""
    return vocabulary(text) if text in {word.value for word in vocabulary} else None
