"""Bands of the overall score: what each standing is called, and from which score it is reached."""

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import Standing


class StandingBand(Base):
    """One band, of all scorecards made from now on: it reaches from `floor` to the floor above. None stored: ours."""

    __tablename__ = "standing_band"

    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    floor: Mapped[Decimal]
