"""A value statement as a tagged PDF, from plain values: what people typed is data for it and never markup."""

from pathlib import Path
from typing import Final

from govtracker.documents import typesetting
from govtracker.rules.partnership.value_statements import Statement

TEMPLATE: Final = Path(__file__).with_name("value_statement.typ")
DRAFT: Final = "A draft, not released."
PARTS: Final = (
    ("resolved", "What was resolved"),
    ("performance", "Performance against targets"),
    ("improvements", "What we made better"),
)


def write(statement: Statement, digest: str) -> bytes:
    """The PDF, with the digest of what was released at the foot of every page; without one it is a draft."""
    values = {
        "title": statement.title,
        "company": statement.company,
        "customer": statement.customer,
        "period": statement.period,
        "introduction": statement.introduction,
        "volumes": statement.volumes.lines,
        "parts": [(name, getattr(statement, field)) for field, name in PARTS if getattr(statement, field)],
        "suppliers": list(statement.suppliers),
        "foot": f"SHA-256 {digest}" if digest else DRAFT,
    }
    return typesetting.write(TEMPLATE, "statement", values)
