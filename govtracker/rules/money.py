"""Amounts of money: whole minor units of a currency, and how they are said and read."""

import re
from decimal import Decimal

LARGEST = 10**15  # minor units
CURRENCY = re.compile(r"[A-Z]{3}")


def said(minor: int, currency: str) -> str:
    """4000000 minor units of EUR → 40,000.00 EUR."""
    return f"{Decimal(minor) / 100:,.2f} {currency}"


def minor_units(amount: Decimal) -> int:
    """The whole minor units of an amount; ValueError with a sentence for one that has none or lies out of range."""
    minor = amount * 100
    if minor != minor.to_integral_value():
        raise ValueError("An amount has at most two decimals.")
    if not 0 <= minor <= LARGEST:
        raise ValueError(f"An amount lies between 0 and {LARGEST // 100:,}.")
    return int(minor)


def is_currency(text: str) -> bool:
    """Three capital letters, as ISO 4217 has them."""
    return CURRENCY.fullmatch(text) is not None
