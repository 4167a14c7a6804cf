"""What a file can say of a customer account and of a month of its revenue, by column."""

from typing import Final

from govtracker.imports.kinds import Field

FACTS: Final = ("segment", "owner", "currency", "label")
FIGURES: Final = ("base", "cross_sell", "up_sell")
FIELDS: Final = (
    Field(
        "name",
        "Account",
        "the customer’s name; it says which is here already, and stands in as many rows as there are months",
        ("Harbour Bank", "Harbour Bank"),
        ("name", "customer", "customer account"),
        True,
    ),
    Field("segment", "Customer segment", "one of your segments by its name", ("Key accounts", ""), ("segment",)),
    Field("owner", "Owner", "a colleague’s e-mail address or name", ("ida@example.com", ""), ("account owner",)),
    Field("currency", "Currency", "three letters; empty: that of your spend", ("EUR", ""), ()),
    Field(
        "label",
        "Suppliers read",
        "what stands in place of the name; empty: a number",
        ("A bank in the north", ""),
        ("label", "alias"),
    ),
    Field(
        "month", "Month", "year and month; empty: the row is of the account alone", ("2026-09", "2026-10"), ("period",)
    ),
    Field("base", "Base", "all they paid but what stands in the next two", ("12000", "12000"), ("revenue", "amount")),
    Field("cross_sell", "Cross-sell", "from offers beside what they had", ("0", "800"), ("cross sell",)),
    Field("up_sell", "Up-sell", "from more of what they had", ("", "350"), ("up sell", "upsell")),
    Field("source", "Source", "where the figures come from; empty: this file", ("Books", "Books"), ("note",)),
)
