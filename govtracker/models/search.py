"""What can be searched: a document for every record that people may look for."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from govtracker.database import Base, choice
from govtracker.enums import Audience


class SearchDocument(Base):
    """The words of one record (`kind` is its table's name), ready for searching.

    The id tells when the record came about, so that walking ids backwards is walking from the newest to the oldest:
    see queries.search_documents. `places` are tokens: who it exists for (@12shared), what it is (@issue) and its key
    (@mer42). A person stands in every relationship they were ever seated in, and so has no relationship of their own.
    """

    __tablename__ = "search_document"
    __table_args__ = (Index("uq_search_document_subject", "kind", "subject_id", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    relationship_id: Mapped[int | None] = mapped_column(ForeignKey("relationship.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience, "audience"))
    places: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
