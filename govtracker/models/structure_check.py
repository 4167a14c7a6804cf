"""What was last found of each relationship's structure: kept so that lists need not count contacts."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class StructureCheck(Base):
    """Findings of a day, a cache of what contacts say: dormant pairs, the SPOCs' share in percent, key persons.

    `spoc_share` is None where there were too few contacts to tell.
    """

    __tablename__ = "structure_check"

    relationship_id: Mapped[int] = mapped_column(ForeignKey("relationship.id"), primary_key=True, autoincrement=False)
    checked_on: Mapped[date]
    dormant: Mapped[int]
    spoc_share: Mapped[int | None]
    is_collapsed: Mapped[bool]
    key_persons: Mapped[int]
