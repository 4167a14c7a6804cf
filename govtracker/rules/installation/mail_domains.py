"""The address domains a company lets its people have: how they are written, and whom they let in."""

from collections.abc import Collection
from typing import Final

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from govtracker.rules.installation import vouching

MOST: Final = 20
OF_NO_COMPANY: Final = frozenset(  # anybody gets an address there
    f"{name}.{end}"
    for name, ends in {
        "gmail": "com",
        "gmx": "at ch de net",
        "googlemail": "com",
        "hotmail": "com co.uk fr",
        "icloud": "com",
        "live": "com",
        "mail": "com ru",
        "orange": "fr",
        "outlook": "com de fr",
        "proton": "me",
        "protonmail": "com",
        "t-online": "de",
        "web": "de",
        "wp": "pl",
        "yahoo": "com co.uk de fr",
    }.items()
    for end in ends.split()
)


class Misread(ValueError):
    """The text is no list of domains; says which word, to whoever typed it."""


def read(text: str) -> list[str]:
    """The domains in `text`, one a line or with commas or spaces between, in ASCII (IDNA 2008), sorted; raises Misread.

    An @ before a domain is left out; nothing means any address.
    """
    words = dict.fromkeys(word.removeprefix("@") for word in text.replace(",", " ").replace(";", " ").split())
    if len(words) > MOST:
        raise Misread(f"Enter at most {MOST} domains; these are {len(words)}.")
    return sorted({_read_one(word) for word in words})


def lets_in(allowed: Collection[str], address: str) -> bool:
    """Whether somebody may come in with `address`, itself a good one; a part of a domain is a domain of its own."""
    if not allowed:
        return True
    domain = _parsed(vouching.domain_of(address))
    return domain is not None and domain.ascii_domain in allowed


def spellings(domain: str) -> set[str]:
    """How addresses may end that are at `domain` (in ASCII): in ASCII, and in the letters of its language."""
    parsed = _parsed(domain)
    return {domain, parsed.domain} if parsed else {domain}


def refusal(company: str, allowed: Collection[str]) -> str:
    """What somebody is told who typed an address of another domain."""
    named = [max(spellings(domain), key=lambda spelt: not spelt.isascii()) for domain in sorted(allowed)]
    return f"{company} lets only addresses of {' or '.join(filter(None, [', '.join(named[:-1]), named[-1]]))} in."


def _read_one(word: str) -> str:
    parsed = _parsed(word.lower())
    if parsed is None:
        raise Misread(f"“{word[:80]}” is no domain such as example.com.")
    return parsed.ascii_domain


def _parsed(domain: str) -> ValidatedEmail | None:
    try:
        return validate_email(f"x@{domain}", check_deliverability=False)
    except EmailNotValidError:
        return None
