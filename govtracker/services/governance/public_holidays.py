"""Public holidays of a country, or of a part of it."""

from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType

from govtracker.services import Refused

LONGEST_NAME = 120


def of_years(country: str, subdivision: str, years: range) -> dict[date, str]:
    """The public holidays of a country (ISO 3166-1, two letters; "" has none) with English names where there are any.

    `subdivision` ("" for none) adds those of a part of the country. Refuses what is not known.
    """
    if not country:
        return {}
    if country not in countries():
        raise Refused("No public holidays are known for this country.", "country")
    if subdivision and subdivision not in subdivisions(country):
        raise Refused("Choose a part of this country, or the whole of it.", "subdivision")
    spoken = _library().country_holidays(country).supported_languages
    language = next((english for english in ("en_GB", "en_US") if english in spoken), None)
    found = _library().country_holidays(country, subdiv=subdivision or None, years=years, language=language)
    return {day: str(name)[:LONGEST_NAME] for day, name in sorted(found.items())}


@cache
def countries() -> tuple[str, ...]:
    """The countries whose public holidays are known, by their two letters."""
    known = _library().list_supported_countries(include_aliases=False)
    return tuple(sorted(code for code in known if len(code) == 2))


@cache
def subdivisions(country: str) -> dict[str, str]:
    """The parts of a country that have public holidays of their own: code → name, by name."""
    known = _library().country_holidays(country) if country in countries() else None
    if known is None:
        return {}
    names = {code: name for name, code in reversed(known.subdivisions_aliases.items())}
    return dict(sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda pair: pair[1]))


def _library() -> ModuleType:
    """`holidays`, loaded when it is first asked: its tables take memory that few processes need."""
    return import_module("holidays")
