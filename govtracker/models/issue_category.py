"""The catalogue of issue categories: the words recurrences are counted by."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base


class IssueCategory(Base):
    """One category issues are offered. Issues keep the word itself, so that history may bring others."""

    __tablename__ = "issue_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
