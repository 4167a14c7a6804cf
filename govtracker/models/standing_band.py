"""Bands of the overall score: what each standing is called, from which score it is reached, what it brings about."""

from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import ConsequenceKind, Standing


class StandingBand(Base):
    """One band, of all scorecards made from now on: it reaches from `floor` to the floor above. None stored: ours."""

    __tablename__ = "standing_band"

    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    floor: Mapped[Decimal]


class Consequence(Base):
    """What a standing brings about when both sides agree to it; as long as no band is stored, ours."""

    __tablename__ = "consequence"

    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"), primary_key=True)
    kind: Mapped[ConsequenceKind] = mapped_column(choice(ConsequenceKind, "kind"), primary_key=True)
