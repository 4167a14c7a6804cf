"""A field for numbers as people write them: decimal comma or point, thousands set apart."""

from decimal import Decimal
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from govtracker.enums import Unit
from govtracker.rules.performance import values


class NumberField(Field):
    """An exact decimal, None where it is empty; what cannot be read stays as typed, with the reason beside it."""

    widget = TextInput()

    def __init__(self, label: str, *, unit: Unit | None = None, **options: Any) -> None:
        super().__init__(label, **options)
        self.unit = unit

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data: Decimal | None = None
        typed = (valuelist[0] if valuelist else "").strip()
        if not typed:
            self.raw_data = []  # blanks are nothing, also to whoever requires something
            return
        try:
            self.data = values.parse_number(typed, unit=self.unit)
        except values.BadValue as refusal:
            raise ValueError(refusal.sentence) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else values.number_text(self.data)
