"""Owners as tables name them: by e-mail address or name, among those who may own something in a relationship."""

from datetime import date
from typing import Any

from govtracker.enums import Audience, Side
from govtracker.imports import vocabulary
from govtracker.imports.kinds import RowRefused
from govtracker.models import Relationship
from govtracker.queries import owners


class Owners:
    """Everybody who may own something in a relationship on a day."""

    def __init__(self, relationship: Relationship, *, on: date) -> None:
        self.relationship = relationship
        self.people = owners.people(relationship, on=on)
        self.by_address = {row.email: row for row in self.people}
        self.by_name: dict[str, list[Any]] = {}
        for row in self.people:
            self.by_name.setdefault(vocabulary.plain(row.name), []).append(row)

    def named(self, text: str, audience: Audience) -> Any:
        """id, name, email and side of the one who is meant and may see it; RowRefused proposes who might be."""
        text = text.strip()
        if not text:
            raise RowRefused("owner", "Say who does it: an e-mail address or a name.")
        address = self.by_address.get(text.lower())
        found = [address] if address else self.by_name.get(vocabulary.plain(text), [])
        if not found:
            near = vocabulary.nearest(text, [row.name for row in self.people])
            raise RowRefused("owner", f"“{text[:60]}” holds no seat in which they could own something here.{near}")
        if len(found) > 1:
            raise RowRefused("owner", f"{len(found)} people are called “{text[:60]}”: write the e-mail address.")
        if audience is not Audience.SHARED and audience.value != found[0].side.value:
            company = self.relationship.company(Side(audience.value)).name
            raise RowRefused("owner", f"{found[0].name} does not see what only {company} sees.")
        return found[0]
