"""Words of closed vocabularies as people say them."""

from enum import StrEnum

WORDS = {
    "half_yearly": "Half-yearly",
    "spoc": "SPOC",
    "deputy_spoc": "Deputy SPOC",
    "sponsor": "Executive sponsor",
    "experience": "Customer experience",
    "under_serve": "Under-serve",
    "over_deliver": "Over-deliver",
    "unsupported": "No support",
    "heavier": "Too much money",
    "lighter": "Too little money",
    "no_criterion": "No criterion",
    "off_shore": "Off-shore",
    "near_shore": "Near-shore",
    "on_shore": "On-shore",
    "in_house": "In-house",
    "csat": "CSAT",
    "first_contact_resolution": "First-contact resolution",
    "dis_benefit": "Dis-benefit",
    "no_go": "No-go",
    "kpis": "KPIs",
    "kpi_added": "KPI added",
    "kpi_changed": "KPI changed",
    "kpi_removed": "KPI taken out",
    "self_service": "Self-service",
    "email": "E-mail",
    "over_served": "Over-served",
    "under_served": "Under-served",
    "visible_traits_only": "Served by visible traits only",
}


def seat_title(role: StrEnum, area: str | None) -> str:
    """What people call a seat of a side: SPOC, or Functional lead for Quality."""
    return f"{label(role)}{f' for {area}' if area else ''}"


def counted(number: int, noun: str, *, many: str = "") -> str:
    """A number with its noun: 1 segment, 3 segments; `many` where the plural is more than an s."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def label(word: StrEnum | str | None) -> str:
    """An enum as people say it: functional_lead → Functional lead; capitals inside a word stay (CSAT weight)."""
    if word is None:
        return "–"
    text = str(getattr(word, "value", word))
    return WORDS.get(text, text[:1].upper() + text[1:].replace("_", " "))
