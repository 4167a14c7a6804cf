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


def is_known(code: str) -> bool:
    """A currency people pay in today (ISO 4217, list one, without funds, metals and codes for testing)."""
    return code in KNOWN


def decimals(currency: str) -> int:
    """How many decimals the minor unit of a currency has: EUR 2, JPY 0, KWD 3."""
    return 0 if currency in WHOLE else 3 if currency in THOUSANDTHS else 2


def in_minor(amount: Decimal, currency: str) -> int:
    """The whole minor units of an amount (of JPY yen, of KWD fils); ValueError with a sentence for one without."""
    places = decimals(currency)
    minor = amount.scaleb(places)
    if minor != minor.to_integral_value():
        many = ("no decimals", "one decimal", "two decimals", "three decimals")[places]
        raise ValueError(f"An amount in {currency} has {'' if places == 0 else 'at most '}{many}.")
    if abs(minor) > LARGEST:
        raise ValueError(f"That is more than {LARGEST // 100:,}.")
    return int(minor)


def amount(minor: int, currency: str) -> Decimal:
    """Whole minor units as an amount: 200000 of EUR → 2000.00."""
    return Decimal(minor).scaleb(-decimals(currency))


def shown(minor: int, currency: str) -> str:
    """Whole minor units in words, a true minus before what is below zero: −200000 of EUR → −2,000.00 EUR."""
    sign = "−" if minor < 0 else ""
    return f"{sign}{amount(abs(minor), currency):,} {currency}"


_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"
_HUNDREDTHS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG
"""
WHOLE = frozenset(_WHOLE.split())
THOUSANDTHS = frozenset(_THOUSANDTHS.split())
KNOWN = WHOLE | THOUSANDTHS | frozenset(_HUNDREDTHS.split())
