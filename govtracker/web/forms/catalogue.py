"""KPIs ticked in the catalogue."""

from collections.abc import Iterable

from wtforms import SelectMultipleField

from govtracker.rules.performance.catalogue import shelf
from govtracker.rules.performance.criteria import Terms
from govtracker.web.forms.base import CreatingForm
from govtracker.web.forms.choices import options


class Picks(CreatingForm):
    """Which KPIs to add to a draft."""

    codes = SelectMultipleField("KPIs", choices=options((code, code) for code in shelf.BY_CODE))


def picked(codes: Iterable[str]) -> list[Terms]:
    """The KPIs with these codes."""
    return [shelf.picked(code) for code in codes]
