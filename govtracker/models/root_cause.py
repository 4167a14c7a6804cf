"""The catalogue of root-cause categories, which an administrator edits."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class RootCause(Base):
    """One category. A retired one is offered no more, and stays with what was closed with it."""

    __tablename__ = "root_cause"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    is_client_side: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]
