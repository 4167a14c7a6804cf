"""Links that let one person in once: what every kind of them keeps."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.orm import relationship as link

from govtracker.database import only
from govtracker.models.people import Person


class OnceLink:
    """Columns of a link for one person, used once; each person has one open link of a kind at most.

    The secret of its address is made of `nonce` and the installation's secret key, and kept as its SHA-256 alone
    (`token_hash`). All instants are real time.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(43))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def person(cls) -> Mapped[Person]:
        """Whom it lets in."""
        return link(Person, foreign_keys=f"{cls.__name__}.person_id", lazy="joined", innerjoin=True)


def indexes(table: str) -> tuple[Index, Index]:
    """What finds the links of a person, and lets nobody have two open ones."""
    return (
        Index(f"ix_{table}_open", "person_id", unique=True, **only("used_at IS NULL AND revoked_at IS NULL")),
        Index(f"ix_{table}_person_id", "person_id", "id"),
    )
